/**
 * probe/audit-data-demanded — calls on personal data without audit data, or for a purpose that nobody agreed to, are refused.
 *
 * Source   EGIF-TEC-SEC-021.
 * Evidence one safe operation that declares the audit header: as it should be called, without the header, and with an unknown purpose in it.
 * Params   header, the name of the agreed header.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { textParam } from '../../params.js';
import { placeOf, responseOf } from '../../read.js';
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Headers, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy, unserved } from '../answers.js';
import { bearable, combine } from '../gather.js';
import { auditCall, valueForNobody } from './audit-call.js';

/** What says that a call lacks something (RFC 9110 §15.5.1 and §15.5.4; RFC 4918 §11.2; RFC 6585 §3). */
const refusals: ReadonlySet<number> = new Set([400, 403, 422, 428]);

function* mustRefuse(
  subject: CheckSubject,
  sample: Sample,
  given: { readonly headers: Headers; readonly code: string; readonly what: string },
): Generator<Action, Judgement, Observation> {
  const exchange = yield* ask({ ...callOf(subject, sample, { headers: given.headers }), tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, `${given.what}: ${exchange.lost.detail}`);
  const { status } = responseOf(exchange);
  if (status >= 200 && status < 300)
    return violated({ code: given.code, at: placeOf(exchange, sample.operation.method), got: String(status), want: '403' });
  if (refusals.has(status)) return examined(1);
  return busy(exchange) ?? undetermined('unexpected-answer', `status ${status} for ${given.what} at ${sample.operation.path}`);
}

export const auditDataDemanded = defineCheck({
  id: 'probe/audit-data-demanded',
  safety: 'S2',
  over: 'service',
  params: { header: 'text' },
  findings: ['call-without-audit-served', 'unknown-purpose-served'],

  *probe(subject, params) {
    const call = auditCall(subject, textParam(params, 'header', 'Egif-Audit'));
    if ('cause' in call) return call;
    const { sample, header, complete } = call;
    const served = yield* ask({ ...callOf(subject, sample, { headers: [[header, complete]] }), tolerate: bearable });
    if (served.lost !== undefined) return undetermined(served.lost.cause, served.lost.detail);
    const broken = unserved(served);
    if (broken !== undefined) return broken;
    const without = yield* mustRefuse(subject, sample, { headers: [], code: 'call-without-audit-served', what: 'a call without audit data' });
    const value = valueForNobody(subject, call);
    const what = 'a call for an unknown purpose';
    const unknownPurpose =
      value === undefined
        ? undetermined('no-test-data', 'no unknown purpose can be made: state testData.audit.unknownPurpose')
        : yield* mustRefuse(subject, sample, { headers: [[header, value]], code: 'unknown-purpose-served', what });
    return combine([without, unknownPurpose]);
  },
});
