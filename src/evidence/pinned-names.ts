/**
 * Names resolved once and pinned: no later answer of a name server can lead a request elsewhere (DNS rebinding).
 *
 * Every address of the answer is judged. One that may not be contacted blocks the host altogether: an answer that mixes public and internal
 * addresses is the mark of an attack or of a broken zone, and picking "the good ones" would make the run depend on their order.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { promises as dns } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { addressVerdict } from '../contract/address.js';
import { isLost, lossOf, lost, type Lost } from './losses.js';

/** Asks for all addresses of a host name. */
export type Lookup = (host: string) => Promise<readonly string[]>;

/** A way to a target through a proxy. */
export interface Tunnelled {
  readonly socket: Socket;
  /** The address that the proxy was handed; absent where it was handed the name. */
  readonly remote?: string;
}

/** Opens a tunnel to a port of a pinned host. Losses: proxy-*, dns (no address of the family). */
export type Tunnel = (pin: Pin, target: { readonly port: number; readonly family?: 4 | 6 }) => Promise<Tunnelled | Lost>;

/** A host with the addresses that it has for the length of this run. */
export interface Pin {
  readonly host: string;
  readonly addresses: readonly string[];
  /** For `net.connect` and `tls.connect`: answers from the pinned addresses only. */
  readonly lookup: LookupFunction;
  /** Present where nothing is reached but through a proxy. */
  readonly tunnel?: Tunnel;
  /** The proxy alone resolves the name: no address of it is known here. */
  readonly byProxy?: true;
}

/** The pin of a host: at once where it is known. */
export type PinOf = (host: string) => Promise<Pin | Lost> | Pin | Lost;

interface PinOptions {
  /** Ranges (CIDR) beyond the public ones that both the statement and the operator allow. */
  readonly networks: readonly string[];
  readonly timeoutMs: number;
  readonly lookup?: Lookup;
  readonly tunnel?: Tunnel;
  /** Names are left to the proxy: no resolver is asked about them. */
  readonly byProxy?: true;
}

const platformLookup: Lookup = async (host) => (await dns.lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

function pinnedLookup(addresses: readonly string[]): LookupFunction {
  return (_host, options, callback) => {
    const wanted = options.family === 4 || options.family === 6 ? addresses.filter((address) => isIP(address) === options.family) : addresses;
    const [first] = wanted;
    if (first === undefined) callback(Object.assign(new Error('no pinned address of that family'), { code: 'ENOTFOUND' }), '', 0);
    else if (options.all === true)
      callback(
        null,
        wanted.map((address) => ({ address, family: isIP(address) })),
      );
    else callback(null, first, isIP(first));
  };
}

async function withDeadline<T>(work: Promise<T>, timeoutMs: number): Promise<T | Lost> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<Lost>((resolve) => {
    timer = setTimeout(() => resolve(lost('dns', `no answer of the resolver within ${timeoutMs} ms`)), timeoutMs);
  });
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}

async function resolve(host: string, options: PinOptions): Promise<Pin | Lost> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const { tunnel, byProxy } = options;
  if (byProxy === true && tunnel !== undefined && isIP(bare) === 0) return { host: bare, addresses: [], lookup: pinnedLookup([]), tunnel, byProxy };
  const answer = isIP(bare) > 0 ? [bare] : await withDeadline((options.lookup ?? platformLookup)(bare), options.timeoutMs).catch(lossOf);
  if (isLost(answer)) return answer;
  if (answer.length === 0) return lost('dns', 'the name has no address');
  for (const address of answer) {
    const verdict = addressVerdict(address, options.networks);
    if (!verdict.permitted) return lost('blocked', verdict.why);
  }
  return { host: bare, addresses: answer, lookup: pinnedLookup(answer), ...(tunnel === undefined ? {} : { tunnel }) };
}

/** A function that gives the pin of a host, resolving it at its first use only. Losses: dns, blocked. */
export function pinNames(options: PinOptions): PinOf {
  const pins = new Map<string, ReturnType<PinOf>>();
  return (host) => {
    const known = pins.get(host);
    if (known !== undefined) return known;
    const pin = resolve(host, options).then((resolved) => {
      pins.set(host, resolved);
      return resolved;
    });
    pins.set(host, pin);
    return pin;
  };
}
