/**
 * The report on contracts as Markdown (CommonMark 0.31 with the tables of GitHub), for merge requests and wikis: the same view as the page.
 *
 * Every text is escaped, so that a name in a contract can make neither a heading nor a link nor HTML. Persian is wrapped to run from right to left.
 *
 * Room     report (floor 4). May be imported by cli.
 */
import type { Language } from '../locale/language.js';
import { textOf } from '../locale/message-of.js';
import { hasPersian, steered } from '../locale/visible-text.js';
import type { LintReport } from './lint-report.js';
import { type LintFileView, type LintKindView, type LintRequirementView, lintViewOf, type LintSpeech } from './lint-view.js';
import { codeSpan, escapeMarkdown } from './render-markdown.js';

/** Places of one kind in one file that are listed; the others are counted. A comment on a merge request holds 65,536 characters at most. */
const mostPlaces = 20;

type Say = (key: string) => string;

interface Voice {
  readonly say: Say;
  readonly lang: Language;
}

function kindLines({ code, severity, count, places, more, mend }: LintKindView, { say, lang }: Voice): readonly string[] {
  return [
    `- **${escapeMarkdown(severity)}** ${codeSpan(code)} × ${count}`,
    ...places.map(
      ({ place, message, pointer }) =>
        `  - ${codeSpan(place)} ${escapeMarkdown(steered(message, lang))}${pointer === '' ? '' : ` ${codeSpan(pointer)}`}`,
    ),
    ...(more === null ? [] : [`  - ${escapeMarkdown(more)}`]),
    ...(mend === '' ? [] : [`  - ${say('label-mend')}: ${escapeMarkdown(steered(mend, lang))}`]),
  ];
}

function requirementLines({ id, title, level, statement, kinds }: LintRequirementView, voice: Voice): readonly string[] {
  const { lang } = voice;
  const heading = [id === null ? '' : codeSpan(id), escapeMarkdown(title), level === null ? '' : `(${escapeMarkdown(level)})`]
    .filter(Boolean)
    .join(' ');
  return [
    `#### ${heading}`,
    '',
    ...(statement === null ? [] : [`> ${escapeMarkdown(steered(statement, lang))}`, '']),
    ...kinds.flatMap((kind) => kindLines(kind, voice)),
    '',
  ];
}

function fileLines(file: LintFileView, voice: Voice): readonly string[] {
  const { say } = voice;
  return [
    `### ${codeSpan(file.name)} ${escapeMarkdown(file.outcome)}`,
    '',
    ...(file.counted === null ? [] : [escapeMarkdown(file.counted), '']),
    ...file.errors.flatMap(({ code, title, message, place, mend }) => [
      `- **${escapeMarkdown(title)}** ${codeSpan(code)}`,
      `  - ${hasPersian(message) ? escapeMarkdown(message) : codeSpan(message)}${place === null ? '' : ` ${codeSpan(place)}`}`,
      ...(mend === '' ? [] : [`  - ${say('label-mend')}: ${escapeMarkdown(mend)}`]),
      '',
    ]),
    ...file.reasons.flatMap(({ title, detail, mend }) => [
      `- **${escapeMarkdown(title)}**${detail === null ? '' : ` ${codeSpan(detail)}`}. ${escapeMarkdown(mend)}`,
      '',
    ]),
    ...file.requirements.flatMap((requirement) => requirementLines(requirement, voice)),
  ];
}

/** The report as Markdown. */
export function renderLintMarkdown(report: LintReport, speech: LintSpeech): string {
  const view = lintViewOf(report, speech, mostPlaces);
  const say = (key: string): string => textOf(speech.messages, key, speech.lang);
  const lines = [
    `# ${say('lint-title')}`,
    '',
    `**${escapeMarkdown(view.outcome)}** ${escapeMarkdown(view.why)}`,
    '',
    `${say('label-next')}: ${escapeMarkdown(view.next)}`,
    '',
    `## ${say('lint-heading-files')}`,
    '',
    ...view.files.flatMap((file) => fileLines(file, { say, lang: speech.lang })),
    ...(view.passedOver.length === 0
      ? []
      : [`## ${say('lint-heading-passed-over')}`, '', ...view.passedOver.map((file) => `- ${codeSpan(file)}`), '']),
    codeSpan(view.version),
  ];
  const text = `${lines.join('\n')}\n`;
  return speech.lang === 'fa' ? `<div dir="rtl">\n\n${text}\n</div>\n` : text;
}
