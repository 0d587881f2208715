/**
 * probe/header-keys-ignored — keys that a token brings along, or points to, are not trusted.
 *
 * Source   EGIF-TEC-SEC-012; RFC 8725 §3.10; RFC 7515 §4.1.2 and §4.1.3.
 * Evidence one secured safe operation with the accepted token signed with a key of the harness, which stands in its header (jwk) or at an address in
 *          it (jku, a name that never resolves); and with the accepted token itself. Whether the address is asked for is not seen.
 */
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { undetermined, type Judgement } from '../../../contract/judgement.js';
import { defineCheck } from '../../ask.js';
import { combine } from '../gather.js';
import { mustRefuse, servedCall, tokenOf } from './token.js';

const cases = [
  { by: 'embedded-key', accepted: 'embedded-key-accepted', what: 'a token that brings its own key' },
  { by: 'key-url', accepted: 'key-address-accepted', what: 'a token that points to its own key' },
] as const;

function* judge(subject: CheckSubject, name: string): Generator<Action, Judgement, Observation> {
  const call = yield* servedCall(subject);
  if ('cause' in call) return call;
  const good = yield* tokenOf(name);
  if ('cause' in good) return good;
  if (good.facts.form === 'opaque') return undetermined('token-opaque', `the token of ${name} is no JWT, so that it has no header`);
  const parts: Judgement[] = [];
  for (const { by, accepted, what } of cases) {
    if (!good.facts.alterations.includes(by)) parts.push(undetermined('token-unalterable', `${what} could not be made: the algorithm is unknown`));
    else parts.push(yield* mustRefuse(subject, call.sample, { credential: `altered:${by}:${name}`, safety: 'S3', accepted, what }));
  }
  return combine(parts);
}

export const headerKeysIgnored = defineCheck({
  id: 'probe/header-keys-ignored',
  safety: 'S3',
  over: 'service',
  params: {},
  findings: cases.map(({ accepted }) => accepted),

  *probe(subject) {
    const [first] = subject.identities;
    if (first === undefined) return undetermined('no-credential', 'the statement has no usable identity');
    return yield* judge(subject, first);
  },
});
