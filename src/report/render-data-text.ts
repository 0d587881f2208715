/**
 * The report on data files in the lines of a terminal, grouped by field.
 *
 * Colour is ANSI SGR (ECMA-48 §8.3.117), and never the only bearer of a meaning.
 *
 * Room     report (floor 4). May be imported by cli.
 */
import type { DataReport, DataVerdict, Level } from '../contract/documents.js';
import type { Language } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { textOf } from '../locale/message-of.js';
import { hasPersian, isolatedLatin } from '../locale/visible-text.js';
import type { DataFindingView, FieldView } from './data-field-view.js';
import { type DataFileView, type DataReportView, dataViewOf } from './data-view.js';

export interface DataTextOptions {
  readonly messages: Messages;
  readonly color: boolean;
}

const colours: Readonly<Record<DataVerdict, number>> = { passed: 32, failed: 31, cantTell: 33 };
const marks: Readonly<Record<DataVerdict, string>> = { passed: '✓', failed: '✗', cantTell: '?' };
const findingColours: Readonly<Record<Level, number>> = { MUST: 31, SHOULD: 33, MAY: 36 };

/** How the lines are dressed. */
interface Dress {
  paint(text: string, sgr: number): string;
  latin(text: string): string;
  say(key: string): string;
  /** Between the items of a list. */
  readonly comma: string;
}

function findingLines(finding: DataFindingView, { paint, latin, say, comma }: Dress): readonly string[] {
  const places = [...finding.places.map(latin), ...(finding.more === null ? [] : [finding.more])].join(comma);
  const facts = [
    ...(finding.examples.length === 0 ? [] : [`${say('label-got')}: ${finding.examples.map(latin).join(comma)}`]),
    ...(finding.want === null ? [] : [`${say('label-want')}: ${latin(finding.want)}`]),
    ...(finding.detail === null ? [] : [latin(finding.detail)]),
  ];
  return [
    `    ${paint(finding.level, findingColours[finding.degree])}  ${finding.title}  × ${finding.count}  ${latin(finding.code)}  ${finding.requirements.map(latin).join(' ')}`,
    ...(places === '' ? [] : [`        ${say('label-at')} ${places}`]),
    ...(facts.length === 0 ? [] : [`        ${facts.join(' · ')}`]),
    ...(finding.mend === '' ? [] : [`        ${say('label-mend')}: ${finding.mend}`]),
  ];
}

function fieldLines({ name, field, findings }: FieldView, dress: Dress): readonly string[] {
  return [`  ${field === null ? name : dress.latin(name)}`, ...findings.flatMap((finding) => findingLines(finding, dress))];
}

function fileLines(file: DataFileView, dress: Dress): readonly string[] {
  const { paint, latin, say } = dress;
  const mark = file.error === null ? marks[file.tone] : '!';
  const colour = file.error === null ? colours[file.tone] : 31;
  const { error, reason } = file;
  return [
    `${paint(mark, colour)} ${latin(file.name)}  ${paint(file.verdict, colour)}${file.counted === null ? '' : `  ${file.counted}`}`,
    ...(error === null
      ? []
      : [
          `    ${latin(error.code)}  ${error.title}`,
          `    ${hasPersian(error.message) ? error.message : latin(error.message)}${error.place === null ? '' : ` (${latin(error.place)})`}`,
        ]),
    ...(error === null || error.mend === '' ? [] : [`    ${say('label-mend')}: ${error.mend}`]),
    ...(reason === null ? [] : [`    ${reason.title}${reason.detail === null ? '' : ` (${latin(reason.detail)})`}. ${reason.mend}`]),
    ...(file.stopped === null ? [] : [`    ${file.stopped}`]),
    ...file.fields.flatMap((field) => fieldLines(field, dress)),
    ...(file.ungrouped === null ? [] : [`    ${file.ungrouped}`]),
    '',
  ];
}

function openLines(view: DataReportView, { say, latin }: Dress): readonly string[] {
  const open = view.rows.filter(({ tone }) => tone === 'cantTell');
  if (open.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { reason, id } of open) {
    const known = byReason.get(reason ?? '');
    if (known === undefined) byReason.set(reason ?? '', [latin(id)]);
    else known.push(latin(id));
  }
  return [say('data-heading-open'), ...[...byReason].map(([reason, ids]) => `  ${reason}: ${ids.join(' ')}`), ''];
}

function passedLines(view: DataReportView, { say, latin }: Dress): readonly string[] {
  const passed = view.rows.filter(({ tone }) => tone === 'passed');
  if (passed.length === 0) return [];
  return [say('heading-passed'), ...passed.map(({ id, title, examined }) => `  ${latin(id)}  ${title}  (${examined})`), ''];
}

/** The report in plain lines, ending with a line break. */
export function renderDataText(report: DataReport, lang: Language, { messages, color }: DataTextOptions): string {
  const view = dataViewOf(report, lang, messages);
  const dress: Dress = {
    paint: (text, sgr) => (color ? `\u001B[${sgr}m${text}\u001B[0m` : text),
    latin: (text) => (lang === 'fa' ? isolatedLatin(text) : text),
    say: (key) => textOf(messages, key, lang),
    comma: lang === 'fa' ? '، ' : ', ',
  };
  const lines = [
    ...view.files.flatMap((file) => fileLines(file, dress)),
    ...passedLines(view, dress),
    ...openLines(view, dress),
    dress.paint(view.verdict, colours[view.outcome]),
    view.why,
    `${dress.say('label-next')}: ${view.next}`,
  ];
  return `${lines.join('\n')}\n`;
}
