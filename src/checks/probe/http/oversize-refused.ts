/**
 * probe/oversize-refused — over-long addresses, headers and bodies are declined in time, not crashed on.
 *
 * Source   EGIF-TEC-HTP-015; RFC 9110 §15.5.14 (413), §15.5.15 (414); RFC 6585 §5 (431).
 * Evidence the status resource with a query of 16 KiB, else of 64 KiB, and with one header of 64 KiB; a search with its own body, drawn out by blanks
 *          to twice the size that the statement names. A closed connection is a refusal, since the same call is answered without it; a server that
 *          bears the size tells nothing of its limit.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, HttpAction, Observation } from '../../../contract/evidence.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy, unserved } from '../answers.js';
import { statusCall } from '../calls.js';
import { baseOf, isOpenToCases } from '../generated-calls.js';
import { jsonRequest } from '../../generate/request-schema.js';
import { bearable, combine, conclude } from '../gather.js';
import { heardLate, tookLess } from '../in-time.js';

const kibibyte = 1024;
/** The row's own bound. */
const longestWaitMs = 10_000;
/** A body that is greater is a load and no longer a question. */
const greatestBody = 8 * kibibyte * kibibyte;

function* judgeSize(call: HttpAction, spot: string): Generator<Action, Judgement, Observation> {
  return judgeAnswer(yield* ask({ ...call, safety: 'S3', tolerate: ['reset', 'timeout'] as const }), spot);
}

function judgeAnswer(exchange: Exchange, spot: string): Judgement {
  const at = placeOf(exchange, spot);
  const inTime = tookLess(exchange, longestWaitMs);
  if (inTime === false) return violated({ code: 'oversize-hangs', at, want: `${longestWaitMs / 1000} s` });
  if (inTime === undefined) return heardLate(exchange);
  if (exchange.lost?.cause === 'timeout') return undetermined('timeout', exchange.lost.detail);
  if (exchange.lost !== undefined) return examined(1);
  const { status } = responseOf(exchange);
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  if (status >= 500) return violated({ code: 'oversize-crashes', at, got: String(status), want: '4xx' });
  return status >= 400 ? examined(1) : undetermined('unexpected-answer', `status ${status} for an over-long ${spot}`);
}

/** The query of 16 KiB; where that is borne, of 64 KiB. */
function* judgeQuery(call: HttpAction): Generator<Action, Judgement, Observation> {
  const long = (size: number): HttpAction => ({ ...call, url: `${call.url}?egif=${'x'.repeat(size * kibibyte)}` });
  const first = yield* judgeSize(long(16), 'query');
  return first.cause?.code === 'unexpected-answer' ? yield* judgeSize(long(64), 'query') : first;
}

/** The greatest body that the service takes, in octets: as the statement has it, else the contract. */
function statedLimit({ service, contract }: CheckSubject): number | undefined {
  const data = contract?.document.data;
  const own = memberOf(memberOf(isObject(data) ? memberOf(data, 'info') : undefined, 'x-egif-sla'), 'maxRequestBytes');
  const limit = service.sla?.maxRequestBytes ?? own;
  return typeof limit === 'number' && limit > 0 ? limit : undefined;
}

/** A search's body drawn out to twice the limit; undefined where no limit is stated or there is no search to send. */
function* judgeBody(subject: CheckSubject): Generator<Action, Judgement | undefined, Observation> {
  const limit = statedLimit(subject);
  const operation = subject.contract?.operations.find((each) => each.safe && jsonRequest(each) !== undefined && isOpenToCases(subject, each));
  const sample = operation === undefined ? undefined : baseOf(subject, operation);
  if (limit === undefined || 2 * limit > greatestBody || sample?.body === undefined) return undefined;
  const control = yield* ask({ ...callOf(subject, sample, sample.from === 'generated' ? { safety: 'S3' } : {}), tolerate: bearable });
  if (control.lost !== undefined) return undetermined(control.lost.cause, control.lost.detail);
  const broken = unserved(control);
  if (broken !== undefined) return broken;
  // Blanks after the value leave it the same JSON text (RFC 8259 §2).
  const call = callOf(subject, { ...sample, body: sample.body.padEnd(2 * limit, ' ') }, { safety: 'S3' });
  const exchange = yield* ask({ ...call, tolerate: ['reset', 'timeout'] as const });
  const { status } = responseOf(exchange);
  if (exchange.lost === undefined && status >= 200 && status < 300)
    return violated({ code: 'oversize-body-accepted', at: placeOf(exchange, 'body'), got: String(status), want: '413' });
  return judgeAnswer(exchange, 'body');
}

export const oversizeRefused = defineCheck({
  id: 'probe/oversize-refused',
  safety: 'S3',
  over: 'service',
  params: {},
  findings: ['oversize-crashes', 'oversize-hangs', 'oversize-body-accepted'],

  *probe(subject) {
    const call = statusCall(subject);
    const control = yield* ask(call);
    const broken = unserved(control);
    if (broken !== undefined) return broken;
    // Where the call itself is as slow, its size is not the reason.
    if (control.elapsedMs >= longestWaitMs) return undetermined('positive-control-failed', `${control.elapsedMs} ms for ${control.place}`);
    const query = yield* judgeQuery(call);
    const header = yield* judgeSize({ ...call, headers: [['X-Egif-Probe', 'x'.repeat(64 * kibibyte)]] }, 'header');
    const body = yield* judgeBody(subject);
    const parts = combine([query, header]);
    if (body === undefined) return parts;
    return body.cause === undefined ? combine([parts, body]) : conclude([parts], [body], 'nothing-of-the-kind');
  },
});
