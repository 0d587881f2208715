/**
 * Header fields of answers from the octets in which they came. A service says the same in answer after answer, but for its clock: what stands where it
 * stood in the last answer with so many fields is the same field, and no new text is made of it.
 *
 * Source   RFC 9110 §5.5: octets beyond ASCII (obs-text) are kept one to one.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Headers } from '../contract/evidence.js';

/** A list as it came last, with its octets: names and values by turns. */
interface Kept {
  readonly octets: readonly Uint8Array[];
  readonly headers: Headers;
}

/** Octets of a list that is worth keeping, and how many lists are. */
const longest = 8 * 1024;
const mostLists = 16;

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  const { length } = one;
  if (length !== other.length) return false;
  for (let at = 0; at < length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

const text = (octets: Buffer | undefined): string => octets?.toString('latin1') ?? '';

/** Opens the reading of answers. What it gives is shared: nobody changes it. */
export function openAnswerFields(): (raw: readonly Buffer[]) => Headers {
  const lists = new Map<number, Kept>();

  /** Whether the octets at a place are what they were there. */
  const stays = (raw: readonly Buffer[], kept: Kept, at: number): boolean => {
    const [given, before] = [raw[at], kept.octets[at]];
    return given !== undefined && before !== undefined && isSame(given, before);
  };
  const keep = (raw: readonly Buffer[], headers: Headers): void => {
    const size = raw.reduce((sum, { length }) => sum + length, 0);
    if (size > longest) return;
    if (lists.size >= mostLists && !lists.has(raw.length)) lists.clear();
    // Copies: what came is a part of all that the socket gave.
    lists.set(raw.length, { octets: raw.map((octets) => Uint8Array.from(octets)), headers });
  };

  return (raw) => {
    const kept = lists.get(raw.length);
    const headers: Headers[number][] = [];
    let changed = kept === undefined;
    for (let at = 0; at + 1 < raw.length; at += 2) {
      const before = kept !== undefined && stays(raw, kept, at) && stays(raw, kept, at + 1) ? kept.headers[at / 2] : undefined;
      changed ||= before === undefined;
      headers.push(before ?? [text(raw[at]), text(raw[at + 1])]);
    }
    if (!changed && kept !== undefined) return kept.headers;
    keep(raw, headers);
    return headers;
  };
}
