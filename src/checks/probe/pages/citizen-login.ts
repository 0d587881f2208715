/**
 * probe/citizen-login — citizens sign in at the national single sign-on, by the code flow of OpenID Connect with PKCE.
 *
 * Source   EGIF-ORG-SWN-002; OpenID Connect Core 1.0 §3.1.2.1; RFC 7636 §4.2 and §4.3; RFC 9700 §2.1 and §4.7; RFC 6749 §3.1.2.
 * Evidence two visits to the statement's login page, and the request for authorization that each leads to; nothing is sent to the single sign-on. In an
 *          environment that is no production its test tenant is taken, which the statement names (signOn.issuer).
 * Params   sso, hosts of the national single sign-on.
 */
import { defineCheck } from '../../ask.js';
import { listParam } from '../../params.js';
import { placeOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { statedPages } from './page.js';
import { visitLogin } from './sign-on.js';

type Seen = { readonly request: URL; readonly exchange: Exchange; readonly hops: readonly string[] };

const wordOf = ({ searchParams }: URL, name: string): string => searchParams.get(name) ?? '';

/** Hosts at which citizens may be asked to sign in. */
function signOnHosts({ service, environment }: CheckSubject, national: readonly string[]): ReadonlySet<string> {
  const { issuer } = service.signOn ?? {};
  return new Set([...national, ...(environment.kind === 'production' || issuer === undefined ? [] : [new URL(issuer).host])]);
}

/** Whether a callback is one of the agency, over TLS, and the registered one where the statement says which that is. */
function isExact(subject: CheckSubject, callback: string): boolean {
  const { redirectUri } = subject.service.signOn ?? {};
  if (!URL.canParse(callback)) return false;
  const { protocol, hostname, host } = new URL(callback);
  if (protocol !== 'https:' || callback.includes('*') || callback.includes('#')) return false;
  if (redirectUri !== undefined) return callback === redirectUri;
  const isOwn = subject.agency.domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
  return isOwn || host === new URL(subject.baseUrl).host;
}

function requestFindings(subject: CheckSubject, { request, exchange }: Seen): readonly Finding[] {
  const at = (name: string): string => placeOf(exchange, name);
  const word = (name: string): string => wordOf(request, name);
  const findings: Finding[] = [];
  if (word('response_type') !== 'code')
    findings.push({ code: 'login-not-code-flow', at: at('response_type'), got: word('response_type').slice(0, 40), want: 'code' });
  if (!word('scope').split(/\s+/).includes('openid')) findings.push({ code: 'login-without-openid', at: at('scope'), want: 'openid' });
  if (word('state') === '') findings.push({ code: 'login-without-state', at: at('state') });
  if (word('nonce') === '') findings.push({ code: 'login-without-nonce', at: at('nonce') });
  if (word('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(word('code_challenge')))
    findings.push({ code: 'login-without-pkce', at: at('code_challenge'), got: word('code_challenge_method').slice(0, 20), want: 'S256' });
  if (!isExact(subject, word('redirect_uri'))) findings.push({ code: 'login-callback-inexact', at: at('redirect_uri') });
  return findings;
}

/** Values that must be another at each visit and are not. */
function repeatedFindings(first: Seen, second: Seen): readonly Finding[] {
  return ['state', 'nonce', 'code_challenge']
    .filter((name) => wordOf(first.request, name) !== '' && wordOf(first.request, name) === wordOf(second.request, name))
    .map((name) => ({ code: 'login-value-repeated', at: placeOf(second.exchange, name), got: name }));
}

function judge(subject: CheckSubject, hosts: ReadonlySet<string>, [first, second]: readonly [Seen, Seen]): Judgement {
  const { request, exchange, hops } = first;
  const findings: Finding[] = [];
  if (request.protocol !== 'https:' || hops.some((hop) => !hop.startsWith('https:')))
    findings.push({ code: 'login-cleartext', at: placeOf(exchange, 'location'), got: 'http', want: 'https' });
  const isNational = hosts.has(request.host) || hosts.has(request.hostname);
  const isTold = subject.environment.kind === 'production' || subject.service.signOn?.issuer !== undefined;
  if (!isNational && isTold) findings.push({ code: 'login-elsewhere', at: placeOf(exchange, 'location'), want: [...hosts].join(', ') });
  // Pushed (RFC 9126) and signed (RFC 9101) requests do not show what they ask for.
  const hidden = ['request_uri', 'request'].find((name) => request.searchParams.has(name));
  if (hidden === undefined) findings.push(...requestFindings(subject, first), ...repeatedFindings(first, second));
  if (findings.length > 0) return examined(1, findings);
  if (hidden !== undefined) return undetermined('login-request-hidden', `the request stands in ${hidden}`);
  return isNational ? examined(1) : undetermined('sign-on-undeclared', 'the statement names no test tenant of the single sign-on (signOn.issuer)');
}

export const citizenLogin = defineCheck({
  id: 'probe/citizen-login',
  safety: 'S1',
  over: 'service',
  params: { sso: 'list' },
  findings: [
    'login-own-password',
    'login-cleartext',
    'login-elsewhere',
    'login-not-code-flow',
    'login-without-openid',
    'login-without-state',
    'login-without-nonce',
    'login-without-pkce',
    'login-callback-inexact',
    'login-value-repeated',
  ],

  *probe(subject, params) {
    const [page] = statedPages(subject, 'login');
    if (page === undefined) return undetermined('login-undeclared', 'the statement names no login page (pages, role login)');
    const hosts = signOnHosts(subject, listParam(params, 'sso', ['sso.my.gov.ir']));
    const isSignOn = (url: URL): boolean => hosts.has(url.hostname);
    const seen: Seen[] = [];
    for (const occasion of ['first visit', 'second visit']) {
      const visit = yield* visitLogin(subject, { url: page.url, occasion, isSignOn });
      if ('broken' in visit) return visit.broken;
      if ('finding' in visit) return violated(visit.finding);
      seen.push(visit);
    }
    const [first, second] = seen;
    return first === undefined || second === undefined ? undetermined('login-unrecognised') : judge(subject, hosts, [first, second]);
  },
});
