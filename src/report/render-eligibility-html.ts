/**
 * A decision on budget as one self-contained HTML page, with the look of the report of a run.
 *
 * Room     report (floor 4). May be imported by cli and registry.
 */
import type { DecisionRecord, EligibilityPolicy } from '../contract/documents.js';
import type { Language } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { textOf } from '../locale/message-of.js';
import { eligibilityViewOf } from './eligibility-view.js';
import type { Templates } from './load-templates.js';
import { cssString, pageNumber, pageShell } from './page-shell.js';

export interface EligibilityPage {
  readonly lang: Language;
  readonly messages: Messages;
  /** Those of the page `eligibility`. */
  readonly templates: Templates;
}

/** The decision as an HTML document in a language. `policy`: the one that it names. */
export function renderEligibilityHtml(record: DecisionRecord, policy: EligibilityPolicy, { lang, messages, templates }: EligibilityPage): string {
  const text = (key: string): string => textOf(messages, key, lang);
  const stamp = record.forBudget
    ? ''
    : `@top-center{content:${cssString(text('eligibility-stamp'))};color:#8a1c1c;font:700 9pt Vazirmatn,sans-serif}`;
  const margins = `@page{${stamp}@bottom-right{${pageNumber(lang)};font:8pt Vazirmatn,sans-serif}}\n`;
  return pageShell({ lang, margins, page: templates.page(eligibilityViewOf(record, policy, { lang, messages }), { lang, text }) }, templates);
}
