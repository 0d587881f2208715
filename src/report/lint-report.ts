/**
 * What `egif lint` has to say of its files: the data that every form of it is written from.
 *
 * It is plain data, so that a worker can hand it over as it is.
 *
 * Room     report (floor 4). May be imported by cli.
 */
import type { BilingualText, Cause, Level } from '../contract/documents.js';
import type { ErrorCode } from '../errors.js';

/** From the gravest to the slightest, in the words of Spectral. */
export const lintSeverities = ['error', 'warn', 'info', 'hint'] as const;
export type LintSeverity = (typeof lintSeverities)[number];

/** One place of one file that is not as a rule demands. */
export interface LintFinding {
  /** `lint/<rule name>` */
  readonly check: string;
  /** Absent law: a rule that serves no requirement of the catalogue. */
  readonly requirement: string | null;
  readonly code: string;
  readonly severity: LintSeverity;
  /** RFC 6901; empty for the document itself. */
  readonly pointer: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly got?: string;
  readonly want?: string;
  /** What a rule says in its own words, where the suite has none for its code. */
  readonly message?: string;
}

/** What a rule made of one file. */
export interface LintedRule {
  readonly check: string;
  readonly requirement: string | null;
  readonly severity: LintSeverity;
  /** Places that it examined. */
  readonly examined: number;
  /** Why it cannot tell. */
  readonly cause?: Cause;
}

/** Why a file could not be read as a contract. */
export interface LintTrouble {
  readonly code: ErrorCode;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
  readonly mend?: string;
}

/** One file: linted, unreadable, or passed over. */
export interface LintedFile {
  /** As the user named it, or as it was found. */
  readonly file: string;
  /** Of the octets; absent where they could not be read. */
  readonly sha256?: string;
  readonly rules: readonly LintedRule[];
  /** In the order of the document. */
  readonly findings: readonly LintFinding[];
  /** All findings by severity, also those that are not kept. */
  readonly counts: Readonly<Record<LintSeverity, number>>;
  /** Why nothing can be told of the whole file, whatever its rules say. */
  readonly cause?: Cause;
  /** Several only where one reading found several. */
  readonly errors: readonly LintTrouble[];
  /** A file of a folder that is no contract: named, and otherwise left alone. */
  readonly passedOver?: string;
}

/** What the catalogue says of a requirement. */
export interface LintRequirement {
  readonly id: string;
  readonly level: Level;
  readonly title: BilingualText;
  /** The normative sentence. */
  readonly statement: BilingualText;
}

export interface LintReport {
  readonly version: string;
  /** The slightest severity that makes a file fail. */
  readonly failSeverity: LintSeverity;
  readonly files: readonly LintedFile[];
  readonly requirements: ReadonlyMap<string, LintRequirement>;
}

export type LintOutcome = 'passed' | 'failed' | 'cantTell' | 'unreadable';

export const noFindings: LintedFile['counts'] = { error: 0, warn: 0, info: 0, hint: 0 };

/** How many findings a file has, kept or not. */
export function countOf({ counts }: LintedFile): number {
  return lintSeverities.reduce((sum, severity) => sum + counts[severity], 0);
}

/** Whether a finding of this severity makes its file fail. */
export function fails(severity: LintSeverity, failSeverity: LintSeverity): boolean {
  return lintSeverities.indexOf(severity) <= lintSeverities.indexOf(failSeverity);
}

/** Places examined in a file, over all rules. */
export function examinedIn({ rules }: LintedFile): number {
  return rules.reduce((sum, { examined }) => sum + examined, 0);
}

/** A file is never clean by what was not examined: a pass takes places that were, and no rule that cannot tell. */
export function lintOutcomeOf(file: LintedFile, failSeverity: LintSeverity): LintOutcome {
  if (file.errors.length > 0) return 'unreadable';
  if (lintSeverities.some((severity) => fails(severity, failSeverity) && file.counts[severity] > 0)) return 'failed';
  const told = file.cause === undefined && file.rules.every(({ cause }) => cause === undefined);
  return told && examinedIn(file) > 0 ? 'passed' : 'cantTell';
}

/** The files that were judged, or should have been. */
export function judgedFiles({ files }: LintReport): readonly LintedFile[] {
  return files.filter(({ passedOver }) => passedOver === undefined);
}

const worstFirst: readonly LintOutcome[] = ['unreadable', 'failed', 'cantTell', 'passed'];

/** The outcome of all files: the worst. Nothing judged is nothing told. */
export function lintOutcome(report: LintReport): LintOutcome {
  const outcomes = judgedFiles(report).map((file) => lintOutcomeOf(file, report.failSeverity));
  return worstFirst.find((outcome) => outcomes.includes(outcome)) ?? 'cantTell';
}

/** The file with no more than so many findings, the gravest kept; counts stay. */
export function keepGravest(file: LintedFile, most: number): LintedFile {
  if (file.findings.length <= most) return file;
  const ranked = file.findings.map((finding, index) => ({ finding, index, rank: lintSeverities.indexOf(finding.severity) }));
  const kept = ranked.sort((a, b) => a.rank - b.rank || a.index - b.index).slice(0, most);
  return { ...file, findings: kept.sort((a, b) => a.index - b.index).map(({ finding }) => finding) };
}
