/**
 * Where a text ceases to be JSON. Asked only after JSON.parse has refused it: the messages of engines differ, offsets do not.
 *
 * Source   RFC 8259 §2-7.
 * Room     evidence (floor 3), stage: reading data files.
 */

export interface SyntaxTrouble {
  /** UTF-16 code units from 0. */
  readonly offset: number;
  /** Whether the text is the beginning of a JSON value that more text could complete. */
  readonly atEnd: boolean;
}

const blank = /[ \t\n\r]*/y;
// A string's content is taken in pieces, so that no alternative is tried twice.
const stringPiece = /(?:[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const cutNumber = /-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][+-]?)?)?$/y;
const cutEscape = /\\(?:u[0-9A-Fa-f]{0,3})?$/y;

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

const trouble = (text: string, offset: number): SyntaxTrouble => ({ offset, atEnd: offset >= text.length });

/** End of the string that starts here, or trouble. */
function stringEnd(text: string, from: number): number | SyntaxTrouble {
  let at = from + 1;
  for (;;) {
    if (text.charCodeAt(at) === 0x22) return at + 1;
    const next = matchEnd(stringPiece, text, at);
    if (next === -1) return matchEnd(cutEscape, text, at) === -1 ? trouble(text, at) : { offset: text.length, atEnd: true };
    at = next;
  }
}

/** End of the number or word that starts here, or trouble. */
function scalarEnd(text: string, at: number): number | SyntaxTrouble {
  for (const word of ['true', 'false', 'null']) {
    if (text.startsWith(word, at)) return at + word.length;
    if (at < text.length && word.startsWith(text.slice(at))) return { offset: text.length, atEnd: true };
  }
  const end = matchEnd(number, text, at);
  if (matchEnd(cutNumber, text, at) !== -1 && end !== text.length) return { offset: text.length, atEnd: true };
  return end === -1 ? trouble(text, at) : end;
}

/** The first place where a text breaks the grammar, or undefined where it is one JSON value. Nothing here recurses. */
export function syntaxTrouble(text: string): SyntaxTrouble | undefined {
  /** `{` or `[` of each open container. */
  const open: number[] = [];
  let expected: 'value' | 'value or close' | 'name' | 'name or close' | 'comma or close' = 'value';
  let at = Math.max(0, matchEnd(blank, text, 0));
  const skip = (to: number): void => {
    at = matchEnd(blank, text, to);
  };
  for (;;) {
    const unit = text.charCodeAt(at);
    const top = open.at(-1);
    const closes = (unit === 0x5d && top === 0x5b) || (unit === 0x7d && top === 0x7b);
    if (closes && expected !== 'value' && expected !== 'name') {
      open.pop();
      expected = 'comma or close';
      skip(at + 1);
    } else if (expected === 'comma or close') {
      if (unit !== 0x2c) return trouble(text, at);
      expected = top === 0x7b ? 'name' : 'value';
      skip(at + 1);
    } else if (expected === 'name' || expected === 'name or close') {
      const end: number | SyntaxTrouble = unit === 0x22 ? stringEnd(text, at) : trouble(text, at);
      if (typeof end !== 'number') return end;
      skip(end);
      if (text.charCodeAt(at) !== 0x3a) return trouble(text, at);
      expected = 'value';
      skip(at + 1);
    } else if (unit === 0x7b || unit === 0x5b) {
      open.push(unit);
      expected = unit === 0x7b ? 'name or close' : 'value or close';
      skip(at + 1);
      continue;
    } else {
      const end: number | SyntaxTrouble = unit === 0x22 ? stringEnd(text, at) : scalarEnd(text, at);
      if (typeof end !== 'number') return end;
      expected = 'comma or close';
      skip(end);
    }
    if (expected === 'comma or close' && open.length === 0) return at === text.length ? undefined : trouble(text, at);
  }
}
