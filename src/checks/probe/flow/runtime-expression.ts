/**
 * Runtime expressions of OpenAPI links, evaluated over an exchange.
 *
 * Source   OpenAPI 3.1.1 §4.8.20.3.
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { ApiContract, Json, Operation } from '../../../contract/api-model.js';
import type { Exchange } from '../../../contract/evidence.js';
import { isObject, valueAt } from '../../../contract/json.js';
import { headerValues, jsonOf, responseOf } from '../../read.js';

/** What expressions may refer to. */
export interface ExpressionWorld {
  readonly exchange?: Exchange;
}

function ofResponse(exchange: Exchange, rest: string): Json | undefined {
  if (rest === 'body') return jsonOf(exchange)?.value;
  if (rest.startsWith('body#')) {
    const body = jsonOf(exchange)?.value;
    return body === undefined ? undefined : rest === 'body#' ? body : valueAt(body, rest.slice('body#'.length));
  }
  return rest.startsWith('header.') ? headerValues(exchange, rest.slice('header.'.length))[0] : undefined;
}

/** The value of one expression; undefined where it has none, or is of a kind that is not read. */
export function evaluate(expression: string, world: ExpressionWorld): Json | undefined {
  const { exchange } = world;
  const [, head = '', rest = ''] = /^\$([A-Za-z]+)\.?(.*)$/s.exec(expression) ?? [];
  if (head === 'statusCode' && exchange?.response !== undefined) return responseOf(exchange).status;
  if (head === 'url') return exchange?.request.url;
  if (head === 'method') return exchange?.request.method;
  return head === 'response' && exchange?.response !== undefined ? ofResponse(exchange, rest) : undefined;
}

/** A value with every expression in it evaluated: whole texts, and `{$…}` within texts. Undefined where one has no value. */
export function substituted(value: Json, world: ExpressionWorld): Json | undefined {
  if (typeof value === 'string') {
    if (value.startsWith('$')) return evaluate(value, world);
    let missing = false;
    const text = value.replace(/\{(\$[^}]+)\}/g, (_whole, expression: string) => {
      const found = evaluate(expression, world);
      if (found === undefined || typeof found === 'object') missing = true;
      return String(found);
    });
    return missing ? undefined : text;
  }
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => substituted(item, world));
    return items.some((item) => item === undefined) ? undefined : items.map((item) => item ?? null);
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, substituted(member, world)] as const);
  return entries.some(([, member]) => member === undefined) ? undefined : Object.fromEntries(entries.map(([name, member]) => [name, member ?? null]));
}

/** A path template with its parameters filled, by name or `path.name`; undefined where one has no value. */
export function filledPath(template: string, parameters: Readonly<Record<string, Json | undefined>>): string | undefined {
  let missing = false;
  const path = template.replace(/\{([^}]+)\}/g, (_whole, name: string) => {
    const value = Object.hasOwn(parameters, `path.${name}`) ? parameters[`path.${name}`] : parameters[name];
    if (value === undefined || value === null || typeof value === 'object' || value === '') missing = true;
    return encodeURIComponent(String(value));
  });
  return missing ? undefined : path;
}

/** The path of the GET that a documented link of an answer leads to, filled with values of the answer. */
export function linkedPath(contract: ApiContract | undefined, exchange: Exchange, operation: Operation): string | undefined {
  const status = String(responseOf(exchange).status);
  const links = operation.responses.find((response) => response.status === status)?.links ?? [];
  for (const link of links) {
    const target = contract?.operations.find(({ id, method }) => id === link.operationId && method === 'GET');
    const values = Object.entries(link.parameters).map(([name, value]) => [name, substituted(value, { exchange })] as const);
    const path = target === undefined ? undefined : filledPath(target.path, Object.fromEntries(values));
    if (path !== undefined) return path;
  }
  return undefined;
}
