/**
 * In which language, and with which words, a view speaks.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { Language } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import type { Words } from '../locale/word-of.js';

export interface Speech {
  readonly lang: Language;
  readonly messages: Messages;
  readonly word: Words;
}
