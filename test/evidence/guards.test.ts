import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { HttpAction } from '../../src/contract/evidence.js';
import { localConcurrency } from '../../src/evidence/politeness.js';
import { getOf, helloOf, serveHttp, sessionFor, type Listening, type SessionChanges } from './servers.js';

/** A server that counts, and is closed when the work is done. */
async function counting(work: (server: Listening, seen: string[]) => Promise<void>, status = 200): Promise<void> {
  const seen: string[] = [];
  const server = await serveHttp((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.writeHead(status).end('{}');
  });
  try {
    await work(server, seen);
  } finally {
    await server.close();
  }
}

describe('evidence: where a request may go', () => {
  const targets: readonly { readonly why: string; readonly url: (server: Listening) => string; readonly cause: string | undefined }[] = [
    { why: 'the origin of the target', url: (server) => `${server.http}/x`, cause: undefined },
    { why: 'another scheme', url: (server) => server.https, cause: 'blocked' },
    { why: 'another port', url: (server) => `http://127.0.0.1:${server.port + 1}/`, cause: 'blocked' },
    { why: 'another name of the same address', url: (server) => `http://localhost:${server.port}/`, cause: 'blocked' },
    { why: 'user information in the URL', url: (server) => `http://user:pass@127.0.0.1:${server.port}/`, cause: 'blocked' },
    { why: 'another scheme altogether', url: () => 'file:///etc/hostname', cause: 'blocked' },
    { why: 'a relative URL', url: () => '/x', cause: 'blocked' },
    { why: 'another spelling of the same origin', url: (server) => `HTTP://127.1:${server.port}/x`, cause: undefined },
  ];
  for (const { why, url, cause } of targets) {
    it(`${cause ?? 'sent'}: ${why}`, () =>
      counting(async (server, seen) => {
        const session = sessionFor([server.http]);
        assert.equal((await session.observe(getOf(url(server)), 1)).lost?.cause, cause);
        assert.equal(seen.length, cause === undefined ? 1 : 0);
        await session.close();
      }));
  }

  const answers: readonly {
    readonly why: string;
    readonly addresses: readonly string[];
    readonly networks?: readonly string[];
    readonly cause: string | undefined;
  }[] = [
    { why: 'loopback that is allowed', addresses: ['127.0.0.1'], cause: undefined },
    { why: 'loopback that is not allowed', addresses: ['127.0.0.1'], networks: [], cause: 'blocked' },
    { why: 'one good and one internal address', addresses: ['127.0.0.1', '10.0.0.1'], cause: 'blocked' },
    { why: 'the same in another order', addresses: ['10.0.0.1', '127.0.0.1'], cause: 'blocked' },
    { why: 'the metadata service, whatever is allowed', addresses: ['169.254.169.254'], networks: ['0.0.0.0/0'], cause: 'blocked' },
    { why: 'a mapped private address', addresses: ['::ffff:10.0.0.1'], cause: 'blocked' },
    { why: 'a private address behind NAT64', addresses: ['64:ff9b::10.0.0.1'], cause: 'blocked' },
    { why: 'no address', addresses: [], cause: 'dns' },
  ];
  for (const { why, addresses, networks, cause } of answers) {
    it(`${cause ?? 'sent'}: the name has ${why}`, () =>
      counting(async (server, seen) => {
        const origin = `http://egif.test:${server.port}`;
        const changes: SessionChanges = networks === undefined ? {} : { targets: { origins: [{ origin, roles: [] }], networks } };
        const session = sessionFor([origin], { lookup: () => Promise.resolve(addresses), ...changes });
        assert.equal((await session.observe(getOf(origin), 1)).lost?.cause, cause);
        assert.equal(seen.length, cause === undefined ? 1 : 0);
        await session.close();
      }));
  }

  it('judges an address in the URL like one of a name', () =>
    counting(async (server, seen) => {
      const session = sessionFor([server.http], { targets: { origins: [{ origin: server.http, roles: [] }], networks: [] } });
      assert.equal((await session.observe(getOf(server.http), 1)).lost?.cause, 'blocked');
      assert.equal(seen.length, 0);
      await session.close();
    }));

  it('resolves a name once, so that a later answer leads nowhere else', () =>
    counting(async (server, seen) => {
      const origin = `http://egif.test:${server.port}`;
      let lookups = 0;
      const lookup = () => {
        lookups += 1;
        return Promise.resolve(lookups === 1 ? ['127.0.0.1'] : ['10.0.0.1']);
      };
      const session = sessionFor([origin], { lookup });
      await Promise.all(['/3', '/4', '/5'].map((path) => session.observe(getOf(origin + path), 1)));
      assert.equal(lookups, 1);
      assert.equal(seen.length, 3);
      await session.close();
    }));

  it('is lost as dns where the name does not exist', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }));
    const session = sessionFor(['http://egif.test'], { lookup });
    assert.deepEqual((await session.observe(getOf('http://egif.test/'), 1)).lost, { cause: 'dns', detail: 'getaddrinfo ENOTFOUND' });
    await session.close();
  });
});

describe('evidence: what may be sent', () => {
  const cases: readonly {
    readonly why: string;
    readonly action: Partial<HttpAction>;
    readonly changes?: SessionChanges;
    readonly cause: string | undefined;
  }[] = [
    { why: 'S1 with consent', action: {}, cause: undefined },
    { why: 'S3 above the allowed S2', action: { safety: 'S3' }, changes: { allowedSafety: 'S2' }, cause: 'no-consent' },
    { why: 'S2 without consent', action: { safety: 'S2' }, changes: { consent: (safety) => safety === 'S1' }, cause: 'no-consent' },
    { why: 'a DELETE that calls itself S1', action: { method: 'DELETE' }, changes: { allowedSafety: 'S2' }, cause: 'no-consent' },
    {
      why: 'a POST that nothing declares to be a search',
      action: { method: 'POST', body: '{}' },
      changes: { allowedSafety: 'S3' },
      cause: 'no-consent',
    },
    { why: 'an identity that calls itself S1', action: { credential: 'identity:a' }, changes: { allowedSafety: 'S1' }, cause: 'no-consent' },
    {
      why: 'S4 to production',
      action: { safety: 'S4' },
      changes: { environment: { kind: 'production' }, limits: { maxRps: 100 } },
      cause: 'no-consent',
    },
    { why: 'S3 to production with consent', action: { safety: 'S3' }, changes: { environment: { kind: 'production' } }, cause: undefined },
  ];
  for (const { why, action, changes, cause } of cases) {
    it(`${cause ?? 'sent'}: ${why}`, () =>
      counting(async (server, seen) => {
        const session = sessionFor([server.http], changes);
        assert.equal((await session.observe(getOf(server.http, action), 1)).lost?.cause, cause);
        assert.equal(seen.length, cause === undefined ? 1 : 0);
        assert.equal(session.requestsSent, seen.length);
        await session.close();
      }));
  }
});

describe('evidence: one exchange for all who ask the same', () => {
  it('sends twenty identical requests once, each answered with its own place', () =>
    counting(async (server, seen) => {
      const session = sessionFor([server.http]);
      const places = Array.from({ length: 20 }, (_each, index) => `/place-${index}`);
      const observations = await Promise.all(places.map((place) => session.observe(getOf(server.http, { place, tolerate: ['refused'] }), 1)));
      assert.equal(seen.length, 1);
      assert.deepEqual(
        observations.map(({ place }) => place),
        places,
      );
      assert.equal(new Set(observations.map(({ seq }) => seq)).size, 1);
      await session.observe(getOf(server.http), 1);
      assert.equal(seen.length, 1, 'also afterwards');
      assert.equal(session.observations().length, 1);
      await session.close();
    }));

  const different: readonly { readonly why: string; readonly more: Partial<HttpAction>; readonly attempt?: number; readonly sent: number }[] = [
    { why: 'another attempt', more: {}, attempt: 2, sent: 2 },
    { why: 'another header field', more: { headers: [['Accept', 'text/html']] }, sent: 2 },
    { why: 'another credential', more: { credential: 'broken' }, sent: 2 },
    { why: 'another query', more: { url: '?a=1' }, sent: 2 },
    { why: 'another place only', more: { place: '/other' }, sent: 1 },
    { why: 'other tolerated losses only', more: { tolerate: ['timeout'] }, sent: 1 },
  ];
  for (const { why, more, attempt, sent } of different) {
    it(`sends ${sent} for ${why}`, () =>
      counting(async (server, seen) => {
        const session = sessionFor([server.http]);
        await session.observe(getOf(`${server.http}/`), 1);
        await session.observe(getOf(`${server.http}/${more.url ?? ''}`, { ...more, url: `${server.http}/${more.url ?? ''}` }), attempt ?? 1);
        assert.equal(seen.length, sent);
        await session.close();
      }));
  }

  it('never shares what changes something', () =>
    counting(async (server, seen) => {
      const session = sessionFor([server.http]);
      const action = getOf(server.http, { method: 'POST', body: '{}', safety: 'S4' });
      await Promise.all([session.observe(action, 1), session.observe(action, 1), session.observe(action, 1)]);
      assert.equal(seen.length, 3);
      await session.close();
    }));
});

describe('evidence: politeness and totals', () => {
  const paths = (origin: string, count: number) => Array.from({ length: count }, (_each, index) => getOf(`${origin}/${index}`));

  it('stops at the total, handshakes counted, also for kind local', () =>
    counting(async (server, seen) => {
      const session = sessionFor([server.http, server.https], { limits: { maxRequests: 3 } });
      await session.observe(helloOf(server.https, 'TLSv1.2'), 1);
      const causes: (string | undefined)[] = [];
      for (const action of paths(server.http, 4)) causes.push((await session.observe(action, 1)).lost?.cause);
      assert.deepEqual(causes, [undefined, undefined, 'budget', 'budget']);
      assert.equal(session.requestsSent, 3);
      assert.ok(seen.filter((line) => line.startsWith('GET')).length === 2);
      await session.close();
    }));

  it('stops after consecutive answers 5xx, except for kind local', () =>
    counting(async (server, seen) => {
      for (const [kind, expected] of [
        ['sandbox', 3],
        ['local', 6],
      ] as const) {
        seen.length = 0;
        const session = sessionFor([server.http], { environment: { kind }, limits: { consecutive5xx: 3 } });
        const causes: (string | undefined)[] = [];
        for (const action of paths(server.http, 6)) causes.push((await session.observe(action, 1)).lost?.cause);
        assert.equal(seen.length, expected, kind);
        assert.equal(causes.at(-1), kind === 'local' ? undefined : 'stopped');
        await session.close();
      }
    }, 500));

  it('keeps the rate by waiting, except for kind local', () =>
    counting(async (server) => {
      for (const [kind, waits] of [
        ['sandbox', [250, 500, 750]],
        ['local', []],
      ] as const) {
        const delays: number[] = [];
        const delay = (milliseconds: number) => {
          delays.push(milliseconds);
          return Promise.resolve();
        };
        const session = sessionFor([server.http], { environment: { kind }, limits: { maxRps: 4 }, clock: () => new Date(0), delay });
        await Promise.all(paths(server.http, 4).map((action) => session.observe(action, 1)));
        assert.deepEqual(delays, waits, kind);
        await session.close();
      }
    }));

  it('keeps concurrency', async () => {
    for (const [kind, most] of [
      ['sandbox', 2],
      ['local', localConcurrency],
    ] as const) {
      let open = 0;
      let peak = 0;
      const server = await serveHttp((_request, response) => {
        open += 1;
        peak = Math.max(peak, open);
        setTimeout(() => {
          open -= 1;
          response.end();
        }, 20);
      });
      const session = sessionFor([server.http], { environment: { kind }, limits: { maxConcurrent: 2 } });
      const observations = await Promise.all(paths(server.http, 40).map((action) => session.observe(action, 1)));
      assert.ok(observations.every(({ lost }) => lost === undefined));
      assert.ok(peak > 1 && peak <= most, `${kind}: ${peak}`);
      await session.close();
      await server.close();
    }
  });
});
