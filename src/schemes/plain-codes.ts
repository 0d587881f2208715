/**
 * Codes without a public check digit: their lexical form is all that can be judged from outside.
 *
 * Source   As each function says.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { legalId } from './legal-id.js';
import { allEqual, digitShape, lexemeOf, type Shape } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

/** The lexical reasons, and all-equal. */
function plainCode(value: unknown, shape: Shape): SchemeResult {
  const { text, reasons, whole } = lexemeOf(value, shape);
  return whole && allEqual(text) ? resultOf([...reasons, 'all-equal']) : resultOf(reasons);
}

const sixteen = digitShape(16);
const eleven = digitShape(11);
const economic = digitShape(11, 14);
const passportShape: Shape = { exact: /^[A-Z][0-9]{8}$/, alphabet: /^[A-Z0-9]$/, lengths: [9] };
const isicShape: Shape = { exact: /^[A-U](?:[0-9]{2,4})?$/, alphabet: /^[A-Z0-9]$/, lengths: [1, 3, 4, 5] };

/** Iran code of goods and services (ایران‌کد), 16 digits: class, member, counter. */
export function iranCode(value: unknown): SchemeResult {
  return plainCode(value, sixteen);
}

/** Sayad id of a cheque (شناسه صیاد), 16 digits; the registry's inquiry alone can tell more. */
export function sayad(value: unknown): SchemeResult {
  return plainCode(value, sixteen);
}

/** Id of a public service (شناسه خدمت), 11 digits, from ids seen on the service catalogue (13091710103, 13062638101). */
export function serviceId(value: unknown): SchemeResult {
  return plainCode(value, eleven);
}

/** Economic number: 11 digits (a legal person's id) or 14 (RC_TICS.IS v1.4). Warning: not-a-legal-id (11 digits that hold no check digit). */
export function economicNumber(value: unknown): SchemeResult {
  const plain = plainCode(value, economic);
  return plain.valid && typeof value === 'string' && value.length === 11 && !legalId(value).valid ? resultOf([], ['not-a-legal-id']) : plain;
}

/** Number of an Iranian passport, one letter and eight digits. ICAO 9303 check digits apply to the machine-readable zone only. */
export function passport(value: unknown): SchemeResult {
  const { reasons, whole } = lexemeOf(value, passportShape);
  return resultOf(whole || reasons.length > 0 ? reasons : ['wrong-form']);
}

/** Class of ISIC rev. 4: section letter A…U, or with division, group or class digits. */
export function isic(value: unknown): SchemeResult {
  const { reasons, whole } = lexemeOf(value, isicShape);
  return resultOf(whole || reasons.length > 0 ? reasons : ['wrong-form']);
}

/** An opaque id (GNAF, unique property id) whose syntax is not public: printable ASCII without blanks, up to 64 characters. */
export function opaqueId(value: unknown): SchemeResult {
  if (typeof value !== 'string') return resultOf(['not-string']);
  if (value === '') return resultOf(['empty']);
  const reasons: string[] = [];
  if (/[\u06F0-\u06F9]/.test(value)) reasons.push('persian-digits');
  if (/[\u0660-\u0669]/.test(value)) reasons.push('arabic-digits');
  if (/\p{Cf}/u.test(value)) reasons.push('invisible-character');
  if (/\s/.test(value.replaceAll('\uFEFF', ''))) reasons.push('white-space');
  if (reasons.length === 0 && /[^!-~]/.test(value)) reasons.push('wrong-character');
  if (value.length > 64) reasons.push('wrong-length');
  return resultOf(reasons);
}

/** The id of an official document (شناسه ملی سند): a GUID of 36 characters (document v1.2 of circular 110718, 1398/09/03). */
export function shamsId(value: unknown): SchemeResult {
  const shape: Shape = { exact: /^[0-9A-Fa-f-]{36}$/, alphabet: /^[0-9A-Fa-f-]$/, lengths: [36] };
  const { text, reasons } = lexemeOf(value, shape);
  const form = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/.test(text);
  if (form) return resultOf(/^[0-]+$/.test(text) ? [...reasons, 'all-equal'] : reasons);
  return resultOf(reasons.length > 0 ? reasons : ['wrong-form']);
}
