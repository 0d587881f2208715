/**
 * probe/enum-values — an input that takes listed values takes each of them, and refuses one that is not listed.
 *
 * Source   EGIF-COD-LST-002; JSON Schema 2020-12 Validation §6.1.2. Lists marked x-egif-extensible-enum are open.
 * Evidence for each query parameter with enum, and each member of a sample's JSON body with one: the operation's sample with every value in turn, then
 *          with a value that no list has. Where no value is served, the parameter may not go with the sample's others, and nothing is told. A member of a
 *          body often decides what stands beside it, so that a refusal of another listed value is left open there.
 * Params   maxValues, the most values of one parameter.
 */
import type { Json, Parameter, Sample } from '../../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../../contract/check.js';
import type { SafetyClass } from '../../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { isObject, memberOf, parseJson, pathOf, valueAt } from '../../../contract/json.js';
import { withQueryField } from '../../../contract/query-field.js';
import { ask, callOf, defineCheck } from '../../ask.js';
import { keywordOf, nodesOf } from '../../data/instance.js';
import { inputsMayHold } from '../../declared-values.js';
import { servableSamples } from '../../data/served.js';
import { jsonRequest } from '../../generate/request-schema.js';
import { numberParam } from '../../params.js';
import { placeOf, responseOf } from '../../read.js';
import { busy } from '../answers.js';
import { conclude } from '../gather.js';

/** No list has it, and no server can take it for anything else. */
const foreign = 'egif-no-such-code';

interface Listed {
  /** `?name`, or a pointer into the body. */
  readonly spot: string;
  readonly values: readonly string[];
  /** The sample with a value at this place. */
  readonly put: (value: string) => Sample;
}

/** The listed values of a query parameter; undefined where it has none, or its list is open. */
function listedValues(parameter: Parameter): readonly string[] | undefined {
  const reference = memberOf(parameter.schema, '$ref');
  const target = typeof reference === 'string' && reference.startsWith('#/') ? valueAt(parameter.schema, reference.slice(1)) : undefined;
  const own = isObject(target) ? target : parameter.schema;
  const items = memberOf(own, 'items');
  // A list is asked for with one value at a time.
  const schema = isObject(items) && memberOf(own, 'enum') === undefined && (parameter.style ?? 'form') === 'form' ? items : own;
  const values = memberOf(schema, 'enum');
  if (parameter.in !== 'query' || !Array.isArray(values) || memberOf(schema, 'x-egif-extensible-enum') !== undefined) return undefined;
  const texts = values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String);
  return texts.length === 0 ? undefined : texts;
}

function listedParameter(sample: Sample, parameter: Parameter): Listed | undefined {
  const { name } = parameter;
  const values = listedValues(parameter);
  return values === undefined
    ? undefined
    : { spot: `?${name}`, values, put: (value) => ({ ...sample, url: withQueryField(sample.url, name, value) }) };
}

/** The members of the sample's body that hold one of listed texts. */
function listedMembers(sample: Sample): readonly Listed[] {
  const body = sample.body === undefined ? undefined : parseJson(sample.body);
  const schema = jsonRequest(sample.operation)?.schema;
  if (body === undefined || schema === undefined) return [];
  return [...nodesOf(body.value, schema)].flatMap((node): readonly Listed[] => {
    const values = keywordOf(node, 'enum');
    const isOpen = keywordOf(node, 'x-egif-extensible-enum') !== undefined;
    if (typeof node.value !== 'string' || !Array.isArray(values) || isOpen || node.pointer.includes('*')) return [];
    const texts = values.filter((value: Json) => typeof value === 'string');
    const put = (value: string): Sample => ({ ...sample, body: JSON.stringify(replacedAt(body.value, pathOf(node.pointer), value)) });
    return texts.includes(node.value) ? [{ spot: node.pointer, values: [node.value, ...texts.filter((text) => text !== node.value)], put }] : [];
  });
}

/** A copy of a value with the member at a path replaced. */
function replacedAt(value: Json, path: readonly string[], leaf: string): Json {
  const [name, ...rest] = path;
  return name === undefined || !isObject(value) ? leaf : { ...value, [name]: replacedAt(value[name] ?? null, rest, leaf) };
}

const isServed = (exchange: Exchange): boolean => {
  const { status } = responseOf(exchange);
  return (status >= 200 && status < 300) || status === 404;
};

function judgeForeign(exchange: Exchange, spot: string): Judgement {
  const { status } = responseOf(exchange);
  const at = placeOf(exchange, spot);
  if (status >= 200 && status < 300) return violated({ code: 'foreign-code-accepted', at, got: String(status), want: '400 or 422' });
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  if (status >= 500) return violated({ code: 'foreign-code-crashes', at, got: String(status), want: '400 or 422' });
  return status >= 400 && ![401, 403].includes(status) ? examined(1) : undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
}

/** Of a body the control is the sample's own value, which is the first. */
const isOfBody = ({ spot }: Listed): boolean => spot.startsWith('/');

function* judgeListed(subject: CheckSubject, listed: Listed): Generator<Action, Judgement, Observation> {
  const { spot, put } = listed;
  const seen: (readonly [value: string, exchange: Exchange])[] = [];
  for (const value of listed.values)
    seen.push([value, yield* ask(callOf(subject, put(value), { safety: value === listed.values[0] ? 'S2' : classOf(listed) }))]);
  const unavailable = seen.map(([, exchange]) => busy(exchange)).find((judgement) => judgement !== undefined);
  if (unavailable !== undefined) return unavailable;
  const controls = isOfBody(listed) ? seen.slice(0, 1) : seen;
  if (!controls.some(([, exchange]) => isServed(exchange))) return undetermined('parameter-not-combinable', spot);
  const refused = seen.filter(([, exchange]) => [400, 422].includes(responseOf(exchange).status));
  const findings = refused.map(([value, exchange]) => ({ code: 'listed-code-refused', at: placeOf(exchange, spot), got: value, want: '2xx' }));
  const other = judgeForeign(yield* ask(callOf(subject, put(foreign), { safety: 'S3' })), spot);
  if (!isOfBody(listed)) return conclude([examined(seen.length, findings), other], [], 'nothing-of-the-kind');
  const open = refused.length === 0 ? [] : [undetermined('parameter-not-combinable', spot)];
  return conclude([examined(seen.length - refused.length), other, ...open], [], 'nothing-of-the-kind');
}

/** A body with another value than the statement bound is one of other data. */
const classOf = (listed: Listed): SafetyClass => (isOfBody(listed) ? 'S3' : 'S2');

function* probe(subject: CheckSubject, most: number): Probe {
  const [sample] = servableSamples(subject);
  if (sample === undefined) {
    const isListed = (subject.operation?.parameters ?? []).some((parameter) => listedValues(parameter) !== undefined);
    return undetermined(isListed ? 'no-test-data' : 'nothing-of-the-kind');
  }
  const parameters = (subject.operation?.parameters ?? []).flatMap((parameter) => listedParameter(sample, parameter) ?? []);
  const listed = [...parameters, ...listedMembers(sample)];
  if (listed.length === 0) return undetermined('nothing-of-the-kind');
  const parts: Judgement[] = [];
  for (const each of listed) parts.push(yield* judgeListed(subject, { ...each, values: each.values.slice(0, most) }));
  return conclude(parts, [], 'nothing-of-the-kind');
}

export const enumValues = defineCheck({
  id: 'probe/enum-values',
  safety: 'S3',
  over: 'safe-operations',
  concerns: (operation) => inputsMayHold(operation, (node) => Array.isArray(keywordOf(node, 'enum'))),
  params: { maxValues: 'count' },
  findings: ['listed-code-refused', 'foreign-code-accepted', 'foreign-code-crashes'],
  probe: (subject, params) => probe(subject, numberParam(params, 'maxValues', 20)),
});
