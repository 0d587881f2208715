/**
 * The report on contracts as one self-contained HTML page, with the look of the report of a run.
 *
 * Room     report (floor 4). May be imported by cli.
 */
import { textOf } from '../locale/message-of.js';
import type { LintReport } from './lint-report.js';
import { lintViewOf, type LintSpeech } from './lint-view.js';
import type { Templates } from './load-templates.js';
import { cssString, pageNumber, pageShell } from './page-shell.js';

/** Places of one kind in one file that a page lists; the others are counted. */
const mostPlaces = 100;

/** The report as an HTML document in a language; the templates are those of the page `lint`. */
export function renderLintHtml(report: LintReport, speech: LintSpeech, templates: Templates): string {
  const { lang, messages } = speech;
  const text = (key: string): string => textOf(messages, key, lang);
  const stamp = `@top-center{content:${cssString(text('stamp'))};color:#8a1c1c;font:700 9pt Vazirmatn,sans-serif}`;
  const margins = `@page{${stamp}@bottom-right{${pageNumber(lang)};font:8pt Vazirmatn,sans-serif}}\n`;
  return pageShell({ lang, margins, page: templates.page(lintViewOf(report, speech, mostPlaces), { lang, text }) }, templates);
}
