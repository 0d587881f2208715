/**
 * Concrete calls with synthetic data: from the statement's bindings, else from the contract's own examples. No value is ever invented.
 *
 * Room     evidence/document (floor 3).
 */
import type { ApiContract, Json, JsonObject, MediaBody, Operation, Parameter, Sample } from '../../contract/api-model.js';
import type { Binding, Service } from '../../contract/documents.js';
import { isObject, memberOf, parseJson, valueAt } from '../../contract/json.js';
import { serverBase } from './server-base.js';

export interface SampleOptions {
  readonly service: Pick<Service, 'testData'>;
  /** Without trailing slash. */
  readonly baseUrl: string;
  /** Seed of the run; samples that need a choice take it from here. */
  readonly seed: string;
}

/** An operation is called with at most so many different samples. */
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

const scalar = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** Query fields of a parameter in the default style (form, exploded). */
function queryFields(name: string, value: Json): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.map((item: Json) => [name, scalar(item)] as const);
  if (isObject(value)) return Object.entries(value).map(([key, member]) => [key, scalar(member)] as const);
  return [[name, scalar(value)]];
}

/** One path segment in the default style (simple), or undefined where a URL parser would take it for something else. */
function pathSegment(value: Json): string | undefined {
  const written = Array.isArray(value) ? value.map(scalar).map(encodeURIComponent).join(',') : encodeURIComponent(scalar(value));
  return written === '' || written === '.' || written === '..' ? undefined : written;
}

/** A field value that may be sent as it is (RFC 9110 §5.5): visible ASCII, with blanks only inside. */
const fieldValue = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Names that belong to the connection, the harness or the credential, never to a parameter (RFC 9110 §7.6.1, OpenAPI 3.1.1 §4.8.12). */
const ownFields: ReadonlySet<string> = new Set(
  'accept authorization connection content-length content-type cookie expect host keep-alive te trailer transfer-encoding upgrade user-agent'.split(
    ' ',
  ),
);

/** One header field in the default style (simple), or undefined where it cannot be sent. */
function headerField(name: string, value: Json): readonly [string, string] | undefined {
  const written = Array.isArray(value)
    ? value.map(scalar).join(',')
    : isObject(value)
      ? Object.entries(value)
          .map(([key, member]) => `${key},${scalar(member)}`)
          .join(',')
      : scalar(value);
  const sendable = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !ownFields.has(name.toLowerCase()) && fieldValue.test(written);
  return sendable ? [name, written] : undefined;
}

/** Header fields by which the contract's API keys are given, in lower case: the credential fills them, or nobody does. */
function keyFields(root: JsonObject): ReadonlySet<string> {
  const schemes = memberOf(memberOf(root, 'components'), 'securitySchemes');
  return new Set(
    Object.values(isObject(schemes) ? schemes : {})
      .filter((scheme) => memberOf(scheme, 'type') === 'apiKey' && memberOf(scheme, 'in') === 'header')
      .map((scheme) => String(memberOf(scheme, 'name')).toLowerCase()),
  );
}

/** The operation without the header parameters that are API keys. */
function withoutKeys(operation: Operation, keys: ReadonlySet<string>): readonly Parameter[] {
  return operation.parameters.filter(({ name, in: place }) => place !== 'header' || !keys.has(name.toLowerCase()));
}

/** The URL and the header fields of a call, or undefined where a required input has no value or cannot be sent (cookie parameters). */
function requestOf(operation: Operation, base: string, given: ReadonlyMap<string, Value>): Pick<Sample, 'url' | 'headers'> | undefined {
  let path = operation.path;
  const query: (readonly [string, string])[] = [];
  const headers: (readonly [string, string])[] = [];
  for (const { name, in: place, required } of operation.parameters) {
    const input = given.get(`${place} ${name}`);
    if (input === undefined) {
      if (required) return undefined;
    } else if (place === 'path') {
      const segment = pathSegment(input.value);
      if (segment === undefined) return undefined;
      path = path.replaceAll(`{${name}}`, () => segment);
    } else if (place === 'query') query.push(...queryFields(name, input.value));
    else {
      const field = place === 'header' ? headerField(name, input.value) : undefined;
      if (field !== undefined) headers.push(field);
      else if (required) return undefined;
    }
  }
  if (/[{}]/.test(path)) return undefined;
  const fields = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  const url = `${base}${path.startsWith('/') ? '' : '/'}${path}${fields === '' ? '' : `?${fields}`}`;
  if (!URL.canParse(url)) return undefined;
  return headers.length === 0 ? { url } : { url, headers };
}

const isJson = (mediaType: string): boolean => /^[^;]*[/+]json\s*(?:;|$)/i.test(mediaType);
const isForm = (mediaType: string): boolean => /^application\/x-www-form-urlencoded\b/i.test(mediaType);

/** The body of a call: as JSON where the contract takes JSON or says nothing, else as a form. */
function bodyOf(operation: Operation, body: Json): Pick<Sample, 'body' | 'mediaType'> | undefined {
  const bodies = operation.request?.bodies ?? [];
  const json = bodies.find(({ mediaType }) => isJson(mediaType))?.mediaType ?? (bodies.length === 0 ? 'application/json' : undefined);
  if (json !== undefined) return { body: JSON.stringify(body), mediaType: json };
  const form = bodies.find(({ mediaType }) => isForm(mediaType))?.mediaType;
  if (form === undefined || !isObject(body)) return undefined;
  return {
    body: new URLSearchParams(
      Object.entries(body).flatMap(([name, value]) => queryFields(name, value).map(([key, item]): [string, string] => [key, item])),
    ).toString(),
    mediaType: form,
  };
}

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
  const request = requestOf(operation, base, given);
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
  const call = requestOf(operation, base, new Map(inputs));
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

/** Calls by operation id, at most three each; an operation without usable data has an empty list. What changes data is called only where it is bound. */
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
      return [operation.id, samples.slice(0, maxSamples).map((sample) => ({ ...sample, operation }))];
    }),
  );
}
