/**
 * The contract as the sample agency uses it: routes, parameters, scopes and validators, all read from the one published text.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonObject } from '../contract/api-model.js';
import { isObject, memberOf, valueAt } from '../contract/json.js';
import { parseLoaded } from '../contract/load-document.js';
import { EgifError } from '../errors.js';
import type { Violation } from './problems.js';

export interface ServedParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly numeric: boolean;
  violations(value: Json): readonly Violation[];
}

export interface ServedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Scopes of the access token; undefined where no credential is demanded. */
  readonly scopes?: readonly string[];
  readonly parameters: readonly ServedParameter[];
  /** What a JSON body violates; undefined where the operation takes no body. */
  readonly body?: (value: Json) => readonly Violation[];
  /** Whether a request without a body is refused. */
  readonly bodyRequired: boolean;
}

/** A path of the contract that matches a request, with its operations by method. */
export interface Route {
  readonly operations: ReadonlyMap<string, ServedOperation>;
  /** Decoded path parameters. */
  readonly values: Readonly<Record<string, string>>;
}

export interface ServedContract {
  readonly text: string;
  readonly document: Json;
  /** info.version */
  readonly version: string;
  readonly serviceId: string;
  readonly title: string;
  readonly operations: readonly ServedOperation[];
  /** The route of a path below the base path, or undefined. */
  route(path: string): Route | undefined;
}

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;
const schemaId = 'https://contract.example/openapi';

function textAt(root: Json, pointer: string): string {
  const value = valueAt(root, pointer);
  return typeof value === 'string' ? value : '';
}

/** Follows references into the document itself. */
function resolved(root: Json, value: Json | undefined): JsonObject {
  const target = memberOf(value, '$ref');
  if (typeof target === 'string') return resolved(root, valueAt(root, target.slice(1)));
  return isObject(value) ? value : {};
}

const kebab = (keyword: string): string => keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function violationOf(error: ErrorObject): Violation {
  const member: unknown = error.params['missingProperty'] ?? error.params['additionalProperty'];
  const place = typeof member === 'string' ? `/${member.replaceAll('~', '~0').replaceAll('/', '~1')}` : '';
  return { pointer: `${error.instancePath}${place}`, code: kebab(error.keyword) };
}

/** Compiles the schema at a pointer of the document, wherever its references lead. */
function validatorAt(engine: Ajv2020, pointer: string): (value: Json) => readonly Violation[] {
  const validate = engine.compile({ $ref: `${schemaId}#${pointer}` });
  return (value) => (validate(value) === true ? [] : (validate.errors ?? []).map(violationOf));
}

/** Pointer to the target of a value that may be a reference, and the target. */
function locate(root: Json, pointer: string): { readonly pointer: string; readonly value: JsonObject } {
  const value = valueAt(root, pointer);
  const target = memberOf(value, '$ref');
  if (typeof target === 'string') return locate(root, target.slice(1));
  return { pointer, value: isObject(value) ? value : {} };
}

function readParameter(root: Json, engine: Ajv2020, given: string): ServedParameter | undefined {
  const { pointer, value } = locate(root, given);
  const place = value['in'];
  if (place !== 'path' && place !== 'query' && place !== 'header') return undefined;
  const schema = resolved(root, value['schema']);
  const check = validatorAt(engine, `${pointer}/schema`);
  const name = String(value['name']);
  return {
    name,
    in: place,
    required: value['required'] === true,
    numeric: schema['type'] === 'integer' || schema['type'] === 'number',
    violations: (input) => check(input).map(({ code }) => ({ pointer: `${place}:${name}`, code })),
  };
}

function scopesOf(root: Json, operation: JsonObject): readonly string[] | undefined {
  const security = operation['security'] ?? memberOf(root, 'security');
  if (!Array.isArray(security) || security.length === 0) return undefined;
  return security.flatMap((alternative: Json) => (isObject(alternative) ? Object.values(alternative).flat() : [])).map(String);
}

function readOperation(
  root: Json,
  engine: Ajv2020,
  place: { readonly path: string; readonly method: string; readonly pointer: string },
): ServedOperation {
  const operation = resolved(root, valueAt(root, place.pointer));
  const listed = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  const parameters = listed.map((_item: Json, index: number) => readParameter(root, engine, `${place.pointer}/parameters/${index}`));
  const scopes = scopesOf(root, operation);
  const schemaPointer = `${place.pointer}/requestBody/content/application~1json/schema`;
  const takesBody = valueAt(root, schemaPointer) !== undefined;
  return {
    id: String(operation['operationId'] ?? `${place.method} ${place.path}`),
    method: place.method.toUpperCase(),
    path: place.path,
    ...(scopes === undefined ? {} : { scopes }),
    parameters: parameters.filter((parameter) => parameter !== undefined),
    ...(takesBody ? { body: validatorAt(engine, schemaPointer) } : {}),
    bodyRequired: valueAt(root, `${place.pointer}/requestBody/required`) === true,
  };
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** Values of a template's parameters where a path matches it; literal segments are compared exactly. */
function matchTemplate(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    const value = decode(given[index] ?? '');
    if (value === undefined || (name === undefined ? value !== segment : value === '')) return undefined;
    if (name !== undefined) values[name] = value;
  }
  return values;
}

/** Reads a contract's text. Error: INTERNAL where it is no contract that can be served. */
export function readServedContract(text: string): ServedContract {
  const { data } = parseLoaded('openapi.yaml', Buffer.from(text, 'utf8'));
  const paths = memberOf(data, 'paths');
  if (!isObject(data) || !isObject(paths)) throw new EgifError('INTERNAL', 'the contract of the sample agency has no paths');
  const engine = new Ajv2020({ allErrors: true, strict: false, validateSchema: false });
  addFormats.default(engine);
  engine.addSchema({ ...data, $id: schemaId });
  const byPath = Object.entries(paths).map(([path, item]) => {
    const pointer = `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const present = methods.filter((method) => isObject(memberOf(item, method)));
    return { path, operations: present.map((method) => readOperation(data, engine, { path, method, pointer: `${pointer}/${method}` })) };
  });
  // Literal paths go before templates (OpenAPI 3.1 §4.8.8.2).
  const ordered = [...byPath].sort((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')));
  return {
    text,
    document: data,
    version: textAt(data, '/info/version'),
    serviceId: textAt(data, '/info/x-egif-service-id'),
    title: textAt(data, '/info/title'),
    operations: byPath.flatMap(({ operations }) => operations),
    route: (path) => {
      for (const candidate of ordered) {
        const values = matchTemplate(candidate.path, path);
        if (values !== undefined) return { operations: new Map(candidate.operations.map((operation) => [operation.method, operation])), values };
      }
      return undefined;
    },
  };
}
