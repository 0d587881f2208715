/**
 * Instants as evidence has them.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */

let second = Number.NaN;
/** The text of that second, up to its fraction. */
let prefix = '';

/** What `toISOString` gives: many requests share a second, and most of its text with it. */
export function instantText(date: Date): string {
  const time = date.getTime();
  const own = Math.floor(time / 1000);
  if (own !== second) {
    prefix = date.toISOString().slice(0, -4);
    second = own;
  }
  return `${prefix}${String(time - own * 1000).padStart(3, '0')}Z`;
}
