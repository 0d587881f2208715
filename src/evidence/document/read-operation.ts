/**
 * One operation of a contract: its inputs, outputs, and what is in effect for it.
 *
 * Source   OpenAPI 3.1.1 §4.8.10 (Operation Object), §4.8.30 (Security Requirement Object).
 * Room     evidence/document (floor 3). May be imported within evidence/document only.
 */
import type { DocumentedResponse, Json, JsonObject, MediaBody, Operation, Parameter, ParameterStyle } from '../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../contract/json.js';
import { isJson } from '../../contract/write-request.js';
import { isCollection } from './is-collection.js';
import { linksOf } from './links.js';
import { resolveObject } from './references.js';
import type { SchemaLibrary } from './schema-library.js';

export interface OperationPlace {
  readonly root: Json;
  readonly library: SchemaLibrary;
  readonly path: string;
  /** Upper case. */
  readonly method: string;
  readonly object: JsonObject;
  readonly pointer: string;
  readonly item: JsonObject;
  readonly itemPointer: string;
  /** Ids of POST operations that the statement calls safe. */
  readonly operationsSafe: ReadonlySet<string>;
  /** Of the service, where the contract states none. */
  readonly dataClass: string;
}

const text = (value: Json | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Values of `example` and `examples` (Example Objects, references followed) of a parameter or media type, then those of its schema. */
function examplesOf(root: Json, holder: JsonObject, pointer: string): readonly Json[] {
  const own = memberOf(holder, 'example');
  const named = memberOf(holder, 'examples');
  const listed = Object.entries(isObject(named) ? named : {}).flatMap(([name, value]) => {
    const example = resolveObject(root, value, `${pointer}/examples${pointerOf([name])}`)?.object;
    const shown = memberOf(example, 'value') ?? memberOf(example, 'dataValue');
    return shown === undefined ? [] : [shown];
  });
  const schema = resolveObject(root, memberOf(holder, 'schema'), `${pointer}/schema`)?.object;
  const ofSchema = memberOf(schema, 'examples');
  const single = memberOf(schema, 'example');
  return [...(own === undefined ? [] : [own]), ...listed, ...(single === undefined ? [] : [single]), ...(Array.isArray(ofSchema) ? ofSchema : [])];
}

/** Media bodies of a `content` map. */
function bodiesOf({ root, library }: OperationPlace, holder: JsonObject, pointer: string): readonly MediaBody[] {
  const content = memberOf(holder, 'content');
  return Object.entries(isObject(content) ? content : {}).flatMap(([mediaType, value]) => {
    const media = resolveObject(root, value, pointer + pointerOf(['content', mediaType]));
    if (media === undefined) return [];
    const schema = library.selfContained(memberOf(media.object, 'schema'));
    const examples = examplesOf(root, media.object, media.pointer);
    return [{ mediaType, examples, pointer: media.pointer, ...(schema === undefined ? {} : { schema }) }];
  });
}

/** Header parameters that OpenAPI gives to other members of the contract. */
const notParameters: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

const styles: readonly ParameterStyle[] = ['matrix', 'label', 'simple', 'form', 'spaceDelimited', 'pipeDelimited', 'deepObject'];

/** How values of a parameter are written, where that is stated (OpenAPI 3.1.1 §4.8.12.2). */
function writtenAs(object: JsonObject, isContent: boolean): Pick<Parameter, 'style' | 'explode'> {
  if (isContent) return { style: 'json' };
  const style = styles.find((known) => known === memberOf(object, 'style'));
  const explode = memberOf(object, 'explode');
  return { ...(style === undefined ? {} : { style }), ...(typeof explode === 'boolean' ? { explode } : {}) };
}

function parameterOf({ root, library }: OperationPlace, value: Json, pointer: string): readonly Parameter[] {
  const found = resolveObject(root, value, pointer);
  if (found === undefined) return [];
  const { object } = found;
  const name = text(memberOf(object, 'name'));
  const place = memberOf(object, 'in');
  if (name === undefined || !(place === 'path' || place === 'query' || place === 'header' || place === 'cookie')) return [];
  if (place === 'header' && notParameters.has(name.toLowerCase())) return [];
  const content = memberOf(object, 'content');
  const [mediaType, media] =
    Object.entries(isObject(content) ? content : {}).flatMap(([type, value]) => (isObject(value) ? [[type, value] as const] : []))[0] ?? [];
  const written = writtenAs(object, mediaType !== undefined && isJson(mediaType));
  const schema = library.selfContained(memberOf(object, 'schema') ?? memberOf(media, 'schema')) ?? {};
  const [example] = [...examplesOf(root, object, found.pointer), ...(media === undefined ? [] : examplesOf(root, media, found.pointer))];
  const required = place === 'path' || memberOf(object, 'required') === true;
  return [{ name, in: place, required, schema, ...written, pointer: found.pointer, ...(example === undefined ? {} : { example }) }];
}

/** Parameters of the path item, each replaced by the operation's own of the same name and place. */
function parametersOf(place: OperationPlace): readonly Parameter[] {
  const byKey = new Map<string, Parameter>();
  const holders = [
    [place.item, place.itemPointer],
    [place.object, place.pointer],
  ] as const;
  for (const [holder, pointer] of holders) {
    const list = memberOf(holder, 'parameters');
    for (const [index, value] of Array.isArray(list) ? list.entries() : []) {
      for (const parameter of parameterOf(place, value, `${pointer}/parameters/${index}`)) byKey.set(`${parameter.in} ${parameter.name}`, parameter);
    }
  }
  return [...byKey.values()];
}

function responsesOf(place: OperationPlace): readonly DocumentedResponse[] {
  const responses = memberOf(place.object, 'responses');
  return Object.entries(isObject(responses) ? responses : {}).flatMap(([status, value]) => {
    if (status.startsWith('x-')) return [];
    const found = resolveObject(place.root, value, `${place.pointer}/responses${pointerOf([status])}`);
    if (found === undefined) return [];
    const headers = memberOf(found.object, 'headers');
    const names = Object.keys(isObject(headers) ? headers : {}).map((name) => name.toLowerCase());
    const links = linksOf(place.root, found);
    const bodies = bodiesOf(place, found.object, found.pointer);
    return [{ status, bodies, headers: names, ...(links.length === 0 ? {} : { links }), pointer: found.pointer }];
  });
}

/** Security in effect: the operation's list replaces the contract's. An empty list, or an alternative that demands nothing, leaves it open. */
function securityOf({ root, object }: OperationPlace): Pick<Operation, 'secured' | 'schemes'> {
  const own = memberOf(object, 'security');
  const list = Array.isArray(own) ? own : memberOf(root, 'security');
  const alternatives = (Array.isArray(list) ? list : []).filter(isObject).map((alternative) => Object.keys(alternative));
  return {
    secured: alternatives.length > 0 && alternatives.every((schemes) => schemes.length > 0),
    schemes: [...new Set(alternatives.flat())],
  };
}

function isSafe({ method, path, object, operationsSafe }: OperationPlace, id: string): boolean {
  const stated = memberOf(object, 'x-egif-safe');
  if (stated === false) return false;
  if (method === 'GET' || method === 'HEAD') return memberOf(object, 'x-egif-effect') === undefined;
  return method === 'POST' && (stated === true || path.endsWith('/_search') || operationsSafe.has(id));
}

function requestOf(place: OperationPlace): Operation['request'] {
  const found = resolveObject(place.root, memberOf(place.object, 'requestBody'), `${place.pointer}/requestBody`);
  if (found === undefined) return undefined;
  return { required: memberOf(found.object, 'required') === true, bodies: bodiesOf(place, found.object, found.pointer), pointer: found.pointer };
}

/** What the contract says of one operation. */
export function readOperation(place: OperationPlace): Operation {
  const { object, item, root, method, path, pointer } = place;
  const id = text(memberOf(object, 'operationId')) ?? `${method} ${path}`;
  const request = requestOf(place);
  const responses = responsesOf(place);
  const dataClass = [object, item, root].map((holder) => text(memberOf(holder, 'x-egif-data-class'))).find((found) => found !== undefined);
  return {
    id,
    method,
    path,
    pointer,
    safe: isSafe(place, id),
    ...securityOf(place),
    dataClass: dataClass ?? place.dataClass,
    deprecated: memberOf(object, 'deprecated') === true,
    collection: isCollection(path, responses),
    parameters: parametersOf(place),
    ...(request === undefined ? {} : { request }),
    responses,
    extensions: Object.fromEntries(Object.entries(object).filter(([name]) => name.startsWith('x-egif-'))),
  };
}
