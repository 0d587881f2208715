/**
 * Ages as people write them on a command line: hours or days.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
const hourMs = 3_600_000;
const written = /^([0-9]{1,5})([hd])$/;

/** Milliseconds of a text such as `12h` or `7d`; undefined where it is none. */
export function readAge(text: string): number | undefined {
  const [, number, unit] = written.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (unit === 'h' ? hourMs : 24 * hourMs);
}
