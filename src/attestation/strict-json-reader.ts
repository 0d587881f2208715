/**
 * Reads a strict JSON text mark by mark and says of the first one that may not stand there why.
 *
 * It decides what strict JSON is; `strict-json.ts` spares it the texts that are known in a quicker way to hold nothing that it refuses.
 * Source   RFC 8259 §2 to §7 (grammar), §4 (names should be unique); RFC 7493 (I-JSON) §2.
 * Room     attestation (floor 3).
 */
import type { Json } from '../contract/api-model.js';
import { demand, Refusal } from './problem.js';

const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
/** Characters of a string that stand for themselves. */
const plainRun = /[^"\\\u0000-\u001f]+/y;
const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

class Reader {
  private readonly text: string;
  private readonly maxDepth: number;
  private at = 0;

  constructor(text: string, maxDepth: number) {
    this.text = text;
    this.maxDepth = maxDepth;
  }

  document(): Json {
    const value = this.value(0);
    this.blank();
    demand(this.at === this.text.length, 'JSON_TRAILING', `something follows the JSON value at offset ${this.at}`);
    return value;
  }

  private blank(): void {
    while (this.at < this.text.length && ' \t\n\r'.includes(this.text.charAt(this.at))) this.at += 1;
  }

  private expect(mark: string): void {
    demand(this.text.charAt(this.at) === mark, 'JSON_SYNTAX', `“${mark}” expected at offset ${this.at}`);
    this.at += 1;
  }

  private value(depth: number): Json {
    demand(depth <= this.maxDepth, 'JSON_DEPTH', `nested deeper than ${this.maxDepth} levels`);
    this.blank();
    const mark = this.text.charAt(this.at);
    if (mark === '{') return this.object(depth);
    if (mark === '[') return this.array(depth);
    if (mark === '"') return this.string();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  private number(): number {
    numberPattern.lastIndex = this.at;
    const [digits] = numberPattern.exec(this.text) ?? [];
    if (digits === undefined) throw new Refusal('JSON_SYNTAX', `a value expected at offset ${this.at}`);
    this.at += digits.length;
    const value = Number(digits);
    demand(Number.isFinite(value), 'JSON_NUMBER', `${digits.slice(0, 40)} is out of range`);
    demand(!Number.isInteger(value) || Number.isSafeInteger(value), 'JSON_NUMBER', `${digits.slice(0, 40)} is no safe integer`);
    return value;
  }

  private string(): string {
    this.expect('"');
    let value = '';
    for (;;) {
      plainRun.lastIndex = this.at;
      if (plainRun.test(this.text)) {
        value += this.text.slice(this.at, plainRun.lastIndex);
        this.at = plainRun.lastIndex;
      }
      demand(this.at < this.text.length, 'JSON_SYNTAX', 'a string does not end');
      const unit = this.text.charAt(this.at);
      this.at += 1;
      if (unit === '"') break;
      demand(unit === '\\', 'JSON_SYNTAX', `a control character stands in a string at offset ${this.at - 1}`);
      value += this.escape();
    }
    demand(value.isWellFormed(), 'JSON_SURROGATE', 'a string holds a lone surrogate');
    return value;
  }

  private escape(): string {
    const mark = this.text.charAt(this.at);
    this.at += 1;
    if (mark === 'u') {
      const hex = this.text.slice(this.at, this.at + 4);
      demand(/^[0-9a-fA-F]{4}$/.test(hex), 'JSON_SYNTAX', `a bad escape at offset ${this.at}`);
      this.at += 4;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const value = Object.hasOwn(escapes, mark) ? escapes[mark] : undefined;
    if (value === undefined) throw new Refusal('JSON_SYNTAX', `a bad escape at offset ${this.at - 1}`);
    return value;
  }

  private array(depth: number): Json {
    this.expect('[');
    const items: Json[] = [];
    this.blank();
    if (this.text.charAt(this.at) === ']') {
      this.at += 1;
      return items;
    }
    for (;;) {
      items.push(this.value(depth + 1));
      this.blank();
      if (this.text.charAt(this.at) === ']') break;
      this.expect(',');
    }
    this.at += 1;
    return items;
  }

  private object(depth: number): Json {
    this.expect('{');
    const members: Record<string, Json> = {};
    this.blank();
    if (this.text.charAt(this.at) === '}') {
      this.at += 1;
      return {};
    }
    for (;;) {
      this.blank();
      const name = this.string();
      demand(name !== '__proto__', 'JSON_FORBIDDEN_MEMBER', 'a member is named __proto__');
      demand(!Object.hasOwn(members, name), 'JSON_DUPLICATE_MEMBER', `the member “${name.slice(0, 60)}” stands twice`);
      this.blank();
      this.expect(':');
      members[name] = this.value(depth + 1);
      this.blank();
      if (this.text.charAt(this.at) === '}') break;
      this.expect(',');
    }
    this.at += 1;
    return members;
  }
}

/** The JSON value of a text. Refusals: JSON_SYNTAX, JSON_DUPLICATE_MEMBER, JSON_NUMBER, JSON_SURROGATE, JSON_DEPTH, JSON_TRAILING, JSON_FORBIDDEN_MEMBER. */
export const readStrictJson = (text: string, maxDepth: number): Json => new Reader(text, maxDepth).document();
