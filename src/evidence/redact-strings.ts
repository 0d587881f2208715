/**
 * Redaction of single texts: personal codes become pseudonyms, secrets become their length.
 *
 * Pseudonyms depend on nothing but the run's key and the code, so that equal codes stay equal within a run and cannot be compared across runs;
 * without the key nothing leads back. Two codes never share a pseudonym: a check of uniqueness must not fail because of redaction.
 *
 * Source   design: evidence of personal data is stored only in a form from which verdicts can be recomputed.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { createHmac } from 'node:crypto';
import { hasDigits } from './json-literals.js';
import type { PersonalCodeRule, PersonalCodeRules } from './personal-codes.js';

/** Replaces texts and counts what was replaced. */
export interface StringRedactor {
  /** A value with its name, if it has one: a personal code as a whole, or those within it. */
  code(name: string | undefined, value: string): string;
  /** A secret: only its length stays. */
  secret(value: string): string;
  /** Makes a text known as a secret wherever it stands; whether it was not known before. */
  learn(secret: string): boolean;
  /** Counts replacements once more, where what they led to is used again. */
  recount(replacements: number): void;
  /** A text without the secrets that are known. */
  withoutSecrets(text: string): string;
  /** Whether a known secret stands in a text. */
  holdsSecret(text: string): boolean;
  /** The same of octets that are UTF-8; true also where it cannot be told. */
  mayHoldSecret(octets: Uint8Array): boolean;
  /** Whether a name alone makes its value worth a look. */
  isTelling(name: string): boolean;
  /** A value of any other name that has fewer digits in one stretch (`hasDigits`) holds no code. */
  readonly leastDigits: number;
  /** How many replacements were made so far. */
  readonly count: number;
}

const maxDraws = 256;
/** Names that are remembered: they repeat with every record, and a subject may make them up. */
const mostNames = 4096;
const longestName = 128;
/** Shorter texts stand in answers by chance. */
const shortestSecret = 8;
const done = /^\[redacted:\d+\]$/;

/** Draws pseudonyms of one run. */
function drawer(runKey: Uint8Array): (rule: PersonalCodeRule, value: string) => string {
  const draws = new Map<string, number>();
  const taken = new Map<string, string>();
  return (rule, value) => {
    const canonical = rule.canonical(value);
    const owner = `${rule.id} ${canonical}`;
    const known = draws.get(owner);
    for (let draw = known ?? 0; draw < maxDraws; draw += 1) {
      const octets = createHmac('sha256', runKey).update(`pseudonym\n${rule.id}\n${canonical}\n${draw}`).digest();
      const pseudonym = rule.pseudonym(value, octets);
      if (known !== undefined) return pseudonym;
      const key = `${rule.id} ${rule.canonical(pseudonym)}`;
      if ((taken.get(key) ?? owner) !== owner || key === owner || !rule.alike(value, pseudonym)) continue;
      draws.set(owner, draw);
      taken.set(key, owner);
      return pseudonym;
    }
    return rule.pseudonym(value, createHmac('sha256', runKey).update(`pseudonym\n${rule.id}\n${canonical}\nlast`).digest());
  };
}

/** A redactor of texts for one run. */
export function redactStrings(rules: PersonalCodeRules, runKey: Uint8Array): StringRedactor {
  const draw = drawer(runKey);
  const secrets = new Set<string>();
  /** The same in UTF-8; undefined of a text that has no such form. */
  const secretOctets: (Buffer | undefined)[] = [];
  let count = 0;
  const leastDigits = Math.min(...rules.map(({ unnamed = 1 }) => unnamed));
  const telling = new Map<string, boolean>();
  const isTelling = (name: string): boolean => {
    const known = telling.get(name);
    if (known !== undefined) return known;
    const tells = rules.some((rule) => rule.tells?.(name) === true);
    if (telling.size < mostNames && name.length <= longestName) telling.set(name, tells);
    return tells;
  };

  const replace = (rule: PersonalCodeRule, value: string): string => {
    if (rule.synthetic(value)) return value;
    count += 1;
    return draw(rule, value);
  };
  /** Codes within a longer text. What is the whole value was judged by its name before: ten digits under a postal code are no national code. */
  const within = (value: string): string => {
    let text = value;
    for (const rule of rules) {
      if (rule.within !== undefined)
        text = text.replace(rule.within, (found) => (found !== value && rule.detect(undefined, found) ? replace(rule, found) : found));
    }
    return text;
  };
  const secret = (value: string): string => {
    if (value === '' || done.test(value)) return value;
    count += 1;
    return `[redacted:${value.length}]`;
  };

  return {
    code(name, value) {
      if ((name === undefined || !isTelling(name)) && !hasDigits(value, leastDigits)) return value;
      if (!/[0-9\u0660-\u0669\u06F0-\u06F9]{2}/.test(value)) return value;
      const rule = rules.find((each) => each.detect(name, value));
      return rule === undefined ? within(value) : replace(rule, value);
    },
    secret,
    learn(text) {
      if (text.length < shortestSecret || secrets.has(text)) return false;
      secrets.add(text);
      secretOctets.push(text.isWellFormed() ? Buffer.from(text) : undefined);
      return true;
    },
    withoutSecrets(text) {
      let clean = text;
      for (const known of secrets) if (clean.includes(known)) clean = clean.replaceAll(known, secret(known));
      return clean;
    },
    recount(replacements) {
      count += replacements;
    },
    holdsSecret(text) {
      for (const known of secrets) if (text.includes(known)) return true;
      return false;
    },
    mayHoldSecret(octets) {
      if (secretOctets.length === 0) return false;
      const all = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
      return secretOctets.some((secret) => secret === undefined || all.includes(secret));
    },
    isTelling,
    leastDigits,
    get count() {
      return count;
    },
  };
}
