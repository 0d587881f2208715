/**
 * Redaction within JSON text, in place: everything but the redacted values keeps its octets (white space, number forms, repeated members,
 * escapes), because these are evidence too.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { parseJson } from '../contract/json.js';
import { codeIdOf } from '../schemes/field-dictionary.js';
import { type JsonName, jsonLiterals, type Literal } from './json-literals.js';
import type { KnownLiterals } from './known-literals.js';
import type { StringRedactor } from './redact-strings.js';
import { isSecretName } from './secret-names.js';

function stringOf(literal: string): string | undefined {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  const value = parseJson(literal)?.value;
  return typeof value === 'string' ? value : undefined;
}

function redactedString(literal: string, name: string | undefined, redactor: StringRedactor): string {
  const value = stringOf(literal);
  if (value === undefined) return literal;
  const clean = name !== undefined && isSecretName(name) ? redactor.secret(value) : redactor.code(name, redactor.withoutSecrets(value));
  return clean === value ? literal : JSON.stringify(clean);
}

/** A code written as a number is one only where its name says so: any amount or instant can have ten digits. */
function redactedNumber(literal: string, name: string | undefined, redactor: StringRedactor): string {
  if (name === undefined || !/^[1-9][0-9]{5,}$/.test(literal) || codeIdOf(name) === undefined) return literal;
  return redactor.code(name, literal);
}

const redacted = (literal: string, { name }: Literal, redactor: StringRedactor): string =>
  literal.startsWith('"') ? redactedString(literal, name, redactor) : redactedNumber(literal, name, redactor);

/** Names that a redactor has met. */
const namesKnown = new WeakMap<StringRedactor, Map<string, JsonName>>();

/** The redacted text where it is JSON or JSON lines (a byte order mark before it is kept), or undefined. What became of each literal goes to `literals`. */
export function redactJson(text: string, redactor: StringRedactor, literals?: KnownLiterals): string | undefined {
  // A secret that stands in the text as it is may be part of any string.
  const digits = redactor.holdsSecret(text) ? 0 : redactor.leastDigits;
  const names = namesKnown.get(redactor) ?? new Map<string, JsonName>();
  namesKnown.set(redactor, names);
  const found = jsonLiterals(text, { named: (name) => isSecretName(name) || redactor.isTelling(name), digits, names });
  if (found === undefined) return undefined;
  let clean = '';
  let copied = 0;
  for (const literal of found) {
    const before = text.slice(literal.start, literal.end);
    const count = redactor.count;
    const after = redacted(before, literal, redactor);
    literals?.keep(literal.name, before, after, redactor.count - count);
    if (after === before) continue;
    clean += text.slice(copied, literal.start) + after;
    copied = literal.end;
  }
  return copied === 0 ? text : clean + text.slice(copied);
}
