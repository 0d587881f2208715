/**
 * The shell of a self-contained page: no script, no request, the font inside.
 *
 * The page's policy (Content Security Policy Level 3) allows exactly its own style element, by digest, and data: fonts.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import { createHash } from 'node:crypto';
import type { Language } from '../locale/language.js';
import type { Templates } from './load-templates.js';

/** A text as a CSS string (CSS Syntax 3 §4.3.7); what could end the style element is written as an escape too. */
export function cssString(text: string): string {
  return `"${text.replace(/["\\<\n\r\f]/g, (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `)}"`;
}

function fontFace(weight: number, base64: string): string {
  return `@font-face{font-family:Vazirmatn;font-weight:${weight};src:url(data:font/woff2;base64,${base64}) format("woff2")}\n`;
}

/** How the number of a printed page is written in a language, as CSS content. */
export function pageNumber(lang: Language): string {
  return `content:counter(page${lang === 'fa' ? ',persian' : ''})`;
}

export interface Shell {
  readonly lang: Language;
  /** CSS beside that of all pages: what stands in the margins of printed pages. */
  readonly margins: string;
  /** Markup from `<title>` on. */
  readonly page: string;
}

/** The whole document. */
export function pageShell({ lang, margins, page }: Shell, templates: Templates): string {
  const style = fontFace(400, templates.fonts.regular) + fontFace(700, templates.fonts.bold) + templates.style + margins;
  const digest = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; font-src data:; base-uri 'none'; form-action 'none'`;
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
