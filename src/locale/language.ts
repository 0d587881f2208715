/**
 * The two languages of the suite, and choosing between the halves of a bilingual text.
 *
 * Room     locale (floor 3). May be imported by report, cli and registry.
 */
import type { Text } from '../contract/documents.js';

export type Language = 'fa' | 'en';

/** The text in a language. Persian is always there; where English is not, the Persian stands for it. */
export function textIn(text: Text, lang: Language): string {
  return lang === 'en' ? (text.en ?? text.fa) : text.fa;
}
