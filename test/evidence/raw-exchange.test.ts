import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { HttpAction } from '../../src/contract/evidence.js';
import { getOf, serveHttps, serveRaw, sessionFor } from './servers.js';

interface Case {
  readonly why: string;
  readonly answer: string;
  readonly method?: string;
  /** Whether the server leaves the connection open. */
  readonly open?: boolean;
  readonly body?: string;
  readonly status?: number;
  readonly cause?: string;
}

const cases: readonly Case[] = [
  { why: 'a HEAD with content', answer: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}', body: '{}', status: 200 },
  {
    why: 'a HEAD with content and an open connection',
    answer: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}',
    open: true,
    body: '{}',
    status: 200,
  },
  { why: 'a HEAD without', answer: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n', body: '', status: 200 },
  { why: 'a HEAD without, and an open connection', answer: 'HTTP/1.1 200 OK\r\n\r\n', open: true, body: '', status: 200 },
  { why: '204 with content', method: 'GET', answer: 'HTTP/1.1 204 No Content\r\n\r\nhello', body: 'hello', status: 204 },
  { why: '304 with content', method: 'GET', answer: 'HTTP/1.1 304 Not Modified\r\n\r\nx', body: 'x', status: 304 },
  { why: 'interim answers before', answer: 'HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nA: 1\r\n\r\n', body: '', status: 200 },
  { why: 'something else', answer: 'SSH-2.0-x\r\n\r\n', cause: 'protocol' },
  { why: 'a status that is none', answer: 'HTTP/1.1 999 x\r\n\r\n', cause: 'protocol' },
  { why: 'a field that is none', answer: 'HTTP/1.1 200 OK\r\nno field\r\n\r\n', cause: 'protocol' },
  { why: 'a head that is cut off', answer: 'HTTP/1.1 200 OK\r\nA: 1\r\n', cause: 'reset' },
  { why: 'an endless head', answer: `HTTP/1.1 200 OK\r\nA: ${'x'.repeat(70_000)}`, open: true, cause: 'too-large' },
  { why: 'a head that never ends', answer: 'HTTP/1.1 200 OK\r\nA: 1\r\n', open: true, cause: 'timeout' },
  { why: 'nothing', answer: '', cause: 'reset' },
  { why: 'an endless body', answer: `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(200_000)}`, open: true, cause: 'too-large' },
];

const raw = (url: string, more: Partial<HttpAction> = {}): HttpAction => getOf(url, { method: 'HEAD', rawHead: true, ...more });

describe('evidence: an answer read to the end of its connection', () => {
  for (const { why, answer, method = 'HEAD', open = false, body, status, cause } of cases) {
    it(`is ${cause === undefined ? `${status} with ${body?.length} octets behind` : `lost as ${cause}`} for ${why}`, async () => {
      const asked: string[] = [];
      const server = await serveRaw((socket) => {
        socket.once('data', (octets) => {
          asked.push(octets.toString());
          socket.write(answer);
          if (!open) socket.end();
        });
      });
      const session = sessionFor([server.http], { limits: { timeoutMs: 900, maxResponseBytes: 65_536 } });
      const observation = await session.observe(raw(`${server.http}/x?y=1`, { method, headers: [['X-Own', '1']] }), 1);
      assert.equal(observation.lost?.cause, cause);
      if (observation.kind === 'http' && cause === undefined) {
        assert.equal(observation.response?.status, status);
        assert.equal(Buffer.from(observation.response?.body ?? []).toString(), body);
      }
      assert.match(
        asked[0] ?? '',
        new RegExp(
          `^${method} /x\\?y=1 HTTP/1\\.1\\r\\nHost: 127\\.0\\.0\\.1:${server.port}\\r\\n[\\s\\S]*X-Own: 1\\r\\nConnection: close\\r\\n\\r\\n$`,
        ),
      );
      assert.equal(session.requestsSent, 1);
      await session.close();
      await server.close();
    });
  }

  it('goes over TLS, to an untrusted server only without a credential', async () => {
    const server = await serveHttps((_request, response) => response.end('{}'));
    const origin = `https://egif.test:${server.port}`;
    const lookup = () => Promise.resolve(['127.0.0.1']);
    for (const [anchors, credential, cause] of [
      [[], 'none', undefined],
      [[], 'identity:a', 'tls'],
    ] as const) {
      const session = sessionFor([origin], {
        lookup,
        anchors,
        credentials: { identities: ['a'], authorize: () => Promise.resolve([['Authorization', 'Bearer secret-of-a']]) },
      });
      assert.equal((await session.observe(raw(origin, { credential, safety: 'S2' }), 1)).lost?.cause, cause);
      await session.close();
    }
    await server.close();
  });

  it('never leaves the permitted networks', async () => {
    const server = await serveRaw((socket) => socket.end());
    const session = sessionFor([server.http], { targets: { origins: [{ origin: server.http, roles: [] }], networks: [] } });
    assert.equal((await session.observe(raw(server.http), 1)).lost?.cause, 'blocked');
    await session.close();
    await server.close();
  });
});
