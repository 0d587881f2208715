/**
 * The marker of a run: every request of a run under a challenge carries one, so that neither evidence of another run nor a log of another day can stand for it.
 *
 * A marker depends on the nonce of the challenge, on the seed, and on what is asked how often; whoever holds the challenge can compute it, and nobody could before the
 * challenge was made. The gateway of the agency and the exchange between agencies find each request of the evidence again in their own logs.
 *
 * Source   the trust design §5, “Recompute”; RFC 2104 (HMAC).
 * Room     contract (floor 2). May be imported by every room above.
 */
import { createHmac } from 'node:crypto';
import { isObject } from './json.js';

/** Name of the request header field. */
export const markerField = 'Egif-Run';
const markerOctets = 16;
/** Of a half octet each; no digits, so that no marker looks like a code of a person. */
const letters = 'abcdefghijklmnop';

/** What the markers of a run depend on. */
export interface MarkedRun {
  /** Of the challenge, base64url. */
  readonly nonce: string;
  readonly seed: string;
}

/** What a marker is of: the digest of the action and the number of the attempt, as they are recorded. */
export interface Marked {
  readonly key: string;
  readonly attempt: number;
}

/** The marker of a request: 32 letters from `a` to `p`, which are the first 16 octets of HMAC-SHA256 under the nonce. */
export function markerOf({ nonce, seed }: MarkedRun, { key, attempt }: Marked): string {
  const code = createHmac('sha256', Buffer.from(nonce, 'base64url')).update(`egif-run\n${seed}\n${key}\n${attempt}`).digest();
  return [...code.subarray(0, markerOctets)].map((octet) => letters.charAt(octet >> 4) + letters.charAt(octet & 15)).join('');
}

/** A recorded observation as far as its marker goes. */
export interface MarkedRecord extends Marked {
  readonly seq: number;
  readonly kind: string;
  readonly action: Readonly<Record<string, unknown>>;
}

/** Kinds of actions that send HTTP requests. */
const requesting: ReadonlySet<string> = new Set(['http', 'burst', 'channel']);

/** The markers that a record says were sent: of a burst and of a channel one that stands for all their requests. */
function markersIn({ action }: MarkedRecord): readonly unknown[] {
  const { headers, marker } = action;
  if (!Array.isArray(headers)) return marker === undefined ? [] : [marker];
  return headers.flatMap((field: unknown) =>
    Array.isArray(field) && typeof field[0] === 'string' && field[0].toLowerCase() === markerField.toLowerCase() ? [field[1]] : [],
  );
}

/** Numbers of the records whose requests do not carry the one marker that they must. */
export function unmarkedOf(records: readonly MarkedRecord[], run: MarkedRun): readonly number[] {
  return records
    .filter((record) => {
      if (!requesting.has(record.kind)) return false;
      const found = isObject(record.action) ? markersIn(record) : [];
      return found.length !== 1 || found[0] !== markerOf(run, record);
    })
    .map(({ seq }) => seq);
}
