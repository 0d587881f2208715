/**
 * probe/latency — the 95th percentile of spaced calls is within what is declared.
 *
 * Source   EGIF-TEC-OPS-004.
 * Evidence fifty calls of the safe operations in turn, each operation at most once a second beyond kind local; and two handshakes, by whose quickest
 *          the way there is told from the service's own time. Answers that were heard late count by the least that they can have taken.
 */
import { ask, defineCheck } from '../../ask.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { percentile } from '../../../contract/percentile.js';
import { isBusy, unserved } from '../answers.js';
import { type Call, safeCalls } from '../calls.js';
import { bearable } from '../gather.js';
import { leastMs } from '../in-time.js';
import { helloOf } from '../tls/tls.js';
import { declaredLevel } from './declared-level.js';

const calls = 50;
const spacingMs = 1000;
/** A run with a smaller budget needs it for other things. */
const leastBudget = 10 * calls;

/**
 * What the way there takes: half of the quickest hello, which is two round trips, and never more than the quickest call. Undefined where there is no
 * TLS.
 */
function* networkMs(subject: CheckSubject, quickest: number): Generator<Action, number | undefined, Observation> {
  if (!subject.baseUrl.startsWith('https:')) return undefined;
  const times: number[] = [];
  for (const version of ['TLSv1.3', 'TLSv1.2'] as const) {
    const hello = yield* ask({ ...helloOf(subject, version), tolerate: bearable });
    if (hello.lost === undefined) times.push(hello.elapsedMs);
  }
  return times.length === 0 ? undefined : Math.min(Math.min(...times) / 2, quickest);
}

/** Fifty calls, the quickest first, or why they are not to be had. What is not served at all is left out from then on. */
function* answersOf(subject: CheckSubject, chosen: readonly Call[]): Generator<Action, readonly Exchange[] | Judgement, Observation> {
  const answers: Exchange[] = [];
  let open = chosen;
  let refused: Judgement | undefined;
  for (let round = 1; answers.length < calls && open.length > 0; round += 1) {
    if (round > 1 && subject.environment.kind !== 'local') yield* ask({ kind: 'wait', milliseconds: spacingMs, safety: 'S1', place: '/' });
    for (const call of open.slice(0, calls - answers.length)) {
      const exchange = yield* ask({ ...call.action, occasion: `latency ${round}` });
      const broken = unserved(exchange);
      if (broken === undefined) answers.push(exchange);
      else if (isBusy(exchange)) return broken;
      else {
        refused = broken;
        open = open.filter((each) => each !== call);
      }
    }
  }
  return answers.length < calls ? (refused ?? undetermined('no-test-data')) : answers.sort((a, b) => a.elapsedMs - b.elapsedMs);
}

export const latency = defineCheck({
  id: 'probe/latency',
  safety: 'S2',
  needs: 'S1',
  over: 'service',
  params: {},
  findings: ['latency-above-declared'],

  *probe(subject) {
    const declared = declaredLevel(subject, 'latencyP95Ms');
    if (declared === undefined) return undetermined('level-undeclared', 'sla.latencyP95Ms');
    const { maxRequests } = subject.service.limits ?? {};
    if (maxRequests !== undefined && maxRequests < leastBudget) return undetermined('budget', `${calls} calls of ${maxRequests}`);
    const chosen = safeCalls(subject).filter(({ action }) => action.method === 'GET');
    if (chosen.length === 0) return undetermined(subject.contract === undefined ? 'no-contract' : 'no-test-data');
    const answers = yield* answersOf(subject, chosen);
    if ('examined' in answers) return answers;
    const times = answers.map(({ elapsedMs }) => elapsedMs);
    const network = yield* networkMs(subject, times[0] ?? 0);
    const p95 = percentile(times, 95);
    if (p95 <= declared) return examined(times.length);
    const own = p95 - (network ?? 0);
    const detail = `p50 ${percentile(times, 50)} ms, p95 ${p95} ms, p99 ${percentile(times, 99)} ms; the way there takes ${network ?? 'an unknown number of'} ms`;
    if (own <= declared) return undetermined('way-slow', detail);
    if (subject.proxied === true) return undetermined('measured-through-proxy', detail);
    const least = percentile(
      answers.map(leastMs).sort((a, b) => a - b),
      95,
    );
    const delayed = answers.filter(({ ownDelayMs = 0 }) => ownDelayMs > 0).length;
    if (least - (network ?? 0) <= declared)
      return undetermined(
        'heard-late',
        `${detail}; ${delayed} of ${calls} answers were heard late, without it p95 is ${Math.round(least)} ms or more`,
      );
    const at = `${subject.environment.id}/latency`;
    return violated({ code: 'latency-above-declared', at, got: `${Math.round(p95)} ms`, want: `≤ ${declared} ms`, detail });
  },
});
