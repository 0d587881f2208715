/**
 * probe/problem-types — the type of a problem is a stable absolute URI.
 *
 * Source   EGIF-TEC-ERR-002; RFC 9457 §3.1.1 and §4.2.1 (about:blank).
 * Evidence the problem documents among the provoked errors and the other errors of the run.
 */
import { defineCheck } from '../../ask.js';
import { jsonOf, mediaTypeOf, placeOf, responseOf } from '../../read.js';
import type { Exchange } from '../../../contract/evidence.js';
import { memberOf } from '../../../contract/json.js';
import { examined, violated, type Judgement } from '../../../contract/judgement.js';
import { errorsObserved } from './errors-observed.js';
import { conclude } from '../gather.js';

function judgeOne(exchange: Exchange): Judgement {
  if (mediaTypeOf(exchange)?.type !== 'application/problem+json') return examined(0);
  const type = memberOf(jsonOf(exchange)?.value, 'type');
  if (typeof type !== 'string') return examined(0);
  const sound = /^[a-z][a-z0-9+.-]*:\S+$/i.test(type);
  return sound ? examined(1) : violated({ code: 'problem-type-not-absolute', at: placeOf(exchange, '/type'), got: type, want: 'an absolute URI' });
}

export const problemTypes = defineCheck({
  id: 'probe/problem-types',
  safety: 'S3',
  needs: 'S1',
  over: 'service',
  params: {},
  findings: ['problem-type-not-absolute'],

  *probe(subject) {
    const { answers, losses } = yield* errorsObserved(subject);
    return conclude(
      answers.map(({ exchange }) => judgeOne(exchange)),
      losses,
      'no-problem-observed',
    );
  },

  review: (_subject, _params, { exchange }) => (responseOf(exchange).status < 400 ? examined(0) : judgeOne(exchange)),
});
