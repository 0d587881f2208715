/**
 * A strict reader of DER: definite lengths only, written as short as can be, and nothing outside its parent.
 *
 * Everything that it reads came from the network: whatever does not hold gives undefined, never an exception.
 *
 * Source   ITU-T X.690 §8.1, §10.1; RFC 5280 §4.1.2.5.2 (GeneralizedTime in whole seconds, Zulu).
 * Room     evidence (floor 3). May be imported within evidence only.
 */

/** One value: tag octet, content, and the octets with tag and length. */
export interface Der {
  readonly tag: number;
  readonly content: Buffer;
  readonly whole: Buffer;
}

export const derTags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  enumerated: 0x0a,
  sequence: 0x30,
  generalizedTime: 0x18,
} as const;

const maxLengthOctets = 4;

function valueAt(octets: Buffer, at: number): Der | undefined {
  if (at + 2 > octets.length) return undefined;
  const tag = octets.readUInt8(at);
  // Tags of several octets stand nowhere in what is read here.
  if ((tag & 0x1f) === 0x1f) return undefined;
  const first = octets.readUInt8(at + 1);
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || size > maxLengthOctets || at + 2 + size > octets.length) return undefined;
  const length = size === 0 ? first : octets.readUIntBE(at + 2, size);
  if (size > 0 && (length < 0x80 || octets.readUInt8(at + 2) === 0)) return undefined;
  const start = at + 2 + size;
  const end = start + length;
  return end > octets.length ? undefined : { tag, content: octets.subarray(start, end), whole: octets.subarray(at, end) };
}

/** The one value that fills the octets, if its tag is the wanted one. */
export function derOf(octets: Buffer, tag: number): Der | undefined {
  const value = valueAt(octets, 0);
  return value !== undefined && value.tag === tag && value.whole.length === octets.length ? value : undefined;
}

/** The values of a constructed one, in order; undefined where the octets do not fall into whole values. */
export function derParts(content: Buffer): readonly Der[] | undefined {
  const parts: Der[] = [];
  for (let at = 0; at < content.length; ) {
    const value = valueAt(content, at);
    if (value === undefined) return undefined;
    parts.push(value);
    at += value.whole.length;
  }
  return parts;
}

/** An object identifier with dots. */
export function derOid(content: Buffer): string {
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of content) {
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (octet >= 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [head = 0n, ...rest] = arcs;
  const root = head < 80n ? head / 40n : 2n;
  return [root, head - root * 40n, ...rest].join('.');
}

/** A GeneralizedTime as RFC 3339 in UTC. */
export function derTime(value: Der | undefined): string | undefined {
  if (value?.tag !== derTags.generalizedTime) return undefined;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(value.content.toString('latin1')) ?? [];
  if (year === undefined) return undefined;
  const instant = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  return Number.isNaN(Date.parse(instant)) ? undefined : instant;
}
