/**
 * probe/injection — characters that mean something to an interpreter are data.
 *
 * Source   EGIF-TEC-SEC-020; OWASP ASVS 5.0 1.2. Not a penetration test: one request for each text, and nothing in it does harm where it is run.
 * Evidence each text parameter and each text member of a safe operation's request, one at a time, with quotes, angle brackets, a product in template
 *          braces, NUL and a direction mark; and the unaltered call. A refusal is as good as an answer. The result of the product is not looked for
 *          where the unaltered answer holds it too.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { mediaTypeOf, placeOf, responseOf, textOf } from '../../read.js';
import type { JsonObject, Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { isObject, parseJson } from '../../../contract/json.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { withQueryField } from '../../../contract/query-field.js';
import { isBusy, unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';
import { bearable, conclude } from '../gather.js';
import { scalarType } from '../../generate/sample-parameters.js';

const [left, right] = [1337, 1331];
const product = String(left * right);
const mark = '<egif-probe>';
const payload = `egif'"${mark};{{${left}*${right}}}\${${left}*${right}}\u0000\u202e`;
const most = 8;

interface Variant {
  readonly place: string;
  readonly sample: Sample;
}

/** The sample with one text replaced, for each text that can be. */
function variantsOf(sample: Sample): readonly Variant[] {
  const { operation, url, body } = sample;
  const variants: Variant[] = [];
  const isText = (schema: JsonObject): boolean => scalarType(schema) === 'string';
  for (const { name, in: place, schema } of operation.parameters) {
    if (place !== 'query' || !isText(schema)) continue;
    variants.push({ place: name, sample: { ...sample, url: withQueryField(url, name, payload) } });
  }
  const template = operation.path.split('/');
  for (const { name, in: place, schema } of operation.parameters) {
    const at = place === 'path' && isText(schema) ? template.indexOf(`{${name}}`) : -1;
    if (at < 0) continue;
    const target = new URL(url);
    const segments = target.pathname.split('/');
    segments[segments.length - template.length + at] = encodeURIComponent(payload);
    target.pathname = segments.join('/');
    variants.push({ place: name, sample: { ...sample, url: target.href } });
  }
  const value = body === undefined ? undefined : parseJson(body)?.value;
  if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === 'string')
        variants.push({ place: `/${name}`, sample: { ...sample, body: JSON.stringify({ ...value, [name]: payload }) } });
    }
  }
  return variants.slice(0, most);
}

function findingsOf(exchange: Exchange, control: Exchange, place: string): readonly Finding[] {
  const at = placeOf(exchange, place);
  const { status } = responseOf(exchange);
  const text = textOf(exchange);
  const findings: Finding[] = [];
  if (status >= 500) findings.push({ code: 'injection-server-error', at, got: String(status), want: '4xx' });
  if (text.includes(product) && !textOf(control).includes(product)) findings.push({ code: 'template-evaluated', at, got: product });
  if (/^(text\/html|application\/xhtml\+xml)$/.test(mediaTypeOf(exchange)?.type ?? '') && text.includes(mark))
    findings.push({ code: 'injection-reflected', at, got: mark });
  return findings;
}

function* judgeVariants(subject: CheckSubject, sample: Sample, variants: readonly Variant[]): Generator<Action, Judgement, Observation> {
  const control = yield* ask(callOf(subject, sample));
  const broken = unserved(control);
  if (broken !== undefined) return broken;
  const parts: Judgement[] = [];
  const losses: Judgement[] = [];
  for (const variant of variants) {
    const exchange = yield* ask({ ...callOf(subject, variant.sample, { safety: 'S3' }), tolerate: bearable });
    if (exchange.lost !== undefined) losses.push(undetermined(exchange.lost.cause, `${variant.place}: ${exchange.lost.detail}`));
    else if (isBusy(exchange)) losses.push(undetermined('server-busy', `status ${responseOf(exchange).status} at ${exchange.place}`));
    else parts.push(examined(1, findingsOf(exchange, control, variant.place)));
  }
  return conclude(parts, losses, 'no-text-parameter');
}

export const injection = defineCheck({
  id: 'probe/injection',
  safety: 'S3',
  over: 'safe-operations',
  params: {},
  findings: ['injection-server-error', 'template-evaluated', 'injection-reflected'],

  *probe(subject) {
    const { operation } = subject;
    const sample = operation === undefined ? undefined : sendable(subject, operation);
    if (operation === undefined || sample === undefined) return unsendable(subject, operation);
    const variants = variantsOf(sample);
    // Nothing takes a text here, and nothing can be injected.
    if (variants.length === 0) return examined(1);
    return yield* judgeVariants(subject, sample, variants);
  },
});
