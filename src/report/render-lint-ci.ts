/**
 * The report on contracts as continuous integration shows it beside the lines of a merge request: the commands of GitHub Actions, and the Code Quality
 * report of GitLab.
 *
 * A file that could not be read, and what could not be told, are entries too: no pipeline may read them as green.
 *
 * Source   GitHub, Workflow commands (`::error file=,line=,col=,title=::message`) with the escapes of its toolkit; GitLab, Code Quality report format.
 * Room     report (floor 4). May be imported by cli.
 */
import { sha256 } from '../contract/canonical.js';
import { messageOf } from '../locale/message-of.js';
import { steered, visibleText, wholeText } from '../locale/visible-text.js';
import { judgedFiles, type LintedFile, type LintReport, type LintSeverity } from './lint-report.js';
import { lintErrorsOf, lintMessage, lintReasons, type LintSpeech } from './lint-view.js';

/** One thing to show beside a line. */
interface Note {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: LintSeverity | 'unreadable' | 'open';
  /** Of the requirement and the finding. */
  readonly name: string;
  readonly text: string;
  /** What tells it apart from others in the same file. */
  readonly key: string;
}

function notesOf(file: LintedFile, report: LintReport, speech: LintSpeech): readonly Note[] {
  const errors = lintErrorsOf(file, speech).map(({ code, title, message, mend }, index): Note => {
    const { line = 1, column = 1 } = file.errors[index] ?? {};
    return { file: file.file, line, column, severity: 'unreadable', name: code, text: `${title}: ${message}. ${mend}`, key: message };
  });
  const reasons = lintReasons(file, speech).map(({ title, detail, mend }): Note => {
    const text = `${title}${detail === null ? '' : ` (${detail})`}. ${mend}`;
    return { file: file.file, line: 1, column: 1, severity: 'open', name: 'cannot-tell', text, key: text };
  });
  const findings = file.findings.map((finding): Note => {
    const { mend } = messageOf(speech.messages, finding.code, speech.lang);
    const statement = finding.requirement === null ? undefined : report.requirements.get(finding.requirement)?.statement[speech.lang];
    const text = [
      `${lintMessage(finding, speech)} (${visibleText(finding.pointer) || '/'})`,
      statement === undefined ? '' : steered(wholeText(statement), speech.lang),
      mend,
    ]
      .filter(Boolean)
      .join('\n');
    const name = finding.requirement === null ? finding.code : `${finding.requirement} ${finding.code}`;
    return { file: file.file, line: finding.line, column: finding.column, severity: finding.severity, name, text, key: finding.pointer };
  });
  return [...errors, ...reasons, ...findings];
}

const commands: Readonly<Record<Note['severity'], string>> = {
  unreadable: 'error',
  open: 'warning',
  error: 'error',
  warn: 'warning',
  info: 'notice',
  hint: 'notice',
};

const dataOf = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const propertyOf = (text: string): string => dataOf(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** A workflow command for each finding, one a line. */
export function renderLintGithub(report: LintReport, speech: LintSpeech): string {
  const notes = judgedFiles(report).flatMap((file) => notesOf(file, report, speech));
  return notes
    .map(
      ({ file, line, column, severity, name, text }) =>
        `::${commands[severity]} file=${propertyOf(file)},line=${line},col=${column},title=${propertyOf(name)}::${dataOf(text)}\n`,
    )
    .join('');
}

const severities: Readonly<Record<Note['severity'], string>> = {
  unreadable: 'blocker',
  open: 'major',
  error: 'critical',
  warn: 'minor',
  info: 'info',
  hint: 'info',
};

/** The Code Quality report of GitLab (JSON). Fingerprints do not hold the line, so that a finding that moves stays the same one. */
export function renderLintGitlab(report: LintReport, speech: LintSpeech): string {
  const seen = new Map<string, number>();
  const entries = judgedFiles(report)
    .flatMap((file) => notesOf(file, report, speech))
    .map(({ file, line, column, severity, name, text, key }) => {
      const place = `${name} ${file} ${key}`;
      const times = seen.get(place) ?? 0;
      seen.set(place, times + 1);
      return {
        description: text.replaceAll('\n', ' '),
        check_name: name,
        fingerprint: sha256(times === 0 ? place : `${place} ${times}`).slice('sha256:'.length),
        severity: severities[severity],
        location: { path: file.replace(/^(?:\.\/)+/, ''), positions: { begin: { line, column } } },
      };
    });
  return `${JSON.stringify(entries, null, 2)}\n`;
}
