/**
 * probe/token-lifetime — access tokens live a short time, and as long as the token endpoint says.
 *
 * Source   EGIF-TEC-SEC-010; RFC 6749 §5.1 (expires_in); RFC 7519 §4.1.4 and §4.1.6; RFC 9700 §2.2.
 * Evidence the token of each identity: expires_in, and exp − iat of a JWT. An issuer may hand out a token again that it issued before, so that
 *          expires_in may be less than exp − iat; a promise beyond exp is wrong.
 */
import type { Finding } from '../../../contract/documents.js';
import type { TokenAnswer } from '../../../contract/evidence.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { placeOf } from '../../read.js';
import { conclude } from '../gather.js';
import { tokenOf } from './token.js';

/** Rounding, and the time that the answer takes. */
const toleranceSeconds = 60;

function judgeToken(answer: TokenAnswer, name: string, most: number): Judgement {
  const { expiresIn, issuedAt, expiresAt } = answer.token ?? {};
  // Without iat the life that is left is a lower bound of the whole.
  const begin = issuedAt ?? Math.floor(Date.parse(answer.at) / 1000);
  const inside = expiresAt === undefined ? undefined : expiresAt - begin;
  if (expiresIn === undefined && inside === undefined)
    return undetermined('token-lifetime-untold', `neither the endpoint nor the token of ${name} tells its life`);
  const longest = Math.max(expiresIn ?? 0, inside ?? 0);
  const findings: Finding[] = [];
  const at = placeOf(answer, name);
  if (longest > most) findings.push({ code: 'token-long-lived', at, got: `${longest} s`, want: `${most} s` });
  if (expiresIn !== undefined && inside !== undefined && expiresIn > inside + toleranceSeconds)
    findings.push({ code: 'token-lifetime-disagrees', at, got: `${expiresIn} s`, want: `${inside} s` });
  return examined(1, findings);
}

export const tokenLifetime = defineCheck({
  id: 'probe/token-lifetime',
  safety: 'S2',
  over: 'service',
  params: { max: 'seconds' },
  findings: ['token-long-lived', 'token-lifetime-disagrees'],

  *probe(subject, params) {
    const most = numberParam(params, 'max', 3600);
    const parts: Judgement[] = [];
    const losses: Judgement[] = [];
    for (const name of subject.identities) {
      const identity = subject.service.credentials?.identities?.[name];
      // A key is no access token, and a token that must be refused lives as its state wants it.
      if (identity?.kind === 'api_key' || identity?.state !== undefined) continue;
      const token = yield* tokenOf(name);
      if ('cause' in token) losses.push(token);
      else parts.push(judgeToken(token.answer, name, most));
    }
    return conclude(parts, losses, 'no-credential');
  },
});
