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
import { mustRefuse, withJwt, type JwtCall } from './token.js';

const cases = [
  { by: 'embedded-key', accepted: 'embedded-key-accepted', what: 'a token that brings its own key' },
  { by: 'key-url', accepted: 'key-address-accepted', what: 'a token that points to its own key' },
] as const;

function* judge(subject: CheckSubject, { name, sample, facts }: JwtCall): Generator<Action, Judgement, Observation> {
  const parts: Judgement[] = [];
  for (const { by, accepted, what } of cases) {
    if (!facts.alterations.includes(by)) parts.push(undetermined('token-unalterable', `${what} could not be made: the algorithm is unknown`));
    else parts.push(yield* mustRefuse(subject, sample, { credential: `altered:${by}:${name}`, safety: 'S3', accepted, what }));
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
    return yield* withJwt(subject, 'it has no header', (given) => judge(subject, given));
  },
});
