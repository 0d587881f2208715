/**
 * probe/no-server-errors — neither a documented call nor a harmless bad one makes the server fail.
 *
 * Source   EGIF-TEC-ERR-007; RFC 9110 §15.6; SOAP 1.1 §6.2; SOAP 1.2 Part 2 §7.5.2.2.
 * Evidence every call that other probes send too: valid, anonymous, unknown, unparsable. 503 with Retry-After is a busy server, not a failing one,
 *          and 500 with a SOAP fault that blames the message is what the binding of SOAP to HTTP bids. A consumer whose provider the suite plays badly
 *          says so with 502, 503 or 504 (RFC 9110 §15.6.3 to §15.6.5).
 */
import { isBusy } from '../answers.js';
import { defineCheck } from '../../ask.js';
import { headerValues, placeOf, responseOf } from '../../read.js';
import type { CheckSubject, ReviewedAnswer } from '../../../contract/check.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { soapAnswer } from '../../soap/soap-answer.js';
import { ofBadScene } from '../../client/playing.js';
import { commonCalls, negativeCalls } from '../calls.js';
import { conclude, gather } from '../gather.js';

function judgeOne(exchange: Exchange): Judgement {
  const { status } = responseOf(exchange);
  if (status < 500) return examined(isBusy(exchange) ? 0 : 1);
  if (status === 503 && headerValues(exchange, 'retry-after').length > 0) return undetermined('server-busy', `status 503 at ${exchange.place}`);
  return violated({ code: 'server-error-answered', at: placeOf(exchange, exchange.request.method), got: String(status), want: '< 500' });
}

/** A fault by which the server blames itself: `Server` of SOAP 1.1 and what is below it (§4.4.1), `Receiver` of SOAP 1.2. */
const blamesServer = (code: string): boolean => /^(?:Server(?:\.|$)|Receiver$)/.test(code.slice(code.lastIndexOf('}') + 1));

/** Whether a 500 is the status that SOAP gives a fault of the message: every fault of SOAP 1.1, all but `Sender` of SOAP 1.2. */
function isFaultOfMessage(subject: CheckSubject, exchange: Exchange): boolean {
  if (responseOf(exchange).status !== 500) return false;
  const seen = soapAnswer(subject, exchange);
  const code = 'envelope' in seen ? seen.envelope.fault?.code : undefined;
  return code !== undefined && !blamesServer(code);
}

/** What a service says whose own provider gives nothing that can be used. */
const gatewayStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

/** Another probe's answer: a gateway under load says nothing of the service, and 501 is right for a method that it does not know (RFC 9110 §15.6.2). */
function judgeOther(subject: CheckSubject, answer: ReviewedAnswer): Judgement {
  const { exchange, operation } = answer;
  if (operation === undefined && [501, 505].includes(responseOf(exchange).status)) return examined(1);
  if (isFaultOfMessage(subject, exchange)) return examined(1);
  if (ofBadScene(subject, answer) && gatewayStatuses.has(responseOf(exchange).status)) return examined(1);
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

  review: (subject, _params, answer) => judgeOther(subject, answer),
});
