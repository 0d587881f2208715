/**
 * The forms that a report on data files can be written in.
 *
 * Room     cli (floor 7).
 */
import { join } from 'node:path';
import { writeWhole } from '../contract/write-whole.js';
import { EgifError } from '../errors.js';
import { renderDataJunit, renderDataSarif, renderDataText } from '../index/data.js';
import type { DataReport } from '../index/files.js';
import type { Messages } from '../index/words.js';
import type { Language } from './command.js';
import { places } from './places.js';

interface Speech {
  readonly lang: Language;
  readonly messages: Messages;
  readonly color: boolean;
}

interface Form {
  fileName(lang: Language): string;
  readonly perLanguage: boolean;
  render(report: DataReport, speech: Speech): Promise<string> | string;
}

async function page(report: DataReport, { lang, messages }: Speech): Promise<string> {
  const { loadTemplates, renderDataHtml } = await import('../index/pages.js');
  return renderDataHtml(report, lang, messages, await loadTemplates(places.reports, 'data'));
}

const forms: ReadonlyMap<string, Form> = new Map<string, Form>([
  [
    'text',
    {
      fileName: (lang) => `data.${lang}.txt`,
      perLanguage: true,
      render: (report, { lang, messages, color }) => renderDataText(report, lang, { messages, color }),
    },
  ],
  ['json', { fileName: () => 'data.json', perLanguage: false, render: (report) => `${JSON.stringify(report, null, 2)}\n` }],
  ['junit', { fileName: () => 'data.junit.xml', perLanguage: false, render: (report, { messages }) => renderDataJunit(report, messages) }],
  ['sarif', { fileName: () => 'data.sarif', perLanguage: false, render: (report, { messages }) => renderDataSarif(report, messages) }],
  ['html', { fileName: (lang) => `data.${lang}.html`, perLanguage: true, render: page }],
]);

function formOf(name: string): Form {
  const form = forms.get(name);
  if (form === undefined)
    throw new EgifError('FORMAT_UNKNOWN', `there is no form ${name.slice(0, 40)}`, { mend: `one of ${[...forms.keys()].join(', ')}` });
  return form;
}

/** Names of forms in a comma-separated list; at least one. Errors: FORMAT_UNKNOWN. */
export function dataFormsIn(list: string): readonly string[] {
  const names = [...new Set(list.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  if (names.length === 0) formOf(list);
  for (const name of names) formOf(name);
  return names;
}

/** A report in one form. Errors: FORMAT_UNKNOWN. */
export async function renderDataAs(name: string, report: DataReport, speech: Speech): Promise<string> {
  return formOf(name).render(report, speech);
}

/** Writes every form whole, in both languages where it has languages; gives the paths. Errors: FORMAT_UNKNOWN, FILE_NOT_WRITABLE. */
export async function writeDataForms(
  names: readonly string[],
  report: DataReport,
  { directory, messages }: { readonly directory: string; readonly messages: Messages },
): Promise<readonly string[]> {
  const languages: readonly Language[] = ['fa', 'en'];
  const written: string[] = [];
  for (const name of names) {
    const form = formOf(name);
    for (const lang of form.perLanguage ? languages : languages.slice(1)) {
      const file = join(directory, form.fileName(lang));
      await writeWhole(file, await form.render(report, { lang, messages, color: false }));
      written.push(file);
    }
  }
  return written;
}
