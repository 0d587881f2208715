/**
 * The base URL of one operation: the environment's, unless the operation or its path item names a server of its own.
 *
 * A server of another origin is never called: the statement permits the environment's alone.
 *
 * Source   OpenAPI 3.1.1 §4.8.5 (Server Object), §4.8.9 and §4.8.10 (servers of a path item and of an operation).
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { Json, JsonObject } from './api-model.js';
import { isObject, memberOf, valueAt } from './json.js';

function filled(server: JsonObject): string | undefined {
  const url = memberOf(server, 'url');
  if (typeof url !== 'string') return undefined;
  return url.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const preset = memberOf(memberOf(memberOf(server, 'variables'), name), 'default');
    return typeof preset === 'string' ? preset : whole;
  });
}

const ownServers = (value: Json | undefined): readonly JsonObject[] => {
  const servers = memberOf(value, 'servers');
  return Array.isArray(servers) ? servers.filter(isObject) : [];
};

/** Without trailing slash; undefined where the operation lives on servers of other origins only. */
export function serverBase(root: JsonObject, pointer: string, baseUrl: string): string | undefined {
  const operation = ownServers(valueAt(root, pointer));
  const servers = operation.length > 0 ? operation : ownServers(valueAt(root, pointer.slice(0, pointer.lastIndexOf('/'))));
  if (servers.length === 0) return baseUrl;
  const { origin } = new URL(baseUrl);
  for (const server of servers) {
    const url = filled(server);
    if (url === undefined || !URL.canParse(url, `${baseUrl}/`)) continue;
    const resolved = new URL(url, `${baseUrl}/`);
    if (resolved.origin === origin) return (resolved.origin + resolved.pathname).replace(/\/+$/, '');
  }
  return undefined;
}
