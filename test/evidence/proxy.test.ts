/** Evidence through an outbound proxy: what it is handed, what it never sees, and that its own failures are never the agency's. */
import { strict as assert } from 'node:assert';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Action, Observation } from '../../src/contract/evidence.js';
import type { SessionOptions } from '../../src/evidence/session.js';
import { type ConnectProxy, type ProxyManners, serveProxy } from './connect-proxy.js';
import {
  getOf,
  handshakeOf,
  helloOf,
  type Listening,
  serveHttp,
  serveHttps,
  serveRaw,
  type SessionChanges,
  sessionFor,
  strangerPair,
  trustedPair,
  unusedPort,
} from './servers.js';

type Proxy = NonNullable<SessionOptions['proxy']>;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});
function keep<T extends { close(): Promise<void> }>(each: T): T {
  open.push(each);
  return each;
}

const proxyAt = (url: string, more: Partial<Proxy> = {}): Proxy => ({ url, networks: ['127.0.0.0/8'], names: false, ...more });

interface Asked {
  readonly observation: Observation;
  readonly proxy: ConnectProxy;
}

/** One action through a proxy of these manners. */
async function askThrough(
  action: Action,
  manners: ProxyManners = {},
  changes: SessionChanges & { readonly through?: Partial<Proxy> } = {},
): Promise<Asked> {
  const { through, ...rest } = changes;
  const proxy = keep(await serveProxy(manners));
  const origin = 'url' in action ? new URL(action.url).origin : 'origin' in action ? action.origin : '';
  const session = keep(sessionFor([origin], { ...rest, limits: { timeoutMs: 600 }, proxy: proxyAt(proxy.url, through) }));
  return { observation: await session.observe(action, 1), proxy };
}

const statusOf = (observation: Observation): unknown => (observation.kind === 'http' ? observation.response?.status : undefined);
const causeOf = (observation: Observation): string | undefined => observation.lost?.cause;

describe('evidence: outbound proxy', () => {
  let web: Listening;
  let secure: Listening;
  let stranger: Listening;
  let hits = 0;

  before(async () => {
    const answer: Parameters<typeof serveHttp>[0] = (_request, response) => {
      hits += 1;
      response.end('yes');
    };
    web = await serveHttp(answer);
    secure = await serveHttps(answer, trustedPair);
    stranger = await serveHttps(answer, strangerPair);
  });
  after(() => Promise.all([web.close(), secure.close(), stranger.close()]));

  const ways: readonly {
    readonly why: string;
    readonly action: () => Action;
    readonly seen: (observation: Observation) => unknown;
    readonly want: unknown;
  }[] = [
    { why: 'an exchange in clear', action: () => getOf(`${web.http}/a`), seen: statusOf, want: 200 },
    { why: 'an exchange over TLS', action: () => getOf(`${secure.https}/a`), seen: statusOf, want: 200 },
    { why: 'a raw exchange in clear', action: () => getOf(`${web.http}/a`, { rawHead: true }), seen: statusOf, want: 200 },
    { why: 'a raw exchange over TLS', action: () => getOf(`${secure.https}/a`, { rawHead: true }), seen: statusOf, want: 200 },
    {
      why: 'a greeting',
      action: () => helloOf(secure.https, 'TLSv1.2'),
      seen: (seen) => (seen.kind === 'tls-hello' ? seen.outcome : ''),
      want: 'accepted',
    },
    {
      why: 'a greeting that is refused',
      action: () => helloOf(secure.https, 'SSLv3'),
      seen: (seen) => (seen.kind === 'tls-hello' ? seen.outcome : ''),
      want: 'refused',
    },
    {
      why: 'a handshake',
      action: () => handshakeOf(secure.https),
      seen: (seen) => (seen.kind === 'tls-session' ? [seen.session?.trusted, seen.session?.hostMatches] : ''),
      want: [true, true],
    },
    {
      why: 'a channel',
      action: () => ({ kind: 'channel', url: `${secure.https}/a`, client: 'none', credential: 'none', safety: 'S1', place: 'tls' }),
      seen: (seen) => (seen.kind === 'channel' ? [seen.outcome, seen.status] : ''),
      want: ['answered', 200],
    },
  ];
  for (const { why, action, seen, want } of ways) {
    it(`takes ${why} through a tunnel to the pinned address`, async () => {
      const { observation, proxy } = await askThrough(action());
      assert.deepEqual(seen(observation), want, observation.lost?.detail);
      const given = action();
      const { host } = new URL('url' in given ? given.url : 'origin' in given ? given.origin : '');
      assert.deepEqual([proxy.asked, proxy.plain], [[host], []]);
    });
  }

  it('hands it the address of a name that the suite resolved, and names the host inside TLS', async () => {
    const names: (string | false | null)[] = [];
    const host = keep(
      await serveHttps(
        (request, response) => {
          names.push(request.headers.host ?? null);
          response.end();
        },
        {
          ...trustedPair,
          SNICallback: (name, done) => {
            names.push(name);
            done(null);
          },
        },
      ),
    );
    const url = `https://sample.gov.ir:${host.port}/`;
    const { observation, proxy } = await askThrough(getOf(url), {}, { lookup: () => Promise.resolve(['127.0.0.1']) });
    assert.equal(statusOf(observation), 200, observation.lost?.detail);
    assert.deepEqual(proxy.asked, [`127.0.0.1:${host.port}`]);
    assert.deepEqual(names, ['sample.gov.ir', `sample.gov.ir:${host.port}`]);
  });

  it('hands it the name where it takes no addresses, asks no resolver, and tells nothing of addresses', async () => {
    const looked: string[] = [];
    const lookup = (host: string): Promise<readonly string[]> => {
      looked.push(host);
      return Promise.resolve(['127.0.0.1']);
    };
    const ask = (action: Parameters<typeof askThrough>[0]): Promise<Asked> =>
      askThrough(action, { resolves: true }, { lookup, through: { names: true } });
    const { observation, proxy } = await ask(getOf(`http://sample.gov.ir:${web.port}/`));
    assert.equal(statusOf(observation), 200, observation.lost?.detail);
    assert.deepEqual(proxy.asked, [`sample.gov.ir:${web.port}`]);
    const literal = await ask(getOf('http://10.1.2.3/'));
    assert.deepEqual([causeOf(literal.observation), literal.proxy.asked], ['blocked', []]);
    const through = proxyAt(keep(await serveProxy()).url, { names: true });
    const session = keep(sessionFor([`http://sample.gov.ir:${web.port}`], { proxy: through, lookup }));
    const asked = await session.observe({ kind: 'dns', name: 'sample.gov.ir', type: 'A', safety: 'S1', place: 'dns' }, 1);
    assert.equal(causeOf(asked), 'resolved-by-proxy');
    assert.deepEqual(looked, []);
  });

  it('never hands it an address that may not be contacted', async () => {
    for (const url of ['http://10.1.2.3/', 'http://169.254.169.254/latest']) {
      const { observation, proxy } = await askThrough(getOf(url));
      assert.deepEqual([causeOf(observation), proxy.asked], ['blocked', []], url);
    }
  });

  it('sends no credential to a server whose chain is not trusted, tunnel or not', async () => {
    const credentials = { identities: ['a'], authorize: () => Promise.resolve([['Authorization', 'Bearer zq-token-1']] as const) };
    const ask = (server: Listening): Promise<Asked> =>
      askThrough(getOf(`${server.https}/`, { credential: 'identity:a', safety: 'S2' }), {}, { credentials });
    assert.equal(statusOf((await ask(secure)).observation), 200);
    const before = hits;
    assert.deepEqual([causeOf((await ask(stranger)).observation), hits], ['tls', before]);
  });

  const failures: readonly { readonly why: string; readonly manners: ProxyManners; readonly cause: string }[] = [
    { why: 'asks for a credential', manners: { answer: () => 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n' }, cause: 'proxy-credential' },
    { why: 'bars the host', manners: { answer: () => 'HTTP/1.1 403 Forbidden\r\n\r\nnot here' }, cause: 'proxy-refused' },
    { why: 'redirects', manners: { answer: () => 'HTTP/1.1 302 Found\r\nLocation: http://login.local/\r\n\r\n' }, cause: 'proxy-refused' },
    { why: 'cannot reach the host', manners: { answer: () => 'HTTP/1.1 502 Bad Gateway\r\n\r\n' }, cause: 'proxy-failed' },
    { why: 'is too slow', manners: { silent: true }, cause: 'proxy-failed' },
    { why: 'speaks something else', manners: { answer: () => '220 mail ready\r\n' }, cause: 'proxy-unreachable' },
    { why: 'closes without a word', manners: { answer: () => '' }, cause: 'proxy-unreachable' },
    { why: 'sends an endless head', manners: { answer: () => `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(5000)}` }, cause: 'proxy-unreachable' },
  ];
  for (const { why, manners, cause } of failures) {
    it(`loses what it asks as ${cause} where the proxy ${why}`, async () => {
      for (const way of ways) {
        const { observation } = await askThrough(way.action(), manners);
        assert.equal(causeOf(observation), cause, `${way.why}: ${observation.lost?.detail ?? 'no loss'}`);
      }
    }).timeout(10_000);
  }

  it('loses it as proxy-unreachable where nobody listens, or where the operator does not let the proxy stand', async () => {
    const nobody = proxyAt(`http://127.0.0.1:${await unusedPort()}`);
    const proxy = keep(await serveProxy());
    for (const [options, why] of [
      [nobody, 'nobody listens'],
      [proxyAt(proxy.url, { networks: [] }), 'a private address that the operator did not allow'],
      [proxyAt('http://169.254.169.254:80', { networks: ['0.0.0.0/0'] }), 'a metadata service'],
    ] as const) {
      const session = keep(sessionFor([web.http], { proxy: options }));
      assert.equal(causeOf(await session.observe(getOf(web.http), 1)), 'proxy-unreachable', why);
    }
    assert.deepEqual(proxy.asked, []);
  });

  it('takes a tunnel in clear that ends without an answer for nobody’s refusal', async () => {
    for (const more of [{}, { rawHead: true as const }]) {
      const { observation } = await askThrough(getOf(`${web.http}/a`, more), { drops: true });
      assert.equal(causeOf(observation), 'proxy-failed');
    }
  });

  it('tries the next address of a host where the proxy does not reach one', async () => {
    const lookup = (): Promise<readonly string[]> => Promise.resolve(['127.0.0.1', '127.0.0.2']);
    const answer = (authority: string): string | undefined => (authority.startsWith('127.0.0.1:') ? 'HTTP/1.1 503 no\r\n\r\n' : undefined);
    const server = keep(await serveRaw((socket) => socket.end()));
    const { proxy } = await askThrough(getOf(`http://sample.gov.ir:${server.port}/`), { answer }, { lookup });
    assert.deepEqual(proxy.asked, [`127.0.0.1:${server.port}`, `127.0.0.2:${server.port}`]);
  });

  it('shows its credential to the proxy alone, and keeps it out of the evidence', async () => {
    const credential = { username: 'tester', password: 'zq-proxy-SECRET' };
    const { observation, proxy } = await askThrough(getOf(`${web.http}/a`), {}, { through: { credential } });
    assert.deepEqual(proxy.credentials, [`Basic ${Buffer.from('tester:zq-proxy-SECRET').toString('base64')}`]);
    const kept = JSON.stringify(observation);
    assert.equal(kept.includes('zq-proxy-SECRET') || /proxy-authorization/i.test(kept), false);
  });

  it('shows its credential to a proxy of TLS only where its chain is trusted', async () => {
    const through = { credential: { username: 'tester', password: 'zq-proxy-SECRET' } };
    const good = await askThrough(getOf(`${secure.https}/a`), { tls: trustedPair }, { through });
    assert.deepEqual([statusOf(good.observation), good.proxy.credentials.length], [200, 1], good.observation.lost?.detail);
    const bad = await askThrough(getOf(`${secure.https}/a`), { tls: strangerPair }, { through });
    assert.deepEqual([causeOf(bad.observation), bad.proxy.credentials], ['proxy-unreachable', []]);
  });

  it('keeps a tunnel for the next request to the same host', async () => {
    const proxy = keep(await serveProxy());
    const session = keep(sessionFor([secure.https], { proxy: proxyAt(proxy.url) }));
    for (const path of ['a', 'b', 'c']) assert.equal(statusOf(await session.observe(getOf(`${secure.https}/${path}`), 1)), 200);
    assert.equal(proxy.asked.length, 1);
  });

  it('is never taken from the environment of the process', async () => {
    const proxy = keep(await serveProxy());
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = proxy.url;
    try {
      const session = keep(sessionFor([web.http]));
      assert.equal(statusOf(await session.observe(getOf(web.http), 1)), 200);
      assert.deepEqual([proxy.asked, proxy.plain], [[], []]);
    } finally {
      names.forEach((name, index) => {
        const value = before[index];
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      });
    }
  });
});
