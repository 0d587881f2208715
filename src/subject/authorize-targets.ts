/**
 * Which origins a run may contact, and which private address ranges they may live in. Names only: no DNS is asked; the evidence engine judges
 * each address that a name leads to.
 *
 * Source   contract "Safety": hosts outside the statement are never contacted; private ranges need the statement and the operator.
 * Room     subject (floor 3).
 */
import { isIP } from 'node:net';
import { addressVerdict, classifyAddress, isCidr, sharedCidrs } from '../contract/address.js';
import { brokerOrigin } from '../contract/broker-address.js';
import { bareBase, counterpartOf } from '../contract/counterpart.js';
import { EgifError, EgifProblems } from '../errors.js';
import { isOwnHost } from './contradictions.js';
import type { SelectedSubject } from './select-subject.js';

export type TargetRole = 'base' | 'plain-http' | 'token' | 'contract' | 'well-known' | 'channel' | 'page' | 'counterpart' | 'receiver' | 'broker';

export interface Targets {
  /** Scheme, host and port, as WHATWG URL writes an origin. */
  readonly origins: readonly { readonly origin: string; readonly roles: readonly TargetRole[] }[];
  /** Private ranges (CIDR) that both the statement's environment and the operator allow. */
  readonly networks: readonly string[];
}

interface Wanted {
  readonly url: string;
  readonly role: TargetRole;
  readonly pointer: string;
}

function plainHttp(subject: SelectedSubject): string | undefined {
  const { kind, plainHttpPort } = subject.environment;
  if (kind === 'local' && plainHttpPort === undefined) return undefined;
  const url = new URL(subject.baseUrl);
  return `http://${url.hostname}:${plainHttpPort ?? 80}`;
}

function wantedBy(subject: SelectedSubject): readonly Wanted[] {
  const { service, environment, agency, loaded } = subject;
  const at = `/services/${loaded.statement.services.indexOf(service)}`;
  const base = `${at}/environments/${service.environments.indexOf(environment)}/baseUrl`;
  const plain = plainHttp(subject);
  const { issuer, tokenUrl } = service.credentials ?? {};
  const wanted: readonly (Omit<Wanted, 'url'> & { readonly url: string | undefined })[] = [
    { url: subject.baseUrl, role: 'base', pointer: base },
    { url: subject.baseUrl, role: 'well-known', pointer: base },
    { url: plain, role: 'plain-http', pointer: base },
    { url: environment.channel, role: 'channel', pointer: base.replace(/baseUrl$/, 'channel') },
    { url: tokenUrl, role: 'token', pointer: `${at}/credentials/tokenUrl` },
    { url: issuer, role: 'token', pointer: `${at}/credentials/issuer` },
    { url: environment.receiver?.url, role: 'receiver', pointer: base.replace(/baseUrl$/, 'receiver/url') },
    ...(environment.brokers ?? []).map((broker, index) => ({
      url: brokerOrigin(broker.url),
      role: 'broker' as const,
      pointer: base.replace(/baseUrl$/, `brokers/${index}/url`),
    })),
    ...(service.contracts ?? []).map(({ url }, index) => ({ url, role: 'contract' as const, pointer: `${at}/contracts/${index}/url` })),
    ...Object.entries(agency.contacts ?? {}).map(([name, { securityTxt }]) => ({
      url: securityTxt,
      role: 'well-known' as const,
      pointer: `/agency/contacts/${name}/securityTxt`,
    })),
  ];
  return wanted.flatMap(({ url, ...rest }) => (url === undefined ? [] : [{ url, ...rest }]));
}

/** The addresses that a host stands for without asking anybody. */
function literalAddresses(hostname: string): readonly string[] {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0) return [bare];
  return bare === 'localhost' || bare.endsWith('.localhost') ? ['127.0.0.1', '::1'] : [];
}

function refusalOf(subject: SelectedSubject, { url, pointer }: Wanted, networks: readonly string[]): EgifError | undefined {
  const { loaded, environment } = subject;
  const place = { file: loaded.file, pointer, ...loaded.document.position(pointer) };
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['http:', 'https:'].includes(parsed.protocol)) {
    return new EgifError('TARGET_OUTSIDE_STATEMENT', 'this is no web address', { ...place, mend: 'write an https URL' });
  }
  const addresses = literalAddresses(parsed.hostname);
  if (addresses.some((address) => classifyAddress(address) === 'metadata')) {
    return new EgifError('TARGET_NETWORK_REFUSED', `${parsed.hostname} is a metadata service`, { ...place, mend: 'name the host of the service' });
  }
  if (!isOwnHost(loaded.statement, environment.kind, parsed.hostname)) {
    return new EgifError('TARGET_OUTSIDE_STATEMENT', `${parsed.hostname} is outside agency.domains`, {
      ...place,
      mend: "name a host of the agency's own, or add its domain to agency.domains",
    });
  }
  if (addresses.length > 0 && !addresses.some((address) => addressVerdict(address, networks).permitted)) {
    const why = addresses.map((address) => addressVerdict(address, networks).why)[0] ?? '';
    return new EgifError('TARGET_NETWORK_REFUSED', `${parsed.hostname}: ${why}`, {
      ...place,
      mend: "state the range in the environment's network, and allow it with --allow-network",
    });
  }
  return undefined;
}

/**
 * The other environment, which a run only reads: one that may not be contacted is left out, since the run is not about it. The ranges that it lives in
 * are those of its own network.
 */
function besideOf(
  subject: SelectedSubject,
  allowNetwork: readonly string[],
): { readonly wanted: readonly Wanted[]; readonly networks: readonly string[] } {
  const environment = counterpartOf(subject.service, subject.environment);
  if (environment === undefined) return { wanted: [], networks: [] };
  const networks = sharedCidrs(environment.network ?? [], allowNetwork);
  const wanted: Wanted = { url: bareBase(environment), role: 'counterpart', pointer: '' };
  return refusalOf({ ...subject, environment }, wanted, networks) === undefined ? { wanted: [wanted], networks } : { wanted: [], networks: [] };
}

/**
 * What a run may contact. `linked`: addresses of pages that the contract names. Hosts must be within agency.domains or exchange.ranges; an environment of kind local may also name local hosts.
 *
 * Errors: USAGE (an allowed range that is none); TARGET_OUTSIDE_STATEMENT and TARGET_NETWORK_REFUSED, all at once.
 */
export function authorizeTargets(
  subject: SelectedSubject,
  { allowNetwork, linked = [] }: { readonly allowNetwork: readonly string[]; readonly linked?: readonly string[] },
): Targets {
  const bad = allowNetwork.find((range) => !isCidr(range));
  if (bad !== undefined)
    throw new EgifError('USAGE', `--allow-network: "${bad}" is no address range`, { mend: 'write it as CIDR, such as 127.0.0.1/32' });
  const own = sharedCidrs(subject.environment.network ?? [], allowNetwork);
  const beside = besideOf(subject, allowNetwork);
  const networks = [...new Set([...own, ...beside.networks])];
  const wanted = wantedBy(subject);
  const refusals = wanted
    .filter(({ role }) => role !== 'plain-http')
    .filter(({ url }, index, all) => all.findIndex((other) => other.url === url) === index)
    .flatMap((each) => refusalOf(subject, each, own) ?? []);
  if (refusals.length > 0) throw new EgifProblems(refusals);
  // A published page may lie anywhere; on a host that is not the agency's own it is just not asked for.
  const { serviceSheet, pages: stated = [], signOn } = subject.service;
  const pages = [serviceSheet?.url, ...stated.map(({ url }) => url), signOn?.issuer, ...linked]
    .filter((url) => url !== undefined && URL.canParse(url))
    .map((url) => ({ url: url ?? '', role: 'page' as const, pointer: '' }))
    .filter((page) => refusalOf(subject, page, own) === undefined);
  const roles = new Map<string, TargetRole[]>();
  for (const { url, role } of [...wanted, ...pages, ...beside.wanted]) {
    const { origin } = new URL(url);
    const known = roles.get(origin) ?? [];
    if (!known.includes(role)) known.push(role);
    roles.set(origin, known);
  }
  return { origins: [...roles].map(([origin, held]) => ({ origin, roles: held })), networks };
}
