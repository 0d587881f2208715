/**
 * The forms that a report on data files can be written in.
 *
 * Room     cli (floor 7).
 */
import { renderDataJunit, renderDataSarif, renderDataText } from '../../index/data.js';
import type { DataReport } from '../../index/files.js';
import type { Messages } from '../../index/words.js';
import { shelfOf, type ShelfForm, type Speaker, writeForms } from '../form-shelf.js';
import { places } from '../places.js';

async function page(report: DataReport, { lang, messages }: Speaker): Promise<string> {
  const { loadTemplates, renderDataHtml } = await import('../../index/pages.js');
  return renderDataHtml(report, lang, messages, await loadTemplates(places.reports, 'data'));
}

const forms: ReadonlyMap<string, ShelfForm<DataReport>> = new Map<string, ShelfForm<DataReport>>([
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

const shelf = shelfOf(forms);

/** Names of forms in a comma-separated list; at least one. Errors: FORMAT_UNKNOWN. */
export const dataFormsIn = shelf.namesIn;

/** A report in one form. Errors: FORMAT_UNKNOWN. */
export async function renderDataAs(name: string, report: DataReport, speaker: Speaker): Promise<string> {
  return shelf.form(name).render(report, speaker);
}

/** Writes every form whole; gives the paths. Forms without languages of their own speak English. Errors: FORMAT_UNKNOWN, FILE_NOT_WRITABLE. */
export function writeDataForms(
  names: readonly string[],
  report: DataReport,
  { directory, messages }: { readonly directory: string; readonly messages: Messages },
): Promise<readonly string[]> {
  return writeForms(names.map(shelf.form), report, { directory, speaker: { lang: 'en', messages, color: false } });
}
