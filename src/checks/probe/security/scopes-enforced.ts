/**
 * probe/scopes-enforced — a valid token without the scope is refused.
 *
 * Source   EGIF-TEC-SEC-003; RFC 6750 §3.1 (insufficient_scope).
 * Evidence each secured safe operation with the statement's identity that has no scopes; and with the first one that has some, as the proof that
 *          the call was a good one.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy, unserved } from '../answers.js';
import { bearable, conclude } from '../gather.js';

interface Pair {
  readonly without: string;
  readonly having: string;
}

function pairOf(subject: CheckSubject): Pair | undefined {
  const scopes = (name: string): number | undefined => subject.service.credentials?.identities?.[name]?.scopes?.length;
  const without = subject.identities.find((name) => scopes(name) === 0);
  const having = subject.identities.find((name) => (scopes(name) ?? 0) > 0);
  return without === undefined || having === undefined ? undefined : { without, having };
}

function* judgeSample(subject: CheckSubject, sample: Sample, pair: Pair): Generator<Action, Judgement, Observation> {
  const refused = yield* ask({ ...callOf(subject, sample, { credential: `identity:${pair.without}` }), tolerate: bearable });
  if (refused.lost !== undefined) return undetermined(refused.lost.cause, refused.lost.detail);
  const { status } = responseOf(refused);
  if (status >= 200 && status < 300) {
    return violated({ code: 'scope-not-enforced', at: placeOf(refused, sample.operation.method), got: String(status), want: '403' });
  }
  if (status !== 403) return busy(refused) ?? undetermined('unexpected-answer', `status ${status} without the scope at ${sample.operation.path}`);
  const served = yield* ask({ ...callOf(subject, sample, { credential: `identity:${pair.having}` }), tolerate: bearable });
  if (served.lost !== undefined) return undetermined(served.lost.cause, served.lost.detail);
  return unserved(served) ?? examined(1);
}

export const scopesEnforced = defineCheck({
  id: 'probe/scopes-enforced',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['scope-not-enforced'],

  *probe(subject) {
    const pair = pairOf(subject);
    if (pair === undefined) return undetermined('no-credential', 'the statement has no pair of identities with and without scopes');
    const parts: Judgement[] = [];
    for (const operation of subject.contract?.operations ?? []) {
      const [sample] = operation.safe && operation.secured ? subject.samples(operation.id) : [];
      if (sample !== undefined) parts.push(yield* judgeSample(subject, sample, pair));
    }
    return conclude(parts, [], subject.contract === undefined ? 'no-contract' : 'no-secured-operation');
  },
});
