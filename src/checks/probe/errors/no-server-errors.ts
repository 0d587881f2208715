/**
 * probe/no-server-errors — neither a documented call nor a harmless bad one makes the server fail.
 *
 * Source   EGIF-TEC-ERR-007; RFC 9110 §15.6.
 * Evidence every call that other probes send too: valid, anonymous, unknown, unparsable. 503 with Retry-After is a busy server, not a failing one.
 */
import { isBusy } from '../answers.js';
import { defineCheck } from '../../ask.js';
import { headerValues, placeOf, responseOf } from '../../read.js';
import type { ReviewedAnswer } from '../../../contract/check.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { commonCalls, negativeCalls } from '../calls.js';
import { conclude, gather } from '../gather.js';

function judgeOne(exchange: Exchange): Judgement {
  const { status } = responseOf(exchange);
  if (status < 500) return examined(isBusy(exchange) ? 0 : 1);
  if (status === 503 && headerValues(exchange, 'retry-after').length > 0) return undetermined('server-busy', `status 503 at ${exchange.place}`);
  return violated({ code: 'server-error-answered', at: placeOf(exchange, exchange.request.method), got: String(status), want: '< 500' });
}

/** Another probe's answer: a gateway under load says nothing of the service, and 501 is right for a method that it does not know (RFC 9110 §15.6.2). */
function judgeOther({ exchange, operation }: ReviewedAnswer): Judgement {
  if (operation === undefined && [501, 505].includes(responseOf(exchange).status)) return examined(1);
  const judgement = judgeOne(exchange);
  return judgement.cause === undefined ? judgement : examined(0);
}

export const noServerErrors = defineCheck({
  id: 'probe/no-server-errors',
  safety: 'S3',
  needs: 'S1',
  over: 'service',
  params: {},
  findings: ['server-error-answered'],

  *probe(subject) {
    const { answers, losses } = yield* gather([...commonCalls(subject), ...negativeCalls(subject)]);
    return conclude(
      answers.map(({ exchange }) => judgeOne(exchange)),
      losses,
      'no-answer',
    );
  },

  review: (_subject, _params, answer) => judgeOther(answer),
});
