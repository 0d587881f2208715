/**
 * probe/bounded-time — synchronous calls finish in time.
 *
 * Source   EGIF-TEC-OPS-010.
 * Evidence the elapsed time of the status resource, an unknown path, each safe operation with and without a credential; and of every other call.
 *          A call without an answer within the run's own limit is made again with patience; that it has none then is the service's, since it
 *          answered others.
 * Params   seconds.
 */
import { isBusy } from '../answers.js';
import { ask, defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { placeOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import type { Params } from '../../drive.js';
import { commonCalls } from '../calls.js';
import { bearable, conclude, gather } from '../gather.js';
import { heardLate, tookLess } from '../in-time.js';

/** Each takes half a minute, and again where it fails. */
const mostPatient = 1;

/** A proxy on the way has its share in the time, and nobody can say which. */
function tooLate(subject: CheckSubject, at: string, most: number): Judgement {
  return subject.proxied === true
    ? undetermined('measured-through-proxy', `no answer in less than ${most} s`)
    : violated({ code: 'answer-too-late', at, want: `< ${most}` });
}

function judgeOne(subject: CheckSubject, exchange: Exchange, params: Params): Judgement {
  const most = numberParam(params, 'seconds', 30);
  const inTime = tookLess(exchange, most * 1000);
  if (inTime === undefined) return heardLate(exchange);
  return inTime ? examined(isBusy(exchange) ? 0 : 1) : tooLate(subject, placeOf(exchange, exchange.request.method), most);
}

/** The first calls without an answer once more, for as long as an answer may take. */
function* wait(subject: CheckSubject, params: Params): Generator<Action, readonly Judgement[], Observation> {
  const most = numberParam(params, 'seconds', 30);
  const parts: Judgement[] = [];
  for (const { action } of commonCalls(subject).filter((call) => call.action.method === 'GET')) {
    const known = yield* ask({ ...action, tolerate: bearable });
    if (known.lost?.cause !== 'timeout') continue;
    const patient = yield* ask({ ...action, occasion: 'with patience', patienceMs: most * 1000 + 1000, tolerate: bearable });
    const at = placeOf(patient, action.method);
    if (patient.lost?.cause === 'timeout') parts.push(tooLate(subject, at, most));
    else if (patient.lost === undefined) parts.push(judgeOne(subject, patient, params));
    if (parts.length === mostPatient) break;
  }
  return parts;
}

export const boundedTime = defineCheck({
  id: 'probe/bounded-time',
  safety: 'S2',
  needs: 'S1',
  over: 'service',
  params: { seconds: 'seconds' },
  findings: ['answer-too-late'],

  *probe(subject, params) {
    const { answers, losses } = yield* gather(commonCalls(subject));
    const parts = answers.map(({ exchange }) => judgeOne(subject, exchange, params));
    const late = losses.find(({ cause }) => cause?.code === 'timeout');
    if (late === undefined || answers.length === 0) return conclude(parts, losses, 'no-answer');
    return conclude([...parts, ...(yield* wait(subject, params))], losses, 'no-answer');
  },

  review: (subject, params, { exchange }) => judgeOne(subject, exchange, params),
});
