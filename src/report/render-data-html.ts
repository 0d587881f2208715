/**
 * The report on data files as one self-contained HTML page, with the look of the report of a run.
 *
 * Room     report (floor 4). May be imported by suite and cli.
 */
import type { DataReport } from '../contract/documents.js';
import type { Language } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { textOf } from '../locale/message-of.js';
import { dataViewOf } from './data-view.js';
import type { Templates } from './load-templates.js';
import { cssString, pageNumber, pageShell } from './page-shell.js';

/** The report as an HTML document in a language; the templates are those of the page `data`. */
export function renderDataHtml(report: DataReport, lang: Language, messages: Messages, templates: Templates): string {
  const text = (key: string): string => textOf(messages, key, lang);
  const stamp = `@top-center{content:${cssString(text('stamp'))};color:#8a1c1c;font:700 9pt Vazirmatn,sans-serif}`;
  const margins = `@page{${stamp}@bottom-right{${pageNumber(lang)};font:8pt Vazirmatn,sans-serif}}\n`;
  return pageShell({ lang, margins, page: templates.page(dataViewOf(report, lang, messages), { lang, text }) }, templates);
}
