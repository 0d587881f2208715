/**
 * probe/persian-errors — error texts are Persian for Persian clients, English where English is asked for.
 *
 * Source   EGIF-TEC-ERR-005; RFC 9110 §12.5.4 and §8.5.
 * Evidence the problem of an unknown path, asked for in each language, with a credential where there is one; and the problem of the first input that
 *          can be made invalid, for a Persian client.
 */
import { ask, defineCheck } from '../../ask.js';
import { headerValues, jsonOf, mediaTypeOf, placeOf, responseOf } from '../../read.js';
import type { Exchange } from '../../../contract/evidence.js';
import { memberOf } from '../../../contract/json.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { busy, isBusy } from '../answers.js';
import { firstIdentity, negativeCalls, unknownPathCall } from '../calls.js';
import { bearable, combine } from '../gather.js';

function judgeLanguage(exchange: Exchange, language: 'fa' | 'en'): Judgement {
  const problem = mediaTypeOf(exchange)?.type === 'application/problem+json' ? jsonOf(exchange)?.value : undefined;
  if (problem === undefined) {
    return busy(exchange) ?? undetermined('no-problem-observed', `status ${responseOf(exchange).status} without a problem document`);
  }
  const stated = headerValues(exchange, 'content-language')
    .join(',')
    .toLowerCase()
    .split(',')
    .map((tag) => tag.trim().split('-')[0]);
  if (!stated.includes(language)) {
    const got = stated.join(', ');
    return examined(1, [
      { code: 'error-language-unstated', at: placeOf(exchange, 'content-language'), got: got === '' ? 'absent' : got, want: language },
    ]);
  }
  const texts = ['title', 'detail'].map((name) => memberOf(problem, name)).filter((text) => typeof text === 'string');
  const persian = /\p{Script=Arabic}/u.test(texts.join(' '));
  return persian === (language === 'fa')
    ? examined(1)
    : examined(1, [{ code: 'error-text-in-other-language', at: placeOf(exchange, '/title'), want: language }]);
}

export const persianErrors = defineCheck({
  id: 'probe/persian-errors',
  safety: 'S3',
  needs: 'S2',
  over: 'service',
  params: {},
  findings: ['error-language-unstated', 'error-text-in-other-language'],

  *probe(subject) {
    const call = unknownPathCall(subject, firstIdentity(subject));
    const persian = yield* ask({ ...call, headers: [['Accept-Language', 'fa']] });
    const english = yield* ask({ ...call, headers: [['Accept-Language', 'en']] });
    const parts = [judgeLanguage(persian, 'fa'), judgeLanguage(english, 'en')];
    const [invalid] = negativeCalls(subject);
    if (invalid === undefined) return combine(parts);
    const { action } = invalid;
    const refused = yield* ask({ ...action, headers: [...(action.headers ?? []), ['Accept-Language', 'fa']], tolerate: bearable });
    const isProblem = refused.lost === undefined && mediaTypeOf(refused)?.type === 'application/problem+json' && !isBusy(refused);
    return combine(isProblem ? [...parts, judgeLanguage(refused, 'fa')] : parts);
  },
});
