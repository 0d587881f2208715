/**
 * probe/malformed-input — input that cannot be parsed is a client error, never a crash.
 *
 * Source   EGIF-TEC-HTP-016; RFC 9110 §15.5.1; RFC 8259 §2, §4 and §8.2.
 * Evidence for each operation with a JSON body: a cut text, nothing at all, an empty array where that is no value of the contract, a member twice, a
 *          lone surrogate; for each typed query, path and header parameter a word. With a credential, since a refusal for want of one says nothing, and
 *          beside the call as it is: its refusal counts only where that one is served. Of a text that JSON leaves open (a member twice, a surrogate)
 *          only a failure of the server is a finding. Of an operation that changes data, what parses is class S4; the cut text is class S3.
 * Params   maxPerOperation, the most parameters of one operation.
 */
import { ask, defineCheck } from '../../ask.js';
import { curlOf } from '../../curl-line.js';
import { keeps } from '../../generate/generate-value.js';
import { jsonRequest } from '../../generate/request-schema.js';
import { readingsOf, scalarType, withParameter } from '../../generate/sample-parameters.js';
import { numberParam } from '../../params.js';
import { placeOf, responseOf } from '../../read.js';
import type { Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../../contract/check.js';
import type { SafetyClass } from '../../../contract/documents.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { isObject, memberOf, parseJson } from '../../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { sendable } from '../calls.js';
import { conclude } from '../gather.js';
import { actionOf, baseOf, classOf, keysOf, openControls, type Controls } from '../generated-calls.js';

interface Malformed {
  readonly sample: Sample;
  /** `body`, or the parameter. */
  readonly spot: string;
  readonly way: string;
  readonly safety: SafetyClass;
  /** Whether a server may also take it. */
  readonly open: boolean;
}

const cutBody = '{"egif":';

/** A member twice, with the same value: which one counts is left open (RFC 8259 §4). */
function doubled(body: string): string | undefined {
  const value = parseJson(body)?.value;
  const [first] = isObject(value) ? Object.entries(value) : [];
  return first === undefined ? undefined : body.replace('{', `{${JSON.stringify(first[0])}:${JSON.stringify(first[1])},`);
}

/** The first text member with a lone surrogate at its end (RFC 8259 §8.2). */
function withSurrogate(body: string): string | undefined {
  const value = parseJson(body)?.value;
  if (!isObject(value)) return undefined;
  const [name] = Object.entries(value).find(([, member]) => typeof member === 'string') ?? [];
  return name === undefined ? undefined : JSON.stringify({ ...value, [name]: `${String(memberOf(value, name))}\ud800` });
}

function bodiesOf(sample: Sample): readonly Malformed[] {
  const { operation } = sample;
  const json = jsonRequest(operation);
  const takesJson = operation.request?.bodies.some(({ mediaType }) => /^[^;]*[/+]json\s*(?:;|$)/i.test(mediaType)) === true;
  if (!takesJson) return [];
  const mediaType = sample.mediaType ?? json?.mediaType ?? 'application/json';
  const parsed = classOf(operation, 'other');
  const made = (body: string | undefined, way: string, rest: { readonly safety: SafetyClass; readonly open: boolean }): readonly Malformed[] =>
    body === undefined ? [] : [{ sample: { ...sample, from: 'generated', body, mediaType }, spot: 'body', way, ...rest }];
  const required = operation.request?.required === true;
  return [
    ...made(cutBody, 'cut text', { safety: 'S3', open: false }),
    ...(required ? made('', 'empty', { safety: parsed, open: false }) : []),
    ...(json !== undefined && keeps(json.schema, []) === false ? made('[]', 'empty array', { safety: parsed, open: false }) : []),
    ...(sample.body === undefined ? [] : made(doubled(sample.body), 'member twice', { safety: parsed, open: true })),
    ...(sample.body === undefined ? [] : made(withSurrogate(sample.body), 'lone surrogate', { safety: parsed, open: true })),
  ];
}

const typedFormats: ReadonlySet<unknown> = new Set(['uuid', 'date', 'date-time']);

/** A word where a number, a truth value, a UUID or a date belongs. */
function parametersOf(sample: Sample, keys: ReadonlySet<string>, most: number): readonly Malformed[] {
  const { operation } = sample;
  if (!operation.safe) return [];
  const typed = operation.parameters.filter(({ name, in: place, schema }) => {
    if (place === 'header' && (keys.has(name.toLowerCase()) || name.toLowerCase() === 'traceparent')) return false;
    const type = scalarType(schema);
    return type === 'integer' || type === 'number' || type === 'boolean' || (type === 'string' && typedFormats.has(memberOf(schema, 'format')));
  });
  return typed.slice(0, most).flatMap((parameter): readonly Malformed[] => {
    const word = 'egif';
    const other = withParameter(sample, parameter, word);
    if (other === undefined || readingsOf(word).some((reading) => keeps(parameter.schema, reading) !== false)) return [];
    return [{ sample: { ...other, from: 'generated' }, spot: `${parameter.in} ${parameter.name}`, way: 'a word', safety: 'S3', open: false }];
  });
}

function* judgeOne(subject: CheckSubject, base: Sample, each: Malformed, controls: Controls): Generator<Action, Judgement, Observation> {
  const action = actionOf(subject, each.sample, each.safety, `malformed ${each.way}`);
  const exchange = yield* ask(action);
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, exchange.lost.detail);
  const { status } = responseOf(exchange);
  const at = placeOf(exchange, each.spot);
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  const about = { at, got: String(status), want: '400', detail: each.way, ...curlOf(action, subject) };
  if (status >= 500) return violated({ code: 'malformed-input-crashes', ...about });
  if (status >= 200 && status < 300) return each.open ? examined(1) : violated({ code: 'malformed-input-accepted', ...about });
  const right = [400, 413, 415, 422].includes(status) || (status === 404 && each.spot.startsWith('path '));
  if (!right) return undetermined('refused-for-another-reason', `status ${status} at ${exchange.place}`);
  const control = yield* controls.refusedBecause(base);
  return control ?? examined(1);
}

/** Causes of one call that leave what the others show as it is. */
const narrowing: ReadonlySet<string> = new Set(['no-consent', 'no-credential', 'refused-for-another-reason']);

function callsOf(subject: CheckSubject, operation: Operation): Sample | undefined {
  return sendable(subject, operation) === undefined && !operation.safe ? undefined : (baseOf(subject, operation) ?? sendable(subject, operation));
}

function* probe(subject: CheckSubject, most: number): Probe {
  const [controls, keys] = [openControls(subject), keysOf(subject)];
  const parts: Judgement[] = [];
  const losses: Judgement[] = [];
  for (const operation of subject.contract?.operations ?? []) {
    const base = operation.secured && subject.identities.length === 0 ? undefined : callsOf(subject, operation);
    if (base === undefined) continue;
    // What nobody gave data for is asked only where it is there: its refusal of anything says nothing.
    if (base.from === 'generated' && (yield* controls.refusedBecause(base)) !== undefined) continue;
    for (const each of [...bodiesOf(base), ...parametersOf(base, keys, most)]) {
      if (subject.environment.kind === 'production' && each.safety === 'S4') continue;
      const judgement = yield* judgeOne(subject, base, each, controls);
      (narrowing.has(judgement.cause?.code ?? '') ? losses : parts).push(judgement);
    }
  }
  const seen = conclude(parts, [], '');
  if (seen.examined > 0 || seen.findings.length > 0) return seen;
  return conclude(parts, losses, subject.contract === undefined ? 'no-contract' : 'no-test-data');
}

export const malformedInput = defineCheck({
  id: 'probe/malformed-input',
  safety: 'S4',
  needs: 'S3',
  over: 'service',
  params: { maxPerOperation: 'count' },
  findings: ['malformed-input-crashes', 'malformed-input-accepted'],
  probe: (subject, params) => probe(subject, numberParam(params, 'maxPerOperation', 6)),
});
