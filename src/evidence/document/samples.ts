/**
 * Concrete calls with synthetic data: from the statement's bindings, else from the contract's own examples. No value is ever invented.
 *
 * Room     evidence/document (floor 3).
 */
import type { ApiContract, Json, JsonObject, MediaBody, Operation, Parameter, Sample } from '../../contract/api-model.js';
import type { Binding, Service } from '../../contract/documents.js';
import { isObject, memberOf, parseJson, valueAt } from '../../contract/json.js';
import { mostBindings } from '../../contract/most-bindings.js';
import { serverBase } from '../../contract/server-base.js';
import { bodyOf, isForm, isJson, keyFields, requestOf, withoutKeys } from '../../contract/write-request.js';

export interface SampleOptions {
  readonly service: Pick<Service, 'testData'>;
  /** Without trailing slash. */
  readonly baseUrl: string;
  /** Seed of the run; samples that need a choice take it from here. */
  readonly seed: string;
}

/** An operation is called with at most so many different samples of the contract. */
const maxSamples = 3;

type Origin = Sample['from'];

interface Value {
  readonly value: Json;
  readonly from: Origin;
}

/** A name for test data that only its population can resolve, such as `$person.valid.1`. */
const isPlaceholder = (value: Json): boolean => typeof value === 'string' && /^\$[A-Za-z]\w*(?:\.\w+)+$/.test(value);

function holdsPlaceholder(value: Json | undefined): boolean {
  if (value === undefined) return false;
  if (Array.isArray(value)) return value.some(holdsPlaceholder);
  return isObject(value) ? Object.values(value).some(holdsPlaceholder) : isPlaceholder(value);
}

/** What the contract offers as the value of a parameter. */
function offered({ example, schema }: Parameter): Value | undefined {
  if (example !== undefined) return { value: example, from: 'example' };
  const at = typeof schema['$ref'] === 'string' ? valueAt(schema, schema['$ref'].slice(1)) : schema;
  const preset = memberOf(at, 'default') ?? memberOf(at, 'const');
  if (preset !== undefined) return { value: preset, from: 'default' };
  const values = memberOf(at, 'enum');
  const [first] = Array.isArray(values) ? values.filter((value) => value !== null) : [];
  return first === undefined ? undefined : { value: first, from: 'default' };
}

const valuesOf = (inputs: Iterable<readonly [string, Value]>): ReadonlyMap<string, Json> =>
  new Map([...inputs].map(([place, { value }]) => [place, value]));

function ofBinding(operation: Operation, base: string, binding: Binding): readonly Sample[] {
  const parameters = isObject(binding.parameters) ? binding.parameters : {};
  const bound = binding.body === undefined ? undefined : parseJson(JSON.stringify(binding.body))?.value;
  if (holdsPlaceholder(parameters) || holdsPlaceholder(bound)) return [];
  const given = new Map(
    operation.parameters.flatMap((parameter) => {
      const value = memberOf(parameters, parameter.name);
      const input = value === undefined ? (parameter.required ? offered(parameter) : undefined) : ({ value, from: 'binding' } satisfies Value);
      return input === undefined ? [] : [[`${parameter.in} ${parameter.name}`, input] as const];
    }),
  );
  const request = requestOf(operation, base, valuesOf(given));
  if (request === undefined || (bound === undefined && operation.request?.required === true)) return [];
  const content = bound === undefined ? {} : bodyOf(operation, bound);
  if (content === undefined) return [];
  const status = binding.expect?.status;
  return [{ operation, from: 'binding', ...request, ...content, ...(status === undefined ? {} : { expectedStatus: status }) }];
}

/** Bodies that the contract itself offers for a request. */
function offeredBodies(bodies: readonly MediaBody[]): readonly Json[] {
  const media = bodies.find(({ mediaType }) => isJson(mediaType)) ?? bodies.find(({ mediaType }) => isForm(mediaType));
  const preset = memberOf(media?.schema, 'default');
  return media === undefined ? [] : [...media.examples, ...(preset === undefined ? [] : [preset])];
}

function ofContract(operation: Operation, base: string): readonly Sample[] {
  if (!operation.safe) return [];
  const inputs = operation.parameters.flatMap((parameter) => {
    const input = parameter.required ? offered(parameter) : undefined;
    return input === undefined ? [] : [[`${parameter.in} ${parameter.name}`, input] as const];
  });
  const call = requestOf(operation, base, valuesOf(inputs));
  if (call === undefined) return [];
  const { request } = operation;
  const origins = inputs.map(([, { from }]) => from);
  const from: Origin = origins.length === 0 ? 'none' : origins.includes('example') ? 'example' : 'default';
  if (request === undefined || operation.method === 'GET' || operation.method === 'HEAD') return [{ operation, from, ...call }];
  const samples = offeredBodies(request.bodies).flatMap((body): readonly Sample[] => {
    const content = bodyOf(operation, body);
    return content === undefined ? [] : [{ operation, from: 'example', ...call, ...content }];
  });
  return samples.length > 0 || request.required ? samples : [{ operation, from, ...call }];
}

/** Calls by operation id, at most three each of the contract's own, `mostBindings` of the statement's; an operation without usable data has an empty list. What changes data is called only where it is bound. */
export function samplesOf(contract: ApiContract, { service, baseUrl }: SampleOptions): ReadonlyMap<string, readonly Sample[]> {
  const bindings = service.testData?.bindings ?? {};
  const root: JsonObject = isObject(contract.document.data) ? contract.document.data : {};
  const keys = keyFields(root);
  return new Map(
    contract.operations.map((operation) => {
      const base = serverBase(root, operation.pointer, baseUrl);
      const bound = Object.hasOwn(bindings, operation.id) ? bindings[operation.id] : undefined;
      if (base === undefined) return [operation.id, []];
      const called = { ...operation, parameters: withoutKeys(operation, keys) };
      const samples = bound === undefined ? ofContract(called, base) : bound.flatMap((binding) => ofBinding(called, base, binding));
      return [operation.id, samples.slice(0, bound === undefined ? maxSamples : mostBindings).map((sample) => ({ ...sample, operation }))];
    }),
  );
}
