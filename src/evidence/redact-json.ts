/**
 * Redaction within JSON text, in place: everything but the redacted values keeps its octets (white space, number forms, repeated members,
 * escapes), because these are evidence too.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { parseJson } from '../contract/json.js';
import type { StringRedactor } from './redact-strings.js';
import { isSecretName } from './secret-names.js';
import { codeIdOf } from '../schemes/field-dictionary.js';

/** Tokens of well-formed JSON; white space between them is passed over. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|-?[0-9][0-9.eE+-]*|true|false|null/g;

interface Level {
  readonly array: boolean;
  /** Name of the member that is read, or for an array that of the member that holds it. */
  name: string | undefined;
  /** Whether the next string is a member's name. */
  atName: boolean;
}

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

const quote = 0x22;
const isNumeric = (unit: number): boolean => unit === 0x2d || (unit >= 0x30 && unit <= 0x39);

/** Moves the stack of levels over one mark of punctuation. */
function step(levels: Level[], mark: string): void {
  const top = levels.at(-1);
  if (mark === '{') levels.push({ array: false, name: undefined, atName: true });
  else if (mark === '[') levels.push({ array: true, name: top?.name, atName: false });
  else if (mark === '}' || mark === ']') levels.pop();
  else if (mark !== ',' && mark !== ':') return;
  else if (top !== undefined && !top.array) top.atName = mark === ',';
}

/** Redacts one or several well-formed JSON texts that follow each other. */
function redactTokens(text: string, redactor: StringRedactor): string {
  const levels: Level[] = [];
  return text.replace(token, (literal) => {
    const top = levels.at(-1);
    const first = literal.charCodeAt(0);
    if (first === quote && top?.atName === true) {
      top.name = stringOf(literal);
      return redactedString(literal, undefined, redactor);
    }
    if (first === quote) return redactedString(literal, top?.name, redactor);
    if (isNumeric(first)) return redactedNumber(literal, top?.name, redactor);
    step(levels, literal);
    return literal;
  });
}

/** The redacted text where it is JSON or JSON lines (a byte order mark before it is kept), or undefined. */
export function redactJson(text: string, redactor: StringRedactor): string | undefined {
  const bare = text.replace(/^\uFEFF/, '');
  const lines = (): boolean => {
    const filled = bare.split('\n').filter((line) => line.trim() !== '');
    return filled.length > 1 && filled.every((line) => parseJson(line) !== undefined);
  };
  return parseJson(bare) !== undefined || lines() ? redactTokens(text, redactor) : undefined;
}
