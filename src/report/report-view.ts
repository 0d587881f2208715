/**
 * A report as one reader's page: every text chosen, every number written, in the order in which a reader needs them.
 *
 * One view serves the HTML page and the Markdown text, so that neither can say what the other does not. Texts in it are plain: whoever writes them
 * out escapes them.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { Cause, Layer, Report, RequirementRow, RunVerdict, Verdict } from '../contract/documents.js';
import { formatInstant, formatNumber } from '../locale/format.js';
import { type Language, textIn } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { messageOf, textOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import { type Words, words, wordsIn } from '../locale/word-of.js';
import { countVerdicts } from './assemble-report.js';
import { type DecisionView, decisionView, type TierView, tierViews } from './decision-view.js';
import { type DriftView, driftViews } from './drift-view.js';
import { fieldViews, type FieldView } from './field-view.js';
import { type FiguresView, figuresView, type OwnProbesView, ownProbesView } from './figures-view.js';
import { type FactView, type PinsView, pinsViews } from './pins-view.js';
import { failureViews, type FailureView, type GroupView, groupViews, type PassedView, passedViews } from './row-view.js';
import type { Speech } from './speech.js';
import { type SightView, sightViews } from './vantage-view.js';

/** A reason with its detail, which is English and already free of secrets. */
export interface ReasonView {
  readonly title: string;
  readonly cause: string;
  readonly mend: string;
  readonly detail: string | null;
}

export interface CountsView {
  readonly heads: readonly { readonly name: string; readonly tone: Verdict }[];
  readonly layers: readonly { readonly name: string; readonly cells: readonly CellView[]; readonly total: string }[];
  readonly totals: readonly CellView[];
  readonly total: string;
}

export interface CellView {
  readonly count: string;
  /** The verdict of the column, or `none` where the count is 0. */
  readonly tone: Verdict | 'none';
}

export interface ReportView {
  readonly lang: Language;
  readonly dir: 'rtl' | 'ltr';
  readonly id: string;
  readonly service: string;
  readonly agency: string;
  readonly outcome: RunVerdict;
  readonly facts: readonly FactView[];
  readonly decision: DecisionView;
  /** Why no certificate can rest on the report; empty if one can. */
  readonly against: readonly ReasonView[];
  readonly tiers: readonly TierView[];
  readonly counts: CountsView;
  /** Of a merged report: what the vantages did not all see alike. */
  readonly sights: readonly SightView[];
  /** Where what runs has moved away from what was written. */
  readonly drift: readonly DriftView[];
  readonly failures: readonly FailureView[];
  readonly unknown: readonly GroupView[];
  readonly waived: readonly FailureView[];
  readonly passed: readonly PassedView[];
  readonly inapplicable: readonly GroupView[];
  readonly untested: readonly GroupView[];
  readonly fields: readonly FieldView[];
  /** Null where none were kept. */
  readonly figures: FiguresView | null;
  /** Null where there were none. */
  readonly ownProbes: OwnProbesView | null;
  readonly pins: readonly PinsView[];
}

function reasonView(cause: Cause, { lang, messages }: Speech): ReasonView {
  return { ...messageOf(messages, cause.code, lang), detail: cause.detail === undefined ? null : visibleText(cause.detail) };
}

function cellsOf(rows: readonly RequirementRow[], lang: Language): readonly CellView[] {
  const counts = countVerdicts(rows);
  return words.verdict.map((verdict) => ({ count: formatNumber(counts[verdict], lang), tone: counts[verdict] === 0 ? 'none' : verdict }));
}

function countsView(report: Report, lang: Language, word: Words): CountsView {
  const rowsOf = (layer: Layer): readonly RequirementRow[] => report.requirements.filter((row) => row.layer === layer);
  return {
    heads: words.verdict.map((verdict) => ({ name: word('verdict', verdict), tone: verdict })),
    layers: words.layer
      .map((layer) => ({ layer, rows: rowsOf(layer) }))
      .filter(({ rows }) => rows.length > 0)
      .map(({ layer, rows }) => ({ name: word('layer', layer), cells: cellsOf(rows, lang), total: formatNumber(rows.length, lang) })),
    totals: cellsOf(report.requirements, lang),
    total: formatNumber(report.requirements.length, lang),
  };
}

function headFacts(report: Report, { lang, messages, word }: Speech): readonly FactView[] {
  const label = (key: string): string => textOf(messages, `fact-${key}`, lang);
  const { environment, agency } = report.subject;
  const tier = word('tier', report.targetTier);
  return [
    { label: label('agency'), text: visibleText(textIn(agency.name, lang)), latin: agency.legalPersonId },
    { label: label('service'), text: visibleText(textIn(report.subject.service.title, lang)), latin: report.subject.service.id },
    {
      label: label('environment'),
      text: textOf(messages, `word-environment-${environment.kind}`, lang),
      latin: `${environment.id} ${environment.baseUrl}`,
    },
    { label: label('profile'), text: visibleText(textIn(report.profile.title, lang)), latin: report.profile.ref },
    { label: label('target-tier'), text: tier, latin: null },
    { label: label('started'), text: formatInstant(report.run.startedAt, lang), latin: null },
    { label: label('report-id'), text: null, latin: report.id },
  ];
}

/** The page of a report in a language. */
export function viewOf(report: Report, lang: Language, messages: Messages): ReportView {
  const speech: Speech = { lang, messages, word: wordsIn(messages, lang) };
  const rowsOf = (verdict: Verdict): readonly RequirementRow[] => report.requirements.filter((row) => row.verdict === verdict);
  return {
    lang,
    dir: lang === 'fa' ? 'rtl' : 'ltr',
    id: report.id,
    service: visibleText(textIn(report.subject.service.title, lang)),
    agency: visibleText(textIn(report.subject.agency.name, lang)),
    outcome: report.verdict,
    facts: headFacts(report, speech),
    decision: decisionView(report, speech),
    against: report.notForCertification.map((cause) => reasonView(cause, speech)),
    tiers: tierViews(report, speech),
    counts: countsView(report, lang, speech.word),
    sights: sightViews(report, speech),
    drift: driftViews(report, speech),
    failures: failureViews(rowsOf('failed'), speech),
    unknown: groupViews(rowsOf('cantTell'), speech),
    waived: failureViews(rowsOf('waived'), speech),
    passed: passedViews(rowsOf('passed'), speech),
    inapplicable: groupViews(rowsOf('inapplicable'), speech),
    untested: groupViews(rowsOf('untested'), speech),
    fields: fieldViews(report.fields ?? [], speech),
    figures: figuresView(report.operations, speech),
    ownProbes: ownProbesView(report.agencyProbes, speech),
    pins: pinsViews(report, speech),
  };
}
