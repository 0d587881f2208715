/**
 * A text for a pattern of JSON Schema, written from the pattern's own parse: no search, no backtracking, a bounded length.
 *
 * What a writer cannot follow (lookaround, back references, word boundaries) is said so. Digits begin with 999, the prefix of synthetic codes.
 *
 * Source   ECMA-262 §22.2.1 (patterns), JSON Schema 2020-12 Validation §6.3.3 and Core §6.4.
 * Room     checks (floor 3). May be imported within checks/generate only.
 */

/** Some characters, by a test and by those to try first. */
interface CharacterSet {
  readonly kind: 'set';
  readonly has: (character: string) => boolean;
  readonly near: readonly string[];
}
type Part =
  | CharacterSet
  | { readonly kind: 'sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'either'; readonly options: readonly Part[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly least: number; readonly most: number };

export type PatternText = { readonly text: string } | { readonly why: string };

const longestPattern = 2000;
const deepest = 40;
/** Beyond this, a text tells nothing that a shorter one does not. */
const longestText = 20_000;

/** Tried in this order for whatever a set holds: letters of both scripts, digits, marks. */
const usual = [...'aAن0-_. /:@,+ئ۰!'];

class CannotWrite extends Error {}

const empty: Part = { kind: 'sequence', parts: [] };
const classes: Readonly<Record<string, RegExp>> = { d: /\d/u, D: /\D/u, w: /\w/u, W: /\W/u, s: /\s/u, S: /\S/u };
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' };

const single = (character: string): CharacterSet => ({ kind: 'set', has: (other) => other === character, near: [character] });
const tested = (test: RegExp): CharacterSet => ({ kind: 'set', has: (character) => test.test(character), near: [] });

function between(from: string, to: string): CharacterSet {
  const [low, high] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
  const has = (character: string): boolean => {
    const point = character.codePointAt(0) ?? -1;
    return point >= low && point <= high;
  };
  return { kind: 'set', has, near: [from, to] };
}

/** A recursive descent over the pattern's code points. */
class PatternReader {
  readonly #points: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#points = [...pattern];
  }

  read(): Part {
    const part = this.#either(0);
    if (this.#at < this.#points.length) throw new CannotWrite('unbalanced');
    return part;
  }

  #peek(text: string): boolean {
    return this.#points.slice(this.#at, this.#at + text.length).join('') === text;
  }

  #take(text: string): boolean {
    if (!this.#peek(text)) return false;
    this.#at += text.length;
    return true;
  }

  #next(): string {
    const character = this.#points[this.#at];
    if (character === undefined) throw new CannotWrite('cut short');
    this.#at += 1;
    return character;
  }

  #either(depth: number): Part {
    if (depth > deepest) throw new CannotWrite('nested too deep');
    const options = [this.#sequence(depth)];
    while (this.#take('|')) options.push(this.#sequence(depth));
    return options.length === 1 ? (options[0] ?? empty) : { kind: 'either', options };
  }

  #sequence(depth: number): Part {
    const parts: Part[] = [];
    while (this.#at < this.#points.length && !this.#peek('|') && !this.#peek(')')) {
      if (this.#take('^') || this.#take('$')) continue;
      parts.push(this.#counted(this.#atom(depth)));
    }
    return { kind: 'sequence', parts };
  }

  #group(depth: number): Part {
    if (this.#take('?')) {
      if (this.#take('<')) {
        if (this.#peek('=') || this.#peek('!')) throw new CannotWrite('lookbehind');
        while (!this.#take('>')) this.#next();
      } else if (!this.#take(':')) throw new CannotWrite('lookahead');
    }
    const part = this.#either(depth + 1);
    if (!this.#take(')')) throw new CannotWrite('unbalanced');
    return part;
  }

  #atom(depth: number): Part {
    if (this.#take('(')) return this.#group(depth);
    if (this.#take('[')) return this.#class();
    if (this.#take('.')) return tested(/./u);
    if (this.#take('\\')) return this.#escape();
    return single(this.#next());
  }

  #escape(): CharacterSet {
    const letter = this.#next();
    const known = classes[letter];
    if (known !== undefined) return tested(known);
    if (letter === 'p' || letter === 'P') return this.#property(letter);
    if (letter === 'u' || letter === 'x') return single(this.#code(letter));
    if (/[bB1-9k]/.test(letter)) throw new CannotWrite(`\\${letter}`);
    if (letter === 'c') return single(String.fromCodePoint((this.#next().codePointAt(0) ?? 0) % 32));
    return single(controls[letter] ?? letter);
  }

  #property(letter: string): CharacterSet {
    if (!this.#take('{')) throw new CannotWrite(`\\${letter}`);
    let name = '';
    while (!this.#take('}')) name += this.#next();
    try {
      return tested(new RegExp(`\\${letter}{${name}}`, 'u'));
    } catch {
      throw new CannotWrite(`\\${letter}{${name}}`);
    }
  }

  #code(letter: string): string {
    let digits = '';
    if (letter === 'u' && this.#take('{')) while (!this.#take('}')) digits += this.#next();
    else for (let count = letter === 'u' ? 4 : 2; count > 0; count -= 1) digits += this.#next();
    const point = Number.parseInt(digits, 16);
    if (!(point >= 0 && point <= 0x10ffff)) throw new CannotWrite('character code');
    return String.fromCodePoint(point);
  }

  #class(): CharacterSet {
    const negated = this.#take('^');
    const members: CharacterSet[] = [];
    for (let first = true; first || !this.#peek(']'); first = false) {
      if (first && this.#peek(']')) break;
      const member = this.#member();
      const [from] = member.near;
      if (this.#peek('-') && this.#points[this.#at + 1] !== ']' && from !== undefined && member.near.length === 1) {
        this.#next();
        const [to] = this.#member().near;
        if (to === undefined) throw new CannotWrite('range');
        members.push(between(from, to));
      } else members.push(member);
    }
    if (!this.#take(']')) throw new CannotWrite('unbalanced');
    const has = (character: string): boolean => members.some((member) => member.has(character));
    return negated ? { kind: 'set', has: (character) => !has(character), near: [] } : { kind: 'set', has, near: members.flatMap(({ near }) => near) };
  }

  #member(): CharacterSet {
    if (this.#take('[')) return single('[');
    return this.#take('\\') ? (this.#take('b') ? single('\b') : this.#escape()) : single(this.#next());
  }

  #counted(part: Part): Part {
    const count = this.#count();
    if (count === undefined) return part;
    this.#take('?');
    return { kind: 'repeat', part, ...count };
  }

  #count(): { readonly least: number; readonly most: number } | undefined {
    if (this.#take('*')) return { least: 0, most: Number.POSITIVE_INFINITY };
    if (this.#take('+')) return { least: 1, most: Number.POSITIVE_INFINITY };
    if (this.#take('?')) return { least: 0, most: 1 };
    const [whole, least, comma, most] = /^\{([0-9]{1,6})(,)?([0-9]{1,6})?\}/.exec(this.#points.slice(this.#at, this.#at + 16).join('')) ?? [];
    if (whole === undefined) return undefined;
    this.#at += whole.length;
    if (comma === undefined) return { least: Number(least), most: Number(least) };
    return { least: Number(least), most: most === undefined ? Number.POSITIVE_INFINITY : Number(most) };
  }
}

/** Characters of the shortest text of a part. */
function widthOf(part: Part): number {
  if (part.kind === 'set') return 1;
  if (part.kind === 'sequence') return part.parts.reduce((sum, each) => sum + widthOf(each), 0);
  if (part.kind === 'either') return Math.min(...part.options.map(widthOf));
  return part.least === 0 ? 0 : part.least * widthOf(part.part);
}

/** Characters of the longest text of a part. */
function reachOf(part: Part): number {
  if (part.kind === 'set') return 1;
  if (part.kind === 'sequence') return part.parts.reduce((sum, each) => sum + reachOf(each), 0);
  if (part.kind === 'either') return Math.max(...part.options.map(reachOf));
  const one = reachOf(part.part);
  return one === 0 || part.most === 0 ? 0 : part.most * one;
}

/** Writes a part, longer than it must be by up to `spare.left` characters. */
class PatternWriter {
  #text = '';
  #digits = 0;
  #length = 0;
  #spare: number;

  constructor(spare: number) {
    this.#spare = spare;
  }

  write(part: Part): string {
    this.#part(part);
    return this.#text;
  }

  #part(part: Part): void {
    if (part.kind === 'set') this.#character(part);
    else if (part.kind === 'sequence') for (const each of part.parts) this.#part(each);
    else if (part.kind === 'either') this.#either(part.options);
    else this.#repeat(part);
  }

  #either(options: readonly Part[]): void {
    const least = Math.min(...options.map(widthOf));
    const wanted = least + this.#spare;
    const fit = options.filter((option) => widthOf(option) <= wanted);
    const chosen = this.#spare === 0 ? options.find((option) => widthOf(option) === least) : [...fit].sort((a, b) => reachOf(b) - reachOf(a))[0];
    if (chosen === undefined) throw new CannotWrite('no alternative');
    this.#spare -= widthOf(chosen) - least;
    this.#part(chosen);
  }

  #repeat({ part, least, most }: Extract<Part, { kind: 'repeat' }>): void {
    const width = widthOf(part);
    for (let count = 0; count < least; count += 1) {
      const before = this.#length;
      this.#part(part);
      // A part that may be empty, and is, would be written for ever.
      if (width === 0 && this.#length === before) break;
    }
    for (let count = least; count < most && this.#spare >= Math.max(width, 1) && reachOf(part) > 0; count += 1) {
      const before = this.#length;
      this.#spare -= width;
      this.#part(part);
      if (this.#length === before) return;
    }
  }

  #character({ has, near }: CharacterSet): void {
    const digit = this.#digits < 3 ? '9' : '0';
    const found = [digit, ...usual.slice(0, 2), ...near, ...usual, '1', '9'].find(has);
    if (found === undefined) throw new CannotWrite('a class of characters without a usual one');
    if (/[0-9]/.test(found)) this.#digits += 1;
    this.#length += 1;
    if (this.#length > longestText) throw new CannotWrite('too long');
    this.#text += found;
  }
}

/** A text that matches a pattern, of at least `least` code points where the pattern lets it; or why none can be written. */
export function patternText(pattern: string, least = 0): PatternText {
  if (pattern.length > longestPattern) return { why: 'the pattern is too long' };
  try {
    const part = new PatternReader(pattern).read();
    const width = widthOf(part);
    if (width > longestText || least > longestText) return { why: 'the text is too long' };
    return { text: new PatternWriter(Math.max(0, least - width)).write(part) };
  } catch (error) {
    if (error instanceof CannotWrite) return { why: `the pattern holds what cannot be written: ${error.message}` };
    throw error;
  }
}
