/**
 * Instants in DER.
 *
 * Source   RFC 5280 §4.1.2.5 (certificates and lists: whole seconds, Z, UTCTime through 2049), RFC 3161 §2.4.2 (time stamps: fractions).
 * Room     attestation (floor 3).
 */
import { demand } from '../problem.js';
import { contentOf, type Element, tags } from './der.js';

const utcPattern = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;
const generalizedPattern = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;
const fractionPattern = /^(\d{14})(?:\.(\d{0,8}[1-9]))?Z$/;

/** Milliseconds of a date and time that the calendar has. */
function instant(year: number, parts: readonly number[]): number {
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  demand(exists && year >= 1950, 'DER_TIME', 'a time that no calendar has');
  return date.getTime();
}

/** Instant of a UTCTime or GeneralizedTime of a certificate or list, in milliseconds. */
export function timeOf(element: Element | undefined): number {
  demand(element !== undefined && (element.tag === tags.utcTime || element.tag === tags.generalizedTime), 'DER_TIME', 'a time expected');
  const short = element.tag === tags.utcTime;
  const text = Buffer.from(element.content).toString('latin1');
  const [year, ...parts] = (short ? utcPattern : generalizedPattern).exec(text)?.slice(1).map(Number) ?? [];
  demand(year !== undefined, 'DER_TIME', 'a time is not in the form of RFC 5280');
  demand(short || year >= 2050, 'DER_TIME', 'a time before 2050 is not written as UTCTime');
  return instant(short ? (year >= 50 ? 1900 + year : 2000 + year) : year, parts);
}

/** Instant of a GeneralizedTime with or without a fraction, in milliseconds (finer digits are cut off). */
export function fineTimeOf(element: Element | undefined): number {
  const text = Buffer.from(contentOf(element, tags.generalizedTime)).toString('latin1');
  const [, whole = '', fraction = ''] = fractionPattern.exec(text) ?? [];
  const [year, ...parts] = generalizedPattern.exec(`${whole}Z`)?.slice(1).map(Number) ?? [];
  demand(year !== undefined, 'DER_TIME', 'a time is not in the form of RFC 3161');
  return instant(year, parts) + Number(fraction.padEnd(3, '0').slice(0, 3));
}
