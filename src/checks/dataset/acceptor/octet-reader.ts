/**
 * The words of the acceptor: readers that go over the octets of one record without decoding them.
 *
 * Positions may run past the end of a record while it is read; what counts is that the last one is the end. Reading never goes back, so a record
 * whose last position is its end was read from its own octets alone.
 *
 * Room     checks (floor 3). May be imported by the acceptor only.
 */

/** Reads one value that starts at a position and gives the position behind it, or -1: in doubt. */
export type OctetReader = (octets: Uint8Array, at: number) => number;

/** The octets in hand as words; made anew where other octets come, not for each record. */
export interface Window {
  view: DataView;
}

/** Whether the content of a string, without its quotation marks, is beyond doubt. */
export type ContentTest = (octets: Uint8Array, start: number, end: number) => boolean;

/** A test of content that looks at every octet and accepts none that JSON would have to escape. */
export interface GuardedTest {
  readonly test: ContentTest;
  /** Octets of the shortest and the longest content that can be accepted. */
  readonly shortest: number;
  readonly longest: number;
  /** Where every accepted content has one form: `9` for any digit, any other character for itself. */
  readonly form?: string;
}

export const quote = 0x22;
export const space = 0x20;
export const comma = 0x2c;
export const minus = 0x2d;
export const point = 0x2e;

const encoder = new TextEncoder();

/** The octets of a text in UTF-8. */
export function octetsOf(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Whether JSON writes a text between quotation marks as it is, in one way that every writer uses. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !/["\\\u0000-\u001F\u007F]/.test(text);
}
