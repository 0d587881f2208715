/**
 * The rows of a report as CSV (RFC 4180), for a spreadsheet: one line a requirement.
 *
 * Starts with a byte order mark, without which spreadsheets read Persian as Latin-1. A cell that a spreadsheet would run as a formula is disarmed by
 * a leading apostrophe.
 *
 * Room     report (floor 4). May be imported by suite and cli.
 */
import type { Report, RequirementRow } from '../contract/documents.js';
import type { Messages } from '../locale/load-messages.js';
import { messageOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import { wordsIn } from '../locale/word-of.js';
import { placeOf, reasonOf } from './row-view.js';

const columns = [
  'id',
  'rev',
  'layer',
  'topic',
  'level',
  'tier',
  'gate',
  'weight',
  'verdict',
  'verdict_fa',
  'title_fa',
  'title_en',
  'examined',
  'findings',
  'first_code',
  'first_at',
  'first_finding_fa',
  'first_finding_en',
  'reason',
  'waiver',
] as const;

function cell(value: string | number): string {
  const text = String(value);
  const disarmed = typeof value === 'string' && /^[\s\uFEFF]*[=+\-@|]/.test(text) ? `'${text}` : text;
  return /["',;\r\n\t]/.test(disarmed) ? `"${disarmed.replaceAll('"', '""')}"` : disarmed;
}

function firstFinding(row: RequirementRow, messages: Messages): readonly string[] {
  const [finding] = row.findings;
  if (finding === undefined) return ['', '', '', ''];
  const { title } = messageOf(messages, finding.code, 'fa', { got: finding.got, want: finding.want });
  const english = messageOf(messages, finding.code, 'en', { got: finding.got, want: finding.want });
  return [finding.code, placeOf(finding), title, english.title];
}

/** The rows as CSV text: stable words first, titles in both languages. */
export function renderCsv(report: Report, messages: Messages): string {
  const word = wordsIn(messages, 'fa');
  const lines = report.requirements.map((row) => {
    const told = row.verdict === 'passed' || row.verdict === 'failed' || row.verdict === 'waived';
    return [
      row.id,
      row.rev,
      row.layer,
      row.topic,
      row.level,
      row.tier,
      row.gate,
      row.weight,
      row.verdict,
      word('verdict', row.verdict),
      visibleText(row.title.fa),
      visibleText(row.title.en),
      row.examined,
      row.findings.length,
      ...firstFinding(row, messages),
      told ? '' : reasonOf(row).code,
      visibleText(row.waiver ?? ''),
    ];
  });
  return `\uFEFF${[columns, ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`;
}
