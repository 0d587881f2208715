/**
 * probe/clock — the server's clock is right.
 *
 * Source   EGIF-TEC-OPS-008; RFC 9110 §6.6.1 (Date) and §5.6.7 (IMF-fixdate); RFC 9111 §5.1 (Age).
 * Evidence Date of two fresh answers, against the time between sending and receiving them. The smaller of the two distances counts.
 * Params   seconds.
 */
import { ask, defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { headerValues, placeOf } from '../../read.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, undetermined, violated } from '../../../contract/judgement.js';
import { statusCall, unknownPathCall } from '../calls.js';

const fixdate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds between the second that Date names and the time of the exchange; 0 where they overlap. */
function distance(exchange: Exchange, date: string): number {
  const from = Date.parse(date);
  const sent = Date.parse(exchange.at);
  return Math.max(0, from - (sent + exchange.elapsedMs), sent - (from + 999));
}

export const clock = defineCheck({
  id: 'probe/clock',
  safety: 'S1',
  over: 'service',
  params: { seconds: 'seconds' },
  findings: ['date-missing', 'date-malformed', 'clock-off'],

  *probe(subject, params) {
    const most = numberParam(params, 'seconds', 5);
    const exchanges = [yield* ask(statusCall(subject)), yield* ask(unknownPathCall(subject))];
    const fresh = exchanges.filter((exchange) => headerValues(exchange, 'age').every((age) => Number(age) === 0));
    const [first] = fresh;
    if (first === undefined) return undetermined('answer-from-cache', 'every answer came from a cache');
    const at = placeOf(first, 'date');
    const dates = fresh.map((exchange) => ({ exchange, date: headerValues(exchange, 'date')[0] }));
    const missing = dates.find(({ date }) => date === undefined);
    if (missing !== undefined) return violated({ code: 'date-missing', at: placeOf(missing.exchange, 'date') });
    const malformed = dates.find(({ date }) => !fixdate.test(date ?? ''));
    if (malformed !== undefined) return violated({ code: 'date-malformed', at: placeOf(malformed.exchange, 'date'), got: malformed.date ?? '' });
    const least = Math.min(...dates.map(({ exchange, date }) => distance(exchange, date ?? '')));
    if (least <= most * 1000) return examined(dates.length);
    return violated({ code: 'clock-off', at, want: `± ${most}`, detail: `${Math.round(least / 1000)} s off` });
  },
});
