/**
 * probe/deprecation — deprecated operations announce their end, and what follows them.
 *
 * Source   EGIF-TEC-VER-005; RFC 9745 §2 (Deprecation), RFC 8594 §3 (Sunset), RFC 5829 §3.2 (successor-version).
 * Evidence the valid call of each deprecated safe operation.
 * Params   days, the least between deprecation and sunset.
 */
import { defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { headerValues, placeOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, type Judgement } from '../../../contract/judgement.js';
import { unserved } from '../answers.js';
import { safeCalls } from '../calls.js';
import { conclude, gather } from '../gather.js';

const dayMs = 86_400_000;

function dateFindings(exchange: Exchange, days: number): readonly Finding[] {
  const [deprecation] = headerValues(exchange, 'deprecation');
  const [sunset] = headerValues(exchange, 'sunset');
  const findings: Finding[] = [];
  const [, epoch] = /^@(\d+)$/.exec(deprecation ?? '') ?? [];
  if (deprecation === undefined) findings.push({ code: 'deprecation-missing', at: placeOf(exchange, 'deprecation') });
  else if (epoch === undefined)
    findings.push({ code: 'deprecation-malformed', at: placeOf(exchange, 'deprecation'), got: deprecation, want: '@seconds' });
  const end = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(sunset ?? '') ? Date.parse(sunset ?? '') : Number.NaN;
  if (sunset === undefined) findings.push({ code: 'sunset-missing', at: placeOf(exchange, 'sunset') });
  else if (Number.isNaN(end)) findings.push({ code: 'sunset-malformed', at: placeOf(exchange, 'sunset'), got: sunset, want: 'an HTTP date' });
  if (epoch !== undefined && !Number.isNaN(end)) {
    const between = Math.floor((end - Number(epoch) * 1000) / dayMs);
    if (between < days) findings.push({ code: 'sunset-too-soon', at: placeOf(exchange, 'sunset'), got: String(between), want: `≥ ${days}` });
  }
  return findings;
}

function judgeOne(exchange: Exchange, days: number): Judgement {
  const broken = unserved(exchange);
  if (broken !== undefined) return broken;
  const linked = headerValues(exchange, 'link').some((link) => /;\s*rel\s*=\s*"?[^";]*\b(successor-version|sunset)\b/i.test(link));
  const successor: readonly Finding[] = linked ? [] : [{ code: 'successor-unlinked', at: placeOf(exchange, 'link'), want: 'rel=successor-version' }];
  return examined(1, [...dateFindings(exchange, days), ...successor]);
}

export const deprecation = defineCheck({
  id: 'probe/deprecation',
  safety: 'S2',
  over: 'service',
  params: { days: 'days' },
  findings: ['deprecation-missing', 'deprecation-malformed', 'sunset-missing', 'sunset-malformed', 'sunset-too-soon', 'successor-unlinked'],

  *probe(subject, params) {
    const days = numberParam(params, 'days', 180);
    const { answers, losses } = yield* gather(safeCalls(subject).filter(({ operation }) => operation?.deprecated === true));
    return conclude(
      answers.map(({ exchange }) => judgeOne(exchange, days)),
      losses,
      'no-deprecated-operation',
    );
  },
});
