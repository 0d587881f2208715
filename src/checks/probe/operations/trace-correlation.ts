/**
 * probe/trace-correlation — the caller's trace is taken up and named in the answer; a malformed one does no harm.
 *
 * Source   EGIF-TEC-OPS-007; W3C Trace Context §3.2 and §4.3.
 * Evidence two calls of the first operations that can be sent: with a sound traceparent and with a malformed one; and an error, whose problem or
 *          header names the trace just so.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { placeOf, responseOf, textOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy, isBusy, unserved } from '../answers.js';
import { firstIdentity, sendable, unknownPathCall } from '../calls.js';
import { bearable, conclude } from '../gather.js';

/** Few operations are enough: correlation is wired once, before the operations. */
const mostOperations = 3;

function names(exchange: Exchange, traceId: string): boolean {
  const { headers } = responseOf(exchange);
  return headers.some(([, value]) => value.toLowerCase().includes(traceId)) || textOf(exchange).toLowerCase().includes(traceId);
}

function* judgeSample(subject: CheckSubject, sample: NonNullable<ReturnType<typeof sendable>>): Generator<Action, Judgement, Observation> {
  const traceId = subject.uuid('trace-id').replaceAll('-', '');
  const parentId = subject.uuid('parent-id').replaceAll('-', '').slice(0, 16);
  const sound = yield* ask(callOf(subject, sample, { headers: [['traceparent', `00-${traceId}-${parentId}-01`]] }));
  const broken = unserved(sound);
  if (broken !== undefined) return broken;
  if (!names(sound, traceId)) return violated({ code: 'trace-not-named', at: placeOf(sound, 'traceparent') });
  const malformed = yield* ask(callOf(subject, sample, { headers: [['traceparent', '00-egif-01']] }));
  const { status } = responseOf(malformed);
  if (status >= 200 && status < 300) return examined(2);
  return busy(malformed) ?? violated({ code: 'malformed-trace-refused', at: placeOf(malformed, 'traceparent'), got: String(status), want: '2xx' });
}

/** An incident begins with an error: it must be found by its trace most of all. */
function* judgeError(subject: CheckSubject): Generator<Action, Judgement, Observation> {
  const traceId = subject.uuid('trace-id').replaceAll('-', '');
  const parentId = subject.uuid('parent-id').replaceAll('-', '').slice(0, 16);
  const call = unknownPathCall(subject, firstIdentity(subject));
  const error = yield* ask({ ...call, headers: [['traceparent', `00-${traceId}-${parentId}-01`]] as const, tolerate: bearable });
  if (error.lost !== undefined || responseOf(error).status < 400 || isBusy(error)) return examined(0);
  return names(error, traceId) ? examined(1) : violated({ code: 'trace-not-named-in-error', at: placeOf(error, 'traceparent') });
}

export const traceCorrelation = defineCheck({
  id: 'probe/trace-correlation',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['trace-not-named', 'trace-not-named-in-error', 'malformed-trace-refused'],

  *probe(subject) {
    const operations = (subject.contract?.operations ?? []).filter(({ safe }) => safe);
    const samples = operations.flatMap((operation) => sendable(subject, operation) ?? []).slice(0, mostOperations);
    const parts: Judgement[] = [];
    for (const sample of samples) parts.push(yield* judgeSample(subject, sample));
    if (parts.length > 0) parts.push(yield* judgeError(subject));
    return conclude(parts, [], subject.contract === undefined ? 'no-contract' : 'no-test-data');
  },
});
