/**
 * Functions about published addresses: HTTPS, DNS names, default port, major version in the path.
 *
 * Source   RFC 9110 §4.2, OpenAPI 3.1.1 §4.8.5 (Server Object), §4.8.6 (Server Variable Object).
 * Room     checks/lint/functions (floor 3).
 */
import type { JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf } from '../../../contract/json.js';
import type { Flaw, LintFunction } from '../lint-function.js';
import type { Model, Place } from '../model/place.js';
import { stringsOf } from './read-schema.js';

const maxExpansions = 64;

/** A server's URL with its variables' default and permitted values put in; none where a variable has no value. */
function expansions(server: JsonObject): readonly string[] {
  const { url, variables } = server;
  if (typeof url !== 'string') return [];
  let urls = [url];
  for (const [name, variable] of isObject(variables) ? Object.entries(variables) : []) {
    if (!url.includes(`{${name}}`)) continue;
    const value = memberOf(variable, 'default');
    const values = new Set([...(typeof value === 'string' ? [value] : []), ...stringsOf(memberOf(variable, 'enum'))]);
    urls = urls.flatMap((text) => [...values].map((filled) => text.replaceAll(`{${name}}`, filled))).slice(0, maxExpansions);
  }
  return urls.filter((text) => !/[{}]/.test(text));
}

const schemeOf = (url: string): string | undefined => /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();

function authorityOf(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname);
}

const isLocal = (server: JsonObject): boolean => server['x-egif-environment'] === 'local';

/** Relative URLs stand where the contract stands: nothing can be said of their scheme or host. */
const absolute = (place: Place): readonly string[] =>
  isObject(place.value) && !isLocal(place.value) ? expansions(place.value).filter((url) => schemeOf(url) !== undefined) : [];

/** Where the URL of a server is written: a member, or the attribute of a port's address. */
const urlAt = ({ pointer }: Place, { wsdl }: Model): string => `${pointer}/${wsdl === undefined ? 'url' : '@location'}`;

const serverHttps: LintFunction = (place, _options, model) => {
  const urls = absolute(place);
  if (urls.length === 0) return undefined;
  return urls.filter((url) => schemeOf(url) !== 'https').map((url) => ({ pointer: urlAt(place, model), got: url }));
};

const serverName: LintFunction = (place, _options, model) => {
  const parsed = absolute(place).flatMap((url) => authorityOf(url) ?? []);
  if (parsed.length === 0) return undefined;
  const pointer = urlAt(place, model);
  return parsed.flatMap((url): readonly Flaw[] => [
    ...(isAddress(url.hostname) ? [{ code: 'server-is-address', pointer, got: url.hostname }] : []),
    // URL leaves the default port of a scheme out
    ...(url.port !== '' && url.port !== '443' ? [{ code: 'server-odd-port', pointer, got: url.port, want: '443' }] : []),
  ]);
};

/** The version's major number; before 1.0 both v0 and v1 are usual. */
function wantedMajors(model: Model): readonly string[] {
  const version = memberOf(model.root['info'], 'version');
  const [, major] = typeof version === 'string' ? (/^(\d+)\.\d+\.\d+/.exec(version) ?? []) : [];
  if (major === undefined) return [];
  return major === '0' ? ['0', '1'] : [major];
}

const serverVersion: LintFunction = (place, _options, model) => {
  const urls = isObject(place.value) ? expansions(place.value) : [];
  if (urls.length === 0) return undefined;
  const pointer = `${place.pointer}/url`;
  const majors = wantedMajors(model);
  return urls.flatMap((url): readonly Flaw[] => {
    const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '');
    const [, major] = /\/v(\d+)\/?$/.exec(path) ?? [];
    if (major === undefined) return [{ code: 'server-without-major', pointer, got: path === '' ? '/' : path, want: '/v{major}' }];
    return majors.length === 0 || majors.includes(major)
      ? []
      : [{ code: 'server-other-major', pointer, got: `v${major}`, want: `v${majors.join(' or v')}` }];
  });
};

/** URLs of a security scheme: token, authorisation, refresh, OpenID discovery. */
const schemeUrlsHttps: LintFunction = (place) => {
  const { value, pointer } = place;
  const urls: [string, string][] = [];
  const add = (owner: unknown, at: string, names: readonly string[]): void => {
    for (const name of names) {
      const url = memberOf(owner, name);
      if (typeof url === 'string' && schemeOf(url) !== undefined) urls.push([`${at}/${name}`, url]);
    }
  };
  add(value, pointer, ['openIdConnectUrl', 'oauth2MetadataUrl']);
  const flows = memberOf(value, 'flows');
  for (const [flow, inner] of isObject(flows) ? Object.entries(flows) : []) {
    add(inner, `${pointer}/flows/${flow}`, ['tokenUrl', 'authorizationUrl', 'refreshUrl']);
  }
  if (urls.length === 0) return undefined;
  return urls.filter(([, url]) => schemeOf(url) !== 'https').map(([at, url]) => ({ pointer: at, got: url }));
};

const documentationHttps: LintFunction = ({ value }) => {
  const url = memberOf(memberOf(value, 'externalDocs'), 'url');
  if (typeof url !== 'string' || schemeOf(url) === undefined) return undefined;
  return schemeOf(url) === 'https' ? [] : [{ pointer: '/externalDocs/url', got: url }];
};

export const serverFunctions = {
  serverHttps: { run: serverHttps },
  serverName: { run: serverName },
  serverVersion: { run: serverVersion },
  schemeUrlsHttps: { run: schemeUrlsHttps },
  documentationHttps: { run: documentationHttps },
};
