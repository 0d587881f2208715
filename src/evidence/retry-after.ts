/**
 * How long a server asks to be left alone.
 *
 * Source   RFC 9110 §10.2.3 (Retry-After: seconds or an HTTP date), §5.6.7 (dates).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Headers } from '../contract/evidence.js';

const imfDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds from now, at least 0; undefined where the field is absent, repeated or neither seconds nor a date. */
export function retryAfterMs(headers: Headers, now: Date): number | undefined {
  const values = headers.filter(([name]) => name.toLowerCase() === 'retry-after').map(([, value]) => value.trim());
  const [value] = values;
  if (value === undefined || values.length !== 1) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  return imfDate.test(value) ? Math.max(0, Date.parse(value) - now.getTime()) : undefined;
}
