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
import { openKnownSecrets, type Span } from './known-secrets.js';
import type { PersonalCodeRule, PersonalCodeRules } from './personal-codes.js';
import { mayShowSecret, mayShowSecretIn, shownSecrets } from './secret-shapes.js';

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
  /** A text without the secrets that are known, in whatever form they stand there, and without those that show by their shape. */
  withoutSecrets(text: string): string;
  /** A text without the secrets that are known and stand there as they are: of what is published nothing else may change. */
  withoutWholeSecrets(text: string): string;
  /** Whether `withoutSecrets` may change a text. */
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
  const secrets = openKnownSecrets();
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
  const without = (text: string, spans: readonly Span[] | ((text: string) => readonly Span[])): string => {
    const found = typeof spans === 'function' ? spans(text) : spans;
    if (found.length === 0) return text;
    let clean = '';
    let copied = 0;
    for (const { start, end } of found) {
      if (start < copied) continue;
      clean += text.slice(copied, start) + secret(text.slice(start, end));
      copied = end;
    }
    return clean + text.slice(copied);
  };

  return {
    code(name, value) {
      if ((name === undefined || !isTelling(name)) && !hasDigits(value, leastDigits)) return value;
      if (!hasDigits(value, 2)) return value;
      const rule = rules.find((each) => each.detect(name, value));
      return rule === undefined ? within(value) : replace(rule, value);
    },
    secret,
    learn: (text) => secrets.learn(text),
    withoutSecrets: (text) => without(without(text, secrets.spans(text)), shownSecrets),
    withoutWholeSecrets: (text) => without(text, secrets.whole(text)),
    recount(replacements) {
      count += replacements;
    },
    holdsSecret: (text) => mayShowSecret(text) || secrets.spans(text).length > 0,
    mayHoldSecret: (octets) => secrets.mayStandIn(octets) || mayShowSecretIn(octets),
    isTelling,
    leastDigits,
    get count() {
      return count;
    },
  };
}
