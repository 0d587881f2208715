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
import { latinPieces } from '../locale/visible-text.js';

export type Render = (view: object, speech: { readonly lang: Language; readonly text: (key: string) => string }) => string;

/** Words in Arabic script, the joiners within them, and the spaces between them. */
const persianRun = /[\u0600-\u06FF\uFB50-\uFDFF\uFE70-\uFEFC]+(?:(?:\u200C|\u200D| )+[\u0600-\u06FF\uFB50-\uFDFF\uFE70-\uFEFC]+)*/g;

function escaped(text: string): string {
  return Handlebars.escapeExpression(text);
}

/** HTML of a sentence in a language: every run of the other direction is isolated (`<bdi>`). */
export function proseHtml(text: string, lang: Language): string {
  if (lang === 'fa') {
    return latinPieces(text)
      .map(({ text: piece, latin }) => (latin ? `<bdi dir="ltr">${escaped(piece)}</bdi>` : escaped(piece)))
      .join('');
  }
  let html = '';
  let at = 0;
  for (const { 0: run, index } of text.matchAll(persianRun)) {
    html += `${escaped(text.slice(at, index))}<bdi dir="rtl" lang="fa">${escaped(run)}</bdi>`;
    at = index + run.length;
  }
  return html + escaped(text.slice(at));
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
