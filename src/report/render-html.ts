/**
 * The report as one self-contained HTML page: no script, no request, the font inside, readable on paper.
 *
 * Room     report (floor 4). May be imported by suite and cli.
 */
import type { Report } from '../contract/documents.js';
import type { Language } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { textOf } from '../locale/message-of.js';
import type { Templates } from './load-templates.js';
import { cssString, pageNumber, pageShell } from './page-shell.js';
import { viewOf } from './report-view.js';

/** What stands in the margins of every printed page: the report's id, the page's number and, where it holds, that it is not for certification. */
function pageMargins(report: Report, lang: Language, stamp: string): string {
  const top =
    report.notForCertification.length === 0 ? '' : `@top-center{content:${cssString(stamp)};color:#8a1c1c;font:700 9pt Vazirmatn,sans-serif}`;
  return `@page{${top}@bottom-left{content:${cssString(report.id)};font:7pt monospace}@bottom-right{${pageNumber(lang)};font:8pt Vazirmatn,sans-serif}}\n`;
}

/** The report as an HTML document in a language. */
export function renderHtml(report: Report, lang: Language, messages: Messages, templates: Templates): string {
  const text = (key: string): string => textOf(messages, key, lang);
  const page = templates.page(viewOf(report, lang, messages), { lang, text });
  return pageShell({ lang, margins: pageMargins(report, lang, text('stamp')), page }, templates);
}
