/**
 * Drift as a reader's table: each kind with what was held against what, and what was found.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { Report, Verdict } from '../contract/documents.js';
import { formatNumber } from '../locale/format.js';
import { messageOf, textOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import { placeOf } from './row-view.js';
import type { Speech } from './speech.js';

export interface DriftView {
  readonly title: string;
  readonly verdict: string;
  readonly tone: Verdict;
  readonly examined: string;
  readonly requirements: readonly string[];
  readonly findings: readonly { readonly title: string; readonly code: string; readonly at: string }[];
  /** How many more findings stand in the report; null: none. */
  readonly more: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
}

const findingsShown = 5;

export function driftViews({ drift = [] }: Report, { lang, messages, word }: Speech): readonly DriftView[] {
  return drift.map(({ kind, verdict, examined, requirements, findings, reason }) => ({
    title: textOf(messages, `drift-${kind}`, lang),
    verdict: word('verdict', verdict),
    tone: verdict,
    examined: formatNumber(examined, lang),
    requirements,
    findings: findings.slice(0, findingsShown).map((finding) => ({
      title: messageOf(messages, finding.code, lang, { got: finding.got, want: finding.want }).title,
      code: finding.code,
      at: placeOf(finding),
    })),
    more: findings.length > findingsShown ? formatNumber(findings.length - findingsShown, lang) : null,
    reason: reason === undefined ? null : messageOf(messages, reason.code, lang).title,
    detail: reason?.detail === undefined ? null : visibleText(reason.detail),
  }));
}
