/**
 * A strict reader of DER (X.690): definite minimal lengths only, nothing left over.
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

/** The members of a constructed element of the wanted tag. */
export function membersOf(element: Element | undefined, tag: number): readonly Element[] {
  demand(element !== undefined && element.tag === tag, 'DER_TAG', `a DER element of tag 0x${tag.toString(16)} expected`);
  return elementsOf(element.content);
}

/** Dotted form of an OBJECT IDENTIFIER. */
export function oidOf(element: Element | undefined): string {
  demand(element !== undefined && element.tag === 0x06 && element.content.length > 0, 'DER_TAG', 'an OBJECT IDENTIFIER expected');
  const arcs: number[] = [];
  let value = 0;
  for (const octet of element.content) {
    value = value * 128 + (octet & 0x7f);
    demand(Number.isSafeInteger(value), 'DER_OID', 'an arc of an OBJECT IDENTIFIER is too large');
    if (octet < 0x80) {
      if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(value / 40)), value - 40 * Math.min(2, Math.floor(value / 40)));
      else arcs.push(value);
      value = 0;
    }
  }
  return arcs.join('.');
}

/** Instant of a UTCTime or GeneralizedTime, in milliseconds (RFC 5280 §4.1.2.5: seconds and Z are required). */
export function timeOf(element: Element | undefined): number {
  demand(element !== undefined && (element.tag === 0x17 || element.tag === 0x18), 'DER_TIME', 'a time expected');
  const text = Buffer.from(element.content).toString('latin1');
  const pattern = element.tag === 0x17 ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/ : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;
  const parts = pattern.exec(text)?.slice(1).map(Number);
  demand(parts !== undefined, 'DER_TIME', `${text} is no time of a certificate`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const fullYear = element.tag === 0x17 ? (year >= 50 ? 1900 + year : 2000 + year) : year;
  return Date.UTC(fullYear, month - 1, day, hour, minute, second);
}
