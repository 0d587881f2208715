/**
 * probe/bounded-time — synchronous calls finish in time.
 *
 * Source   EGIF-TEC-OPS-010.
 * Evidence the elapsed time of the status resource, an unknown path, each safe operation with and without a credential.
 * Params   seconds.
 */
import { isBusy } from '../answers.js';
import { defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { placeOf } from '../../read.js';
import { examined, violated } from '../../../contract/judgement.js';
import { commonCalls } from '../calls.js';
import { conclude, gather } from '../gather.js';

export const boundedTime = defineCheck({
  id: 'probe/bounded-time',
  safety: 'S2',
  needs: 'S1',
  over: 'service',
  params: { seconds: 'seconds' },
  findings: ['answer-too-late'],

  *probe(subject, params) {
    const most = numberParam(params, 'seconds', 30);
    const { answers, losses } = yield* gather(commonCalls(subject));
    const parts = answers.map(({ exchange }) =>
      exchange.elapsedMs < most * 1000
        ? examined(isBusy(exchange) ? 0 : 1)
        : violated({ code: 'answer-too-late', at: placeOf(exchange, exchange.request.method), want: `< ${most}` }),
    );
    return conclude(parts, losses, 'no-answer');
  },
});
