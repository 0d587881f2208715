/**
 * The report as one self-contained HTML page: no script, no request, the font inside, readable on paper.
 *
 * The page's policy (Content Security Policy Level 3) allows exactly its own style element, by digest, and data: fonts.
 *
 * Room     report (floor 4). May be imported by suite and cli.
 */
import { createHash } from 'node:crypto';
import type { Report } from '../contract/documents.js';
import type { Language } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { textOf } from '../locale/message-of.js';
import type { Templates } from './load-templates.js';
import { viewOf } from './report-view.js';

/** A text as a CSS string (CSS Syntax 3 §4.3.7); what could end the style element is written as an escape too. */
function cssString(text: string): string {
  return `"${text.replace(/["\\<\n\r\f]/g, (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `)}"`;
}

function fontFace(weight: number, base64: string): string {
  return `@font-face{font-family:Vazirmatn;font-weight:${weight};src:url(data:font/woff2;base64,${base64}) format("woff2")}\n`;
}

/** What stands in the margins of every printed page: the report's id, the page's number and, where it holds, that it is not for certification. */
function pageMargins(report: Report, lang: Language, stamp: string): string {
  const number = `content:counter(page${lang === 'fa' ? ',persian' : ''})`;
  const top =
    report.notForCertification.length === 0 ? '' : `@top-center{content:${cssString(stamp)};color:#8a1c1c;font:700 9pt Vazirmatn,sans-serif}`;
  return `@page{${top}@bottom-left{content:${cssString(report.id)};font:7pt monospace}@bottom-right{${number};font:8pt Vazirmatn,sans-serif}}\n`;
}

/** The report as an HTML document in a language. */
export function renderHtml(report: Report, lang: Language, messages: Messages, templates: Templates): string {
  const text = (key: string): string => textOf(messages, key, lang);
  const fonts = fontFace(400, templates.fonts.regular) + fontFace(700, templates.fonts.bold);
  const style = fonts + templates.style + pageMargins(report, lang, text('stamp'));
  const digest = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; font-src data:; base-uri 'none'; form-action 'none'`;
  const page = templates.page(viewOf(report, lang, messages), { lang, text });
  const head = [
    '<!doctype html>',
    `<html lang="${lang}" dir="${lang === 'fa' ? 'rtl' : 'ltr'}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="robots" content="noindex">',
  ].join('\n');
  return `${head}\n<style>${style}</style>\n${page}`;
}
