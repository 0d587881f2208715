/**
 * data/persian-letters — Persian text has the Persian ye and kaf, no presentation forms and no tatweel.
 *
 * Source   EGIF-DAT-CHR-002; ISIRI 6219; UAX #15 (neither NFC nor NFKC unifies them). Members marked x-egif-lang: ar, or keyed `ar`, are exempt.
 * Evidence the answers to the operation's samples; strings with letters of the Arabic script.
 */
import { hasPersianLetters, textFlaws } from '../../schemes/persian-text.js';
import { keywordOf, type Node } from './instance.js';
import { defineValueCheck, type Flaw } from './value-check.js';

const codes: ReadonlyMap<string, string> = new Map([
  ['arabic-ye', 'arabic-letter'],
  ['alef-maksura', 'arabic-letter'],
  ['arabic-kaf', 'arabic-letter'],
  ['presentation-form', 'presentation-form'],
  ['tatweel', 'tatweel'],
]);

function look(node: Node): readonly Flaw[] | undefined {
  const { value } = node;
  if (typeof value !== 'string' || !hasPersianLetters(value)) return undefined;
  if (keywordOf(node, 'x-egif-lang') === 'ar' || node.name === 'ar') return undefined;
  return textFlaws(value).flatMap(({ reason, point }) => {
    const code = codes.get(reason);
    return code === undefined ? [] : [{ code, got: point }];
  });
}

export const persianLetters = defineValueCheck({ id: 'data/persian-letters', findings: ['arabic-letter', 'presentation-form', 'tatweel'], look });
