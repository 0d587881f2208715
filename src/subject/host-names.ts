/**
 * Which hosts belong to an agency, and which can only be on the own machine or network.
 *
 * Source   RFC 1035 §2.3.1 (names), RFC 6761 and RFC 9476 (special-use names), RFC 8375 (home.arpa).
 * Room     subject (floor 3). May be imported within subject only.
 */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { classifyAddress } from '../contract/address.js';

/** Lower case, ASCII, without the root's dot. Empty where it is no host name. */
export function hostName(text: string): string {
  return domainToASCII(text.trim().toLowerCase().replace(/\.$/, ''));
}

/** Second-level names under which agencies and others register: nobody's own. */
const shared: ReadonlySet<string> = new Set(['ac.ir', 'co.ir', 'gov.ir', 'id.ir', 'net.ir', 'org.ir', 'sch.ir', 'com.ir']);

/** Whether an entry of `agency.domains` can be one agency's: at least two labels, no address, no wildcard, no public suffix. */
export function isOwnDomain(text: string): boolean {
  const name = hostName(text);
  return /^(?=.{1,253}$)([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(name) && !shared.has(name);
}

/** Whether a host is one of the domains or below one. Whole labels are compared. */
export function isWithinDomains(host: string, domains: readonly string[]): boolean {
  const name = hostName(host);
  if (isIP(name) !== 0) return false;
  return domains.some((domain) => {
    const own = hostName(domain);
    return own !== '' && (name === own || name.endsWith(`.${own}`));
  });
}

/** Whether a host is a name that is given to nobody, so that nothing ever answers there: of documents, or invalid (RFC 6761 §6.4, §6.5). */
export function isReservedHost(host: string): boolean {
  return /(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid)$/.test(hostName(host));
}

/** Whether a host can only be on the own machine or network: a private address, one label, or a name that no public registry gives out. */
export function isLocalHost(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0) return ['loopback', 'private', 'unique-local', 'link-local', 'shared'].includes(classifyAddress(bare));
  const name = hostName(host);
  return name !== '' && (!name.includes('.') || /\.(?:localhost|test|local|internal|home\.arpa)$/.test(name));
}
