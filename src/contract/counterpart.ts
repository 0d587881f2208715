/**
 * The other environment of a service: of a sandbox its production, of production its sandbox; of a rehearsal on this machine another such.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { Environment, Service } from './documents.js';

const others = { sandbox: 'production', production: 'sandbox', local: 'local' } as const;

/** The first environment of the other kind that the statement names, if it names one. */
export function counterpartOf({ environments }: Pick<Service, 'environments'>, environment: Environment): Environment | undefined {
  return environments.find(({ id, kind }) => id !== environment.id && kind === others[environment.kind]);
}

/** A base URL without trailing slash. */
export const bareBase = ({ baseUrl }: Pick<Environment, 'baseUrl'>): string => baseUrl.replace(/\/+$/, '');

/** Whether a URL is a base URL or lies below it. */
export function isBelow(url: URL, baseUrl: string): boolean {
  const base = new URL(baseUrl);
  const path = base.pathname.replace(/\/+$/, '');
  return url.origin === base.origin && (url.pathname === path || url.pathname.startsWith(`${path}/`));
}
