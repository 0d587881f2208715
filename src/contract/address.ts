/**
 * Which IP addresses may be contacted: a pure judgement, so that the statement's loader and the evidence engine cannot disagree.
 *
 * A public address may be contacted. An address of a private kind needs a range that the caller allows. A metadata service, an unspecified,
 * multicast, broadcast or reserved address may never be contacted, whatever is allowed. An IPv4 address inside an IPv6 one (mapped, NAT64, 6to4)
 * is judged as the IPv4 address that it leads to.
 *
 * Source   IANA special-purpose registries (RFC 6890), RFC 4291, RFC 6052 §2.1 and RFC 8215 (NAT64), RFC 3056 and RFC 7526 (6to4), RFC 4380 (Teredo),
 *          RFC 6598 (shared space), RFC 4193 (unique local).
 * Room     contract (floor 2). May be imported by every room above.
 */
import { isIPv4, isIPv6 } from 'node:net';

/** What an address is for. `transition`: 6to4, Teredo or local NAT64, which lead somewhere that cannot be known from outside. */
export type AddressKind =
  | 'public'
  | 'private'
  | 'loopback'
  | 'link-local'
  | 'shared'
  | 'unique-local'
  | 'documentation'
  | 'benchmarking'
  | 'transition'
  | 'metadata'
  | 'unspecified'
  | 'multicast'
  | 'broadcast'
  | 'reserved'
  | 'invalid';

export interface AddressVerdict {
  readonly permitted: boolean;
  /** English, one phrase: `loopback address in an allowed range`. */
  readonly why: string;
}

interface Address {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

interface Range extends Address {
  readonly prefix: number;
}

const widths = { 4: 32, 6: 128 } as const;

function parseIpv4(text: string): bigint {
  return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

/** Sixteen-bit groups of one side of `::`, a dotted tail counted as two. */
function groupsOf(side: string): readonly bigint[] {
  if (side === '') return [];
  return side.split(':').flatMap((group) => {
    if (!group.includes('.')) return [BigInt(`0x${group}`)];
    const tail = parseIpv4(group);
    return [tail >> 16n, tail & 0xffffn];
  });
}

function parseIpv6(text: string): bigint {
  const [left = '', right] = text.split('::');
  const head = groupsOf(left);
  const tail = right === undefined ? [] : groupsOf(right);
  const gap = Array.from({ length: 8 - head.length - tail.length }, () => 0n);
  return [...head, ...gap, ...tail].reduce((bits, group) => (bits << 16n) | group, 0n);
}

/** An address from its text; brackets and a zone are passed over. Anything but the canonical dotted form of IPv4 (octal, hexadecimal, one number) is none. */
function parseAddress(text: string): Address | undefined {
  const bare = text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  if (isIPv4(bare)) return { family: 4, bits: parseIpv4(bare) };
  if (isIPv6(bare)) return { family: 6, bits: parseIpv6(bare) };
  return undefined;
}

function parseRange(cidr: string): Range | undefined {
  const [, text, length] = /^([0-9A-Fa-f.:]+)\/(0|[1-9][0-9]{0,2})$/.exec(cidr) ?? [];
  if (text === undefined) return undefined;
  const address = parseAddress(text);
  const prefix = Number(length);
  if (address === undefined || prefix > widths[address.family]) return undefined;
  return { ...address, prefix };
}

function covers(range: Range, address: Address): boolean {
  const shift = BigInt(widths[range.family] - range.prefix);
  return range.family === address.family && range.bits >> shift === address.bits >> shift;
}

/** First match wins: narrow ranges stand before the wide ones that hold them. */
const kinds: readonly (readonly [kind: AddressKind, ...cidrs: readonly string[]])[] = [
  // Instance metadata and credentials of the cloud vendors (link-local and beyond), and the Azure platform address.
  [
    'metadata',
    '169.254.169.0/24',
    '169.254.170.0/24',
    '100.100.100.200/32',
    '192.0.0.192/32',
    '168.63.129.16/32',
    'fd00:ec2::/32',
    'fd20:ce::254/128',
  ],
  ['unspecified', '0.0.0.0/8', '::/128'],
  ['loopback', '127.0.0.0/8', '::1/128'],
  ['private', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  ['shared', '100.64.0.0/10'],
  ['link-local', '169.254.0.0/16', 'fe80::/10'],
  ['unique-local', 'fc00::/7', 'fec0::/10'],
  ['documentation', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'],
  ['benchmarking', '198.18.0.0/15', '2001:2::/48'],
  ['transition', '192.88.99.0/24', '2002::/16', '2001::/32', '64:ff9b:1::/48'],
  ['broadcast', '255.255.255.255/32'],
  ['multicast', '224.0.0.0/4', 'ff00::/8'],
  ['reserved', '192.0.0.0/24', '240.0.0.0/4', '2001::/23'],
  ['public', '0.0.0.0/0', '2000::/3'],
];

const table = kinds.flatMap(([kind, ...cidrs]) =>
  cidrs.flatMap((cidr) => {
    const range = parseRange(cidr);
    return range === undefined ? [] : [{ kind, range }];
  }),
);

const mapped = parseRange('::ffff:0:0/96');
const nat64 = parseRange('64:ff9b::/96');
const localNat64 = parseRange('64:ff9b:1::/48');
const sixToFour = parseRange('2002::/16');
const teredo = parseRange('2001::/32');

const isWithin = (range: Range | undefined, address: Address): boolean => range !== undefined && covers(range, address);

/** The IPv4 address that an IPv6 address stands for in every network (mapped, well-known NAT64), or the address itself. */
function effective(address: Address): Address {
  return isWithin(mapped, address) || isWithin(nat64, address) ? { family: 4, bits: address.bits & 0xffffffffn } : address;
}

/** IPv4 addresses that an address of a transition mechanism may lead to. */
function hidden(address: Address): readonly Address[] {
  const low = address.bits & 0xffffffffn;
  if (isWithin(sixToFour, address)) return [{ family: 4, bits: (address.bits >> 80n) & 0xffffffffn }];
  if (isWithin(localNat64, address)) return [{ family: 4, bits: low }];
  if (isWithin(teredo, address)) {
    return [
      { family: 4, bits: low ^ 0xffffffffn },
      { family: 4, bits: (address.bits >> 64n) & 0xffffffffn },
    ];
  }
  return [];
}

function kindOf(address: Address): AddressKind {
  const kind = table.find(({ range }) => covers(range, address))?.kind ?? 'reserved';
  return kind === 'transition' && hidden(address).some((inner) => kindOf(inner) === 'metadata') ? 'metadata' : kind;
}

/** What an address is for; mapped and NAT64 addresses are classified as the IPv4 address in them. */
export function classifyAddress(text: string): AddressKind {
  const address = parseAddress(text);
  return address === undefined ? 'invalid' : kindOf(effective(address));
}

/** Whether a text is a range in CIDR notation: an address, a slash, a prefix length. */
export function isCidr(text: string): boolean {
  return parseRange(text) !== undefined;
}

/** Whether an address lies in a range; a mapped or NAT64 address also where its IPv4 address does. False for anything ill-formed. */
export function inCidr(text: string, cidr: string): boolean {
  const address = parseAddress(text);
  const range = parseRange(cidr);
  if (address === undefined || range === undefined) return false;
  return covers(range, address) || covers(range, effective(address));
}

/** The ranges that both lists cover, each as written in the list that holds the narrower one; without repeats. Ill-formed ranges cover nothing. */
export function sharedCidrs(first: readonly string[], second: readonly string[]): readonly string[] {
  const shared = first.flatMap((one) =>
    second.flatMap((other) => {
      const a = parseRange(one);
      const b = parseRange(other);
      if (a === undefined || b === undefined) return [];
      if (a.prefix >= b.prefix) return covers(b, a) ? [one] : [];
      return covers(a, b) ? [other] : [];
    }),
  );
  return [...new Set(shared)];
}

const neverPermitted: ReadonlySet<AddressKind> = new Set(['metadata', 'unspecified', 'multicast', 'broadcast', 'reserved', 'invalid']);

/** Whether an address may be contacted when exactly these private ranges (CIDR) are allowed, and why. */
export function addressVerdict(address: string, allowedCidrs: readonly string[]): AddressVerdict {
  const kind = classifyAddress(address);
  if (kind === 'public') return { permitted: true, why: 'public address' };
  if (kind === 'invalid') return { permitted: false, why: 'no IP address' };
  if (neverPermitted.has(kind)) return { permitted: false, why: `${kind} address, never contacted` };
  const permitted = allowedCidrs.some((cidr) => inCidr(address, cidr));
  return { permitted, why: `${kind} address ${permitted ? 'in an allowed range' : 'in no allowed range'}` };
}

/** Whether an address may be contacted when exactly these private ranges (CIDR) are allowed. */
export function isPermittedAddress(address: string, allowedCidrs: readonly string[]): boolean {
  return addressVerdict(address, allowedCidrs).permitted;
}
