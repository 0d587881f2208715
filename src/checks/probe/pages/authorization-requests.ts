/**
 * probe/authorization-requests — the single sign-on refuses requests without PKCE, with another callback, and for tokens in the address.
 *
 * Source   EGIF-TEC-SEC-009; RFC 7636 §4.4.1; RFC 6749 §3.1.2.4, §4.1.2.1; RFC 9700 §2.1, §2.1.2, §4.1.
 * Evidence the request for authorization that the statement's login page leads to, which is served; and the same, altered in one way. Nobody signs in.
 *          Only of a test tenant: never in production, and only on a host that the run may contact.
 */
import { ask, defineCheck, get } from '../../ask.js';
import { placeOf, responseOf, textOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { bearable, combine } from '../gather.js';
import { elementsOf } from './html.js';
import { redirectOf, statedPages } from './page.js';
import { visitLogin } from './sign-on.js';

interface Altered {
  readonly code: string;
  readonly what: string;
  alter(parameters: URLSearchParams): void;
}

const cases: readonly Altered[] = [
  {
    code: 'pkce-not-required',
    what: 'a request without PKCE',
    alter(parameters) {
      parameters.delete('code_challenge');
      parameters.delete('code_challenge_method');
    },
  },
  {
    code: 'callback-not-compared',
    what: 'a request with another callback',
    alter: (parameters) => parameters.set('redirect_uri', `${parameters.get('redirect_uri') ?? ''}/egif`),
  },
  { code: 'implicit-flow-served', what: 'a request for a token', alter: (parameters) => parameters.set('response_type', 'token') },
];

/** What an answer does to a browser: shows a form, leads on to a place, or refuses. */
function courseOf(exchange: Exchange): string {
  const { status } = responseOf(exchange);
  const next = redirectOf(exchange);
  if (next !== undefined) {
    const words = new URLSearchParams(next.hash.slice(1));
    const refused = next.searchParams.has('error') || words.has('error');
    return refused ? `error ${next.origin}${next.pathname}` : `to ${next.origin}${next.pathname}`;
  }
  if (status !== 200) return `status ${status}`;
  return elementsOf(textOf(exchange)).some(({ name, attributes }) => name === 'input' && attributes.get('type') !== 'hidden') ? 'form' : 'page';
}

/** Whether a redirect leads to an address, whatever its query. */
function leadsTo(exchange: Exchange, address: string): boolean {
  const next = redirectOf(exchange);
  return next !== undefined && URL.canParse(address) && `${next.origin}${next.pathname}` === `${new URL(address).origin}${new URL(address).pathname}`;
}

function* judgeCase(
  subject: CheckSubject,
  given: { readonly request: URL; readonly control: string },
  { code, what, alter }: Altered,
): Generator<Action, Judgement, Observation> {
  const url = new URL(given.request);
  alter(url.searchParams);
  const exchange = yield* ask({ ...get(subject, url.href, { purpose: 'document', place: '/{authorize}', safety: 'S3' }), tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, `${what}: ${exchange.lost.detail}`);
  const course = courseOf(exchange);
  const { status } = responseOf(exchange);
  // To an address that is not registered not even an error may be sent (RFC 6749 §4.1.2.1).
  const betrays = code === 'callback-not-compared' && leadsTo(exchange, url.searchParams.get('redirect_uri') ?? '');
  if (course === given.control || betrays) return violated({ code, at: placeOf(exchange), got: String(status), want: 'error' });
  if (course.startsWith('error') || (status >= 400 && status < 500 && busy(exchange) === undefined) || course === 'page') return examined(1);
  return busy(exchange) ?? undetermined('unexpected-answer', `${what}: status ${status}`);
}

export const authorizationRequests = defineCheck({
  id: 'probe/authorization-requests',
  safety: 'S3',
  over: 'service',
  params: {},
  findings: cases.map(({ code }) => code),

  *probe(subject) {
    const [page] = statedPages(subject, 'login');
    if (page === undefined) return undetermined('login-undeclared', 'the statement names no login page (pages, role login)');
    if (subject.environment.kind === 'production') return undetermined('test-tenant-only', 'the single sign-on of production is not asked');
    const visit = yield* visitLogin(subject, { url: page.url, occasion: 'first visit', isSignOn: () => false });
    if ('broken' in visit) return visit.broken;
    if ('finding' in visit) return undetermined('login-unrecognised', 'the login page takes a password itself');
    const call = get(subject, visit.request.href, { purpose: 'document', place: '/{authorize}', safety: 'S3' });
    const served = yield* ask({ ...call, tolerate: bearable });
    if (served.lost !== undefined) return undetermined(served.lost.cause === 'blocked' ? 'test-tenant-only' : served.lost.cause, served.lost.detail);
    const control = courseOf(served);
    if (control !== 'form' && !control.startsWith('to '))
      return busy(served) ?? undetermined('positive-control-failed', `${control} for the request as it is`);
    const parts: Judgement[] = [];
    for (const each of cases) parts.push(yield* judgeCase(subject, { request: visit.request, control }, each));
    return combine(parts);
  },
});
