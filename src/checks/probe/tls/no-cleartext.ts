/**
 * probe/no-cleartext — plain HTTP on the service's host is closed, or gives no content.
 *
 * Source   EGIF-TEC-TLS-008; RFC 9325 §3.2; RFC 9110 §15.4.2 and §15.4.9.
 * Evidence anonymous GETs of the root and of the status resource over http; where they are not answered, one answer over TLS, so that a dead
 *          host is not taken for a closed port. The port is 80, or the statement's plainHttpPort in an environment of kind local.
 */
import { ask, defineCheck, get } from '../../ask.js';
import { headerValues, placeOf, responseOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { statusCall, statusPath } from '../calls.js';
import { combine } from '../gather.js';

function plainOrigin(subject: CheckSubject): string | undefined {
  const { hostname } = new URL(subject.baseUrl);
  const { kind, plainHttpPort } = subject.environment;
  if (kind !== 'local') return `http://${hostname}${plainHttpPort === undefined || plainHttpPort === 80 ? '' : `:${plainHttpPort}`}`;
  return plainHttpPort === undefined ? undefined : `http://${hostname}:${plainHttpPort}`;
}

function leadsToHttps(exchange: Exchange, host: string): boolean {
  const [location = ''] = headerValues(exchange, 'location');
  if (!URL.canParse(location)) return false;
  const target = new URL(location);
  return target.protocol === 'https:' && target.hostname === host;
}

/** A temporary redirect is a fault of the page only; of an API path it is tolerated. */
function judgeAnswer(exchange: Exchange, page: boolean): Judgement {
  const { status } = responseOf(exchange);
  const at = placeOf(exchange, 'http');
  if (status >= 200 && status < 300)
    return violated({ code: 'cleartext-content', at, got: String(status), want: 'closed, 4xx or a redirect to https' });
  if (status >= 300 && status < 400) {
    if (status === 304) return violated({ code: 'cleartext-content', at, got: '304' });
    if (!leadsToHttps(exchange, new URL(exchange.request.url).hostname)) {
      return violated({ code: 'cleartext-redirect-elsewhere', at, got: String(status), want: 'https on the same host' });
    }
    return !page || status === 301 || status === 308
      ? examined(1)
      : violated({ code: 'cleartext-redirect-temporary', at, got: String(status), want: '301 or 308' });
  }
  return status >= 500 ? undetermined('server-error', `status ${status} over http`) : examined(1);
}

function* closedOrQuiet(subject: CheckSubject, url: string, place: string): Generator<Action, Judgement | 'closed', Observation> {
  const exchange = yield* ask({ ...get(subject, url, { place }), tolerate: ['refused', 'reset', 'timeout'] as const });
  return exchange.lost === undefined ? judgeAnswer(exchange, place === '/') : 'closed';
}

export const noCleartext = defineCheck({
  id: 'probe/no-cleartext',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['cleartext-content', 'cleartext-redirect-elsewhere', 'cleartext-redirect-temporary'],

  *probe(subject) {
    const origin = plainOrigin(subject);
    if (origin === undefined) return undetermined('plain-port-undeclared', 'the environment of kind local states no plainHttpPort');
    const path = statusPath(subject);
    const root = yield* closedOrQuiet(subject, `${origin}/`, '/');
    const api = yield* closedOrQuiet(subject, `${origin}${new URL(subject.baseUrl).pathname.replace(/\/$/, '')}${path}`, path);
    const judged = [root, api].filter((part) => part !== 'closed');
    if (judged.length === 2) return combine(judged);
    // A port is closed only where the host is there: this ends the probe if it is not.
    yield* ask(statusCall(subject));
    return combine([...judged, examined(2 - judged.length)]);
  },
});
