/**
 * The coded fields of a report as a reader follows them: dictionary, contract, live values, code list, and the verdict that these give together.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { FieldStage, FieldTrace, Verdict } from '../contract/documents.js';
import { formatNumber } from '../locale/format.js';
import { messageOf, textOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import type { Speech } from './speech.js';

export interface StageView {
  readonly tone: Verdict;
  readonly word: string;
  /** How much was seen; null where it was one thing or nothing. */
  readonly examined: string | null;
  /** Finding codes; empty where there are none. */
  readonly findings: readonly string[];
  /** Why it is not told; null where it is. */
  readonly reason: string | null;
}

export interface FieldView {
  readonly operation: string;
  readonly part: string;
  readonly field: string;
  readonly scheme: string;
  /** By what the dictionary knows it, written. */
  readonly knownBy: string;
  readonly term: string;
  readonly requirements: readonly string[];
  readonly stages: readonly StageView[];
  readonly codelist: string | null;
  readonly verdict: StageView;
}

const order: Readonly<Record<Verdict, number>> = { failed: 0, cantTell: 1, untested: 2, waived: 3, passed: 4, inapplicable: 5 };

function stageView({ verdict, examined, findings, reason }: FieldStage, { lang, messages, word }: Speech): StageView {
  return {
    tone: verdict,
    word: word('verdict', verdict),
    examined: examined < 2 ? null : formatNumber(examined, lang),
    findings,
    reason: reason === undefined ? null : messageOf(messages, reason.code, lang).title,
  };
}

/** Fields by verdict, those that failed first; within one verdict as in the contract. */
export function fieldViews(fields: readonly FieldTrace[], speech: Speech): readonly FieldView[] {
  const { lang, messages } = speech;
  return [...fields]
    .sort((a, b) => order[a.verdict] - order[b.verdict])
    .map((trace) => ({
      operation: visibleText(trace.operation),
      part: textOf(messages, `word-part-${trace.part}`, lang),
      field: visibleText(trace.field),
      scheme: trace.scheme,
      knownBy: textOf(messages, `word-known-by-${trace.knownBy}`, lang),
      term: visibleText(trace.term),
      requirements: trace.requirements,
      stages: [trace.contract, trace.live, trace.list].map((stage) => stageView(stage, speech)),
      codelist: trace.codelist ?? null,
      verdict: stageView({ verdict: trace.verdict, examined: 0, findings: [] }, speech),
    }));
}
