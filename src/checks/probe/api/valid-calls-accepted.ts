/**
 * probe/valid-calls-accepted — a request that keeps to the contract is not refused as invalid.
 *
 * Source   EGIF-TEC-OAS-015.
 * Evidence the samples of each safe operation. A sample that is meant to be refused is passed over, and one that breaks the contract tells nothing.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { Exchange } from '../../../contract/evidence.js';
import type { Sample } from '../../../contract/api-model.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { unserved } from '../answers.js';
import { conclude } from '../gather.js';
import { keepsToContract, parametersKeep } from '../request-body.js';

const mostSamples = 5;

function judgeOne(sample: Sample, exchange: Exchange): Judgement {
  const { status } = responseOf(exchange);
  if ((status === 400 || status === 422) && sample.expectedStatus !== status) {
    return violated({ code: 'valid-call-refused', at: placeOf(exchange, sample.operation.method), got: String(status), want: '2xx' });
  }
  if (sample.expectedStatus === status || status === 404 || status === 409) return examined(1);
  return unserved(exchange) ?? examined(1);
}

export const validCallsAccepted = defineCheck({
  id: 'probe/valid-calls-accepted',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['valid-call-refused'],

  *probe(subject) {
    const { operation } = subject;
    if (operation === undefined) return undetermined('no-contract');
    if (operation.secured && subject.identities.length === 0) return undetermined('no-credential');
    const parts: Judgement[] = [];
    for (const sample of subject.samples(operation.id).slice(0, mostSamples)) {
      if (keepsToContract(sample) === false || !parametersKeep(sample))
        parts.push(undetermined('test-data-invalid', `a sample of ${operation.id} breaks the contract`));
      else parts.push(judgeOne(sample, yield* ask(callOf(subject, sample))));
    }
    return conclude(parts, [], 'no-test-data');
  },
});
