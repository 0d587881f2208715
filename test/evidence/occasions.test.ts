import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openReplay } from '../../src/evidence/replay.js';
import { getOf, serveHttp, sessionFor, type Listening } from './servers.js';

interface Seen {
  readonly url: string;
  readonly connection: number;
  readonly headers: readonly string[];
}

/** A server that notes what came on which connection, and which connections were closed. */
async function noting(work: (server: Listening, seen: Seen[], closed: Set<number>) => Promise<void>): Promise<void> {
  const seen: Seen[] = [];
  const numbers = new Map<Socket, number>();
  const closed = new Set<number>();
  const server = await serveHttp((request, response) => {
    const number = numbers.get(request.socket) ?? numbers.size;
    if (!numbers.has(request.socket)) request.socket.once('close', () => closed.add(number));
    numbers.set(request.socket, number);
    seen.push({ url: request.url ?? '', connection: number, headers: request.rawHeaders.filter((_each, index) => index % 2 === 0) });
    response.setHeader('X-Count', String(seen.length));
    response.end(String(seen.length));
  });
  try {
    await work(server, seen, closed);
  } finally {
    await server.close();
  }
}

describe('evidence: one request on several occasions', () => {
  it('is sent once for each occasion, and replayed apart', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'egif-occasions-'));
    try {
      await noting(async (server, seen) => {
        const session = sessionFor([server.http]);
        const actions = [getOf(server.http), getOf(server.http, { occasion: 'again' }), getOf(server.http, { occasion: 'again' })];
        const bodies: string[] = [];
        for (const action of actions) {
          const observation = await session.observe(action, 1);
          bodies.push(observation.kind === 'http' ? Buffer.from(observation.response?.body ?? []).toString() : '');
        }
        assert.deepEqual(bodies, ['1', '2', '2']);
        assert.equal(seen.length, 2);
        await session.save(directory, []);
        await session.close();
        const replay = await openReplay(directory);
        const again = await Promise.all(actions.map((action) => replay.observe(action, 1)));
        assert.deepEqual(
          again.map((observation) => (observation.kind === 'http' ? Buffer.from(observation.response?.body ?? []).toString() : '')),
          bodies,
        );
      });
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('goes over a connection of its own that is closed behind it where it asks for one', () =>
    noting(async (server, seen, closed) => {
      const session = sessionFor([server.http]);
      const send = (path: string, connection?: 'fresh') =>
        session.observe(getOf(server.http + path, connection === undefined ? {} : { connection }), 1);
      await send('/1');
      await send('/2', 'fresh');
      await send('/3', 'fresh');
      await send('/4');
      assert.deepEqual(
        seen.map(({ connection }) => connection),
        [0, 1, 2, 0],
      );
      const start = Date.now();
      while (closed.size < 2 && Date.now() - start < 2000) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.deepEqual([...closed].sort(), [1, 2]);
      await session.close();
    }));

  it('leaves out the fields that it is told to', () =>
    noting(async (server, seen) => {
      const session = sessionFor([server.http]);
      await session.observe(getOf(`${server.http}/all`), 1);
      await session.observe(getOf(`${server.http}/less`, { omit: ['accept'] }), 1);
      await session.observe(getOf(`${server.http}/least`, { omit: ['accept', 'user-agent'] }), 1);
      const sent = (at: number): readonly string[] => (seen[at]?.headers ?? []).filter((name) => /^(accept|user-agent)$/i.test(name));
      assert.deepEqual([sent(0), sent(1), sent(2)], [['User-Agent', 'Accept'], ['User-Agent'], []]);
      await session.close();
    }));
});
