/**
 * The little of DER that this room writes itself: requests for time stamps.
 *
 * Source   X.690.
 * Room     attestation (floor 3).
 */

/** One element of a tag and its contents. */
export function derOf(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.of(tag, content.length), content]);
  const digits = content.length.toString(16);
  const size = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(tag, 0x80 | size.length), size, content]);
}

/** INTEGER of octets that are not negative. */
export function derInteger(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0);
  const trimmed = first === -1 ? Buffer.of(0) : octets.subarray(first);
  return derOf(0x02, (trimmed[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), trimmed]) : trimmed);
}

/** OBJECT IDENTIFIER of its dotted form. */
export function derOid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const arc = (value: number): number[] => {
    const octets = [value % 128];
    for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) octets.unshift((left % 128) | 0x80);
    return octets;
  };
  return derOf(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(arc)));
}
