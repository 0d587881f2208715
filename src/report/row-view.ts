/**
 * The rows of a report as a reader needs them: failures with their findings, what could not be told by its reason, what passed with its count.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { Finding, Gate, RequirementRow } from '../contract/documents.js';
import { formatNumber } from '../locale/format.js';
import { textIn } from '../locale/language.js';
import { messageOf, textOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import { byText } from './canonical-verdicts.js';
import type { Speech } from './speech.js';

/** What names a requirement. */
export interface RowView {
  readonly id: string;
  readonly title: string;
  readonly layer: string;
  readonly level: string;
  readonly tier: string;
  readonly gate: string;
  /** Whether the gate is a hard one. */
  readonly blocking: boolean;
}

export interface FindingView {
  /** Null where it is the same as that of the finding before. */
  readonly title: string | null;
  readonly at: string;
  readonly got: string | null;
  readonly want: string | null;
  readonly detail: string | null;
  /** The request as a line for a shell; null where none shows it. */
  readonly curl: string | null;
}

/** Findings of one code: cause and mend are said once. */
export interface FindingsView {
  readonly finding: string;
  readonly cause: string;
  readonly mend: string;
  readonly shown: readonly FindingView[];
  /** How many more there are, written; null if all are shown. */
  readonly more: string | null;
}

export interface FailureView extends RowView {
  readonly tone: Gate;
  readonly findings: readonly FindingsView[];
  readonly params: readonly string[];
  readonly waiver: string | null;
}

export interface PassedView extends RowView {
  readonly examined: string;
  /** Kinds of evidence that no check gathers yet, written; null if there are none. */
  readonly uncovered: string | null;
}

/** Rows that share a reason. */
export interface GroupView {
  /** The code of the reason. */
  readonly reason: string;
  readonly title: string;
  readonly cause: string;
  readonly mend: string;
  readonly count: string;
  readonly rows: readonly (RowView & { readonly detail: string | null })[];
}

/** More findings of one code than these stand only in report.json. */
const findingsShown = 10;
const gateOrder: Readonly<Record<Gate, number>> = { hard: 0, major: 1, score: 2, info: 3 };

function rowView(row: RequirementRow, { lang, word }: Speech): RowView {
  return {
    id: row.id,
    title: visibleText(textIn(row.title, lang)),
    layer: word('layer', row.layer),
    level: word('level', row.level),
    tier: word('tier', row.tier),
    gate: word('gate', row.gate),
    blocking: row.gate === 'hard',
  };
}

/** The place of a finding with its line and column, if it lies in a file. */
export function placeOf({ at, line, column }: Finding): string {
  const position = line === undefined ? '' : ` ${line}:${column ?? 1}`;
  return visibleText(at) + position;
}

function optional(text: string | undefined): string | null {
  return text === undefined ? null : visibleText(text);
}

function findingsView(code: string, findings: readonly Finding[], { lang, messages }: Speech): FindingsView {
  const { cause, mend } = messageOf(messages, code, lang);
  const rest = findings.length - findingsShown;
  const titles = findings.slice(0, findingsShown).map(({ got, want }) => messageOf(messages, code, lang, { got, want }).title);
  return {
    finding: code,
    cause,
    mend,
    shown: findings.slice(0, findingsShown).map((finding, index) => ({
      title: index > 0 && titles[index] === titles[index - 1] ? null : (titles[index] ?? code),
      at: placeOf(finding),
      got: optional(finding.got),
      want: optional(finding.want),
      detail: optional(finding.detail),
      curl: optional(finding.curl),
    })),
    more: rest > 0 ? textOf(messages, 'more-findings', lang, { count: rest }) : null,
  };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups];
}

function paramText([name, value]: readonly [string, unknown]): string {
  return visibleText(`${name} = ${typeof value === 'string' ? value : JSON.stringify(value)}`);
}

/** Failed (or waived) rows, the gravest first: by gate, then weight, then id. */
export function failureViews(rows: readonly RequirementRow[], speech: Speech): readonly FailureView[] {
  const order = (a: RequirementRow, b: RequirementRow): number => gateOrder[a.gate] - gateOrder[b.gate] || b.weight - a.weight || byText(a.id, b.id);
  return [...rows].sort(order).map((row) => ({
    ...rowView(row, speech),
    tone: row.gate,
    findings: grouped(row.findings, ({ code }) => code).map(([code, findings]) => findingsView(code, findings, speech)),
    params: Object.entries(row.params).map(paramText),
    waiver: row.waiver === undefined ? null : visibleText(row.waiver),
  }));
}

/** Passed rows with the count of observations behind each. */
export function passedViews(rows: readonly RequirementRow[], speech: Speech): readonly PassedView[] {
  const separator = speech.lang === 'fa' ? '، ' : ', ';
  return rows.map((row) => {
    const kinds = [...new Set((row.notTested ?? []).map(({ by }) => by))].map((by) => speech.word('evidence', by)).join(separator);
    return {
      ...rowView(row, speech),
      examined: formatNumber(row.examined, speech.lang),
      uncovered: kinds === '' ? null : textOf(speech.messages, 'uncovered', speech.lang, { kinds }),
    };
  });
}

/** Why a row is neither passed nor failed: its own reason, else the first that an instance gives. */
export function reasonOf(row: RequirementRow): { readonly code: string; readonly detail?: string } {
  const cause = row.reason ?? row.instances.find((instance) => instance.cause !== undefined)?.cause;
  return cause ?? { code: row.verdict === 'untested' ? 'no-check' : 'nothing-to-examine' };
}

/** Rows by the reason that they share, the most frequent reason first. */
export function groupViews(rows: readonly RequirementRow[], speech: Speech): readonly GroupView[] {
  const groups = [...grouped(rows, (row) => reasonOf(row).code)];
  return groups
    .sort(([codeA, a], [codeB, b]) => b.length - a.length || byText(codeA, codeB))
    .map(([code, members]) => ({
      reason: code,
      ...messageOf(speech.messages, code, speech.lang),
      count: formatNumber(members.length, speech.lang),
      rows: members.map((row) => ({ ...rowView(row, speech), detail: optional(reasonOf(row).detail) })),
    }));
}
