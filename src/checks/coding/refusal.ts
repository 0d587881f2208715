/**
 * coding/national-code-refusal, coding/legal-id-refusal, coding/postal-code-refusal, coding/sheba-refusal — a code that cannot exist is refused as
 * bad input, not looked up.
 *
 * Source   EGIF-COD-PID-001, -LID-001, -ADR-001, -BNK-001 (a wrong check digit: 400 or 422); RFC 9110 §15.5.1, §15.5.21.
 * Evidence the operation's sample as it is (positive control), then the same with one code altered: a wrong check digit, or a digit less where the
 *          code has none. Only query parameters and members of a JSON body are altered.
 */
import type { Json, Sample } from '../../contract/api-model.js';
import type { CheckDefinition, CheckSubject, Probe } from '../../contract/check.js';
import type { Exchange } from '../../contract/evidence.js';
import { isObject, parseJson, pathOf } from '../../contract/json.js';
import { satisfied, undetermined, violated, type Judgement } from '../../contract/judgement.js';
import { legalId } from '../../schemes/legal-id.js';
import { nationalCode } from '../../schemes/national-code.js';
import { postalCode } from '../../schemes/postal-code.js';
import type { SchemeId, SchemeResult } from '../../schemes/scheme.js';
import { sheba } from '../../schemes/sheba.js';
import { ask, callOf, defineCheck } from '../ask.js';
import { nodesOf, type Node } from '../data/instance.js';
import { kindOf } from '../data/recognise.js';
import { busyStatuses, isServed, servableSamples, unservedCause } from '../data/served.js';
import { placeOf, responseOf } from '../read.js';

interface Refusal {
  readonly kind: SchemeId;
  readonly check: (value: unknown) => SchemeResult;
  /** A text of the same look that the scheme refuses. */
  readonly spoil: (value: string) => string;
}

const nextDigit = (digit: string): string => String((Number(digit) + 1) % 10);
const spoilLast = (value: string): string => value.slice(0, -1) + nextDigit(value.slice(-1));

/** A sample with one code altered, and where. */
interface Spoilt {
  readonly sample: Sample;
  readonly spot: string;
}

function spoilQuery(sample: Sample, { kind, check, spoil }: Refusal): Spoilt | undefined {
  const url = new URL(sample.url);
  for (const [name, value] of url.searchParams) {
    const parameter = sample.operation.parameters.find((candidate) => candidate.in === 'query' && candidate.name === name);
    const node: Node = { pointer: '', name, value, schemas: parameter === undefined ? [] : [parameter.schema], parents: [] };
    if (kindOf(node) !== kind || !check(value).valid) continue;
    url.searchParams.set(name, spoil(value));
    return { sample: { ...sample, url: url.href }, spot: `?${name}` };
  }
  return undefined;
}

/** A copy of a value with the member at a path replaced. */
function replaced(value: Json, path: readonly string[], leaf: string): Json {
  const [name, ...rest] = path;
  if (name === undefined || !isObject(value)) return leaf;
  return { ...value, [name]: replaced(value[name] ?? null, rest, leaf) };
}

function spoilBody(sample: Sample, { kind, check, spoil }: Refusal): Spoilt | undefined {
  const parsed = sample.body === undefined ? undefined : parseJson(sample.body);
  if (parsed === undefined) return undefined;
  const schema = sample.operation.request?.bodies.find((body) => body.schema !== undefined)?.schema;
  for (const { pointer, value, ...node } of nodesOf(parsed.value, schema)) {
    if (typeof value !== 'string' || pointer.includes('*') || !check(value).valid || kindOf({ pointer, value, ...node }) !== kind) continue;
    const body = JSON.stringify(replaced(parsed.value, pathOf(pointer), spoil(value)));
    return { sample: { ...sample, body }, spot: pointer };
  }
  return undefined;
}

/** What an answer to an impossible code says of the service. */
function judgeAnswer(exchange: Exchange, code: string, spot: string): Judgement {
  const { status } = responseOf(exchange);
  if (status === 400 || status === 422) return satisfied;
  if (isServed(exchange)) return violated({ code: `${code}-accepted`, at: placeOf(exchange, spot), got: String(status), want: '400 or 422' });
  if (status === 404) return violated({ code: `${code}-looked-up`, at: placeOf(exchange, spot), got: '404', want: '400 or 422' });
  return undetermined(busyStatuses.has(status) ? 'server-busy' : 'unexpected-answer', `status ${status} at ${exchange.place}`);
}

function* refuse(subject: CheckSubject, rule: Refusal, code: string): Probe {
  const samples = servableSamples(subject);
  if (samples.length === 0) return undetermined('no-test-data');
  for (const sample of samples) {
    const spoilt = spoilQuery(sample, rule) ?? spoilBody(sample, rule);
    if (spoilt === undefined) continue;
    const control = yield* ask(callOf(subject, sample));
    if (!isServed(control)) return unservedCause(control);
    const exchange = yield* ask(callOf(subject, spoilt.sample, { safety: 'S3' }));
    return judgeAnswer(exchange, code, spoilt.spot);
  }
  return undetermined('nothing-of-the-kind');
}

function defineRefusalCheck(rule: Refusal): CheckDefinition {
  const code = `impossible-${rule.kind}`;
  return defineCheck({
    id: `coding/${rule.kind}-refusal`,
    safety: 'S3',
    over: 'safe-operations',
    params: {},
    findings: [`${code}-accepted`, `${code}-looked-up`],
    probe: (subject) => refuse(subject, rule, code),
  });
}

/** One check for each code whose form can be judged by the server without looking it up. */
export const refusals: readonly CheckDefinition[] = [
  defineRefusalCheck({ kind: 'national-code', check: nationalCode, spoil: spoilLast }),
  defineRefusalCheck({ kind: 'legal-id', check: legalId, spoil: spoilLast }),
  defineRefusalCheck({ kind: 'postal-code', check: postalCode, spoil: (value) => value.slice(0, -1) }),
  defineRefusalCheck({ kind: 'sheba', check: sheba, spoil: spoilLast }),
];
