/**
 * The verdict with its one-sentence why and what to do next, and the table of tiers.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { Layer, Report, RunVerdict, Tier, TierReason, TierResult } from '../contract/documents.js';
import { formatNumber, formatPercent } from '../locale/format.js';
import { messageOf, textOf } from '../locale/message-of.js';
import { words } from '../locale/word-of.js';
import { byText } from './canonical-verdicts.js';
import type { Speech } from './speech.js';

export interface DecisionView {
  readonly verdict: string;
  readonly tone: RunVerdict;
  readonly why: string;
  readonly next: string;
}

/** A reason of a tier, with the ids of the requirements that it names. */
export interface TierReasonView {
  readonly title: string;
  readonly layer: string | null;
  readonly ids: readonly string[];
  /** How many more ids there are, written; null if all are named. */
  readonly more: string | null;
}

export interface TierView {
  readonly name: string;
  readonly isTarget: boolean;
  readonly verdict: string;
  readonly tone: RunVerdict;
  readonly quality: string;
  readonly confidence: string;
  readonly openMajors: string;
  readonly layers: readonly { readonly name: string; readonly quality: string }[];
  readonly reasons: readonly TierReasonView[];
}

const idsShown = 12;

/** A figure cut (not rounded) to one decimal, so that 74.96 never reads as the 75 that it misses. */
function cut(value: number, { lang }: Speech): string {
  return formatNumber(Math.floor(Number((value * 10).toFixed(6))) / 10, lang, 1);
}

/** The ends are rounded outwards to 0.01, so that two that differ by no more are one value. */
const roundingWidth = 0.0101;

function interval([low, high]: readonly number[], speech: Speech): string {
  if (low === undefined || high === undefined) return '–';
  if (high - low < roundingWidth || cut(low, speech) === cut(high, speech)) return cut(low, speech);
  return textOf(speech.messages, 'interval', speech.lang, { low: cut(low, speech), high: cut(high, speech) });
}

function figure(code: TierReason['code'], value: number | undefined, speech: Speech): string | undefined {
  if (value === undefined) return undefined;
  return code === 'confidence-low' ? formatPercent(value, speech.lang) : cut(value, speech);
}

/** The reason in words, with what was got and what is wanted where it is a matter of figures. */
function reasonTitle({ code, got, want }: TierReason, speech: Speech): string {
  const { messages, lang } = speech;
  const figures = { got: figure(code, got, speech), want: figure(code, want, speech) };
  const { title } = messageOf(messages, code, lang, figures);
  return got === undefined || want === undefined ? title : `${title} (${textOf(messages, 'got-and-want', lang, figures)})`;
}

function asSentence(title: string): string {
  return /[.!?؟]$/.test(title) ? title : `${title}.`;
}

function reasonView(reason: TierReason, speech: Speech): TierReasonView {
  const ids = [...(reason.requirements ?? [])].sort(byText);
  const rest = ids.length - idsShown;
  return {
    title: reasonTitle(reason, speech),
    layer: reason.layer === undefined ? null : speech.word('layer', reason.layer),
    ids: ids.slice(0, idsShown),
    more: rest > 0 ? textOf(speech.messages, 'and-more', speech.lang, { count: rest }) : null,
  };
}

function layerQualities(layers: TierResult['layers'], speech: Speech): TierView['layers'] {
  const present = words.layer.filter((layer: Layer) => layers?.[layer] !== undefined);
  return present.map((layer) => ({ name: speech.word('layer', layer), quality: interval(layers?.[layer] ?? [], speech) }));
}

function tierView([tier, result]: readonly [Tier, TierResult], target: Tier, speech: Speech): TierView {
  return {
    name: speech.word('tier', tier),
    isTarget: tier === target,
    verdict: speech.word('outcome', result.verdict),
    tone: result.verdict,
    quality: interval(result.quality, speech),
    confidence: formatPercent(result.confidence, speech.lang),
    openMajors: formatNumber(result.openMajors, speech.lang),
    layers: layerQualities(result.layers, speech),
    reasons: result.reasons.map((reason) => reasonView(reason, speech)),
  };
}

/** The tiers of a report from the lowest up. A partial run has none to show. */
export function tierViews(report: Report, speech: Speech): readonly TierView[] {
  if (report.scope === 'partial') return [];
  return words.tier.flatMap((tier) => {
    const result = report.tiers[tier];
    return result === undefined ? [] : [tierView([tier, result], report.targetTier, speech)];
  });
}

/** The verdict at the target tier, why, and what to do next. */
export function decisionView(report: Report, speech: Speech): DecisionView {
  const { messages, lang, word } = speech;
  const partial = report.scope === 'partial';
  const reasons = report.tiers[report.targetTier]?.reasons ?? [];
  const [first] = reasons;
  const kind = partial ? 'partial' : report.verdict;
  const values = {
    tier: word('tier', report.targetTier),
    failed: report.counts.failed,
    unknown: report.counts.cantTell + report.counts.untested,
    passed: report.counts.passed,
  };
  const summary = textOf(messages, `why-${kind}`, lang, values);
  const decisive = first === undefined || partial ? '' : ` ${textOf(messages, 'decisive', lang)} ${asSentence(reasonTitle(first, speech))}`;
  return {
    verdict: partial ? word('scope', 'partial') : word('outcome', report.verdict),
    tone: report.verdict,
    why: summary + decisive,
    next: textOf(messages, `next-${kind}`, lang, values),
  };
}
