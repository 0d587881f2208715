/**
 * The report on contracts in the lines of a terminal, as users of Spectral's command line know them; below, once each, what the requirements demand
 * and how to mend the findings.
 *
 * Colour is ANSI SGR (ECMA-48 §8.3.117), and never the only bearer of a meaning.
 *
 * Room     report (floor 4). May be imported by cli.
 */
import { textIn } from '../locale/language.js';
import { messageOf, textOf } from '../locale/message-of.js';
import { hasPersian, isolatedLatin, steered, visibleText, wholeText } from '../locale/visible-text.js';
import { countOf, judgedFiles, type LintedFile, type LintFinding, lintOutcome, type LintReport, type LintSeverity } from './lint-report.js';
import { countedBySeverity, lintErrorsOf, lintMessage, lintReasons, type LintSpeech, severityWord, totalCounts } from './lint-view.js';

export interface LintStylishOptions extends LintSpeech {
  readonly color: boolean;
}

const colours: Readonly<Record<LintSeverity, number>> = { error: 31, warn: 33, info: 36, hint: 90 };
const endColours = { passed: 32, failed: 31, cantTell: 33, unreadable: 31 } as const;
const marks = { passed: '✓', failed: '✗', cantTell: '?', unreadable: '!' } as const;

/** How the lines are dressed. */
interface Dress extends LintSpeech {
  paint(text: string, sgr: number): string;
  latin(text: string): string;
}

function rowOf(finding: LintFinding, width: number, dress: Dress): string {
  const { paint, latin } = dress;
  const word = severityWord(finding.severity, dress);
  const parts = [
    ` ${latin(`${finding.line}:${finding.column}`.padStart(width))}`,
    paint(word, colours[finding.severity]),
    ...(finding.requirement === null ? [] : [latin(finding.requirement)]),
    latin(finding.code),
    steered(lintMessage(finding, dress), dress.lang),
    ...(finding.pointer === '' ? [] : [paint(latin(visibleText(finding.pointer)), 90)]),
  ];
  return parts.join('  ');
}

function fileLines(file: LintedFile, dress: Dress): readonly string[] {
  const { paint, latin, messages, lang } = dress;
  const errors = lintErrorsOf(file, dress);
  const reasons = lintReasons(file, dress);
  if (file.findings.length === 0 && errors.length === 0 && reasons.length === 0) return [];
  const hidden = countOf(file) - file.findings.length;
  // No spread: a contract may have more findings than a call takes arguments.
  const width = file.findings.reduce((most, { line, column }) => Math.max(most, `${line}:${column}`.length), 0);
  return [
    paint(latin(visibleText(file.file)), 4),
    ...errors.flatMap(({ code, title, message, place, mend }) => [
      `  ${paint(marks.unreadable, 31)} ${latin(code)}  ${title}`,
      `    ${hasPersian(message) ? message : latin(message)}${place === null ? '' : `  ${latin(place)}`}`,
      ...(mend === '' ? [] : [`    ${textOf(messages, 'label-mend', lang)}: ${steered(mend, lang)}`]),
    ]),
    ...reasons.map(
      ({ title, detail, mend }) => `  ${paint(marks.cantTell, 33)} ${title}${detail === null ? '' : ` (${latin(detail)})`}. ${steered(mend, lang)}`,
    ),
    ...file.findings.map((finding) => rowOf(finding, width, dress)),
    ...(hidden > 0 ? [`  ${textOf(messages, 'lint-hidden', lang, { count: hidden })}`] : []),
    '',
  ];
}

/** What each requirement that is not met demands, and the mend of each code. */
function legendLines(report: LintReport, dress: Dress): readonly string[] {
  const { latin, paint, messages, lang } = dress;
  const codes = new Map<string, Set<string>>();
  for (const { findings } of report.files)
    for (const { requirement, code } of findings) codes.set(requirement ?? '', (codes.get(requirement ?? '') ?? new Set()).add(code));
  codes.delete('');
  if (codes.size === 0) return [];
  const lines = [...codes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, of]) => {
      const known = report.requirements.get(id);
      if (known === undefined) return [];
      return [
        `${paint(latin(id), 1)}  ${visibleText(textIn(known.title, lang))}  [${textOf(messages, `word-level-${known.level}`, lang)}]`,
        `  ${steered(wholeText(known.statement[lang]), lang)}`,
        ...[...of].sort().map((code) => `  ${latin(code)}: ${steered(messageOf(messages, code, lang).mend, lang)}`),
      ];
    });
  return [textOf(messages, 'lint-requirements', lang), ...lines, ''];
}

/** The report in plain lines, ending with a line break. */
export function renderLintStylish(report: LintReport, { lang, messages, color }: LintStylishOptions): string {
  const dress: Dress = {
    lang,
    messages,
    paint: (text, sgr) => (color ? `\u001B[${sgr}m${text}\u001B[0m` : text),
    latin: (text) => (lang === 'fa' ? isolatedLatin(text) : text),
  };
  const outcome = lintOutcome(report);
  const counted = countedBySeverity(totalCounts(report), dress);
  const end = `${marks[outcome]} ${textOf(messages, `lint-verdict-${outcome}`, lang)}${counted === '' ? '' : `  ${counted}`}`;
  return `${[...judgedFiles(report).flatMap((file) => fileLines(file, dress)), ...legendLines(report, dress), dress.paint(end, endColours[outcome])].join('\n')}\n`;
}
