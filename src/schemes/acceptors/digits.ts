/**
 * Digits of a text by their character codes, without a copy of any part of it: what the quick predicates of all codes are made of.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */

/** Whether the units from `start` to `end` (exclusive) are ASCII digits. */
export function areDigits(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 48 || unit > 57) return false;
  }
  return true;
}

/** The number that the digits from `start` to `end` (exclusive) write, or -1 where one is no ASCII digit. Exact up to 15 digits. */
export function numberAt(text: string, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 48 || unit > 57) return -1;
    value = value * 10 + unit - 48;
  }
  return value;
}

/** Whether all units are one and the same. */
export function isOneUnit(text: string): boolean {
  const first = text.charCodeAt(0);
  for (let index = 1; index < text.length; index += 1) if (text.charCodeAt(index) !== first) return false;
  return true;
}

/** Whether a text is so many ASCII digits, not all equal. */
export function isPlainNumber(text: string, length: number): boolean {
  return text.length === length && areDigits(text, 0, length) && !isOneUnit(text);
}
