/**
 * The fact behind a code, in the language of who reads it.
 *
 * Facts are found in English, deep in rooms that know no language.
 *
 * Room     cli (floor 7).
 */
import { isolatedLatin, type Language, type Messages, saidIn, visibleText } from '../index/words.js';

/** In Persian where its words are known; words of another program are quoted as they are. */
export function detailIn(detail: string, messages: Messages, lang: Language): string {
  return lang === 'en' ? detail : (saidIn(detail, messages, lang) ?? isolatedLatin(visibleText(detail)));
}
