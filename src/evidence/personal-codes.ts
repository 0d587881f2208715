/**
 * Personal codes: how they are recognised in evidence, and how each is replaced by a pseudonym that every check judges alike.
 *
 * A pseudonym keeps the length, the script of each digit, every other character, and whether and why the code is wrong; only the person is gone.
 * Pseudonyms lie in ranges that no issuer uses (national codes 999…, cards 999999…, bank code 099). What is already there is left as it is.
 *
 * Source   Schemes of src/schemes; ranges for synthetic data: national codes with prefix 999, all-equal codes.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { bankCard } from '../schemes/bank-card.js';
import { luhnCheckDigit, nationalCodeCheckDigit, shebaCheckDigits } from '../schemes/check-digits.js';
import { codeIdOf } from '../schemes/field-dictionary.js';
import { foreignerId } from '../schemes/foreigner-id.js';
import { mobile } from '../schemes/mobile.js';
import { nationalCode } from '../schemes/national-code.js';
import type { SchemeResult } from '../schemes/scheme.js';
import { sheba } from '../schemes/sheba.js';
import { digitsOf, drawDigits, withDigits } from './digits.js';

/** A digit of any script, and what nobody sees between two of them: joiners, marks of direction, soft hyphens. A few, so that none is tried without end. */
const digit = String.raw`[0-9\u06F0-\u06F9\u0660-\u0669]`;
const unseenOne = String.raw`[\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]`;
const unseen = `${unseenOne}{0,4}`;
const unseenOnes = new RegExp(unseenOne, 'g');
const visible = (value: string): string => value.replaceAll(unseenOnes, '');
/** So many digits, with what may stand between any two of them. */
const digits = (count: number, between = unseen): string => digit + (count > 1 ? `(?:${between}${digit}){${count - 1}}` : '');
/** No letter or sign of a longer number or name before it, and none behind it. */
const alone = (code: string, flags = 'g'): RegExp =>
  new RegExp(
    String.raw`(?<![A-Za-z0-9.+\u06F0-\u06F9\u0660-\u0669]|(?<!-)-)(?:${code})(?!${unseen}[A-Za-z0-9\u06F0-\u06F9\u0660-\u0669]|[.-]\d)`,
    flags,
  );

/** One kind of personal code. */
export interface PersonalCodeRule {
  readonly id: string;
  /** Whether a value is such a code, right or wrong; `name` is that of its member, parameter or field, where there is one. */
  detect(name: string | undefined, value: string): boolean;
  /** Whether a name says that its value is such a code. */
  tells?(name: string): boolean;
  /** Digits that such a code has at least in one stretch where no name tells of it. Absent: nothing is certain. */
  readonly unnamed?: number;
  /** Where such codes may stand within a longer text; `detect` decides on each. */
  readonly within?: RegExp;
  /** Equal for all spellings of one code. */
  canonical(value: string): string;
  /** Whether the value stands for nobody already. */
  synthetic(value: string): boolean;
  /** The value that 32 seeded octets lead to. */
  pseudonym(value: string, octets: Uint8Array): string;
  /** Whether a check says the same of both. */
  alike(value: string, pseudonym: string): boolean;
}

/** All kinds, as data for the redactor; the first that detects a value has it. */
export type PersonalCodeRules = readonly PersonalCodeRule[];

const allEqual = (digits: string): boolean => /^(\d)\1*$/.test(digits);
const startsSynthetic = (value: string): boolean => {
  const digits = digitsOf(value);
  return digits.startsWith('999') || allEqual(digits);
};

/** What a scheme says, as one comparable text. */
function verdictOf(result: SchemeResult): string {
  const lasting = result.warnings.filter((warning) => warning !== 'zero-serial');
  return [...result.reasons, '|', ...lasting].join(' ');
}

const alikeBy =
  (scheme: (value: unknown) => SchemeResult) =>
  (value: string, pseudonym: string): boolean =>
    verdictOf(scheme(value)) === verdictOf(scheme(pseudonym));

/** The right check digit, or one that is wrong. */
function checkDigit(right: number, holds: boolean, octets: Uint8Array): string {
  return String(holds ? right : (right + 1 + ((octets[31] ?? 0) % 9)) % 10);
}

/** Whether a name says that its value is something; `undefined` where it says nothing. */
function hintOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : codeIdOf(name);
}

/** The kinds of code by which a name tells of a rule's. */
const tellsOf =
  (...kinds: readonly string[]) =>
  (name: string): boolean => {
    const hint = hintOf(name);
    return hint !== undefined && kinds.includes(hint);
  };

function hasDigits(value: string, least: number, most: number): boolean {
  const count = digitsOf(value).length;
  return count >= least && count <= most;
}

const nationalRule: PersonalCodeRule = {
  id: 'national-code',
  tells: tellsOf('national-code', 'person-or-legal-id'),
  unnamed: 10,
  // As it is printed on the card too: 001-234567-8.
  within: alone(`${digits(10)}|${digits(3)}-${digits(6)}-${digit}`),
  detect(name, value) {
    const hint = hintOf(name);
    if (hint === 'national-code') return hasDigits(value, 6, 14);
    if (hint === 'person-or-legal-id') return hasDigits(value, 8, 10);
    const digits = digitsOf(value);
    const isForm = visible(value).replace(/^(.{3})-(.{6})-(.)$/, '$1$2$3').length === 10;
    return hint === undefined && digits.length === 10 && isForm && nationalCode(digits).valid;
  },
  canonical: (value) => digitsOf(value),
  synthetic: startsSynthetic,
  pseudonym(value, octets) {
    const digits = digitsOf(value);
    if (digits.length > 10) return withDigits(value, `999${drawDigits(octets, digits.length - 3)}`);
    const padded = digits.padStart(10, '0');
    const holds = Number(padded.at(-1)) === nationalCodeCheckDigit(padded);
    const body = `999${drawDigits(octets, digits.length - 4)}`;
    return withDigits(value, body + checkDigit(nationalCodeCheckDigit(body.padStart(9, '0')), holds, octets));
  },
  alike: alikeBy(nationalCode),
};

/** Digits of a number that is called are written in groups. */
const [zero, eight, nine] = ['[0\u06F0\u0660]', '[8\u06F8\u0668]', '[9\u06F9\u0669]'];
/** Each text is read in one way only: where two runs of unseen signs could share one, a text of digits and such signs would be tried without end. */
const spaced = `(?:${unseenOne}{0,8}|${unseen}[ -]${unseen})`;
const mobileForm = /^(?:\+98|0098|98|0)9\d{9}$/;

/** Position of the subscriber's ten digits (9…) within the digits of a mobile number, or -1. */
function subscriberAt(digits: string): number {
  const at = digits.length - 10;
  return at >= 0 && digits.charAt(at) === '9' ? at : -1;
}

const mobileRule: PersonalCodeRule = {
  id: 'mobile',
  tells: tellsOf('mobile', 'phone'),
  unnamed: 10,
  within: alone(
    `(?:\\+?${nine}${spaced}${eight}|${zero}${spaced}${zero}${spaced}${nine}${spaced}${eight}|${zero})${spaced}${nine}${spaced}${digits(9, spaced)}`,
  ),
  detect(name, value) {
    const hint = hintOf(name);
    const plain = visible(value).replace(/[\s()-]/g, '');
    const digits = digitsOf(plain);
    if (hint === 'mobile') return hasDigits(value, 7, 16);
    if (hint === 'phone') return subscriberAt(digits) >= 0;
    return (
      hint === undefined &&
      mobileForm.test(plain.startsWith('+') ? `+${digits}` : digits) &&
      digits.length + Number(plain.startsWith('+')) === plain.length
    );
  },
  canonical(value) {
    const digits = digitsOf(value);
    return subscriberAt(digits) >= 0 ? digits.slice(-10) : digits;
  },
  synthetic(value) {
    const digits = digitsOf(value);
    return subscriberAt(digits) >= 0 ? digits.slice(-10).startsWith('999') : allEqual(digits);
  },
  pseudonym(value, octets) {
    const digits = digitsOf(value);
    const at = subscriberAt(digits);
    const kept = at >= 0 ? `${digits.slice(0, at)}999` : digits.slice(0, -7);
    return withDigits(value, kept + drawDigits(octets, 7));
  },
  alike: alikeBy(mobile),
};

const cardRule: PersonalCodeRule = {
  id: 'bank-card',
  tells: tellsOf('bank-card'),
  unnamed: 16,
  within: alone(`${digits(16)}|${digits(4)}(?:[ -]${digits(4)}){3}`),
  detect(name, value) {
    const hint = hintOf(name);
    if (hint === 'bank-card') return hasDigits(value, 12, 19);
    const digits = digitsOf(value);
    return hint === undefined && /^[4-69]\d{15}$/.test(digits) && visible(value).replace(/[ -]/g, '').length === 16 && bankCard(digits).valid;
  },
  canonical: (value) => digitsOf(value),
  synthetic: startsSynthetic,
  pseudonym(value, octets) {
    const digits = digitsOf(value);
    const body = `999999${drawDigits(octets, digits.length - 7)}`;
    const holds = Number(digits.at(-1)) === luhnCheckDigit(digits.slice(0, -1));
    return withDigits(value, body + checkDigit(luhnCheckDigit(body), holds, octets));
  },
  alike: alikeBy(bankCard),
};

/** No bank has this code. */
const noBank = '099';

const shebaRule: PersonalCodeRule = {
  id: 'sheba',
  tells: tellsOf('sheba'),
  unnamed: 12,
  within: alone(`IR${unseen}${digits(24, spaced)}`, 'gi'),
  detect(name, value) {
    const hint = hintOf(name);
    if (hint === 'sheba') return hasDigits(value, 12, 30);
    return hint === undefined && /^IR[0-9\u06F0-\u06F9\u0660-\u0669 -]+$/i.test(visible(value)) && digitsOf(value).length === 24;
  },
  canonical: (value) => digitsOf(value),
  synthetic: (value) => digitsOf(value).slice(2, 5) === noBank || allEqual(digitsOf(value)),
  pseudonym(value, octets) {
    const digits = digitsOf(value);
    const given = digits.slice(0, 2);
    const body = noBank + drawDigits(octets, digits.length - 5);
    const right = shebaCheckDigits(body);
    if (given === shebaCheckDigits(digits.slice(2))) return withDigits(value, right + body);
    // Wrong check digits stay as they are, so that a value outside 02…98 stays outside; unless chance makes them right.
    return withDigits(value, (given === right ? String((Number(given) + 1) % 100).padStart(2, '0') : given) + body);
  },
  alike: alikeBy(sheba),
};

const foreignerRule: PersonalCodeRule = {
  id: 'foreigner-id',
  tells: tellsOf('foreigner-id'),
  unnamed: Number.POSITIVE_INFINITY,
  detect: (name, value) => hintOf(name) === 'foreigner-id' && hasDigits(value, 7, 20),
  canonical: (value) => digitsOf(value),
  synthetic: startsSynthetic,
  pseudonym: (value, octets) => withDigits(value, `999${drawDigits(octets, digitsOf(value).length - 3)}`),
  alike: alikeBy(foreignerId),
};

/** Every kind of personal code that the suite knows. */
export const personalCodes: PersonalCodeRules = [shebaRule, cardRule, mobileRule, nationalRule, foreignerRule];
