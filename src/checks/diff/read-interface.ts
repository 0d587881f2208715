/**
 * The interface that a contract offers, as a comparison needs it: operations by method and path, whatever their path parameters are called and
 * whether the base path stands in the servers or in the paths.
 *
 * Source   OpenAPI 3.1.1 §4.8.5 (Server), §4.8.9 (Path Item), §4.8.10 (Operation).
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../contract/json.js';
import type { LocatedObject, Source } from './source.js';

export interface InterfaceOperation {
  /** `GET /persons/{}`, without version of the base path. */
  readonly key: string;
  /** `GET /persons/{id}` */
  readonly name: string;
  readonly at: LocatedObject;
  /** Names in the path template, in order. */
  readonly pathNames: readonly string[];
  /** By place and name; path parameters by their position. */
  readonly parameters: ReadonlyMap<string, LocatedObject>;
  readonly responses: ReadonlyMap<string, LocatedObject>;
  /** Alternatives in effect; undefined where the contract states none at all. */
  readonly security: readonly Json[] | undefined;
  readonly deprecated: boolean;
  /** Day or instant from which the operation may be gone, as stated. */
  readonly sunset: string | undefined;
  /** A webhook: the consumer is called, so that requests and answers change sides. */
  readonly isWebhook: boolean;
}

/** What the servers of a contract say of where it is offered. */
export interface ServerFacts {
  /** Paths of the server URLs, without a version segment at the end. */
  readonly basePaths: ReadonlySet<string>;
  /** Majors in the server URLs. */
  readonly majors: ReadonlySet<number>;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/** The path of a server URL, variables at their defaults. */
function serverPath(server: Json): string | undefined {
  const template = memberOf(server, 'url');
  if (typeof template !== 'string') return undefined;
  const variables = memberOf(server, 'variables');
  const url = template.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const value = memberOf(memberOf(variables, name), 'default');
    return typeof value === 'string' ? value : whole;
  });
  const path = url.replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/]*/, '').replace(/[?#].*$/, '');
  return path.replace(/\/+$/, '');
}

const versionAtEnd = /\/v(0|[1-9][0-9]{0,5})$/i;

/** What the servers say. */
export function serversOf(source: Source): ServerFacts {
  const list = memberOf(source.root, 'servers');
  const paths = (Array.isArray(list) ? list : []).flatMap((server) => serverPath(server) ?? []);
  const majors = paths.flatMap((path) => {
    const [, major] = versionAtEnd.exec(path) ?? [];
    return major === undefined ? [] : [Number(major)];
  });
  return { basePaths: new Set(paths.map((path) => path.replace(versionAtEnd, ''))), majors: new Set(majors) };
}

function parametersOf(source: Source, item: LocatedObject, own: LocatedObject, pathNames: readonly string[]): ReadonlyMap<string, LocatedObject> {
  const parameters = new Map<string, LocatedObject>();
  for (const holder of [item, own]) {
    const list = memberOf(holder.value, 'parameters');
    for (const [index, value] of (Array.isArray(list) ? list : []).entries()) {
      const found = source.object(value, `${holder.pointer}/parameters/${index}`);
      const [name, place] = [memberOf(found?.value, 'name'), memberOf(found?.value, 'in')];
      if (found === undefined || typeof name !== 'string' || typeof place !== 'string') continue;
      // These are for other members of the contract to say.
      if (place === 'header' && /^(?:accept|content-type|authorization)$/i.test(name)) continue;
      const position = pathNames.indexOf(name);
      const key = place === 'path' && position !== -1 ? `path #${position}` : `${place} ${place === 'header' ? name.toLowerCase() : name}`;
      parameters.set(key, found);
    }
  }
  return parameters;
}

const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

interface Place {
  readonly method: string;
  readonly path: string;
  readonly item: LocatedObject;
  readonly own: LocatedObject;
  readonly prefix: string;
  readonly isWebhook: boolean;
}

function readOperation(source: Source, { method, path, item, own, prefix, isWebhook }: Place): InterfaceOperation {
  const pathNames = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  const security = memberOf(own.value, 'security') ?? memberOf(source.root, 'security');
  const word = isWebhook ? `webhook ${method}` : method;
  return {
    key: `${word} ${prefix}${path.replaceAll(/\{[^{}]*\}/g, '{}')}`,
    name: `${word} ${path}`,
    at: own,
    pathNames,
    parameters: parametersOf(source, item, own, pathNames),
    responses: source.map(own, 'responses'),
    security: Array.isArray(security) ? security : undefined,
    deprecated: memberOf(own.value, 'deprecated') === true,
    sunset: textOf(memberOf(own.value, 'x-egif-sunset')) ?? textOf(memberOf(own.value, 'x-sunset')),
    isWebhook,
  };
}

function* placesIn(source: Source, holder: 'paths' | 'webhooks', prefix: string): Generator<Place> {
  const root: LocatedObject = { value: source.root, pointer: '' };
  const isWebhook = holder === 'webhooks';
  for (const [path, value] of Object.entries(memberOf(source.root, holder) ?? {})) {
    if (path.startsWith('x-') || !isObject(value)) continue;
    source.work.spend(1);
    const at = pointerOf([holder, path]);
    const referred = source.object(value, root.pointer + at);
    if (referred === undefined) continue;
    const { $ref: _ref, ...members } = value;
    const item = { value: { ...referred.value, ...members }, pointer: memberOf(members, 'parameters') === undefined ? referred.pointer : at };
    const more = memberOf(item.value, 'additionalOperations');
    const named = methods.map((method) => [method.toUpperCase(), memberOf(item.value, method), [method]] as const);
    const extra = Object.entries(isObject(more) ? more : {}).map(([method, own]) => [method, own, ['additionalOperations', method]] as const);
    for (const [method, object, steps] of [...named, ...extra]) {
      if (!isObject(object)) continue;
      const isOwn = memberOf(members, steps[0] ?? '') !== undefined;
      const pointer = (isOwn ? at : referred.pointer) + pointerOf(steps);
      yield { method, path, item, own: { value: object, pointer }, prefix, isWebhook };
    }
  }
}

/** The operations of a contract by key. `prefix` is the one base path, where both contracts have one and whole paths can be compared. */
export function readOperations(source: Source, prefix: string): ReadonlyMap<string, InterfaceOperation> {
  const operations = new Map<string, InterfaceOperation>();
  for (const place of [...placesIn(source, 'paths', prefix), ...placesIn(source, 'webhooks', '')]) {
    const operation = readOperation(source, place);
    if (!operations.has(operation.key)) operations.set(operation.key, operation);
  }
  return operations;
}
