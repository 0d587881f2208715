/**
 * A number plate in exchange form: `12-ب-345-67` for vehicles, `123-45678` for motorcycles.
 *
 * Source   Public data on letters and their classes; the exchange form is a proposal of this project. The series says nothing certain of a province.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { resultOf, type SchemeResult } from './scheme.js';

const letters: ReadonlySet<string> = new Set('الف ب پ ت ث ج د ز ژ س ش ص ط ع ف ق ک گ ل م ن و ه ی D S تشریفات'.split(' '));
const motorcycle = /^[0-9]{3}-[0-9]{5}$/;
const vehicle = /^([0-9]{2})-([^-]+)-([0-9]{3})-([0-9]{2})$/;

function characterReasons(value: string): readonly string[] {
  const reasons: string[] = [];
  if (/[\u06F0-\u06F9]/.test(value)) reasons.push('persian-digits');
  if (/[\u0660-\u0669]/.test(value)) reasons.push('arabic-digits');
  if (/[\uFB50-\uFDFF\uFE70-\uFEFC]/.test(value)) reasons.push('presentation-form');
  if (/[\u064A\u0649\u0643]/.test(value)) reasons.push('arabic-letter');
  if (/\p{Cf}/u.test(value)) reasons.push('invisible-character');
  if (/\s/.test(value.replaceAll('\uFEFF', ''))) reasons.push('white-space');
  return reasons;
}

/** Reasons: not-string, empty, persian-digits, arabic-digits, presentation-form, arabic-letter, invisible-character, white-space, wrong-form,
 * unknown-letter. Warning: zero-in-number (of the seven numerals of an issued plate only the last can be 0). */
export function plate(value: unknown): SchemeResult {
  if (typeof value !== 'string') return resultOf(['not-string']);
  if (value === '') return resultOf(['empty']);
  const reasons = characterReasons(value);
  if (reasons.length > 0) return resultOf(reasons);
  if (motorcycle.test(value)) return resultOf([]);
  const [, two, letter, three, series = ''] = vehicle.exec(value) ?? [];
  if (letter === undefined) return resultOf(['wrong-form']);
  if (!letters.has(letter)) return resultOf(['unknown-letter']);
  return resultOf([], `${two}${three}${series.charAt(0)}`.includes('0') ? ['zero-in-number'] : []);
}
