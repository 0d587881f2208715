/**
 * probe/documented-statuses — every status observed is documented for its operation.
 *
 * Source   EGIF-TEC-OAS-012; OpenAPI 3.1 §4.8.16 (exact code, range, default).
 * Evidence each safe operation with and without a credential, and every other call of an operation that the run makes. What a gateway answers by itself is not held against the contract.
 */
import { isBusy } from '../answers.js';
import { defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import { examined, violated, type Judgement } from '../../../contract/judgement.js';
import { anonymousCalls, safeCalls } from '../calls.js';
import { documentedFor } from './documented.js';
import { conclude, gather, type Answer } from '../gather.js';

const gatewayStatuses: ReadonlySet<number> = new Set([401, 403, 429, 502, 503, 504]);

/** Refusals of a form of request that no consumer of the contract sends (RFC 9110 §15.5; RFC 6585): the protocol documents them. */
const protocolStatuses: ReadonlySet<number> = new Set([304, 405, 406, 408, 411, 412, 413, 414, 415, 416, 417, 421, 426, 428, 431, 501, 505]);

function judgeOne({ exchange, operation }: Answer): Judgement {
  const { status } = responseOf(exchange);
  if (operation === undefined) return examined(0);
  const documented = documentedFor(operation, status) !== undefined;
  if (documented) return examined(isBusy(exchange) ? 0 : 1);
  return gatewayStatuses.has(status)
    ? examined(0)
    : violated({ code: 'status-undocumented', at: placeOf(exchange, exchange.request.method), got: String(status) });
}

export const documentedStatuses = defineCheck({
  id: 'probe/documented-statuses',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['status-undocumented'],

  *probe(subject) {
    const { answers, losses } = yield* gather([...safeCalls(subject), ...anonymousCalls(subject)]);
    return conclude(answers.map(judgeOne), losses, subject.contract === undefined ? 'no-contract' : 'no-test-data');
  },

  review: (_subject, _params, answer) => (protocolStatuses.has(responseOf(answer.exchange).status) ? examined(0) : judgeOne(answer)),
});
