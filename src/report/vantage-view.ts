/**
 * Who saw what: the rows of a merged report on which the vantages did not all see the same.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { Report, RequirementRow, VantageView, Verdict } from '../contract/documents.js';
import { formatNumber } from '../locale/format.js';
import { textIn } from '../locale/language.js';
import { messageOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import { placeOf } from './row-view.js';
import type { Speech } from './speech.js';

/** One side of a row. */
export interface SideView {
  readonly vantage: string;
  readonly verdict: string;
  readonly tone: Verdict;
  readonly examined: string;
  readonly findings: readonly { readonly title: string; readonly code: string; readonly at: string }[];
  readonly reason: string | null;
  readonly detail: string | null;
  /** Whether the row's verdict rests on it. */
  readonly counted: boolean;
}

export interface SightView {
  readonly id: string;
  readonly title: string;
  readonly verdict: string;
  readonly tone: Verdict;
  readonly sides: readonly SideView[];
}

/** More findings of one side stand only in report.json. */
const findingsShown = 5;

function sideView(view: VantageView, { lang, messages, word }: Speech): SideView {
  const { vantage, verdict, examined, findings, reason, counted } = view;
  return {
    vantage: visibleText(vantage),
    verdict: word('verdict', verdict),
    tone: verdict,
    examined: formatNumber(examined, lang),
    findings: findings.slice(0, findingsShown).map((finding) => ({
      title: messageOf(messages, finding.code, lang, { got: finding.got, want: finding.want }).title,
      code: finding.code,
      at: placeOf(finding),
    })),
    reason: reason === undefined ? null : messageOf(messages, reason.code, lang).title,
    detail: reason?.detail === undefined ? null : visibleText(reason.detail),
    counted,
  };
}

/** The rows with sides; those on which the vantages disagree first. */
export function sightViews(report: Report, speech: Speech): readonly SightView[] {
  const rank = ({ reason }: RequirementRow): number => (reason?.code === 'vantages-disagree' ? 0 : 1);
  return report.requirements
    .filter(({ vantages }) => vantages !== undefined)
    .toSorted((a, b) => rank(a) - rank(b))
    .map((row) => ({
      id: row.id,
      title: visibleText(textIn(row.title, speech.lang)),
      verdict: speech.word('verdict', row.verdict),
      tone: row.verdict,
      sides: (row.vantages ?? []).map((view) => sideView(view, speech)),
    }));
}
