/**
 * An ApiContract from the plain JSON of a fixture: what is not said gets a harmless value.
 */
import type { ApiContract, DocumentedResponse, Json, JsonObject, MediaBody, Operation, Parameter } from '../../src/contract/api-model.js';
import { isObject, memberOf } from '../../src/contract/json.js';

const text = (source: JsonObject, name: string, fallback: string): string => {
  const value = memberOf(source, name);
  return typeof value === 'string' ? value : fallback;
};
const flag = (source: JsonObject, name: string, fallback = false): boolean => {
  const value = memberOf(source, name);
  return typeof value === 'boolean' ? value : fallback;
};
const list = (source: JsonObject, name: string): readonly Json[] => {
  const value = memberOf(source, name);
  return Array.isArray(value) ? value : [];
};
const object = (source: JsonObject, name: string): JsonObject => {
  const value = memberOf(source, name);
  return isObject(value) ? value : {};
};

function bodyFrom(source: JsonObject, pointer: string): MediaBody {
  const schema = memberOf(source, 'schema');
  const own = { mediaType: text(source, 'mediaType', 'application/json'), examples: list(source, 'examples'), pointer };
  return isObject(schema) ? { ...own, schema } : own;
}

function parameterFrom(source: JsonObject, pointer: string): Parameter {
  const place = text(source, 'in', 'query');
  const where = place === 'path' || place === 'header' || place === 'cookie' ? place : 'query';
  const example = memberOf(source, 'example');
  return {
    name: text(source, 'name', ''),
    in: where,
    required: flag(source, 'required', where === 'path'),
    schema: object(source, 'schema'),
    ...(example === undefined ? {} : { example }),
    pointer,
  };
}

function responseFrom(source: JsonObject, pointer: string): DocumentedResponse {
  return {
    status: text(source, 'status', 'default'),
    headers: list(source, 'headers').map(String),
    bodies: list(source, 'bodies')
      .filter(isObject)
      .map((body) => bodyFrom(body, `${pointer}/content`)),
    pointer,
  };
}

function operationFrom(source: JsonObject): Operation {
  const method = text(source, 'method', 'GET');
  const path = text(source, 'path', '/');
  const pointer = `/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}`;
  const request = memberOf(source, 'request');
  const dataClass = text(source, 'dataClass', '');
  return {
    id: text(source, 'id', `${method} ${path}`),
    method,
    path,
    pointer,
    safe: flag(source, 'safe', method === 'GET' || method === 'HEAD'),
    secured: flag(source, 'secured'),
    schemes: list(source, 'schemes').map(String),
    ...(dataClass === '' ? {} : { dataClass }),
    deprecated: flag(source, 'deprecated'),
    collection: flag(source, 'collection'),
    parameters: list(source, 'parameters')
      .filter(isObject)
      .map((parameter, index) => parameterFrom(parameter, `${pointer}/parameters/${index}`)),
    ...(isObject(request)
      ? {
          request: {
            required: flag(request, 'required', true),
            bodies: list(request, 'bodies')
              .filter(isObject)
              .map((body) => bodyFrom(body, `${pointer}/requestBody/content`)),
            pointer: `${pointer}/requestBody`,
          },
        }
      : {}),
    responses: list(source, 'responses')
      .filter(isObject)
      .map((response) => responseFrom(response, `${pointer}/responses/${text(response, 'status', 'default')}`)),
    extensions: object(source, 'extensions'),
  };
}

function build(source: JsonObject): ApiContract {
  const data = memberOf(source, 'data') ?? {};
  const digest = text(source, 'sha256', `sha256:${'0'.repeat(64)}`);
  const file = text(source, 'file', 'openapi.yaml');
  const url = text(source, 'url', '');
  const declaredDigest = text(source, 'declaredDigest', '');
  return {
    file,
    sha256: digest,
    ...(url === '' ? {} : { url }),
    ...(declaredDigest === '' ? {} : { declaredDigest }),
    version: text(source, 'version', '3.1.0'),
    document: { file, sha256: digest, text: JSON.stringify(data), format: 'json', data, position: () => ({ line: 1, column: 1 }) },
    operations: list(source, 'operations').filter(isObject).map(operationFrom),
    schemas: Object.fromEntries(Object.entries(object(source, 'schemas')).flatMap(([name, schema]) => (isObject(schema) ? [[name, schema]] : []))),
  };
}

const built = new WeakMap<JsonObject, ApiContract>();

/** A contract from a fixture; `data` is the parsed document itself. The same source gives the same contract, so that its schemas compile once. */
export function contractFrom(source: JsonObject): ApiContract {
  const contract = built.get(source) ?? build(source);
  built.set(source, contract);
  return contract;
}
