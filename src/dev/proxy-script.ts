/**
 * What the dev proxy does to what passes through it: a list of rules, each a condition and deeds, and restarts.
 *
 * Room     dev (floor 6).
 */
import { seededBytes } from '../contract/seeded.js';

/** How a request is lost: the connection is reset, or nothing ever comes. */
export type LossKind = 'reset' | 'silence';

/** What is done to one request and its answer. */
export interface Deeds {
  /** Milliseconds that the request waits before it goes on. */
  readonly delay?: number;
  readonly lose?: LossKind;
  /** Octets of the answer's content (of the answer's octets in a tunnel) after which the connection is cut. */
  readonly cutAfter?: number;
  /** How many octets of the answer are changed. */
  readonly corrupt?: number;
  readonly status?: number;
  /** Header fields of the answer; null takes one away. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Replaces the content of the answer. */
  readonly body?: string;
  /** Replaces every occurrence in the content of the answer. */
  readonly replace?: readonly { readonly find: string; readonly put: string }[];
}

/** Which requests; absent members hold for all. Requests count from 1 in the order in which they come. */
export interface Condition {
  readonly method?: string;
  /** Regular expression on path and query. */
  readonly path?: string;
  readonly from?: number;
  readonly until?: number;
  /** Every so many-th request. */
  readonly every?: number;
  /** Share of requests in hundredths, chosen by the seed and the request's number. */
  readonly percent?: number;
}

export interface ProxyRule {
  readonly when?: Condition;
  readonly do: Deeds;
}

/** Listening stops, every connection is reset, and after a while listening begins again: milliseconds each. */
export interface Restarts {
  readonly every: number;
  readonly for: number;
}

export interface ProxyScript {
  readonly seed: string;
  readonly rules: readonly ProxyRule[];
  readonly restart?: Restarts;
}

/** A request as far as a rule may know it. In a tunnel there is a number alone. */
export interface Passing {
  readonly number: number;
  readonly method?: string;
  readonly target?: string;
}

const hundred = 100;
const range = 0x1_0000_0000;

/** Whether the lot of the seed falls on this request. */
function isDrawn(seed: string, label: string, percent: number): boolean {
  return (seededBytes(seed, label).readUInt32BE(0) / range) * hundred < percent;
}

function holds(condition: Condition, passing: Passing, lot: { readonly seed: string; readonly rule: number }): boolean {
  const { method, path, from = 1, until = Number.POSITIVE_INFINITY, every = 1, percent = hundred } = condition;
  if (method !== undefined && method !== passing.method) return false;
  if (path !== undefined && (passing.target === undefined || !new RegExp(path, 'u').test(passing.target))) return false;
  if (passing.number < from || passing.number > until) return false;
  if ((passing.number - from) % every !== 0) return false;
  return percent >= hundred || isDrawn(lot.seed, `proxy ${lot.rule} ${passing.number}`, percent);
}

/** What is done to this request: the deeds of all rules that hold, later ones over earlier ones; replacements and header fields add up. */
export function deedsFor({ rules, seed }: ProxyScript, passing: Passing): Deeds {
  const chosen = rules.filter(({ when = {} }, rule) => holds(when, passing, { seed, rule })).map(({ do: deeds }) => deeds);
  const replace = chosen.flatMap((deeds) => deeds.replace ?? []);
  const headers = Object.assign({}, ...chosen.map((deeds) => deeds.headers ?? {}));
  return Object.assign({}, ...chosen, replace.length === 0 ? {} : { replace }, Object.keys(headers).length === 0 ? {} : { headers });
}

/** Whether a script can be played without reading the messages: it needs neither method nor path and rewrites nothing. */
export function needsMessages({ rules }: Pick<ProxyScript, 'rules'>): boolean {
  return rules.some(
    ({ when = {}, do: deeds }) =>
      when.method !== undefined ||
      when.path !== undefined ||
      deeds.status !== undefined ||
      deeds.headers !== undefined ||
      deeds.body !== undefined ||
      deeds.replace !== undefined,
  );
}
