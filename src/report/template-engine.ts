/**
 * The one place that knows handlebars: compiles our own page templates, with escaping on.
 *
 * Templates are strict (an absent field is an error), may call only the three helpers named here, and never see a prototype. Text from outside
 * reaches a page through `{{field}}`, `{{latin field}}` or `{{prose field}}`, all of which escape.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import Handlebars from 'handlebars';
import type { Language } from '../locale/language.js';

export type Render = (view: object, speech: { readonly lang: Language; readonly text: (key: string) => string }) => string;

/** Latin (or digit) words with what joins them. No two alternatives start alike, so matching is linear. */
const latinRun = /[A-Za-z0-9_/#<>=≥≤$@{~+-][!-~≥≤§…–]*(?: +[A-Za-z0-9_/#<>=≥≤$@{~+(-][!-~≥≤§…–]*)*/g;
/** Words in Arabic script, the joiners within them, and the spaces between them. */
const persianRun = /[\u0600-\u06FF\uFB50-\uFDFF\uFE70-\uFEFC]+(?:(?:\u200C|\u200D| )+[\u0600-\u06FF\uFB50-\uFDFF\uFE70-\uFEFC]+)*/g;

function escaped(text: string): string {
  return Handlebars.escapeExpression(text);
}

/** A Latin run of a Persian sentence, without the punctuation that belongs to the sentence. */
function isolateLatin(run: string): string {
  const kept = run.replace(/[.,;:!?]+$/, '');
  const body = kept.endsWith(')') && !kept.includes('(') ? kept.slice(0, -1) : kept;
  if (!/[A-Za-z0-9]/.test(body)) return escaped(run);
  return `<bdi dir="ltr">${escaped(body)}</bdi>${escaped(run.slice(body.length))}`;
}

/** Escapes a text piece by piece, each match of a pattern handed to `isolate`. */
function isolating(text: string, pattern: RegExp, isolate: (run: string) => string): string {
  let html = '';
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    html += escaped(text.slice(at, match.index)) + isolate(match[0]);
    at = match.index + match[0].length;
  }
  return html + escaped(text.slice(at));
}

/** HTML of a sentence in a language: every run of the other direction is isolated (`<bdi>`). */
export function proseHtml(text: string, lang: Language): string {
  if (lang === 'fa') return isolating(text, latinRun, isolateLatin);
  return isolating(text, persianRun, (run) => `<bdi dir="rtl" lang="fa">${escaped(run)}</bdi>`);
}

/** HTML of an identifier, address, digest or quoted value: left to right, Latin, in one piece. */
export function latinHtml(text: string): string {
  return `<bdi dir="ltr" class="latin">${escaped(text)}</bdi>`;
}

/** Compiles a page and its partials. The sources are the suite's own files, never a user's. */
export function compilePage(page: string, partials: Readonly<Record<string, string>>): Render {
  const engine = Handlebars.create();
  const options = { strict: true, knownHelpersOnly: true, knownHelpers: { t: true, prose: true, latin: true }, preventIndent: true };
  const compiled = Object.fromEntries(Object.entries(partials).map(([name, source]) => [name, engine.compile(source, options)]));
  const template = engine.compile(page, options);
  return (view, { lang, text }) =>
    template(view, {
      partials: compiled,
      helpers: {
        t: (key: string) => new Handlebars.SafeString(proseHtml(text(key), lang)),
        prose: (value: string) => new Handlebars.SafeString(proseHtml(value, lang)),
        latin: (value: string) => new Handlebars.SafeString(latinHtml(value)),
      },
    });
}
