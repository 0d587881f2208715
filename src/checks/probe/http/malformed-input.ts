/**
 * probe/malformed-input — input that cannot be parsed is a client error, never a crash.
 *
 * Source   EGIF-TEC-HTP-016; RFC 9110 §15.5.1; RFC 8259 §2.
 * Evidence a cut JSON text for each operation with a JSON body, a word for each numeric query parameter; sent with a credential, since a refusal
 *          for want of one says nothing.
 */
import { defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { negativeCalls } from '../calls.js';
import { conclude, gather, type Answer } from '../gather.js';

function judgeOne({ exchange }: Answer): Judgement {
  const { status } = responseOf(exchange);
  const at = placeOf(exchange, exchange.request.body === undefined ? 'query' : 'body');
  if ([400, 404, 413, 415, 422].includes(status)) return examined(1);
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  if (status >= 500) return violated({ code: 'malformed-input-crashes', at, got: String(status), want: '400' });
  if (status >= 200 && status < 300) return violated({ code: 'malformed-input-accepted', at, got: String(status), want: '400' });
  return undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
}

export const malformedInput = defineCheck({
  id: 'probe/malformed-input',
  safety: 'S3',
  over: 'service',
  params: {},
  findings: ['malformed-input-crashes', 'malformed-input-accepted'],

  *probe(subject) {
    const { answers, losses } = yield* gather(negativeCalls(subject));
    return conclude(answers.map(judgeOne), losses, subject.contract === undefined ? 'no-contract' : 'no-test-data');
  },
});
