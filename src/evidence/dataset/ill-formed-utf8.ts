/**
 * Where octets cease to be UTF-8.
 *
 * Source   RFC 3629 §3-4; Unicode 15 table 3-7 (well-formed byte sequences: no overlong form, no surrogate, nothing above U+10FFFF).
 * Room     evidence (floor 3), stage: reading data files.
 */

/** Length of the well-formed sequence that starts here, or 0. */
function sequenceLength(octets: Uint8Array, at: number, end: number): number {
  const lead = octets[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length === 0 || at + length > end) return 0;
  const second = octets[at + 1] ?? 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let next = 2; next < length; next += 1) {
    if (((octets[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** Index of the first octet that starts no well-formed sequence, or -1. A sequence that `end` cuts is ill-formed. */
export function illFormedUtf8(octets: Uint8Array, start = 0, end = octets.length): number {
  let at = start;
  while (at < end) {
    const length = sequenceLength(octets, at, end);
    if (length === 0) return at;
    at += length;
  }
  return -1;
}

/** How many octets at the end are the start of a sequence that may be completed: 0 to 3. */
export function openSequence(octets: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, octets.length); back += 1) {
    const octet = octets[octets.length - back] ?? 0;
    if ((octet & 0xc0) === 0x80) continue;
    const wanted = octet >= 0xf0 ? 4 : octet >= 0xe0 ? 3 : octet >= 0xc0 ? 2 : 1;
    return wanted > back ? back : 0;
  }
  return 0;
}
