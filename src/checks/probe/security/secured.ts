/**
 * Probes on refused calls of secured operations: over which operations, and the positive control, which is the same call served with a credential.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { undetermined, type Judgement } from '../../../contract/judgement.js';
import { ask, callOf } from '../../ask.js';
import { unserved } from '../answers.js';
import { bearable, conclude } from '../gather.js';

type Control = { readonly served: Exchange } | (Judgement & Required<Pick<Judgement, 'cause'>>);

const because = (code: string, detail: string): Control => ({ ...undetermined(code, detail), cause: { code, detail } });

/** The served exchange of a sample's call with the first identity, or why there is none. */
export function* controlOf(subject: CheckSubject, sample: Sample): Generator<Action, Control, Observation> {
  if (subject.identities.length === 0) return because('no-credential', 'the statement has no usable identity');
  const served = yield* ask({ ...callOf(subject, sample), tolerate: bearable });
  if (served.lost !== undefined) return because(served.lost.cause, served.lost.detail);
  const broken = unserved(served);
  return broken?.cause === undefined ? { served } : because(broken.cause.code, broken.cause.detail ?? '');
}

/** The judgement over every secured safe operation of the contract, each by its first sample. */
export function* overSecured(
  subject: CheckSubject,
  judge: (subject: CheckSubject, operation: Operation, sample: Sample) => Generator<Action, Judgement, Observation>,
): Generator<Action, Judgement, Observation> {
  const parts: Judgement[] = [];
  for (const operation of subject.contract?.operations ?? []) {
    if (!operation.safe || !operation.secured) continue;
    const [sample] = subject.samples(operation.id);
    parts.push(sample === undefined ? undetermined('no-test-data', operation.id) : yield* judge(subject, operation, sample));
  }
  return conclude(parts, [], subject.contract === undefined ? 'no-contract' : 'no-secured-operation');
}
