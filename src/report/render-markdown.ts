/**
 * The report as Markdown (CommonMark 0.31 with the tables of GitHub), for merge requests and wikis: the same view as the page.
 *
 * Every text is escaped, so that a value of an answer can make neither a heading nor a link nor HTML. Latin runs stand in code spans.
 *
 * Room     report (floor 4). May be imported by suite and cli.
 */
import type { Report } from '../contract/documents.js';
import type { Language } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { textOf } from '../locale/message-of.js';
import type { StageView } from './field-view.js';
import { type ReportView, viewOf } from './report-view.js';
import type { FactView } from './pins-view.js';
import type { FailureView, FindingsView, GroupView } from './row-view.js';

type Lines = readonly string[];
type Say = (key: string) => string;

/** Escapes what CommonMark §2.4 gives a meaning inside a line, and what GitHub makes a link of. A line break becomes a space. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\`*_{}[\]<>#!~&@]/g, '\\$&')
    .replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&');
}

/** A code span whose fence is longer than any run of backticks inside (CommonMark §6.1). */
export function codeSpan(text: string): string {
  const flat = text.replace(/[\r\n]+/g, ' ');
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

function optionalCode(text: string | null): string {
  return text === null ? '' : codeSpan(text);
}

function table(heads: Lines, rows: readonly Lines[]): Lines {
  // A bar ends a cell even inside a code span (GitHub Flavored Markdown §4.10).
  const line = (cells: Lines): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line), ''];
}

function section(title: string, lines: Lines): Lines {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines];
}

function factLines(facts: readonly FactView[]): Lines {
  const written = ({ text, latin }: FactView): string => [text === null ? '' : escapeMarkdown(text), optionalCode(latin)].filter(Boolean).join(' ');
  return [...facts.map((fact) => `- ${escapeMarkdown(fact.label)}: ${written(fact)}`), ''];
}

function tierLines({ tiers }: ReportView, say: Say): Lines {
  if (tiers.length === 0) return [];
  const heads = ['tier', 'verdict', 'quality', 'confidence', 'majors', 'reasons'].map((name) => say(`column-${name}`));
  const rows = tiers.map((tier) => [
    `${escapeMarkdown(tier.name)}${tier.isTarget ? ` (${say('target-mark')})` : ''}`,
    `**${escapeMarkdown(tier.verdict)}**`,
    tier.quality,
    tier.confidence,
    tier.openMajors,
    tier.reasons
      .map(({ title, layer, ids, more }) =>
        [escapeMarkdown(title), layer === null ? '' : `(${layer})`, ...ids.map(codeSpan), more ?? ''].filter(Boolean).join(' '),
      )
      .join('; '),
  ]);
  return [...table(heads, rows), say('note-tiers'), ''];
}

function countLines({ counts }: ReportView, say: Say): Lines {
  const heads = [say('column-layer'), ...counts.heads.map(({ name }) => name), say('column-total')];
  const rows = counts.layers.map(({ name, cells, total }) => [name, ...cells.map(({ count }) => count), total]);
  return table(heads, [...rows, [`**${say('column-total')}**`, ...counts.totals.map(({ count }) => count), counts.total]]);
}

function findingLines({ shown, more, cause, mend, finding }: FindingsView, say: Say): Lines {
  const places = shown.flatMap(({ title, at, got, want, detail, curl }) => {
    const facts = [
      `${say('label-at')} ${codeSpan(at)}`,
      got === null ? '' : `${say('label-got')} ${codeSpan(got)}`,
      want === null ? '' : `${say('label-want')} ${codeSpan(want)}`,
      optionalCode(detail),
    ];
    return [
      ...(title === null ? [] : [`- **${escapeMarkdown(title)}** ${codeSpan(finding)}`]),
      `  - ${facts.filter(Boolean).join('; ')}`,
      ...(curl === null ? [] : [`  - ${say('label-curl')}: ${codeSpan(curl)}`]),
    ];
  });
  return [
    ...places,
    ...(more === null ? [] : [`  - ${escapeMarkdown(more)}`]),
    ...(cause === '' ? [] : [`  - ${say('label-cause')}: ${escapeMarkdown(cause)}`]),
    ...(mend === '' ? [] : [`  - ${say('label-mend')}: ${escapeMarkdown(mend)}`]),
  ];
}

function failureLines(failures: readonly FailureView[], say: Say): Lines {
  return failures.flatMap((row) => [
    `### ${codeSpan(row.id)} ${escapeMarkdown(row.title)}`,
    '',
    [row.level, row.gate, row.tier, row.layer].map(escapeMarkdown).join(' · '),
    '',
    ...(row.waiver === null ? [] : [`${say('label-waiver')}: ${codeSpan(row.waiver)}`, '']),
    ...row.findings.flatMap((findings) => findingLines(findings, say)),
    ...(row.params.length === 0 ? [] : [`- ${say('label-params')}: ${row.params.map(codeSpan).join(' ')}`]),
    '',
  ]);
}

function groupLines(groups: readonly GroupView[], say: Say): Lines {
  return groups.flatMap((group) => [
    `### ${escapeMarkdown(group.title)} (${group.count})`,
    '',
    ...(group.cause === '' ? [] : [escapeMarkdown(group.cause), '']),
    ...(group.mend === '' ? [] : [`${say('label-supply')}: ${escapeMarkdown(group.mend)}`, '']),
    ...table(
      ['id', 'requirement', 'level', 'gate', 'detail'].map((name) => say(`column-${name}`)),
      group.rows.map((row) => [codeSpan(row.id), escapeMarkdown(row.title), row.level, row.gate, optionalCode(row.detail)]),
    ),
  ]);
}

function passedLines({ passed }: ReportView, say: Say): Lines {
  if (passed.length === 0) return [];
  const heads = ['id', 'requirement', 'level', 'gate', 'examined'].map((name) => say(`column-${name}`));
  const rows = passed.map((row) => [
    codeSpan(row.id),
    escapeMarkdown(row.title + (row.uncovered === null ? '' : ` (${row.uncovered})`)),
    row.level,
    row.gate,
    row.examined,
  ]);
  return [say('note-passed'), '', ...table(heads, rows)];
}

function stageText({ word, examined, findings, reason }: StageView): string {
  const count = examined === null ? '' : ` (${examined})`;
  return [escapeMarkdown(word + count), ...findings.map(codeSpan), reason === null ? '' : escapeMarkdown(reason)].filter(Boolean).join(' ');
}

function fieldLines({ fields }: ReportView, say: Say): Lines {
  if (fields.length === 0) return [];
  const heads = ['field', 'dictionary', 'contract', 'live', 'list', 'joint', 'requirement'].map((name) => say(`column-${name}`));
  const rows = fields.map((row) => [
    `${codeSpan(row.field)} ${codeSpan(row.operation)}`,
    `${codeSpan(row.scheme)} ${escapeMarkdown(row.knownBy)} ${codeSpan(row.term)}`,
    ...row.stages.map(stageText),
    stageText(row.verdict),
    row.requirements.map(codeSpan).join(' '),
  ]);
  return [say('note-fields'), '', ...table(heads, rows)];
}

function figureLines({ figures }: ReportView, say: Say): Lines {
  if (figures === null) return [];
  const heads = ['safety', 'asked', 'answered', 'lost', 'served', 'refused'].map((name) => say(`column-${name}`));
  const rows = figures.classes.map(({ safety, word, cells }) => [`${codeSpan(safety)} ${escapeMarkdown(word)}`, ...cells]);
  return [say('note-figures'), '', ...table(heads, rows), ...(figures.facts.length === 0 ? [] : factLines(figures.facts))];
}

function ownProbesLines({ ownProbes }: ReportView, say: Say): Lines {
  if (ownProbes === null) return [];
  const files = ownProbes.files.flatMap(({ file, outcome, detail, tests }) => [
    `### ${codeSpan(file)}: ${escapeMarkdown(outcome)}`,
    '',
    ...(detail === null ? [] : [codeSpan(detail), '']),
    ...(tests.length === 0
      ? []
      : table(
          ['own-test', 'own-state'].map((name) => say(`column-${name}`)),
          tests.map(({ title, state, message }) => [`${escapeMarkdown(title)} ${optionalCode(message)}`.trim(), escapeMarkdown(state)]),
        )),
  ]);
  return [say('note-own-probes'), '', escapeMarkdown(ownProbes.counted), '', ...files];
}

function bannerLines({ against }: ReportView, say: Say): Lines {
  if (against.length === 0) return [];
  const reasons = against.map(({ title, detail, cause, mend }) =>
    [`**${escapeMarkdown(title)}**`, optionalCode(detail), escapeMarkdown(cause), escapeMarkdown(mend)].filter(Boolean).join(' '),
  );
  return [`> **${say('heading-against')}**`, '>', `> ${say('against-lead')}`, '>', ...reasons.map((reason) => `> - ${reason}`), ''];
}

function sightLines({ sights }: ReportView, say: Say): Lines {
  if (sights.length === 0) return [];
  const heads = ['id', 'requirement', 'verdict', 'sides'].map((name) => say(`column-${name}`));
  const rows = sights.map(({ id, title, verdict, sides }) => [
    codeSpan(id),
    escapeMarkdown(title),
    escapeMarkdown(verdict),
    sides
      .map((side) =>
        [
          `${codeSpan(side.vantage)}: **${escapeMarkdown(side.verdict)}** (${side.examined})`,
          side.counted ? '' : say('not-counted'),
          side.reason === null ? '' : escapeMarkdown(side.reason),
          optionalCode(side.detail),
          ...side.findings.map((finding) => `${escapeMarkdown(finding.title)} ${codeSpan(finding.at)}`),
        ]
          .filter(Boolean)
          .join(' '),
      )
      .join('; '),
  ]);
  return [say('note-vantages'), '', ...table(heads, rows)];
}

function driftLines({ drift }: ReportView, say: Say): Lines {
  if (drift.length === 0) return [];
  const heads = ['drift', 'verdict', 'examined', 'requirement', 'findings'].map((name) => say(`column-${name}`));
  const rows = drift.map(({ title, verdict, examined, requirements, findings, more, reason, detail }) => [
    escapeMarkdown(title),
    `**${escapeMarkdown(verdict)}**`,
    examined,
    requirements.map(codeSpan).join(' '),
    [
      ...(reason === null ? [] : [`${escapeMarkdown(reason)} ${optionalCode(detail)}`.trim()]),
      ...findings.map((finding) => `${escapeMarkdown(finding.title)} ${codeSpan(finding.at)}`),
      ...(more === null ? [] : [`+${more}`]),
    ].join('; '),
  ]);
  return [say('note-drift'), '', ...table(heads, rows)];
}

/** The report as Markdown in a language. */
export function renderMarkdown(report: Report, lang: Language, messages: Messages): string {
  const view = viewOf(report, lang, messages);
  const say: Say = (key) => escapeMarkdown(textOf(messages, key, lang));
  const stamp = view.against.length === 0 ? '' : ` (${say('stamp')})`;
  const heading = (key: string): string => say(`heading-${key}`) + stamp;
  const lines = [
    `# ${say('page-title')}: ${escapeMarkdown(view.service)}`,
    '',
    ...section(`${heading('decision')}: ${escapeMarkdown(view.decision.verdict)}`, [
      escapeMarkdown(view.decision.why),
      '',
      `**${say('label-next')}:** ${escapeMarkdown(view.decision.next)}`,
      '',
    ]),
    ...bannerLines(view, say),
    ...factLines(view.facts),
    ...section(heading('tiers'), tierLines(view, say)),
    ...section(heading('counts'), countLines(view, say)),
    ...section(heading('vantages'), sightLines(view, say)),
    ...section(heading('drift'), driftLines(view, say)),
    ...section(heading('failures'), failureLines(view.failures, say)),
    ...section(heading('unknown'), groupLines(view.unknown, say)),
    ...section(heading('waived'), failureLines(view.waived, say)),
    ...section(heading('passed'), passedLines(view, say)),
    ...section(heading('inapplicable'), groupLines(view.inapplicable, say)),
    ...section(heading('untested'), view.untested.length === 0 ? [] : [say('note-untested'), '', ...groupLines(view.untested, say)]),
    ...section(heading('fields'), fieldLines(view, say)),
    ...section(heading('figures'), figureLines(view, say)),
    ...section(heading('own-probes'), ownProbesLines(view, say)),
    ...section(heading('pins'), [
      say('note-pins'),
      '',
      ...view.pins.flatMap(({ title, facts }) => [`### ${escapeMarkdown(title)}`, '', ...factLines(facts)]),
    ]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
