/**
 * One record of JSON: the text becomes a value, and everything that is wrong with its form is found.
 *
 * Room     evidence (floor 3), stage: reading data files.
 */
import type { Json } from '../../contract/api-model.js';
import type { FilePosition, FormFlaw } from '../../contract/dataset.js';
import { parseJson, pathOf, pointerOf } from '../../contract/json.js';
import { jsonLocator } from '../../contract/json-position.js';
import { hiddenTroubles, plainness } from './json-members.js';
import { syntaxTrouble } from './json-syntax.js';
import type { ReadLimits } from './read-limits.js';
import type { Tally } from './tally.js';

/** The place of a code unit of a record's text; columns count UTF-16 code units. */
export function positionIn(text: string, start: FilePosition, unit: number): FilePosition {
  const before = text.slice(0, unit);
  const lastBreak = before.lastIndexOf('\n');
  return {
    line: start.line + (lastBreak === -1 ? 0 : before.split('\n').length - 1),
    column: lastBreak === -1 ? start.column + unit : unit - lastBreak,
    offset: start.offset + Buffer.byteLength(before),
  };
}

/** Code units before a line and column (from 1) of a text. */
function unitAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let left = line - 1; left > 0; left -= 1) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}

/** Where a value of a record stands; the text is scanned only when it is asked. */
function locatorOf(text: string, start: FilePosition): (pointer: string) => FilePosition {
  let locate: ReturnType<typeof jsonLocator> | undefined;
  return (pointer) => {
    locate ??= jsonLocator(text);
    const { line, column } = locate(pathOf(pointer));
    return positionIn(text, start, unitAt(text, line, column));
  };
}

/** What a broken record is called: a last one that ends too early was cut off. */
export function brokenRecord(text: string, start: FilePosition, isLast: boolean): FormFlaw {
  const trouble = syntaxTrouble(text) ?? { offset: 0, atEnd: false };
  const position = positionIn(text, start, trouble.offset);
  if (isLast && trouble.atEnd) return { code: 'record-cut-off', position, detail: 'the file ends inside this record', lost: true };
  return { code: 'record-not-json', position, detail: trouble.atEnd ? 'it ends too early' : 'no JSON from here', lost: true };
}

const tooMuch = {
  'too-deep': { code: 'record-too-deep', of: 'depth' },
  'too-many-members': { code: 'record-too-many-members', of: 'members' },
} as const;

/** Gives what JSON.parse hides in a well-formed text. */
export function giveHidden(tally: Tally, text: string, start: FilePosition): void {
  for (const { code, path, offset } of hiddenTroubles(text)) {
    tally.flaw({ code, position: positionIn(text, start, offset), pointer: pointerOf(path), lost: false });
  }
}

export interface RecordText {
  readonly text: string;
  /** Where the text starts. */
  readonly position: FilePosition;
  /** Whether the file ends with it, without a line end. */
  readonly isLast: boolean;
}

/** Hands one record to the tally, or the flaw that loses it. Flaws inside a record come before the record. */
export function giveJsonRecord({ text, position, isLast }: RecordText, tally: Tally, limits: ReadLimits): void {
  const parsed: { readonly value: Json } | undefined = parseJson(text);
  if (parsed === undefined) {
    tally.flaw(brokenRecord(text, position, isLast));
    return;
  }
  const form = plainness(text, parsed.value, limits);
  if (form === 'too-deep' || form === 'too-many-members') {
    const { code, of } = tooMuch[form];
    tally.flaw({ code, position, detail: `the limit is ${limits[of]}`, lost: true });
    return;
  }
  if (form === 'doubtful') giveHidden(tally, text, position);
  tally.record({ position, value: parsed.value, lexical: false, locate: locatorOf(text, position) });
}
