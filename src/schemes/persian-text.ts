/**
 * Persian text in exchange: NFC first, then the letters, digits and marks of the canonical set.
 *
 * NFC comes first because U+064A U+0654 composes to U+0626; folding before that leaves U+06CC U+0654, which nothing composes. NFKC is never applied.
 *
 * Source   ISIRI 6219:2002; Unicode 16 chapter 9.2; UAX #15 (NFC), UAX #9 (bidi controls).
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { resultOf, type SchemeResult } from './scheme.js';

/** What one character (or a place between characters) of a text is found guilty of. */
export interface TextFlaw {
  readonly reason: string;
  /** Index in UTF-16 units. */
  readonly index: number;
  /** `U+064A`. */
  readonly point: string;
}

const classes: readonly (readonly [reason: string, test: RegExp])[] = [
  ['arabic-ye', /\u064A/u],
  ['alef-maksura', /\u0649/u],
  ['arabic-kaf', /\u0643/u],
  ['arabic-digits', /[\u0660-\u0669]/u],
  ['presentation-form', /[\uFB50-\uFDFF\uFE70-\uFEFC]/u],
  ['tatweel', /\u0640/u],
  ['bidi-control', /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/u],
  ['zero-width', /[\u00AD\u115F\u1160\u180E\u200B\u2060-\u2064\u3164\uFEFF\uFFA0]|\u200D|\u034F/u],
  ['no-break-space', /[\u00A0\u202F]/u],
  ['control-character', /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/u],
  ['replacement-character', /\uFFFD/u],
];

/** Anything that needs a closer look; most texts have none. */
const suspect =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u00A0\u00AD\u061C\u0640\u0643\u0649\u064A\u0660-\u0669\u115F\u1160\u180E\u200B-\u200F\u202A-\u202F\u2060-\u2069\u3164\uFB50-\uFDFF\uFE70-\uFEFF\uFFA0\uFFFD]|\u034F/u;

const pointOf = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A ZWNJ stands after a letter, mark or digit and before a letter of the Arabic script. */
function zwnjStands(text: string, index: number): boolean {
  return (
    /[\p{L}\p{M}\p{Nd}]$/u.test(text.slice(Math.max(0, index - 2), index)) &&
    /^\p{Script=Arabic}/u.test(text.slice(index + 1, index + 3)) &&
    /^\p{L}/u.test(text.slice(index + 1, index + 3))
  );
}

/** A text with more flaws than this is wrong enough. */
const mostFlaws = 1000;

/** The flaws of a text (the first thousand), in order of place. Reasons: those of `persianText` without not-nfc. */
export function textFlaws(text: string): readonly TextFlaw[] {
  if (!suspect.test(text)) return [];
  const flaws: TextFlaw[] = [];
  let index = 0;
  for (const character of text) {
    const reason =
      character === '\u200C'
        ? zwnjStands(text, index)
          ? undefined
          : 'zwnj-misplaced'
        : suspect.test(character)
          ? classes.find(([, test]) => test.test(character))?.[0]
          : undefined;
    if (flaws.length === mostFlaws) break;
    if (reason !== undefined) flaws.push({ reason, index, point: pointOf(character) });
    index += character.length;
  }
  return flaws;
}

/** Whether a text holds a letter of the Arabic script. */
export function hasPersianLetters(text: string): boolean {
  return /\p{Script=Arabic}/u.test(text) && /\p{L}/u.test(text);
}

const folds: readonly (readonly [RegExp, string])[] = [
  [/[\u064A\u0649]/gu, '\u06CC'],
  [/\u0643/gu, '\u06A9'],
  [/\u06C0|\u06D5\u0654/gu, '\u0647\u0654'],
  [/\u0640/gu, ''],
];

/** The canonical spelling of a text: NFC, Persian ye and kaf, heh with hamza above, no tatweel. Digits and ZWNJ stay as they are. */
export function canonicalPersian(text: string): string {
  return folds.reduce((folded, [from, to]) => folded.replace(from, to), text.normalize('NFC'));
}

/** Reasons: not-string, not-nfc, arabic-ye, alef-maksura, arabic-kaf, arabic-digits, presentation-form, tatweel, bidi-control, zero-width,
 * no-break-space, control-character, replacement-character, zwnj-misplaced. Warnings: heh-yeh-above (U+06C0 beside U+0647 U+0654),
 * mixed-digits (Persian and ASCII digits in one text). */
export function persianText(value: unknown): SchemeResult {
  if (typeof value !== 'string') return resultOf(['not-string']);
  const reasons = new Set(textFlaws(value).map((flaw) => flaw.reason));
  if (value !== value.normalize('NFC')) reasons.add('not-nfc');
  const warnings: string[] = [];
  if (value.includes('\u06C0')) warnings.push('heh-yeh-above');
  if (/[0-9]/.test(value) && /[\u06F0-\u06F9]/.test(value)) warnings.push('mixed-digits');
  return resultOf([...reasons], warnings);
}
