/**
 * probe/problem-details — errors are problem details, and their status is the answer's.
 *
 * Source   EGIF-TEC-ERR-001; RFC 9457 §3 and §3.1.
 * Evidence the error answers of an unknown path, of calls without a credential and of input that cannot be parsed. An error without content is
 *          passed over for 401, 405 and 406; one that a gateway may give by itself need not be a problem, but must be a sound one if it says so.
 * Params   gatewayStatuses.
 */
import { defineCheck } from '../../ask.js';
import { listParam } from '../../params.js';
import { jsonOf, mediaTypeOf, placeOf, responseOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import type { Exchange } from '../../../contract/evidence.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { examined, violated, type Judgement } from '../../../contract/judgement.js';
import { hasContent } from '../answers.js';
import { errorsObserved } from './errors-observed.js';
import { conclude } from '../gather.js';

const gateway = ['401', '403', '413', '429', '502', '503', '504'];

function judgeProblem(exchange: Exchange): Judgement {
  const { status } = responseOf(exchange);
  const problem = jsonOf(exchange)?.value;
  if (!isObject(problem)) return violated({ code: 'problem-malformed', at: placeOf(exchange), got: 'no JSON object' });
  const findings: Finding[] = [];
  for (const name of ['type', 'title', 'detail']) {
    const value = memberOf(problem, name);
    const at = placeOf(exchange, `/${name}`);
    if (value === undefined) findings.push({ code: 'problem-member-missing', at, want: name });
    else if (typeof value !== 'string') findings.push({ code: 'problem-malformed', at, got: typeof value, want: 'string' });
  }
  const stated = memberOf(problem, 'status');
  const at = placeOf(exchange, '/status');
  if (stated === undefined) findings.push({ code: 'problem-member-missing', at, want: 'status' });
  else if (stated !== status) findings.push({ code: 'problem-status-differs', at, got: JSON.stringify(stated), want: String(status) });
  return examined(1, findings);
}

function judgeOne(exchange: Exchange, tolerated: readonly string[]): Judgement {
  const { status } = responseOf(exchange);
  const type = mediaTypeOf(exchange)?.type;
  if (type === 'application/problem+json') return judgeProblem(exchange);
  if (type === 'application/problem+xml') return examined(1);
  if (tolerated.includes(String(status)) || status >= 500) return examined(0);
  if (!hasContent(exchange) && [401, 405, 406].includes(status)) return examined(0);
  return violated({ code: 'answer-not-problem', at: placeOf(exchange, String(status)), got: type ?? 'no content', want: 'application/problem+json' });
}

/** What a parser or a front server before the service may refuse in its own words: methods and sizes that no consumer of the contract sends. */
const standard: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
const mostRequestLine = 4_096;

/** Whether a call is one whose refusal the service can word, for a caller that reads JSON. */
function isForService({ request }: Exchange): boolean {
  const accept = request.headers.filter(([name]) => name.toLowerCase() === 'accept').map(([, value]) => value);
  const head = request.url.length + request.headers.reduce((total, [name, value]) => total + name.length + value.length, 0);
  return standard.has(request.method) && head <= mostRequestLine && (accept.length === 0 || accept.some((value) => /json|\*\/\*/.test(value)));
}

export const problemDetails = defineCheck({
  id: 'probe/problem-details',
  safety: 'S3',
  needs: 'S1',
  over: 'service',
  params: { gatewayStatuses: 'list' },
  findings: ['answer-not-problem', 'problem-malformed', 'problem-member-missing', 'problem-status-differs'],

  *probe(subject, params) {
    const tolerated = listParam(params, 'gatewayStatuses', gateway);
    const { answers, losses } = yield* errorsObserved(subject);
    return conclude(
      answers.map(({ exchange }) => judgeOne(exchange, tolerated)),
      losses,
      'no-error-observed',
    );
  },

  review: (_subject, params, { exchange }) =>
    responseOf(exchange).status >= 400 && isForService(exchange) ? judgeOne(exchange, listParam(params, 'gatewayStatuses', gateway)) : examined(0),
});
