/**
 * The report on contracts as JUnit XML: one testsuite a file, one testcase a rule.
 *
 * A rule that examined nothing, or cannot tell, is skipped with its reason. Since a suite of skipped cases alone reads as green, the first case of each
 * file stands for the file as a whole and fails whenever the exit status for it would not be 0. Findings that are slighter than what makes a file fail
 * stand in the output of a case that passes. There is never an error: an error would say that the harness broke.
 *
 * Texts are English: their readers are programs.
 *
 * Room     report (floor 4). May be imported by cli.
 */
import { messageOf } from '../locale/message-of.js';
import type { Messages } from '../locale/load-messages.js';
import { visibleText } from '../locale/visible-text.js';
import { fails, judgedFiles, type LintedFile, type LintedRule, type LintFinding, lintOutcomeOf, type LintReport } from './lint-report.js';
import { lintExamined, lintMessage, lintReasons, type LintSpeech } from './lint-view.js';
import { element, escapeXml } from './render-junit.js';

interface Case {
  readonly xml: string;
  readonly state: 'passed' | 'failed' | 'skipped';
}

interface Sources {
  readonly report: LintReport;
  readonly file: LintedFile;
  readonly speech: LintSpeech;
}

function findingText(finding: LintFinding, { file, speech, report }: Sources): string {
  const { mend } = messageOf(speech.messages, finding.code, 'en');
  const statement = finding.requirement === null ? undefined : report.requirements.get(finding.requirement)?.statement.en;
  return [
    `${finding.severity} ${finding.code}: ${lintMessage(finding, speech)}`,
    `  at: ${visibleText(file.file)}:${finding.line}:${finding.column} ${visibleText(finding.pointer)}`.trimEnd(),
    ...(statement === undefined ? [] : [`  demanded: ${statement}`]),
    ...(mend === '' ? [] : [`  mend: ${mend}`]),
  ].join('\n');
}

function contentOf(rule: LintedRule, sources: Sources): readonly [string, Case['state']] {
  const { file, report, speech } = sources;
  const findings = file.findings.filter(({ check }) => check === rule.check);
  const text = findings.map((finding) => findingText(finding, sources)).join('\n\n');
  if (findings.some(({ severity }) => fails(severity, report.failSeverity))) {
    const message = `${findings.length} findings; ${text.split('\n')[0] ?? ''}`;
    return [element('failure', { type: findings[0]?.code ?? 'failed', message }, escapeXml(text)), 'failed'];
  }
  if (rule.cause !== undefined) {
    const { title } = messageOf(speech.messages, rule.cause.code, 'en');
    return [element('skipped', { message: `cannot tell: ${title}` }, ''), 'skipped'];
  }
  if (findings.length > 0) return [element('system-out', {}, escapeXml(text)), 'passed'];
  if (rule.examined === 0) return [element('skipped', { message: 'nothing of the kind in this file' }, ''), 'skipped'];
  return [element('system-out', {}, `${rule.examined} places examined`), 'passed'];
}

function caseOf(rule: LintedRule, sources: Sources): Case {
  const [content, state] = contentOf(rule, sources);
  const title = rule.requirement === null ? undefined : sources.report.requirements.get(rule.requirement)?.title.en;
  const name = [rule.requirement ?? '', rule.check, visibleText(title ?? '')].filter(Boolean).join(' ');
  return { xml: element('testcase', { classname: 'egif.lint', name, time: '0' }, content), state };
}

function wholeCase({ file, report, speech }: Sources): Case {
  const outcome = lintOutcomeOf(file, report.failSeverity);
  const failure = (type: string, message: string): string => element('failure', { type, message }, '');
  const reason = lintReasons(file, speech)
    .map(({ title, detail }) => (detail === null ? title : `${title} (${detail})`))
    .join('; ');
  const contents = {
    passed: () => element('system-out', {}, escapeXml(lintExamined(file, speech))),
    failed: () => failure('failed', lintExamined(file, speech)),
    cantTell: () => failure('incomplete', `cannot tell, which is no statement of non-conformance: ${reason}`),
    unreadable: () => failure('unreadable', file.errors.map(({ code, message }) => `${code}: ${visibleText(message)}`).join('; ')),
  };
  const xml = element('testcase', { classname: 'egif.file', name: 'the file as a whole', time: '0' }, contents[outcome]());
  return { xml, state: outcome === 'passed' ? 'passed' : 'failed' };
}

function countsOf(cases: readonly Case[]): Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>> {
  const count = (state: Case['state']): number => cases.filter((each) => each.state === state).length;
  return { tests: cases.length, failures: count('failed'), errors: 0, skipped: count('skipped') };
}

/** The report as one JUnit XML document. */
export function renderLintJunit(report: LintReport, messages: Messages): string {
  const suites = judgedFiles(report).map((file) => {
    const sources: Sources = { file, report, speech: { lang: 'en', messages } };
    return { name: visibleText(file.file), cases: [wholeCase(sources), ...file.rules.map((rule) => caseOf(rule, sources))] };
  });
  const written = suites.map(({ name, cases }) =>
    element('testsuite', { name, ...countsOf(cases), time: '0' }, `\n${cases.map(({ xml }) => xml).join('\n')}\n`),
  );
  const counts = countsOf(suites.flatMap(({ cases }) => cases));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'egif lint', ...counts, time: '0' }, `\n${written.join('\n')}\n`)}\n`;
}
