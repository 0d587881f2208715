/**
 * probe/enum-values — an input that takes listed values takes each of them, and refuses one that is not listed.
 *
 * Source   EGIF-COD-LST-002; JSON Schema 2020-12 Validation §6.1.2. Lists marked x-egif-extensible-enum are open.
 * Evidence for each query parameter with enum: the operation's sample with every value in turn, then with a value that no list has. Where no value is
 *          served, the parameter may not go with the sample's others, and nothing is told.
 * Params   maxValues, the most values of one parameter.
 */
import type { Parameter, Sample } from '../../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { isObject, memberOf, valueAt } from '../../../contract/json.js';
import { ask, callOf, defineCheck } from '../../ask.js';
import { servableSamples } from '../../data/served.js';
import { numberParam } from '../../params.js';
import { placeOf, responseOf } from '../../read.js';
import { busy } from '../answers.js';
import { conclude } from '../gather.js';

/** No list has it, and no server can take it for anything else. */
const foreign = 'egif-no-such-code';

interface Listed {
  readonly parameter: Parameter;
  readonly values: readonly string[];
}

/** The listed values of a query parameter; undefined where it has none, or its list is open. */
function listedOf(parameter: Parameter): Listed | undefined {
  const reference = memberOf(parameter.schema, '$ref');
  const target = typeof reference === 'string' && reference.startsWith('#/') ? valueAt(parameter.schema, reference.slice(1)) : undefined;
  const schema = isObject(target) ? target : parameter.schema;
  const values = memberOf(schema, 'enum');
  if (parameter.in !== 'query' || !Array.isArray(values) || memberOf(schema, 'x-egif-extensible-enum') !== undefined) return undefined;
  const texts = values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String);
  return texts.length === 0 ? undefined : { parameter, values: texts };
}

const isServed = (exchange: Exchange): boolean => {
  const { status } = responseOf(exchange);
  return (status >= 200 && status < 300) || status === 404;
};

function withValue(sample: Sample, name: string, value: string): Sample {
  const url = new URL(sample.url);
  url.searchParams.set(name, value);
  return { ...sample, url: url.href };
}

function judgeForeign(exchange: Exchange, name: string): Judgement {
  const { status } = responseOf(exchange);
  const at = placeOf(exchange, `?${name}`);
  if (status >= 200 && status < 300) return violated({ code: 'foreign-code-accepted', at, got: String(status), want: '400 or 422' });
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  if (status >= 500) return violated({ code: 'foreign-code-crashes', at, got: String(status), want: '400 or 422' });
  return status >= 400 && ![401, 403].includes(status) ? examined(1) : undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
}

function* judgeListed(subject: CheckSubject, sample: Sample, listed: Listed): Generator<Action, Judgement, Observation> {
  const { name } = listed.parameter;
  const seen: (readonly [value: string, exchange: Exchange])[] = [];
  for (const value of listed.values) seen.push([value, yield* ask(callOf(subject, withValue(sample, name, value), { safety: 'S2' }))]);
  const unavailable = seen.map(([, exchange]) => busy(exchange)).find((judgement) => judgement !== undefined);
  if (unavailable !== undefined) return unavailable;
  if (!seen.some(([, exchange]) => isServed(exchange))) return undetermined('parameter-not-combinable', name);
  const refused = seen.filter(([, exchange]) => [400, 422].includes(responseOf(exchange).status));
  const findings = refused.map(([value, exchange]) => ({ code: 'listed-code-refused', at: placeOf(exchange, `?${name}`), got: value, want: '2xx' }));
  const other = judgeForeign(yield* ask(callOf(subject, withValue(sample, name, foreign), { safety: 'S3' })), name);
  return conclude([examined(seen.length, findings), other], [], 'nothing-of-the-kind');
}

function* probe(subject: CheckSubject, most: number): Probe {
  const [sample] = servableSamples(subject);
  const listed = (subject.operation?.parameters ?? []).flatMap((parameter) => listedOf(parameter) ?? []);
  if (listed.length === 0) return undetermined('nothing-of-the-kind');
  if (sample === undefined) return undetermined('no-test-data');
  const parts: Judgement[] = [];
  for (const each of listed) parts.push(yield* judgeListed(subject, sample, { ...each, values: each.values.slice(0, most) }));
  return conclude(parts, [], 'nothing-of-the-kind');
}

export const enumValues = defineCheck({
  id: 'probe/enum-values',
  safety: 'S3',
  over: 'safe-operations',
  params: { maxValues: 'count' },
  findings: ['listed-code-refused', 'foreign-code-accepted', 'foreign-code-crashes'],
  probe: (subject, params) => probe(subject, numberParam(params, 'maxValues', 20)),
});
