/**
 * The report on contracts as a reader needs it: each file with its outcome, what is wrong by requirement, and what could not be told.
 *
 * One view serves the page and the Markdown, so that neither can say what the other does not. Texts in it are plain: whoever writes them out escapes them.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { Verdict } from '../contract/documents.js';
import { formatNumber } from '../locale/format.js';
import { type Language, textIn } from '../locale/language.js';
import { messageOf, textOf } from '../locale/message-of.js';
import type { Messages } from '../locale/load-messages.js';
import { saidIn } from '../locale/said-in.js';
import { visibleText, wholeText } from '../locale/visible-text.js';
import {
  countOf,
  examinedIn,
  fails,
  judgedFiles,
  type LintedFile,
  type LintFinding,
  lintOutcome,
  lintOutcomeOf,
  type LintReport,
  type LintSeverity,
  lintSeverities,
} from './lint-report.js';

export interface LintPlaceView {
  /** `line:column` */
  readonly place: string;
  readonly message: string;
  readonly pointer: string;
}

export interface LintKindView {
  readonly code: string;
  readonly severity: string;
  readonly tone: Verdict;
  readonly count: string;
  readonly places: readonly LintPlaceView[];
  readonly more: string | null;
  readonly cause: string;
  readonly mend: string;
}

export interface LintRequirementView {
  /** Null for rules that serve no requirement. */
  readonly id: string | null;
  readonly title: string;
  readonly level: string | null;
  /** The normative sentence; null where there is none. */
  readonly statement: string | null;
  readonly kinds: readonly LintKindView[];
}

export interface LintReasonView {
  readonly title: string;
  readonly detail: string | null;
  readonly mend: string;
}

export interface LintErrorView {
  readonly code: string;
  readonly title: string;
  readonly message: string;
  readonly place: string | null;
  readonly mend: string;
}

export interface LintFileView {
  readonly name: string;
  readonly outcome: string;
  readonly tone: Verdict;
  readonly counted: string | null;
  readonly errors: readonly LintErrorView[];
  readonly reasons: readonly LintReasonView[];
  readonly requirements: readonly LintRequirementView[];
}

export interface LintView {
  readonly lang: Language;
  readonly outcome: string;
  readonly tone: 'granted' | 'refused' | 'incomplete';
  readonly why: string;
  readonly next: string;
  readonly files: readonly LintFileView[];
  readonly passedOver: readonly string[];
  readonly version: string;
}

export interface LintSpeech {
  readonly lang: Language;
  readonly messages: Messages;
}

const tones = { passed: 'passed', failed: 'failed', cantTell: 'cantTell', unreadable: 'failed' } as const;
const pageTones = { passed: 'granted', failed: 'refused', cantTell: 'incomplete', unreadable: 'refused' } as const;

/** What is said of one finding: by the suite for its code, or by the rule itself. */
export function lintMessage({ message, code, got, want }: LintFinding, { messages, lang }: LintSpeech): string {
  return message === undefined || messages.has(code)
    ? messageOf(messages, code, lang, { got: got === '' ? '""' : got, want }).title
    : visibleText(message);
}

/** What an error of a file says, in the language; what a parser says, and has no Persian, as it is. */
export function lintErrorsOf({ errors, file: named }: LintedFile, { messages, lang }: LintSpeech): readonly LintErrorView[] {
  return errors.map(({ code, message, file = named, line, column = 1, pointer, mend }) => {
    const said = messageOf(messages, code, lang);
    const where = file === named ? '' : `${visibleText(file)}:`;
    const place = line === undefined ? null : `${where}${line}:${column}${pointer === undefined ? '' : ` ${visibleText(pointer)}`}`;
    return {
      code,
      title: said.title,
      message: saidIn(visibleText(message), messages, lang) ?? visibleText(message),
      place,
      mend: (mend === undefined ? undefined : saidIn(visibleText(mend), messages, lang)) ?? said.mend,
    };
  });
}

/** Why a file, or some of its rules, cannot be told; one entry a cause and detail. */
export function lintReasons(file: LintedFile, { messages, lang }: LintSpeech): readonly LintReasonView[] {
  const causes = [...(file.cause === undefined ? [] : [file.cause]), ...file.rules.flatMap(({ cause }) => (cause === undefined ? [] : [cause]))];
  const judged = file.passedOver === undefined && file.errors.length === 0;
  const nothing = judged && causes.length === 0 && countOf(file) === 0 && examinedIn(file) === 0;
  const all = nothing ? [{ code: 'nothing-to-lint', detail: undefined }] : causes;
  const distinct = new Map(all.map((cause) => [`${cause.code} ${cause.detail ?? ''}`, cause]));
  return [...distinct.values()].map(({ code, detail }) => {
    const { title, mend } = messageOf(messages, code, lang);
    return { title, detail: detail === undefined ? null : visibleText(detail), mend };
  });
}

/** That a file of a folder was passed over. */
export function lintPassedOver({ file }: LintedFile, { messages, lang }: LintSpeech): string {
  return `${visibleText(file)}: ${textOf(messages, 'lint-passed-over', lang)}`;
}

/** The word for a severity. */
export function severityWord(severity: LintSeverity, { messages, lang }: LintSpeech): string {
  return textOf(messages, `lint-severity-${severity}`, lang);
}

interface Looks extends LintSpeech {
  readonly report: LintReport;
  readonly mostPlaces: number;
}

/** Groups in the order in which their first members stand. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known === undefined) groups.set(keyOf(item), [item]);
    else known.push(item);
  }
  return [...groups.values()];
}

function kindView(findings: readonly [LintFinding, ...LintFinding[]], looks: Looks): LintKindView {
  const { report, messages, lang, mostPlaces } = looks;
  const [{ code, severity }] = findings;
  const rest = findings.length - mostPlaces;
  const { cause, mend } = messageOf(messages, code, lang);
  return {
    code,
    severity: severityWord(severity, looks),
    tone: fails(severity, report.failSeverity) ? 'failed' : 'waived',
    count: formatNumber(findings.length, lang),
    places: findings.slice(0, mostPlaces).map((finding) => ({
      place: `${finding.line}:${finding.column}`,
      message: lintMessage(finding, looks),
      pointer: visibleText(finding.pointer),
    })),
    more: rest > 0 ? textOf(messages, 'data-more-places', lang, { count: rest }) : null,
    cause,
    mend,
  };
}

const gravity = (findings: readonly LintFinding[]): number =>
  findings.reduce((least, { severity }) => Math.min(least, lintSeverities.indexOf(severity)), Number.POSITIVE_INFINITY);

function requirementViews(findings: readonly LintFinding[], looks: Looks): readonly LintRequirementView[] {
  const { report, lang, messages } = looks;
  const groups = grouped(findings, ({ requirement }) => requirement ?? '');
  return [...groups]
    .sort((a, b) => gravity(a) - gravity(b))
    .map((group) => {
      const id = group[0].requirement;
      const known = id === null ? undefined : report.requirements.get(id);
      return {
        id,
        title: known === undefined ? textOf(messages, 'lint-no-requirement', lang) : visibleText(textIn(known.title, lang)),
        level: known === undefined ? null : textOf(messages, `word-level-${known.level}`, lang),
        statement: known === undefined ? null : wholeText(known.statement[lang]),
        kinds: grouped(group, ({ code }) => code).map((kind) => kindView(kind, looks)),
      };
    });
}

/** How many findings of each severity, in a sentence; nothing of those that are none. */
export function countedBySeverity(counts: LintedFile['counts'], { messages, lang }: LintSpeech): string {
  const said = lintSeverities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => textOf(messages, 'lint-count', lang, { severity: severityWord(severity, { messages, lang }), count: counts[severity] }));
  return said.join(lang === 'fa' ? '، ' : ', ');
}

/** What was examined in a file, in a sentence. */
export function lintExamined(file: LintedFile, { messages, lang }: LintSpeech): string {
  const examined = file.rules.filter((rule) => rule.examined > 0).length;
  return textOf(messages, 'lint-examined', lang, { rules: examined, places: examinedIn(file), findings: countOf(file) });
}

function fileView(file: LintedFile, looks: Looks): LintFileView {
  const { report, messages, lang } = looks;
  const outcome = lintOutcomeOf(file, report.failSeverity);
  const hidden = countOf(file) - file.findings.length;
  const counted = [
    lintExamined(file, looks),
    countedBySeverity(file.counts, looks),
    hidden > 0 ? textOf(messages, 'lint-hidden', lang, { count: hidden }) : '',
  ];
  return {
    name: visibleText(file.file),
    outcome: textOf(messages, `lint-outcome-${outcome}`, lang),
    tone: tones[outcome],
    counted: outcome === 'unreadable' ? null : counted.filter(Boolean).join(' · '),
    errors: lintErrorsOf(file, looks),
    reasons: lintReasons(file, looks),
    requirements: requirementViews(file.findings, looks),
  };
}

/** All findings of all files by severity. */
export function totalCounts(report: LintReport): LintedFile['counts'] {
  const total = (severity: LintSeverity): number => report.files.reduce((sum, { counts }) => sum + counts[severity], 0);
  return { error: total('error'), warn: total('warn'), info: total('info'), hint: total('hint') };
}

/** The report in a language; of each kind of finding at most so many places. */
export function lintViewOf(report: LintReport, speech: LintSpeech, mostPlaces: number): LintView {
  const { messages, lang } = speech;
  const outcome = lintOutcome(report);
  const files = judgedFiles(report);
  const looks: Looks = { ...speech, report, mostPlaces };
  return {
    lang,
    outcome: textOf(messages, `lint-verdict-${outcome}`, lang),
    tone: pageTones[outcome],
    why: [textOf(messages, 'lint-why', lang, { files: files.length }), countedBySeverity(totalCounts(report), speech)].filter(Boolean).join(' '),
    next: textOf(messages, `lint-next-${outcome}`, lang),
    files: files.map((file) => fileView(file, looks)),
    passedOver: report.files.flatMap(({ file, passedOver }) => (passedOver === undefined ? [] : [visibleText(file)])),
    version: `egif ${report.version}`,
  };
}
