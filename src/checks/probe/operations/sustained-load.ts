/**
 * probe/sustained-load — at the throughput that it declares, the service goes on answering in time.
 *
 * Source   EGIF-TEC-OPS-012.
 * Evidence five minutes of calls at the declared rate of one consumer; class S5, with consent to load, never in production.
 */
import { ask, defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import { examined, undetermined } from '../../../contract/judgement.js';
import { safeCalls } from '../calls.js';
import { declaredLevel } from './declared-level.js';

const minutes = 5;
/** The engine sends no longer load. */
const longestLoad = 60_000;
const mostErrors = 0.01;

export const sustainedLoad = defineCheck({
  id: 'probe/sustained-load',
  safety: 'S5',
  over: 'service',
  params: {},
  findings: ['load-errors', 'load-slow'],

  *probe(subject) {
    const rate = declaredLevel(subject, 'throughputPerMinutePerConsumer');
    if (subject.service.consents?.load !== true) return undetermined('no-consent', 'consents.load');
    if (rate === undefined) return undetermined('level-undeclared', 'sla.throughputPerMinutePerConsumer');
    const count = Math.round(rate * minutes);
    if (count > longestLoad) return undetermined('load-too-large', `${rate} a minute for ${minutes} minutes`);
    const [call] = safeCalls(subject).filter(({ action }) => action.method === 'GET');
    if (call === undefined) return undetermined('no-test-data');
    const { url, headers, credential, place } = call.action;
    const own = { url, credential, place, ...(headers === undefined ? {} : { headers }) };
    const load = yield* ask({ kind: 'burst', ...own, count, perMinute: rate, safety: 'S5' });
    const { sent = 0, lost = 0, statuses = {}, p95Ms = 0, leastP95Ms = p95Ms, delayed = 0 } = load.burst ?? {};
    const served = Object.entries(statuses).reduce((sum, [status, number]) => sum + (/^[23]/.test(status) ? number : 0), 0);
    const share = sent === 0 ? 1 : (sent - served) / sent;
    const detail = `${sent} of ${count} sent, ${served} served, ${lost} lost, p95 ${p95Ms} ms`;
    const most = declaredLevel(subject, 'latencyP95Ms');
    const findings: Finding[] = [];
    if (share >= mostErrors)
      findings.push({ code: 'load-errors', at: placeOf(load, 'load'), got: `${(share * 100).toFixed(1)} %`, want: '< 1 %', detail });
    const isLate = most !== undefined && served > 0 && p95Ms > most;
    if (isLate && leastP95Ms > most)
      findings.push({ code: 'load-slow', at: placeOf(load, 'load'), got: `${Math.round(p95Ms)} ms`, want: `≤ ${most} ms`, detail });
    if (findings.length > 0) return examined(sent, findings);
    if (isLate) return undetermined('heard-late', `${detail}; ${delayed} answers were heard late, without it p95 is ${leastP95Ms} ms or more`);
    return sent < count ? undetermined('burst-inconclusive', detail) : examined(sent);
  },
});
