/**
 * A strict reader of DER (X.690): definite minimal lengths only, values in their one form, nothing left over.
 *
 * Room     attestation (floor 3).
 */
import { demand } from '../problem.js';

/** One element: tag octet, contents, and all its octets. */
export interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly octets: Uint8Array;
}

/** Universal and context tags that certificates, lists and time stamps are made of. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

/** Reads the element that starts at an offset. */
function elementAt(octets: Uint8Array, start: number): Element {
  const tag = octets[start];
  const first = octets[start + 1];
  demand(tag !== undefined && first !== undefined, 'DER_TRUNCATED', 'a DER element is cut off');
  demand((tag & 0x1f) !== 0x1f, 'DER_TAG', 'a DER tag of several octets');
  let length = first;
  let header = 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    demand(count >= 1 && count <= 4, 'DER_LENGTH', 'a DER length is indefinite or too long');
    length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + (octets[start + 2 + index] ?? 0);
    header += count;
    demand(length >= 0x80 && octets[start + 2] !== 0, 'DER_LENGTH', 'a DER length is not minimal');
  }
  const end = start + header + length;
  demand(end <= octets.length, 'DER_TRUNCATED', 'a DER element is cut off');
  return { tag, content: octets.subarray(start + header, end), octets: octets.subarray(start, end) };
}

/** The elements that fill the octets, one after another. */
export function elementsOf(octets: Uint8Array): readonly Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < octets.length; ) {
    const element = elementAt(octets, at);
    elements.push(element);
    at += element.octets.length;
  }
  return elements;
}

/** The single element that the octets are. */
export function soleElement(octets: Uint8Array): Element {
  const element = elementAt(octets, 0);
  demand(element.octets.length === octets.length, 'DER_TRAILING', 'something follows a DER element');
  return element;
}

/** The single element that the octets are, where they are no more than a bound. */
export function boundedElement(octets: Uint8Array, maxBytes: number): Element {
  demand(octets.length <= maxBytes, 'DER_TOO_LARGE', `${octets.length} octets, more than ${maxBytes}`);
  return soleElement(octets);
}

/** The members of a constructed element of the wanted tag. */
export function membersOf(element: Element | undefined, tag: number): readonly Element[] {
  return elementsOf(contentOf(element, tag));
}

/** The contents of an element of the wanted tag. */
export function contentOf(element: Element | undefined, tag: number): Uint8Array {
  demand(element !== undefined && element.tag === tag, 'DER_TAG', `a DER element of tag 0x${tag.toString(16)} expected`);
  return element.content;
}

/** Members that must all be used: hands them out in order and refuses what is left. */
export class Members {
  readonly #members: readonly Element[];
  #at = 0;

  constructor(members: readonly Element[]) {
    this.#members = members;
  }

  /** The next member, which must have the tag. */
  next(tag: number): Element {
    const element = this.#members[this.#at];
    demand(element !== undefined && element.tag === tag, 'DER_TAG', `a DER element of tag 0x${tag.toString(16)} expected`);
    this.#at += 1;
    return element;
  }

  /** The next member if it has the tag. */
  optional(tag: number): Element | undefined {
    return this.#members[this.#at]?.tag === tag ? this.next(tag) : undefined;
  }

  /** Refuses what is left. */
  end(): void {
    demand(this.#at === this.#members.length, 'DER_TRAILING', 'a DER element has a member too many');
  }
}

/** The members of a SEQUENCE, to be used one by one. */
export const sequenceOf = (element: Element | undefined): Members => new Members(membersOf(element, tags.sequence));

/** The single member of a constructed element. */
export function onlyMemberOf(element: Element | undefined, tag: number): Element {
  return soleElement(contentOf(element, tag));
}

/** Whether two strings of octets are the same. */
export const sameOctets = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/** Dotted form of an OBJECT IDENTIFIER (X.690 §8.19: arcs in the fewest octets). */
export function oidOf(element: Element | undefined): string {
  const content = contentOf(element, tags.oid);
  demand(content.length > 0 && (content.at(-1) ?? 0x80) < 0x80, 'DER_OID', 'an OBJECT IDENTIFIER is cut off');
  const arcs: number[] = [];
  let value = 0;
  let fresh = true;
  for (const octet of content) {
    demand(!fresh || octet !== 0x80, 'DER_OID', 'an arc of an OBJECT IDENTIFIER is not minimal');
    value = value * 128 + (octet & 0x7f);
    demand(Number.isSafeInteger(value), 'DER_OID', 'an arc of an OBJECT IDENTIFIER is too large');
    fresh = octet < 0x80;
    if (fresh) {
      if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(value / 40)), value - 40 * Math.min(2, Math.floor(value / 40)));
      else arcs.push(value);
      value = 0;
    }
  }
  return arcs.join('.');
}

/** Contents of an INTEGER or ENUMERATED, in the fewest octets (X.690 §8.3.2). */
export function integerOf(element: Element | undefined, tag: number = tags.integer): Uint8Array {
  const content = contentOf(element, tag);
  const [first, second] = content;
  demand(first !== undefined, 'DER_VALUE', 'an INTEGER is empty');
  const padded = second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  demand(!padded, 'DER_VALUE', 'an INTEGER is not minimal');
  return content;
}

/** A small INTEGER that is not negative. */
export function smallIntegerOf(element: Element | undefined, tag: number = tags.integer): number {
  const content = integerOf(element, tag);
  demand((content[0] ?? 0) < 0x80 && content.length <= 4, 'DER_VALUE', 'an INTEGER is negative or too large here');
  return content.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** A BOOLEAN (X.690 §11.1). */
export function booleanOf(element: Element | undefined): boolean {
  const content = contentOf(element, tags.boolean);
  demand(content.length === 1 && (content[0] === 0 || content[0] === 0xff), 'DER_VALUE', 'a BOOLEAN is neither 00 nor FF');
  return content[0] === 0xff;
}

/** A BOOLEAN whose default is FALSE: where it is written it must be TRUE (X.690 §11.5). */
export function flagOf(element: Element | undefined): boolean {
  if (element === undefined) return false;
  demand(booleanOf(element), 'DER_VALUE', 'a default value is written out');
  return true;
}

/** Octets of a BIT STRING of whole octets. */
export function wholeBitsOf(element: Element | undefined): Uint8Array {
  const content = contentOf(element, tags.bitString);
  demand(content.length > 1 && content[0] === 0, 'DER_BIT_STRING', 'a BIT STRING is empty or has unused bits');
  return content.subarray(1);
}

/** Numbers of the bits of a named BIT STRING (X.690 §11.2: no bits that are zero at its end). */
export function namedBitsOf(element: Element | undefined): ReadonlySet<number> {
  const [unused = 8, ...octets] = contentOf(element, tags.bitString);
  const last = octets.at(-1);
  const tight = last === undefined ? unused === 0 : unused <= 7 && (last & ((1 << unused) - 1)) === 0 && (last & (1 << unused)) !== 0;
  demand(tight, 'DER_BIT_STRING', 'a BIT STRING has bits beyond its last');
  const set = new Set<number>();
  octets.forEach((octet, index) => {
    for (let bit = 0; bit < 8; bit += 1) if ((octet & (0x80 >> bit)) !== 0) set.add(index * 8 + bit);
  });
  return set;
}

/** Refuses a SET OF that is not in the order of its encodings (X.690 §11.6). */
export function demandSorted(members: readonly Element[]): void {
  members.forEach((member, index) => {
    const before = members[index - 1];
    demand(before === undefined || Buffer.compare(before.octets, member.octets) <= 0, 'DER_SET_ORDER', 'a SET OF is not in order');
  });
}
