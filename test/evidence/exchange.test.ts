import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Exchange, Observation } from '../../src/contract/evidence.js';
import {
  getOf,
  serveHttp,
  serveHttps,
  serveRaw,
  sessionFor,
  strangerPair,
  unusedPort,
  type Handler,
  type Listening,
  type SessionChanges,
} from './servers.js';

function exchangeOf(observation: Observation): Exchange {
  assert.equal(observation.kind, 'http');
  if (observation.kind !== 'http') throw new Error('unreachable');
  return observation;
}

/** One GET of `/` from a server that is closed afterwards. */
async function once(server: Listening, changes: SessionChanges = {}, url = server.http): Promise<Exchange> {
  const session = sessionFor([new URL(url).origin], changes);
  try {
    return exchangeOf(await session.observe(getOf(`${url}/`), 1));
  } finally {
    await session.close();
    await server.close();
  }
}

const text = (exchange: Exchange): string => Buffer.from(exchange.response?.body ?? []).toString('utf8');

describe('evidence: one HTTP exchange', () => {
  const raw =
    (answer: string | Buffer, end = true) =>
    () =>
      serveRaw((socket) => {
        socket.once('data', () => {
          socket.write(answer);
          if (end) socket.end();
        });
      });
  const plain = (handler: Handler) => () => serveHttp(handler);

  const losses: readonly {
    readonly why: string;
    readonly open: () => Promise<Listening>;
    readonly cause: string;
    readonly changes?: SessionChanges;
  }[] = [
    { why: 'a server that never answers', open: () => serveRaw(() => undefined), cause: 'timeout', changes: { limits: { timeoutMs: 150 } } },
    { why: 'a server that closes at once', open: () => serveRaw((socket) => socket.end()), cause: 'reset' },
    { why: 'a server that resets', open: () => serveRaw((socket) => socket.once('data', () => socket.resetAndDestroy())), cause: 'reset' },
    { why: 'something that is no HTTP', open: raw('220 mail.example ESMTP\r\n\r\n'), cause: 'protocol' },
    { why: 'a body shorter than its length', open: raw('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'), cause: 'reset' },
    { why: 'two lengths that contradict', open: raw('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc'), cause: 'protocol' },
    { why: 'a head over the limit', open: raw(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`), cause: 'too-large' },
    {
      why: 'a body that trickles',
      open: plain((_request, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(timer));
      }),
      cause: 'timeout',
      changes: { limits: { timeoutMs: 200 } },
    },
    {
      why: 'a body over the limit',
      open: plain((_request, response) => response.end(Buffer.alloc(5000))),
      cause: 'too-large',
      changes: { limits: { maxResponseBytes: 4096 } },
    },
    {
      why: 'a gzip bomb',
      open: plain((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(8 * 1024 * 1024)))),
      cause: 'too-large',
    },
    {
      why: 'a bomb in two layers',
      open: plain((_request, response) =>
        response.writeHead(200, { 'Content-Encoding': 'gzip, br' }).end(brotliCompressSync(gzipSync(Buffer.alloc(8 * 1024 * 1024)))),
      ),
      cause: 'too-large',
    },
    {
      why: 'a body that is not in its coding',
      open: plain((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('plain')),
      cause: 'protocol',
    },
    { why: 'TLS where HTTP was expected', open: () => serveHttps((_request, response) => response.end()), cause: 'reset' },
  ];
  for (const { why, open, cause, changes } of losses) {
    it(`is lost as ${cause} with ${why}`, async () => {
      const exchange = await once(await open(), changes);
      assert.equal(exchange.lost?.cause, cause, exchange.lost?.detail);
      assert.equal(exchange.response, undefined);
      assert.doesNotMatch(exchange.lost.detail, /127\.0\.0\.1|:\d{4,}/);
    });
  }

  it('is lost as refused where nobody listens', async () => {
    const origin = `http://127.0.0.1:${await unusedPort()}`;
    const session = sessionFor([origin]);
    assert.equal((await session.observe(getOf(origin), 1)).lost?.cause, 'refused');
    await session.close();
  });

  it('is lost as tls where an https origin speaks plain HTTP', async () => {
    const server = await serveHttp((_request, response) => response.end());
    assert.equal((await once(server, {}, server.https)).lost?.cause, 'tls');
  });

  const codings: readonly { readonly coding: string; readonly pack: (octets: Buffer) => Buffer }[] = [
    { coding: 'gzip', pack: gzipSync },
    { coding: 'deflate', pack: deflateSync },
    { coding: 'deflate', pack: deflateRawSync },
    { coding: 'br', pack: brotliCompressSync },
    { coding: 'gzip, br', pack: (octets) => brotliCompressSync(gzipSync(octets)) },
  ];
  for (const { coding, pack } of codings) {
    it(`takes the coding ${coding} (${pack.name}) off the body and keeps the field`, async () => {
      const exchange = await once(
        await serveHttp((_request, response) => response.writeHead(200, { 'Content-Encoding': coding }).end(pack(Buffer.from('سلام')))),
      );
      assert.equal(text(exchange), 'سلام');
      assert.ok(exchange.response?.headers.some(([name, value]) => name === 'Content-Encoding' && value === coding));
    });
  }

  it('keeps header fields in wire order, with repeats and case', async () => {
    const server = await raw('HTTP/1.1 200 OK\r\nX-b: 1\r\nx-A: 2\r\nX-B: 3\r\nContent-Length: 0\r\nx-a:\r\n\r\n')();
    assert.deepEqual((await once(server)).response?.headers, [
      ['X-b', '1'],
      ['x-A', '2'],
      ['X-B', '3'],
      ['Content-Length', '0'],
      ['x-a', ''],
    ]);
  });

  it('takes a redirect for an answer and never follows it', async () => {
    let seen = 0;
    const server = await serveHttp((_request, response) => {
      seen += 1;
      response.writeHead(302, { Location: '/' }).end();
    });
    assert.equal((await once(server)).response?.status, 302);
    assert.equal(seen, 1);
  });

  it('passes informational answers over', async () => {
    const server = await raw('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')();
    const exchange = await once(server);
    assert.equal(exchange.response?.status, 200);
    assert.equal(text(exchange), 'ok');
  });

  it('repeats a GET once when the kept connection had been closed, and a POST never', async () => {
    // Each connection answers one request and is closed without notice when the second one comes.
    const server = await serveRaw((socket) => {
      let requests = 0;
      socket.on('data', () => {
        requests += 1;
        if (requests > 1) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    const session = sessionFor([server.http]);
    assert.equal((await session.observe(getOf(`${server.http}/1`), 1)).lost, undefined);
    assert.equal((await session.observe(getOf(`${server.http}/2`), 1)).lost, undefined);
    assert.equal(session.requestsSent, 3);
    assert.equal((await session.observe(getOf(`${server.http}/3`, { method: 'POST', body: '{}' }), 1)).lost?.cause, 'reset');
    assert.equal(session.requestsSent, 4);
    await session.close();
    await server.close();
  });

  it('names itself, takes anything, and yields to fields of the action', async () => {
    const seen: string[][] = [];
    const server = await serveHttp((request, response) => {
      seen.push([request.headers['user-agent'] ?? '', request.headers.accept ?? '']);
      response.end();
    });
    const session = sessionFor([server.http]);
    await session.observe(getOf(`${server.http}/`), 1);
    await session.observe(getOf(`${server.http}/`, { headers: [['accept', 'text/html']] }), 1);
    assert.match(seen[0]?.[0] ?? '', /^egif\/\d+\.\d+\.\d+ \(conformance test\)$/);
    assert.equal(seen[0]?.[1], '*/*');
    assert.equal(seen[1]?.[1], 'text/html');
    await session.close();
    await server.close();
  });

  it('gets an anonymous answer over an untrusted chain, and sends no credential there', async () => {
    const seen: (string | undefined)[] = [];
    const server = await serveHttps((request, response) => {
      seen.push(request.headers.authorization);
      response.end('hello');
    }, strangerPair);
    const credentials = { identities: ['a'], authorize: () => Promise.resolve([['Authorization', 'Bearer secret-token-1234'] as const]) };
    const session = sessionFor([server.https], { credentials });
    assert.equal(text(exchangeOf(await session.observe(getOf(server.https), 1))), 'hello');
    assert.equal((await session.observe(getOf(server.https, { credential: 'identity:a', safety: 'S2' }), 1)).lost?.cause, 'tls');
    assert.deepEqual(seen, [undefined]);
    await session.close();
    await server.close();
  });

  it('sends a credential over a trusted chain whose certificate names the host, and only there', async () => {
    const seen: (string | undefined)[] = [];
    const server = await serveHttps((request, response) => {
      seen.push(request.headers.authorization);
      response.end();
    });
    const credentials = { identities: ['a'], authorize: () => Promise.resolve([['Authorization', 'Bearer secret-token-1234'] as const]) };
    const named = `https://egif.test:${server.port}`;
    const misnamed = `https://other.test:${server.port}`;
    const session = sessionFor([named, misnamed], { credentials, lookup: () => Promise.resolve(['127.0.0.1']) });
    const action = { credential: 'identity:a', safety: 'S2' } as const;
    assert.equal((await session.observe(getOf(named, action), 1)).lost, undefined);
    assert.equal((await session.observe(getOf(misnamed, action), 1)).lost?.cause, 'tls');
    assert.deepEqual(seen, ['Bearer secret-token-1234']);
    await session.close();
    await server.close();
  });

  it('sends no credential in clear, except to an environment of kind local', async () => {
    const server = await serveHttp((_request, response) => response.end());
    const credentials = { identities: ['a'], authorize: () => Promise.resolve([['X-API-Key', 'key-number-one'] as const]) };
    for (const [kind, cause] of [
      ['sandbox', 'tls'],
      ['local', undefined],
    ] as const) {
      const session = sessionFor([server.http], { credentials, environment: { kind } });
      assert.equal((await session.observe(getOf(server.http, { credential: 'identity:a', safety: 'S2' }), 1)).lost?.cause, cause, kind);
      await session.close();
    }
    await server.close();
  });

  it('sends a broken token that looks like one, the same for the same seed', async () => {
    const seen: string[] = [];
    const server = await serveHttp((request, response) => {
      seen.push(request.headers.authorization ?? '');
      response.end();
    });
    for (const seed of ['one', 'one', 'two']) {
      const session = sessionFor([server.http], { seed });
      await session.observe(getOf(server.http, { credential: 'broken' }), 1);
      await session.close();
    }
    assert.match(seen[0] ?? '', /^Bearer [\w-]+\.[\w-]+\.[\w-]{80,}$/);
    assert.equal(seen[0], seen[1]);
    assert.notEqual(seen[0], seen[2]);
    await server.close();
  });

  it('is lost as no-credential where the identity has none', async () => {
    const server = await serveHttp((_request, response) => response.end());
    const session = sessionFor([server.http]);
    assert.equal((await session.observe(getOf(server.http, { credential: 'identity:x', safety: 'S2' }), 1)).lost?.cause, 'no-credential');
    assert.equal(session.requestsSent, 0);
    await session.close();
    await server.close();
  });
});

describe('a connection that is given up while it is being made', () => {
  it('ends at once, also where the other side would never shake hands', async () => {
    let openSockets = 0;
    const silent = await serveRaw((socket) => {
      openSockets += 1;
      socket.on('error', () => undefined).once('close', () => (openSockets -= 1));
      socket.resume();
    });
    const lostCause = (await once(silent, { limits: { timeoutMs: 300 } }, silent.https)).lost?.cause;
    for (let waits = 0; openSockets > 0 && waits < 40; waits += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    const left = openSockets;
    await silent.close();
    assert.equal(lostCause, 'timeout');
    assert.equal(left, 0);
  });
});
