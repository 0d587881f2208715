/**
 * The positive control of probes on refused calls: the same call, with a credential, is served.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { undetermined, type Judgement } from '../../../contract/judgement.js';
import { ask, callOf } from '../../ask.js';
import { unserved } from '../answers.js';
import { bearable } from '../gather.js';

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
