/**
 * probe/consent-honoured — a call on a consent that is over gives nothing.
 *
 * Source   EGIF-LEG-PRV-003; ISO/IEC TS 27560.
 * Evidence a call of the statement with the reference of a consent in force; and with those of an expired and a withdrawn one. The references, the
 *          header field that carries them and the operation are the statement's (testData.consents).
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy, unserved } from '../answers.js';
import { sendable } from '../calls.js';
import { bearable, combine } from '../gather.js';

interface Over {
  readonly reference: string | undefined;
  readonly state: 'expired' | 'withdrawn';
  readonly code: string;
}

function* judgeOver(
  subject: CheckSubject,
  sample: Sample,
  given: { readonly header: string; readonly over: Over },
): Generator<Action, Judgement, Observation> {
  const { reference, state, code } = given.over;
  if (reference === undefined) return undetermined('no-test-data', `the statement names no ${state} consent (testData.consents.${state})`);
  const exchange = yield* ask({ ...callOf(subject, sample, { headers: [[given.header, reference]], safety: 'S3' }), tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, exchange.lost.detail);
  const { status } = responseOf(exchange);
  if (status >= 200 && status < 300) return violated({ code, at: placeOf(exchange, sample.operation.method), got: String(status), want: '403' });
  if (status === 403) return examined(1);
  return busy(exchange) ?? undetermined('unexpected-answer', `status ${status} on a consent that is ${state}`);
}

export const consentHonoured = defineCheck({
  id: 'probe/consent-honoured',
  safety: 'S3',
  over: 'service',
  params: {},
  findings: ['expired-consent-served', 'withdrawn-consent-served'],

  *probe(subject) {
    const { consents } = subject.service.testData ?? {};
    if (consents === undefined) return undetermined('no-test-data', 'the statement names no consents for tests (testData.consents)');
    const operation = subject.contract?.operations.find(({ id, safe }) => safe && id === consents.operation);
    const sample = operation === undefined ? undefined : sendable(subject, operation);
    if (sample === undefined) return undetermined('no-test-data', `${consents.operation} is no safe operation that can be called`);
    const { header, valid } = consents;
    const control = yield* ask({ ...callOf(subject, sample, { headers: [[header, valid]], safety: 'S3' }), tolerate: bearable });
    if (control.lost !== undefined) return undetermined(control.lost.cause, control.lost.detail);
    const broken = unserved(control);
    if (broken !== undefined) return broken;
    const ended: readonly Over[] = [
      { reference: consents.expired, state: 'expired', code: 'expired-consent-served' },
      { reference: consents.withdrawn, state: 'withdrawn', code: 'withdrawn-consent-served' },
    ];
    const parts: Judgement[] = [];
    for (const over of ended) parts.push(yield* judgeOver(subject, sample, { header, over }));
    return combine(parts);
  },
});
