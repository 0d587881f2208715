/**
 * An instant that a person writes, such as on a command line.
 *
 * Source   RFC 3339 §5.6; a day alone is its first instant in UTC.
 * Room     contract (floor 2).
 */
const written = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2}))?$/;

/** Milliseconds of a written instant; undefined where it is none: a day that no month has, a time without a zone, another order of the parts. */
export function readInstant(text: string): number | undefined {
  const [, year = '', month = '', day = ''] = written.exec(text) ?? [];
  const at = Date.parse(text);
  // the engine takes a thirtieth of February for the second of March
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  return day === '' || Number.isNaN(at) || !isDay ? undefined : at;
}
