/**
 * probe/token-in-url — a token in the query opens nothing.
 *
 * Source   EGIF-TEC-SEC-005; RFC 6750 §2.3 and §5.3; RFC 9700 §4.3.2.
 * Evidence each secured operation that is asked with GET, with the token in the query and no header field; with nothing, and with the token in its
 *          header field, as the proof that the call was a good one and not open to all.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { bearable, conclude } from '../gather.js';
import { controlOf } from './secured.js';

const refusals: ReadonlySet<number> = new Set([400, 401, 403]);

function* judgeSample(subject: CheckSubject, sample: Sample, name: string): Generator<Action, Judgement, Observation> {
  const { path, method } = sample.operation;
  const inQuery = yield* ask({ ...callOf(subject, sample, { credential: `query:${name}`, safety: 'S2' }), tolerate: bearable });
  if (inQuery.lost !== undefined) return undetermined(inQuery.lost.cause, inQuery.lost.detail);
  const { status } = responseOf(inQuery);
  const served = status >= 200 && status < 300;
  if (!served && !refusals.has(status))
    return busy(inQuery) ?? undetermined('unexpected-answer', `status ${status} for a token in the query at ${path}`);
  if (!served) {
    const control = yield* controlOf(subject, sample);
    return 'cause' in control ? control : examined(1);
  }
  const nobody = yield* ask({ ...callOf(subject, sample, { credential: 'none', safety: 'S1' }), tolerate: bearable });
  if (nobody.lost !== undefined) return undetermined(nobody.lost.cause, nobody.lost.detail);
  const open = responseOf(nobody).status >= 200 && responseOf(nobody).status < 300;
  if (open) return undetermined('anonymous-served', `${path} is served without any credential, so that the token in the query shows nothing`);
  return violated({ code: 'token-in-url-accepted', at: placeOf(inQuery, method), got: String(status), want: '401' });
}

export const tokenInUrl = defineCheck({
  id: 'probe/token-in-url',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['token-in-url-accepted'],

  *probe(subject) {
    const [name] = subject.identities;
    if (name === undefined) return undetermined('no-credential', 'the statement has no usable identity');
    const parts: Judgement[] = [];
    for (const operation of subject.contract?.operations ?? []) {
      if (!operation.secured || operation.method !== 'GET') continue;
      const [sample] = subject.samples(operation.id);
      parts.push(sample === undefined ? undetermined('no-test-data', operation.id) : yield* judgeSample(subject, sample, name));
    }
    return conclude(parts, [], subject.contract === undefined ? 'no-contract' : 'no-secured-operation');
  },
});
