/**
 * A certificate in Markdown: for a message or a ticket, never the original; what the page says, without its picture.
 *
 * Room     report (floor 4). May be imported by cli.
 */
import type { Language } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { textOf } from '../locale/message-of.js';
import { type CertificatePage, type CertificateView, certificateView } from './certificate-view.js';
import type { FactView } from './pins-view.js';
import { codeSpan, escapeMarkdown } from './render-markdown.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = ({ label, text, latin }: FactView): string => {
  const value = [...(text === null ? [] : [escapeMarkdown(text)]), ...(latin === null ? [] : [codeSpan(latin)])].join(' ');
  return `| ${cell(escapeMarkdown(label))} | ${cell(value)} |`;
};

const table = (facts: readonly FactView[]): readonly string[] => ['| | |', '|---|---|', ...facts.map(row)];

function sheet(view: CertificateView, lang: Language, messages: Messages): string {
  const text = (key: string): string => escapeMarkdown(textOf(messages, key, lang));
  return [
    `# ${escapeMarkdown(view.kind)}`,
    `${escapeMarkdown(view.about)} · ${escapeMarkdown(view.agency)}`,
    ...view.notices.map((notice) => `**${escapeMarkdown(notice)}**`),
    `## ${text('certificate-heading-status')}: ${escapeMarkdown(view.status)}`,
    escapeMarkdown(view.why),
    table(view.facts).join('\n'),
    `## ${text('certificate-heading-evidence')}`,
    table(view.evidence).join('\n'),
    `${text('certificate-not-original')} ${text('certificate-how')} ${codeSpan(view.url)}`,
  ].join('\n\n');
}

/** The certificate as Markdown, a part for each language. */
export function renderCertificateMarkdown(page: CertificatePage, languages: readonly Language[], messages: Messages): string {
  const parts = languages.map((own) => sheet(certificateView(page, { lang: own, messages, place: { first: true, last: true } }), own, messages));
  return `${parts.join('\n\n---\n\n')}\n`;
}
