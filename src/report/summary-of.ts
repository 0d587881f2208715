/**
 * The report in a few lines of a terminal: the verdict, why, the failures, what is missing, where to read on.
 *
 * Colour is ANSI SGR (ECMA-48 §8.3.117), and never the only bearer of a meaning.
 *
 * Room     report (floor 4). May be imported by cli.
 */
import type { Report, RunVerdict } from '../contract/documents.js';
import type { Language } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { textOf } from '../locale/message-of.js';
import { isolatedLatin } from '../locale/visible-text.js';
import { type ReportView, viewOf } from './report-view.js';
import type { GroupView } from './row-view.js';

export interface SummaryOptions {
  readonly messages: Messages;
  readonly color: boolean;
}

const rowsShown = 15;
const colours: Readonly<Record<RunVerdict, number>> = { granted: 32, conditional: 33, incomplete: 33, refused: 31 };

function painter(color: boolean): (text: string, sgr: number) => string {
  return (text, sgr) => (color ? `\u001B[${sgr}m${text}\u001B[0m` : text);
}

function countLine({ counts }: ReportView): string {
  return counts.heads.map(({ name }, index) => `${name} ${counts.totals[index]?.count ?? ''}`).join(' · ');
}

/** A reason with the count of its rows and what to supply. */
function groupText({ count, title, mend }: GroupView): string {
  return `${count} × ${title}${mend === '' ? '' : `. ${mend}`}`;
}

/** The report in plain lines, ending with a line break. */
export function summaryOf(report: Report, lang: Language, { messages, color }: SummaryOptions): string {
  const view = viewOf(report, lang, messages);
  const paint = painter(color);
  const say = (key: string): string => textOf(messages, key, lang);
  const latin = (text: string): string => (lang === 'fa' ? isolatedLatin(text) : text);
  const some = <T>(items: readonly T[], line: (item: T) => string): readonly string[] => {
    const rest = items.length - rowsShown;
    return [...items.slice(0, rowsShown).map(line), ...(rest > 0 ? [`  ${textOf(messages, 'and-more', lang, { count: rest })}`] : [])];
  };
  /** Every hard gate is named: it alone keeps a tier from being decided. What the operator left out is only counted: nothing is to be supplied for it. */
  const hardGates = ({ reason, rows }: GroupView): readonly string[] => {
    const gates = rows.filter(({ blocking }) => blocking);
    if (reason !== 'not-selected') return gates.map((row) => `      ${latin(row.id)} ${row.title} (${row.gate})`);
    return gates.length === 0 ? [] : [`      ${textOf(messages, 'hard-gates-among', lang, { count: gates.length })}`];
  };
  /** A narrow run is asked about its few requirements: those that passed are named, not only counted. */
  const chosen = report.scope === 'partial' ? view.passed : [];
  const lines = [
    `${view.service} · ${latin(report.profile.ref)}`,
    paint(view.decision.verdict, colours[view.outcome]),
    view.decision.why,
    countLine(view),
    ...(view.failures.length === 0 ? [] : ['', say('heading-failures')]),
    ...some(
      view.failures,
      (row) => `  ${paint('✗', 31)} ${latin(row.id)} ${row.title} (${row.gate}) ${row.findings.map(({ finding }) => latin(finding)).join(' ')}`,
    ),
    ...(chosen.length === 0 ? [] : ['', say('heading-passed')]),
    ...some(chosen, (row) => `  ${paint('✓', 32)} ${latin(row.id)} ${row.title} (${row.examined})`),
    ...(view.unknown.length === 0 ? [] : ['', say('heading-unknown')]),
    ...view.unknown.flatMap((group) => [`  ${paint('?', 33)} ${groupText(group)}`, ...hardGates(group)]),
    ...(view.untested.length === 0 ? [] : ['', say('heading-untested')]),
    ...view.untested.flatMap((group) => [`  – ${groupText(group)}`, ...hardGates(group)]),
    ...(view.ownProbes === null ? [] : ['', `${say('heading-own-probes')}: ${view.ownProbes.counted}`]),
    ...(view.against.length === 0 ? [] : ['', paint(say('heading-against'), 31), ...view.against.map(({ title }) => `  ${title}`)]),
    '',
    `${say('label-next')}: ${view.decision.next}`,
  ];
  return `${lines.join('\n')}\n`;
}
