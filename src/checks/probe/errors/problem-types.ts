/**
 * probe/problem-types — the type of a problem is a stable absolute URI, and one of the statement's list where it has one.
 *
 * Source   EGIF-TEC-ERR-002; RFC 9457 §3.1.1 and §4.2.1 (about:blank).
 * Evidence the problem documents among the provoked errors and the other errors of the run.
 */
import { defineCheck } from '../../ask.js';
import { jsonOf, mediaTypeOf, placeOf, responseOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Exchange } from '../../../contract/evidence.js';
import { memberOf } from '../../../contract/json.js';
import { examined, violated, type Judgement } from '../../../contract/judgement.js';
import { errorsObserved } from './errors-observed.js';
import { conclude } from '../gather.js';

function judgeOne({ service }: CheckSubject, exchange: Exchange): Judgement {
  if (mediaTypeOf(exchange)?.type !== 'application/problem+json') return examined(0);
  const type = memberOf(jsonOf(exchange)?.value, 'type');
  if (typeof type !== 'string') return examined(0);
  const sound = /^[a-z][a-z0-9+.-]*:\S+$/i.test(type);
  const at = placeOf(exchange, '/type');
  if (!sound) return violated({ code: 'problem-type-not-absolute', at, got: type, want: 'an absolute URI' });
  // about:blank is no type of its own: the status says it all (RFC 9457 §4.2.1).
  const listed = service.problemTypes === undefined || type === 'about:blank' || service.problemTypes.includes(type);
  return listed ? examined(1) : violated({ code: 'problem-type-unlisted', at, got: type, want: 'one of problemTypes' });
}

export const problemTypes = defineCheck({
  id: 'probe/problem-types',
  safety: 'S3',
  needs: 'S1',
  over: 'service',
  params: {},
  findings: ['problem-type-not-absolute', 'problem-type-unlisted'],

  *probe(subject) {
    const { answers, losses } = yield* errorsObserved(subject);
    return conclude(
      answers.map(({ exchange }) => judgeOne(subject, exchange)),
      losses,
      'no-problem-observed',
    );
  },

  review: (subject, _params, { exchange }) => (responseOf(exchange).status < 400 ? examined(0) : judgeOne(subject, exchange)),
});
