/**
 * The report on data files as JUnit XML: one testsuite a file, one testcase a requirement.
 *
 * What could not be told is skipped with its reason. Since a suite of skipped cases alone reads as green, the first case of each file stands for
 * the file as a whole and fails whenever the exit status for it would not be 0. There is never an error: an error would say that the harness broke.
 *
 * Texts are English: their readers are programs.
 *
 * Room     report (floor 4). May be imported by suite and cli.
 */
import type { DataFile, DataFileRow, DataGroup, DataReport } from '../contract/documents.js';
import type { Messages } from '../locale/load-messages.js';
import { messageOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import { element, escapeXml } from './render-junit.js';

interface Case {
  readonly xml: string;
  readonly state: 'passed' | 'failed' | 'skipped';
}

function groupText(group: DataGroup, file: string, messages: Messages): string {
  const { title, mend } = messageOf(messages, group.code, 'en', { got: group.examples[0], want: group.want });
  const places = group.places.map(({ line, column, pointer }) =>
    `\n  at: ${visibleText(file)}:${line}:${column} ${visibleText(pointer ?? '')}`.trimEnd(),
  );
  const rest = group.count - group.places.length;
  return [
    `${group.code}: ${title} (${group.count})`,
    ...places,
    ...(rest > 0 ? [`\n  and ${rest} more`] : []),
    ...(group.examples.length === 0 ? [] : [`\n  got: ${group.examples.map(visibleText).join(', ')}`]),
    ...(group.want === undefined ? [] : [`\n  want: ${visibleText(group.want)}`]),
    ...(mend === '' ? [] : [`\n  mend: ${mend}`]),
  ].join('');
}

function caseOf(row: DataFileRow, file: DataFile, { report, messages }: Sources): Case {
  const requirement = report.requirements.find(({ id }) => id === row.id);
  const title = visibleText(requirement?.title.en ?? '');
  const write = (content: string, state: Case['state']): Case => ({
    xml: element(
      'testcase',
      { classname: `egif.${requirement?.layer ?? 'data'}.${requirement?.topic ?? ''}`, name: `${row.id} ${title}`.trim(), time: '0' },
      content,
    ),
    state,
  });
  if (row.verdict === 'passed') return write(element('system-out', {}, `${row.examined} values examined`), 'passed');
  if (row.verdict === 'cantTell') {
    const reason = row.reason === undefined ? '' : `: ${messageOf(messages, row.reason.code, 'en').title}`;
    return write(element('skipped', { message: `cannot tell${reason}` }, ''), 'skipped');
  }
  const checks = new Set(row.checks.map(({ check }) => check));
  const texts = (file.groups ?? []).filter(({ check }) => checks.has(check)).map((group) => groupText(group, file.file, messages));
  const message = `${requirement?.level ?? ''} ${requirement?.gate ?? ''}: ${row.findings} findings; ${(texts[0] ?? '').split('\n')[0]}`.trim();
  return write(element('failure', { type: row.id, message }, escapeXml(texts.join('\n\n'))), 'failed');
}

interface Sources {
  readonly report: DataReport;
  readonly messages: Messages;
}

function wholeCase(file: DataFile, messages: Messages): Case {
  const { verdict, error, reason, records = 0, findings = 0 } = file;
  const counted = `${findings} findings in ${records} records`;
  const write = (content: string, state: Case['state']): Case => ({
    xml: element('testcase', { classname: 'egif.file', name: 'the file as a whole', time: '0' }, content),
    state,
  });
  if (error !== undefined)
    return write(element('failure', { type: 'unreadable', message: `${error.code}: ${visibleText(error.message)}` }, ''), 'failed');
  if (verdict === 'passed') return write(element('system-out', {}, counted), 'passed');
  if (verdict === 'failed') return write(element('failure', { type: 'failed', message: counted }, ''), 'failed');
  const title = reason === undefined ? '' : messageOf(messages, reason.code, 'en').title;
  return write(element('failure', { type: 'incomplete', message: `cannot tell, which is no statement of non-conformance: ${title}` }, ''), 'failed');
}

function countsOf(cases: readonly Case[]): Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>> {
  const count = (state: Case['state']): number => cases.filter((each) => each.state === state).length;
  return { tests: cases.length, failures: count('failed'), errors: 0, skipped: count('skipped') };
}

/** The report as one JUnit XML document. */
export function renderDataJunit(report: DataReport, messages: Messages): string {
  const suites = report.files.map((file) => {
    const cases = [wholeCase(file, messages), ...(file.requirements ?? []).map((row) => caseOf(row, file, { report, messages }))];
    return { name: visibleText(file.file), cases };
  });
  const written = suites.map(({ name, cases }) =>
    element('testsuite', { name, ...countsOf(cases), time: '0' }, `\n${cases.map(({ xml }) => xml).join('\n')}\n`),
  );
  const all = suites.flatMap(({ cases }) => cases);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'egif data', ...countsOf(all), time: '0' }, `\n${written.join('\n')}\n`)}\n`;
}
