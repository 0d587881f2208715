/**
 * The forms that a report can be written in.
 *
 * Room     cli (floor 7).
 */
import { EgifError } from '../errors.js';
import type { Report } from '../index/files.js';
import { renderCsv, renderEarl, renderJunit, renderMarkdown, renderSarif } from '../index/forms.js';
import { loadMessages, type Messages } from '../index/words.js';
import type { Language } from './command.js';
import { places } from './places.js';

interface Form {
  /** File name in a run directory; in a language where the form has one. */
  fileName(lang: Language): string;
  readonly perLanguage: boolean;
  render(report: Report, lang: Language, messages: Messages): Promise<string>;
}

const plain = (name: string, render: (report: Report, messages: Messages) => string): Form => ({
  fileName: () => name,
  perLanguage: false,
  render: async (report, _lang, messages) => render(report, messages),
});

/** Forms by name. */
export const formats: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['json', plain('report.json', (report) => `${JSON.stringify(report, null, 2)}\n`)],
  [
    'html',
    {
      fileName: (lang) => `report.${lang}.html`,
      perLanguage: true,
      render: async (report, lang, messages) => (await import('./reports/html-form.js')).htmlOf(report, lang, messages),
    },
  ],
  [
    'md',
    { fileName: (lang) => `report.${lang}.md`, perLanguage: true, render: async (report, lang, messages) => renderMarkdown(report, lang, messages) },
  ],
  ['junit', plain('junit.xml', (report, messages) => renderJunit(report, messages))],
  ['sarif', plain('report.sarif', (report, messages) => renderSarif(report, messages))],
  ['csv', plain('report.csv', (report, messages) => renderCsv(report, messages))],
  ['earl', plain('report.earl.jsonld', (report, messages) => renderEarl(report, messages))],
]);

/** Names of forms in a comma-separated list. Errors: FORMAT_UNKNOWN. */
export function formatsIn(list: string): readonly string[] {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  for (const name of names) {
    if (!formats.has(name)) throw new EgifError('FORMAT_UNKNOWN', `there is no form ${name}`, { mend: `one of ${[...formats.keys()].join(', ')}` });
  }
  return names;
}

/** A report in one form. Errors: FORMAT_UNKNOWN. */
export async function renderAs(name: string, report: Report, lang: Language): Promise<string> {
  const form = formats.get(name);
  if (form === undefined) throw new EgifError('FORMAT_UNKNOWN', `there is no form ${name}`, { mend: `one of ${[...formats.keys()].join(', ')}` });
  return form.render(report, lang, await loadMessages(places.messages));
}

/** Every file of the wanted forms: name and text, both languages where the form has languages. */
export async function renderFiles(names: readonly string[], report: Report): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const messages = await loadMessages(places.messages);
  const files: { name: string; text: string }[] = [];
  for (const name of names) {
    const form = formats.get(name);
    if (form === undefined) continue;
    for (const lang of form.perLanguage ? (['fa', 'en'] as const) : (['en'] as const))
      files.push({ name: form.fileName(lang), text: await form.render(report, lang, messages) });
  }
  return files;
}
