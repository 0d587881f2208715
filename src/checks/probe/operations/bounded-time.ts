/**
 * probe/bounded-time — synchronous calls finish in time.
 *
 * Source   EGIF-TEC-OPS-010.
 * Evidence the elapsed time of the status resource, an unknown path, each safe operation with and without a credential; and of every other call.
 * Params   seconds.
 */
import { isBusy } from '../answers.js';
import { defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { placeOf } from '../../read.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, violated, type Judgement } from '../../../contract/judgement.js';
import type { Params } from '../../drive.js';
import { commonCalls } from '../calls.js';
import { conclude, gather } from '../gather.js';

function judgeOne(exchange: Exchange, params: Params): Judgement {
  const most = numberParam(params, 'seconds', 30);
  if (exchange.elapsedMs < most * 1000) return examined(isBusy(exchange) ? 0 : 1);
  return violated({ code: 'answer-too-late', at: placeOf(exchange, exchange.request.method), want: `< ${most}` });
}

export const boundedTime = defineCheck({
  id: 'probe/bounded-time',
  safety: 'S2',
  needs: 'S1',
  over: 'service',
  params: { seconds: 'seconds' },
  findings: ['answer-too-late'],

  *probe(subject, params) {
    const { answers, losses } = yield* gather(commonCalls(subject));
    return conclude(
      answers.map(({ exchange }) => judgeOne(exchange, params)),
      losses,
      'no-answer',
    );
  },

  review: (_subject, params, { exchange }) => judgeOne(exchange, params),
});
