/**
 * probe/no-internals — errors tell nothing of the server's insides.
 *
 * Source   EGIF-TEC-ERR-003; OWASP ASVS 5.0 16.5.1; CWE-209.
 * Evidence the bodies of the provoked errors, of whatever type; and of every other error of the run. What quotes the request tells nothing.
 */
import { isBusy } from '../answers.js';
import { defineCheck } from '../../ask.js';
import { placeOf, responseOf, textOf } from '../../read.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, violated, type Judgement } from '../../../contract/judgement.js';
import { errorsObserved } from './errors-observed.js';
import { conclude } from '../gather.js';
import { leaksIn } from './leaks.js';

/** What the caller said itself: an error that quotes it tells nothing. */
function saidIn({ request }: Exchange): string {
  const { url, headers, body = '' } = request;
  return [decodeURIComponent(url.replace(/%(?![0-9a-f]{2})/gi, '%25')), url, ...headers.map(([, value]) => value), body].join('\n');
}

function judgeOne(exchange: Exchange): Judgement {
  const leaks = leaksIn(textOf(exchange), saidIn(exchange));
  if (leaks.length === 0) return examined(isBusy(exchange) ? 0 : 1);
  return violated({ code: 'internals-in-error', at: placeOf(exchange, String(responseOf(exchange).status)), got: leaks.join(', ') });
}

export const noInternals = defineCheck({
  id: 'probe/no-internals',
  safety: 'S3',
  needs: 'S1',
  over: 'service',
  params: {},
  findings: ['internals-in-error'],

  *probe(subject) {
    const { answers, losses } = yield* errorsObserved(subject);
    return conclude(
      answers.map(({ exchange }) => judgeOne(exchange)),
      losses,
      'no-error-observed',
    );
  },

  review: (_subject, _params, { exchange }) => (responseOf(exchange).status < 400 ? examined(0) : judgeOne(exchange)),
});
