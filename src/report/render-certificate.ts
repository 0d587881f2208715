/**
 * A certificate as one self-contained HTML page: a print-out for people, never the original, with the way to the original in a QR code.
 *
 * Room     report (floor 4). May be imported by cli.
 */
import type { Language } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { textOf } from '../locale/message-of.js';
import { type CertificatePage, certificateView } from './certificate-view.js';
import type { Templates } from './load-templates.js';
import { cssString, pageShell } from './page-shell.js';

/** The certificate as an HTML document with a sheet for each language; the templates are those of the page `certificate`. */
export function renderCertificate(page: CertificatePage, languages: readonly Language[], messages: Messages, templates: Templates): string {
  const [lang = 'fa'] = languages;
  const sheets = languages.map((own, at) =>
    templates.page(certificateView(page, { lang: own, messages, place: { first: at === 0, last: at === languages.length - 1 } }), {
      lang: own,
      text: (key) => textOf(messages, key, own),
    }),
  );
  const margins = `@page{@bottom-left{content:${cssString(page.certificate.id)};font:7pt monospace}@bottom-center{content:${cssString(textOf(messages, 'certificate-not-original', lang))};font:7pt Vazirmatn,sans-serif}}\n`;
  return pageShell({ lang, margins, page: sheets.join('') }, templates);
}
