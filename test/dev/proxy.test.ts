/** The dev proxy does to messages and wires what its rules say, by the seed, and nothing else. */
import { strict as assert } from 'node:assert';
import { createServer } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connect } from 'node:net';
import { after, afterEach, before, describe, it } from 'mocha';
import { startProxy, type RunningProxy } from '../../src/dev/proxy.js';
import { deedsFor, type ProxyScript } from '../../src/dev/proxy-script.js';
import { proxyScriptOf } from '../../src/dev/read-proxy-script.js';
import { EgifError } from '../../src/errors.js';
import { type Listening, serveHttp, serveHttps, testRoot, trustedPair, unusedPort } from '../evidence/servers.js';

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** One request on a connection of its own. */
async function get(url: string, init: RequestInit = {}): Promise<Got> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(3_000), redirect: 'manual', ...init });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

function getTls(origin: string): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const request = requestHttps(`${origin}/thing`, { ca: testRoot, agent: false, timeout: 3_000 }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => {
        body += text;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
      answer.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
    request.end();
  });
}

const scriptOf = (changes: Partial<ProxyScript> = {}): ProxyScript => ({ seed: 'proxy test', rules: [], ...changes });
const listen = { host: '127.0.0.1', port: 0 };
const content = JSON.stringify({ greeting: 'درود', word: 'alpha alpha' });

describe('The dev proxy', function () {
  this.timeout(20_000);
  let plain: Listening;
  let secure: Listening;
  let proxy: RunningProxy | undefined;
  const seen: string[] = [];

  before(async () => {
    const answer: Parameters<typeof serveHttp>[0] = (request, response) => {
      seen.push(`${request.method} ${request.url} ${request.rawHeaders.join('|')}`);
      request.resume();
      response.writeHead(200, ['Content-Type', 'application/json', 'X-Twice', 'a', 'X-Twice', 'b']).end(content);
    };
    plain = await serveHttp(answer);
    secure = await serveHttps(answer);
  });
  afterEach(async () => {
    await proxy?.close();
    proxy = undefined;
  });
  after(async () => Promise.all([plain.close(), secure.close()]));

  const before_ = async (target: string, script: ProxyScript, more: Partial<Parameters<typeof startProxy>[0]> = {}): Promise<RunningProxy> => {
    proxy = await startProxy({ target: new URL(target), listen, script, ...more });
    return proxy;
  };

  it('gives request and answer through unchanged where no rule holds', async () => {
    const { origin } = await before_(plain.http, scriptOf());
    const got = await get(`${origin}/thing?a=%20b`, { method: 'POST', body: 'x', headers: { 'X-Mine': 'yes' } });
    assert.equal(got.status, 200);
    assert.equal(got.body, content);
    assert.equal(got.headers.get('x-twice'), 'a, b');
    assert.match(seen.at(-1) ?? '', /^POST \/thing\?a=%20b .*x-mine\|yes/i);
  });

  it('rewrites status, header fields and content', async () => {
    const rules = proxyScriptOf({
      rules: [
        { when: { path: '^/thing', method: 'GET' }, do: { replace: [{ find: 'alpha', put: '$&beta' }], headers: { 'X-Twice': null, 'X-New': 'n' } } },
        { when: { path: 'gone' }, do: { status: 410, body: 'away' } },
      ],
    }).rules;
    const { origin } = await before_(plain.http, scriptOf({ rules }));
    const bent = await get(`${origin}/thing`);
    assert.equal(
      bent.body,
      content.replaceAll('alpha', () => '$&beta'),
    );
    assert.equal(bent.headers.get('x-twice'), null);
    assert.equal(bent.headers.get('x-new'), 'n');
    assert.equal(bent.status, 200);
    const gone = await get(`${origin}/gone`);
    assert.deepEqual([gone.status, gone.body, gone.headers.get('content-length')], [410, 'away', '4']);
    assert.equal((await get(`${origin}/other`)).body, content);
  });

  it('cuts an answer after so many octets', async () => {
    const { origin, counts } = await before_(plain.http, scriptOf({ rules: [{ do: { cutAfter: 10 } }] }));
    await assert.rejects(get(`${origin}/thing`));
    assert.equal(counts().cut, 1);
  });

  it('delays a request', async () => {
    const { origin } = await before_(plain.http, scriptOf({ rules: [{ do: { delay: 300 } }] }));
    const started = performance.now();
    assert.equal((await get(`${origin}/thing`)).status, 200);
    assert.ok(performance.now() - started >= 290);
  });

  it('corrupts so many octets, the same ones for the same seed', async () => {
    const bodies: string[] = [];
    for (const seed of ['one', 'one', 'two']) {
      const { origin } = await before_(plain.http, scriptOf({ seed, rules: [{ do: { corrupt: 1 } }] }));
      bodies.push(Buffer.from(await (await fetch(`${origin}/thing`)).arrayBuffer()).toString('latin1'));
      await proxy?.close();
    }
    const original = Buffer.from(content).toString('latin1');
    assert.equal(bodies[0], bodies[1]);
    assert.notEqual(bodies[0], bodies[2]);
    assert.equal([...(bodies[0] ?? '')].filter((letter, index) => letter !== original[index]).length, 1);
  });

  for (const lose of ['reset', 'silence'] as const)
    it(`loses the requests that the seed draws, by ${lose}`, async () => {
      const script = scriptOf({ rules: [{ when: { percent: 50 }, do: { lose } }] });
      const { origin, counts } = await before_(plain.http, script);
      const expected = Array.from({ length: 12 }, (_, index) => deedsFor(script, { number: index + 1 }).lose === undefined);
      const came: boolean[] = [];
      for (let turn = 0; turn < expected.length; turn += 1) {
        const got = await get(`${origin}/thing`, { signal: AbortSignal.timeout(400), headers: { connection: 'close' } }).catch(() => undefined);
        came.push(got?.status === 200);
      }
      assert.deepEqual(came, expected);
      assert.ok(expected.includes(true) && expected.includes(false));
      assert.equal(counts().lost, expected.filter((each) => !each).length);
    });

  it('carries TLS through unread, and corrupts, cuts and loses it as a wire would', async () => {
    const { origin, mode } = await before_(secure.https, scriptOf());
    assert.equal(mode, 'tunnel');
    assert.deepEqual(await getTls(origin), { status: 200, body: content });
    await proxy?.close();
    for (const deed of [{ corrupt: 3 }, { cutAfter: 30 }, { lose: 'reset' }] as const) {
      const bad = await before_(secure.https, scriptOf({ rules: [{ do: deed }] }));
      await assert.rejects(getTls(bad.origin), JSON.stringify(deed));
      await proxy?.close();
    }
  });

  it('reads and rewrites HTTPS with a certificate of its own, and trusts the target only by the root it is given', async () => {
    const certificate = { privateKeyPem: trustedPair.key, chainPem: trustedPair.cert };
    const script = scriptOf({ rules: [{ do: { status: 503 } }] });
    const { origin, mode } = await before_(secure.https, script, { certificate, trust: testRoot });
    assert.equal(mode, 'messages');
    assert.equal((await getTls(origin)).status, 503);
    await proxy?.close();
    const untrusting = await before_(secure.https, script, { certificate });
    await assert.rejects(getTls(untrusting.origin));
  });

  it('restarts: connections are reset, nobody listens, then it answers again', async () => {
    const running = await before_(plain.http, scriptOf());
    const idle = connect(running.port, '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    await get(`${running.origin}/thing`, { headers: { connection: 'close' } });
    const ended = new Promise((resolve) => idle.once('close', resolve));
    idle.on('error', () => undefined);
    const back = running.restart(200);
    await ended;
    await assert.rejects(get(`${running.origin}/thing`));
    await back;
    assert.equal((await get(`${running.origin}/thing`)).status, 200);
    assert.equal(running.counts().restarts, 1);
  });

  it('makes up no answer where the target gives none', async () => {
    const { origin } = await before_(`http://127.0.0.1:${await unusedPort()}`, scriptOf());
    await assert.rejects(get(`${origin}/thing`));
  });

  it('refuses rules on messages that it cannot read', async () => {
    await assert.rejects(
      startProxy({ target: new URL(secure.https), listen, script: scriptOf({ rules: [{ do: { status: 500 } }] }) }),
      (error) => error instanceof EgifError && error.code === 'USAGE',
    );
  });

  it('refuses a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await assert.rejects(
      startProxy({ target: new URL(plain.http), listen: { host: '127.0.0.1', port }, script: scriptOf() }),
      (error) => error instanceof EgifError && error.code === 'USAGE',
    );
    server.close();
  });
});

describe('A script of the dev proxy', () => {
  it('chooses requests by method, path, number and lot', () => {
    const { rules } = proxyScriptOf({
      rules: [
        { when: { method: 'POST' }, do: { delay: 1 } },
        { when: { path: '/b$' }, do: { status: 500 } },
        { when: { from: 3, until: 7, every: 2 }, do: { cutAfter: 0 } },
      ],
    });
    const deeds = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) =>
      deedsFor({ seed: '', rules }, { number, method: number === 1 ? 'POST' : 'GET', target: number === 2 ? '/b' : '/c' }),
    );
    assert.deepEqual(deeds, [{ delay: 1 }, { status: 500 }, { cutAfter: 0 }, {}, { cutAfter: 0 }, {}, { cutAfter: 0 }, {}, {}]);
  });

  it('draws about the share that it names', () => {
    const script = scriptOf({ rules: [{ when: { percent: 10 }, do: { lose: 'reset' } }] });
    const lost = Array.from({ length: 5_000 }, (_, index) => deedsFor(script, { number: index + 1 }).lose).filter(
      (each) => each !== undefined,
    ).length;
    assert.ok(lost > 400 && lost < 600, String(lost));
  });

  for (const { why, document, pointer } of [
    { why: 'a member that is unknown', document: { rules: [{ do: { explode: true } }] }, pointer: '/rules/0/do/explode' },
    { why: 'a rule without deeds', document: { rules: [{ when: {} }] }, pointer: '/rules/0' },
    { why: 'a share beyond a hundred', document: { rules: [{ when: { percent: 101 }, do: {} }] }, pointer: '/rules/0/when/percent' },
    { why: 'a pattern that is none', document: { rules: [{ when: { path: '(' }, do: {} }] }, pointer: '/rules/0/when/path' },
    { why: 'half a restart', document: { restart: { every: 5 } }, pointer: '/restart' },
    { why: 'a list as document', document: [], pointer: '/' },
  ])
    it(`is refused for ${why}`, () => {
      assert.throws(
        () => proxyScriptOf(document),
        (error) => error instanceof EgifError && error.code === 'USAGE' && error.place.pointer === pointer && error.persian !== undefined,
      );
    });
});
