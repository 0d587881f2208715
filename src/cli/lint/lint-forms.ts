/**
 * The forms that a report on contracts can be written in.
 *
 * Room     cli (floor 7).
 */
import { type LintReport, renderLintJson, renderLintStylish } from '../../index/lint.js';
import { shelfOf, type ShelfForm, type Speaker, writeForms } from '../form-shelf.js';
import { places } from '../places.js';

interface Form extends ShelfForm<LintReport> {
  /** Whether it tells what the requirements demand. */
  readonly law: boolean;
}

async function page(report: LintReport, { lang, messages }: Speaker): Promise<string> {
  const { loadTemplates, renderLintHtml } = await import('../../index/pages.js');
  return renderLintHtml(report, { lang, messages }, await loadTemplates(places.reports, 'lint'));
}

/** Forms that most calls do not ask for, loaded with the first that does. */
const rarer = () => import('../../index/lint-forms.js');
const junit: Form['render'] = async (report, { messages }) => (await rarer()).renderLintJunit(report, messages);
const sarif: Form['render'] = async (report, { messages }) => (await rarer()).renderLintSarif(report, messages);
const github: Form['render'] = async (report, speaker) => (await rarer()).renderLintGithub(report, speaker);
const gitlab: Form['render'] = async (report, speaker) => (await rarer()).renderLintGitlab(report, speaker);
const markdown: Form['render'] = async (report, speaker) => (await rarer()).renderLintMarkdown(report, speaker);

/** Forms for programs that show their texts to a person come in one language: that of the call. */
const forms: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['stylish', { fileName: (lang) => `lint.${lang}.txt`, perLanguage: true, law: true, render: renderLintStylish }],
  ['json', { fileName: () => 'lint.json', perLanguage: false, law: false, render: renderLintJson }],
  ['junit', { fileName: () => 'lint.junit.xml', perLanguage: false, law: true, render: junit }],
  ['sarif', { fileName: () => 'lint.sarif', perLanguage: false, law: true, render: sarif }],
  ['html', { fileName: (lang) => `lint.${lang}.html`, perLanguage: true, law: true, render: page }],
  ['github-actions', { fileName: () => 'lint.github-actions.txt', perLanguage: false, law: true, render: github }],
  ['gitlab-codequality', { fileName: () => 'gl-code-quality-report.json', perLanguage: false, law: true, render: gitlab }],
  ['markdown', { fileName: (lang) => `lint.${lang}.md`, perLanguage: true, law: true, render: markdown }],
]);

const shelf = shelfOf(forms);

/** Names of forms in a comma-separated list; at least one. Errors: FORMAT_UNKNOWN. */
export const lintFormsIn = shelf.namesIn;

/** Whether any of the forms tells what the requirements demand. Errors: FORMAT_UNKNOWN. */
export function tellsLaw(names: readonly string[]): boolean {
  return names.some((name) => shelf.form(name).law);
}

/** A report in one form. Errors: FORMAT_UNKNOWN. */
export async function renderLintAs(name: string, report: LintReport, speaker: Speaker): Promise<string> {
  return shelf.form(name).render(report, speaker);
}

/** Writes every form whole; gives the paths. Errors: FORMAT_UNKNOWN, FILE_NOT_WRITABLE. */
export function writeLintForms(
  names: readonly string[],
  report: LintReport,
  place: { readonly directory: string; readonly speaker: Speaker },
): Promise<readonly string[]> {
  return writeForms(names.map(shelf.form), report, place);
}
