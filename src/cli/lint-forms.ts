/**
 * The forms that a report on contracts can be written in.
 *
 * Room     cli (floor 7).
 */
import { join } from 'node:path';
import { writeWhole } from '../contract/write-whole.js';
import { EgifError } from '../errors.js';
import {
  type LintReport,
  renderLintGithub,
  renderLintGitlab,
  renderLintJson,
  renderLintJunit,
  renderLintMarkdown,
  renderLintSarif,
  renderLintStylish,
} from '../index/lint.js';
import type { Messages } from '../index/words.js';
import type { Language } from './command.js';
import { places } from './places.js';

export interface LintSpeaker {
  readonly lang: Language;
  readonly messages: Messages;
  readonly color: boolean;
}

interface Form {
  fileName(lang: Language): string;
  readonly perLanguage: boolean;
  /** Whether it tells what the requirements demand. */
  readonly law: boolean;
  render(report: LintReport, speaker: LintSpeaker): Promise<string> | string;
}

async function page(report: LintReport, { lang, messages }: LintSpeaker): Promise<string> {
  const { loadTemplates, renderLintHtml } = await import('../index/pages.js');
  return renderLintHtml(report, { lang, messages }, await loadTemplates(places.reports, 'lint'));
}

/** Forms for programs that show their texts to a person come in one language: that of the call. */
const forms: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['stylish', { fileName: (lang) => `lint.${lang}.txt`, perLanguage: true, law: true, render: renderLintStylish }],
  ['json', { fileName: () => 'lint.json', perLanguage: false, law: false, render: renderLintJson }],
  ['junit', { fileName: () => 'lint.junit.xml', perLanguage: false, law: true, render: (report, { messages }) => renderLintJunit(report, messages) }],
  ['sarif', { fileName: () => 'lint.sarif', perLanguage: false, law: true, render: (report, { messages }) => renderLintSarif(report, messages) }],
  ['html', { fileName: (lang) => `lint.${lang}.html`, perLanguage: true, law: true, render: page }],
  ['github-actions', { fileName: () => 'lint.github-actions.txt', perLanguage: false, law: true, render: renderLintGithub }],
  ['gitlab-codequality', { fileName: () => 'gl-code-quality-report.json', perLanguage: false, law: true, render: renderLintGitlab }],
  ['markdown', { fileName: (lang) => `lint.${lang}.md`, perLanguage: true, law: true, render: renderLintMarkdown }],
]);

function formOf(name: string): Form {
  const form = forms.get(name);
  if (form === undefined)
    throw new EgifError('FORMAT_UNKNOWN', `there is no form ${name.slice(0, 40)}`, { mend: `one of ${[...forms.keys()].join(', ')}` });
  return form;
}

/** Names of forms in a comma-separated list; at least one. Errors: FORMAT_UNKNOWN. */
export function lintFormsIn(list: string): readonly string[] {
  const names = [...new Set(list.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  if (names.length === 0) formOf(list);
  for (const name of names) formOf(name);
  return names;
}

/** Whether any of the forms tells what the requirements demand. Errors: FORMAT_UNKNOWN. */
export function tellsLaw(names: readonly string[]): boolean {
  return names.some((name) => formOf(name).law);
}

/** A report in one form. Errors: FORMAT_UNKNOWN. */
export async function renderLintAs(name: string, report: LintReport, speaker: LintSpeaker): Promise<string> {
  return formOf(name).render(report, speaker);
}

/** Writes every form whole, in both languages where it has languages; gives the paths. Errors: FORMAT_UNKNOWN, FILE_NOT_WRITABLE. */
export async function writeLintForms(
  names: readonly string[],
  report: LintReport,
  { directory, speaker }: { readonly directory: string; readonly speaker: LintSpeaker },
): Promise<readonly string[]> {
  const both: readonly Language[] = ['fa', 'en'];
  const written: string[] = [];
  for (const name of names) {
    const form = formOf(name);
    for (const lang of form.perLanguage ? both : [speaker.lang]) {
      const file = join(directory, form.fileName(lang));
      await writeWhole(file, await form.render(report, { ...speaker, lang, color: false }));
      written.push(file);
    }
  }
  return written;
}
