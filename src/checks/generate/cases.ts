/**
 * The cases of one operation: calls that keep the contract, and calls that break it in one place, each with the call that it comes from.
 *
 * Pure and seeded: what goes beyond the budget is left out class by class, in an order that only the seed decides.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json, Parameter, Sample } from '../../contract/api-model.js';
import { parseJson, pointerOf } from '../../contract/json.js';
import { generateValue, keeps } from './generate-value.js';
import { mutationsOf } from './mutate-value.js';
import { jsonRequest } from './request-schema.js';
import { readingsOf, scalarOf, scalarType, textsOf, withParameter } from './sample-parameters.js';
import { isFree, variantsOf } from './vary-value.js';
import type { Variant } from './variant.js';

export interface GeneratedCase {
  readonly class: string;
  /** `/member` of the body, or `query name`, `path name`, `header name`. */
  readonly place: string;
  readonly way: string;
  readonly sample: Sample;
  /** The un-mutated call: the case tells something only where this one is served. */
  readonly twin: Sample;
  readonly expects: 'accepted' | 'refused' | 'borne';
  /** What a problem that names the place must hold; absent where the whole is meant. */
  readonly names?: string;
}

/** Fields of which the standards say that a value that cannot be read is ignored (W3C Trace Context §4.3, RFC 9110 §13.1 and §14.2). */
const ignorable =
  /^(?:traceparent|tracestate|baggage|if-.*|range|prefer|accept.*|cache-control|priority|forwarded|x-forwarded-.*|user-agent|dnt|origin|referer)$/i;
/** Longer texts meet limits of addresses and of header sections before they meet the contract. */
const longestParameter = 4000;

const isIgnorable = ({ name, in: place }: Parameter): boolean => place === 'header' && ignorable.test(name);

function bodyCases(twin: Sample, expects: 'accepted' | 'broken'): readonly GeneratedCase[] {
  const json = jsonRequest(twin.operation);
  const base = twin.body === undefined ? undefined : parseJson(twin.body);
  if (json === undefined || base === undefined) return [];
  const found = expects === 'accepted' ? variantsOf(json.schema, base.value) : mutationsOf(json.schema, base.value);
  return found.map((variant) => {
    const name = nameOf(variant);
    return {
      class: variant.class,
      place: pointerOf(variant.path),
      way: variant.way,
      sample: { ...twin, from: 'generated', body: JSON.stringify(variant.value), mediaType: twin.mediaType ?? json.mediaType },
      twin,
      expects: 'expects' in variant ? (variant.expects === 'borne' ? 'borne' : 'refused') : 'accepted',
      ...(name === undefined ? {} : { names: name }),
    };
  });
}

/** The name that stands for a place: of the nearest member, since an item has none. */
const nameOf = ({ path }: Variant): string | undefined => path.findLast((step) => !/^[0-9]+$/.test(step));

interface Given {
  readonly parameter: Parameter;
  /** The call with a valid value of the parameter. */
  readonly twin: Sample;
  readonly value: Json;
}

/** A parameter with its value in the sample, or with one that can be made up. */
function givenOf(sample: Sample, parameter: Parameter): Given | undefined {
  const { schema, name } = parameter;
  if (scalarType(schema) === undefined) return undefined;
  const [text, ...more] = textsOf(sample, parameter);
  if (more.length > 0) return undefined;
  if (text !== undefined) {
    const value = scalarOf(text, schema);
    return value === undefined ? undefined : { parameter, twin: sample, value };
  }
  if (parameter.in === 'path' || !isFree({ pointer: '', name, value: '', schemas: [schema], parents: [] })) return undefined;
  const made = generateValue(schema, 'minimal', name);
  if ('why' in made || typeof made.value === 'object') return undefined;
  const twin = withParameter(sample, parameter, String(made.value));
  return twin === undefined ? undefined : { parameter, twin: { ...twin, from: 'generated' }, value: made.value };
}

const textOf = (value: Json): string | undefined => (value === null || typeof value === 'object' ? undefined : String(value));

/** The parameter as another text, if it can be written. */
function parameterCase(
  { parameter, twin }: Given,
  text: string | undefined,
  about: Pick<GeneratedCase, 'class' | 'way' | 'expects'>,
): readonly GeneratedCase[] {
  if (text !== undefined && text.length > longestParameter) return [];
  const sample = withParameter(twin, parameter, text);
  const { name, in: place } = parameter;
  return sample === undefined ? [] : [{ ...about, place: `${place} ${name}`, sample: { ...sample, from: 'generated' }, twin, names: name }];
}

function validParameters(sample: Sample, parameter: Parameter): readonly GeneratedCase[] {
  const given = givenOf(sample, parameter);
  if (given === undefined || isIgnorable(parameter) || parameter.in === 'path') return [];
  const { schema, name } = parameter;
  const added: readonly GeneratedCase[] =
    given.twin === sample
      ? []
      : [
          {
            class: 'optional',
            place: `${parameter.in} ${name}`,
            way: 'optional parameter',
            sample: given.twin,
            twin: sample,
            expects: 'accepted',
            names: name,
          },
        ];
  const varied = variantsOf(schema, given.value, name).flatMap((variant) => {
    const text = textOf(variant.value);
    const from = { ...given, twin: sample };
    return text === undefined ? [] : parameterCase(from, text, { class: variant.class, way: variant.way, expects: 'accepted' });
  });
  return [...added, ...varied];
}

function brokenParameters(sample: Sample, parameter: Parameter): readonly GeneratedCase[] {
  const given = givenOf(sample, parameter);
  if (given === undefined || isIgnorable(parameter)) return [];
  const { schema, required, in: place } = parameter;
  const absent = required && place !== 'path' ? parameterCase(given, undefined, { class: 'required', way: 'absent', expects: 'refused' }) : [];
  const seen = new Set<string>();
  const mutated = mutationsOf(schema, given.value).flatMap((mutation) => {
    const text = mutation.class === 'type' ? 'egif' : textOf(mutation.value);
    if (text === undefined || text === '' || seen.has(text)) return [];
    seen.add(text);
    if (readingsOf(text).some((reading) => keeps(schema, reading) !== false)) return [];
    return parameterCase(given, text, { class: mutation.class, way: mutation.way, expects: mutation.expects });
  });
  return [...absent, ...mutated];
}

/** Header parameters that carry an API key are the credential's, not ours. */
function ownParameters({ operation }: Sample, keys: ReadonlySet<string>): readonly Parameter[] {
  return operation.parameters.filter(({ name, in: place }) => place !== 'cookie' && (place !== 'header' || !keys.has(name.toLowerCase())));
}

/** Calls that keep the contract as the sample does, and differ from it in one place. */
export function validCases(sample: Sample, keys: ReadonlySet<string> = new Set()): readonly GeneratedCase[] {
  return [...ownParameters(sample, keys).flatMap((parameter) => validParameters(sample, parameter)), ...bodyCases(sample, 'accepted')];
}

/** Calls that break the contract in one place; empty where the sample's own body does not keep it. */
export function brokenCases(sample: Sample, keys: ReadonlySet<string> = new Set()): readonly GeneratedCase[] {
  return [...ownParameters(sample, keys).flatMap((parameter) => brokenParameters(sample, parameter)), ...bodyCases(sample, 'broken')];
}

/** At most so many cases, every class in its turn; within a class the seed decides which. `seed` is hexadecimal, as a UUID is. */
export function chosenCases(cases: readonly GeneratedCase[], most: number, seed: string): readonly GeneratedCase[] {
  const classes = new Map<string, GeneratedCase[]>();
  for (const each of cases) classes.set(each.class, [...(classes.get(each.class) ?? []), each]);
  const number = Number.parseInt(seed.replaceAll('-', '').slice(0, 8), 16) || 0;
  const queues = [...classes.values()].map((members) => {
    const from = number % members.length;
    return [...members.slice(from), ...members.slice(0, from)];
  });
  const chosen: GeneratedCase[] = [];
  for (let round = 0; chosen.length < most && queues.some((queue) => round < queue.length); round += 1)
    for (const queue of queues) {
      const next = queue[round];
      if (next !== undefined && chosen.length < most) chosen.push(next);
    }
  return chosen;
}
