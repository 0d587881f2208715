/**
 * probe/jwt-validation — a JWT that is wrong in one way is refused, whichever way that is.
 *
 * Source   EGIF-TEC-SEC-011; RFC 8725 §3.1, §3.2, §3.8, §3.9 and §3.11; RFC 9068 §4.
 * Evidence one secured safe operation with the accepted token altered (without a signature, signed with the public key, signed with an unknown
 *          key), and with the statement's tokens for another audience, before their time and of another kind; and with the accepted token itself.
 */
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation, TokenAlteration } from '../../../contract/evidence.js';
import { undetermined, type Judgement } from '../../../contract/judgement.js';
import { defineCheck } from '../../ask.js';
import { combine } from '../gather.js';
import { statedTokenRefused } from './stated-tokens.js';
import { mustRefuse, withJwt, type JwtCall } from './token.js';

const crashes = 'altered-token-crashes';
const altered: readonly { readonly by: TokenAlteration; readonly accepted: string; readonly what: string }[] = [
  { by: 'alg-none', accepted: 'unsigned-token-accepted', what: 'a token without a signature' },
  { by: 'hs256-key', accepted: 'public-key-as-secret-accepted', what: 'a token signed with the public key as a secret' },
  { by: 'unknown-key', accepted: 'unknown-key-accepted', what: 'a token signed with a key that nobody published' },
];
const stated = [
  { state: 'other-audience', accepted: 'foreign-audience-accepted' },
  { state: 'not-yet-valid', accepted: 'early-token-accepted' },
  { state: 'other-kind', accepted: 'token-kind-confused' },
] as const;

function* judge(subject: CheckSubject, { name, sample, facts }: JwtCall): Generator<Action, Judgement, Observation> {
  const parts: Judgement[] = [];
  for (const { by, ...rest } of altered) {
    const possible = facts.alterations.includes(by);
    if (!possible) parts.push(undetermined('token-unalterable', `${rest.what} could not be made: the issuer's key or the algorithm is unknown`));
    else parts.push(yield* mustRefuse(subject, sample, { credential: `altered:${by}:${name}`, crashes, ...rest }));
  }
  for (const { state, accepted } of stated) {
    parts.push(yield* statedTokenRefused(subject, { sample, good: facts }, state, { accepted, crashes }));
  }
  return combine(parts);
}

export const jwtValidation = defineCheck({
  id: 'probe/jwt-validation',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: [...altered.map(({ accepted }) => accepted), ...stated.map(({ accepted }) => accepted), crashes],

  *probe(subject) {
    return yield* withJwt(subject, 'it cannot be altered in a known way', (given) => judge(subject, given));
  },
});
