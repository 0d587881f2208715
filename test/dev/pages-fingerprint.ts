/**
 * What a sample agency shows of its pages, of its single sign-on and of purposes: the part of a fingerprint that faults of those show in.
 */
import { type AgencyClient, auditSample, type Call, type Reply } from './agency-client.js';

const person = '/persons/7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1a01';
const random = ['state', 'nonce', 'code_challenge'];

/** The request for authorization to which a reply redirects, its random values told by their length. */
function requestIn(reply: Reply): string {
  const location = reply.header('location') ?? '';
  if (!URL.canParse(location)) return location;
  const url = new URL(location);
  for (const name of random) if (url.searchParams.has(name)) url.searchParams.set(name, `${url.searchParams.get(name)?.length} characters`);
  return url.href.replace(/127\.0\.0\.1:\d+/g, 'host').replace(/127\.0\.0\.1%3A\d+/g, 'host');
}

/** The login page: what it sends on, what it sets, and which of the random values come again. */
async function loginLine(client: AgencyClient): Promise<string> {
  const [first, second] = [await client.call('/login'), await client.call('/login')];
  const [one, two] = [first, second]
    .map((reply) => reply.header('location') ?? '')
    .map((url) => (URL.canParse(url) ? new URL(url).searchParams : undefined));
  const again = random.filter((name) => one?.get(name) !== undefined && one.get(name) === two?.get(name));
  const cookie = (first.header('set-cookie') ?? '').replace(/=[^;]*/, '=');
  return [first.status, requestIn(first), cookie, ...again, first.status === 200 ? first.text : ''].join(' ');
}

/** Requests for authorization, right and wrong. */
async function requests(client: AgencyClient): Promise<readonly (readonly [string, string])[]> {
  const right = (await client.call('/login')).header('location') ?? '';
  if (!URL.canParse(right) || new URL(right).origin !== client.origin) return [];
  const altered: readonly (readonly [string, (query: URLSearchParams) => void])[] = [
    ['authorize', () => undefined],
    ['authorize:no-pkce', (query) => query.delete('code_challenge')],
    ['authorize:callback', (query) => query.set('redirect_uri', `${query.get('redirect_uri') ?? ''}/egif`)],
    ['authorize:token', (query) => query.set('response_type', 'token')],
  ];
  const lines: (readonly [string, string])[] = [];
  for (const [place, alter] of altered) {
    const url = new URL(right);
    alter(url.searchParams);
    const reply = await client.call(url.href);
    lines.push([place, `${reply.status} ${requestIn(reply)} ${reply.text}`]);
  }
  return lines;
}

/** Lines by place. */
export async function pagesOf(client: AgencyClient, settled: (reply: Reply) => string): Promise<readonly (readonly [place: string, line: string])[]> {
  const token = await client.token();
  const audit = (value: string): Call => ({ token, headers: { 'Egif-Audit': value } });
  const calls: readonly (readonly [place: string, target: string, call: Call])[] = [
    ['landing', '/landing', {}],
    ['form', '/form', {}],
    ['person:no-audit', person, { token, headers: { 'Egif-Audit': '' } }],
    ['person:vital-status', person, audit(auditSample.replace('identity-verification', 'vital-status'))],
    ['person:unknown-purpose', person, audit(auditSample.replace('identity-verification', 'egif-unknown-purpose'))],
  ];
  const lines: (readonly [string, string])[] = [['login', await loginLine(client)], ...(await requests(client))];
  for (const [place, target, call] of calls) lines.push([place, settled(await client.call(target, call))]);
  return lines;
}
