/**
 * What people read must be what they think they read: no text that runs backwards, hides, or looks like another.
 *
 * Source   Unicode Standard Annex 9 §2 (Bidi_Control); UAX 15 (NFC); Unicode Technical Standard 39 §5; RFC 6454 §6 (origins); ISIRI 6219 (Persian ye and kaf).
 * Room     attestation (floor 3).
 */
import { domainToUnicode } from 'node:url';
import { demand } from '../problem.js';

/** ZWNJ and ZWJ are letters’ business in Persian; everything else that is invisible is not. */
const bidiControl = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cn}\u2800\u115f\u1160\u3164\uffa0]|(?![\u200c\u200d])\p{Cf}/u;
/** Arabic ye, alef maksura and kaf, and their presentation forms: Persian writes U+06CC and U+06A9. */
const arabicLetter = /[\u064a\u0649\u0643\ufb50-\ufdff\ufe70-\ufeff]/u;
/** Letters of a Persian label, with ZWNJ and one set of digits. */
const persianLabel = /^[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئءأؤۀ\u200c0-9-]+$/u;

/** Demands that a text is plain. `name` says where it stands. Refusals: TEXT_BIDI_CONTROL, TEXT_INVISIBLE, TEXT_NFC. */
function demandPlain(text: string, name: string): void {
  demand(!bidiControl.test(text), 'TEXT_BIDI_CONTROL', `${name} holds a control of the writing direction`);
  demand(!invisible.test(text), 'TEXT_INVISIBLE', `${name} holds an invisible or unassigned character`);
  demand(text.normalize('NFC') === text, 'TEXT_NFC', `${name} is not in its one composed form`);
}

/** Printable ASCII needs no second look; most texts are. */
const ascii = /^[\x20-\x7e]*$/;

/** Demands that every text in a value, names of members too, is plain. Refusals: TEXT_BIDI_CONTROL, TEXT_INVISIBLE, TEXT_NFC. */
export function demandPlainTexts(value: unknown, name = ''): void {
  if (typeof value === 'string') {
    if (!ascii.test(value)) demandPlain(value, name);
  } else if (Array.isArray(value)) for (const item of value) demandPlainTexts(item, name);
  else if (typeof value === 'object' && value !== null) for (const [member, inner] of Object.entries(value)) demandPlainTexts(inner, member);
}

/** Demands that a name in Persian is written with Persian letters. Refusal: TEXT_PERSIAN_LETTER. */
export function demandPersian(text: string, name: string): void {
  demand(!arabicLetter.test(text), 'TEXT_PERSIAN_LETTER', `the Persian name of ${name} holds an Arabic ye or kaf, or a presentation form`);
}

/** The address of an origin; undefined where the text is none. */
function addressOf(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const address = new URL(text);
  return address.origin === 'null' || address.username !== '' || address.password !== '' ? undefined : address;
}

/** The origin that a text is, in the one form that a browser writes; undefined where it is none. */
export const originOf = (text: string): string | undefined => addressOf(text)?.origin;

/** Demands that an origin is written in its one form and reads as nothing else. Refusals: ORIGIN_FORM, TEXT_HOMOGRAPH. */
export function demandOrigin(origin: string, allowPlainHttp: boolean): void {
  const address = addressOf(origin);
  demand(address?.origin === origin, 'ORIGIN_FORM', `${origin.slice(0, 120)} is not an origin in its one form`);
  const { protocol, hostname } = address;
  demand(protocol === 'https:' || (allowPlainHttp && protocol === 'http:'), 'ORIGIN_FORM', `${origin.slice(0, 120)} is not under https`);
  for (const label of hostname.split('.')) {
    if (!label.startsWith('xn--')) continue;
    const shown = domainToUnicode(label);
    const genuine = persianLabel.test(shown) && /[^\x20-\x7e]/u.test(shown);
    demand(genuine, 'TEXT_HOMOGRAPH', `the host name ${hostname.slice(0, 120)} can be taken for another`);
  }
}
