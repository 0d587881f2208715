import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Headers } from '../../src/contract/evidence.js';
import { EgifError } from '../../src/errors.js';
import { watchLatency } from '../../src/evidence/latency-watch.js';
import { keepPolite, type Limits, type Politeness } from '../../src/evidence/politeness.js';
import { quietHoursOf } from '../../src/evidence/quiet-hours.js';
import { retryAfterMs } from '../../src/evidence/retry-after.js';
import { getOf, serveHttp, serveRaw, sessionFor, type Listening } from './servers.js';

const start = Date.parse('2026-11-22T06:00:00Z');

/** Politeness in a time that passes by waiting alone. */
function simulated(limits: Partial<Limits> = {}, local = false): { readonly polite: Politeness; readonly elapsed: () => number } {
  let now = start;
  const polite = keepPolite({
    limits: { maxRps: 10, maxConcurrent: 1, maxRequests: 1000, timeoutMs: 1000, maxResponseBytes: 1, consecutive5xx: 5, ...limits },
    local,
    seed: 'seed',
    clock: () => new Date(now),
    delay: (ms, signal) => {
      if (!signal.aborted) now += ms;
      return Promise.resolve();
    },
  });
  return { polite, elapsed: () => now - start };
}

async function turn(polite: Politeness, status: number, headers: Headers = [], elapsedMs = 5): Promise<string | undefined> {
  const loss = await polite.enter();
  if (loss === undefined) polite.leave({ kind: 'answer', status, headers, elapsedMs });
  return loss?.lost.cause;
}

describe('evidence: pauses that the service asks for', () => {
  const now = new Date('2026-11-22T06:00:00Z');
  const fields: readonly { readonly value: readonly string[]; readonly want: number | undefined }[] = [
    { value: ['5'], want: 5000 },
    { value: ['0'], want: 0 },
    { value: ['Sun, 22 Nov 2026 06:00:30 GMT'], want: 30_000 },
    { value: ['Sun, 22 Nov 2026 05:00:00 GMT'], want: 0 },
    { value: ['-5'], want: undefined },
    { value: ['1.5'], want: undefined },
    { value: ['soon'], want: undefined },
    { value: ['2026-11-22T06:00:30Z'], want: undefined },
    { value: ['5', '6'], want: undefined },
    { value: [], want: undefined },
  ];
  for (const { value, want } of fields) {
    it(`reads Retry-After ${JSON.stringify(value)} as ${want}`, () =>
      assert.equal(
        retryAfterMs(
          value.map((each) => ['retry-after', each] as const),
          now,
        ),
        want,
      ));
  }

  it('waits as long as asked for in seconds or by a date, and not after a good answer', async () => {
    const { polite, elapsed } = simulated();
    await turn(polite, 429, [['Retry-After', '7']]);
    await turn(polite, 503, [['Retry-After', new Date(start + 20_000).toUTCString()]]);
    assert.ok(elapsed() >= 7_000 && elapsed() < 8_000, String(elapsed()));
    await turn(polite, 200);
    assert.ok(elapsed() >= 20_000 && elapsed() < 21_000, String(elapsed()));
    await turn(polite, 200);
    assert.ok(elapsed() < 21_000, String(elapsed()));
  });

  it('waits ever longer where nothing is asked for, the same for the same seed, and never over a minute', async () => {
    const waits: number[][] = [];
    for (let round = 0; round < 2; round += 1) {
      const { polite, elapsed } = simulated();
      const own: number[] = [];
      for (let index = 0; index < 7; index += 1) {
        const before = elapsed();
        await turn(polite, 429);
        own.push(elapsed() - before);
      }
      waits.push(own.slice(1));
    }
    const [first = [], second] = waits;
    assert.deepEqual(first, second);
    for (const [index, wait] of first.entries()) {
      const most = Math.min(1000 * 2 ** index, 60_000);
      assert.ok(wait >= most / 2 - 100 && wait <= most + 200, `${index}: ${wait}`);
    }
  });

  it('bounds what it is asked for, and gives up with the cause where no good answer comes', async () => {
    const { polite, elapsed } = simulated();
    const causes: (string | undefined)[] = [];
    for (let index = 0; index < 10; index += 1) causes.push(await turn(polite, 503, [['Retry-After', '1000000000']]));
    assert.ok(elapsed() < 400_000, String(elapsed()));
    assert.deepEqual([...new Set(causes)], [undefined, 'maintenance']);
    assert.equal(await turn(polite, 200), 'maintenance');
  });

  it('starts anew after a good answer', async () => {
    const { polite } = simulated();
    for (let index = 0; index < 30; index += 1) assert.equal(await turn(polite, index % 2 === 0 ? 429 : 200, [['Retry-After', '60']]), undefined);
  });

  it('has no pauses for kind local, and keeps to the statuses of the profile', async () => {
    const own = simulated({}, true);
    await turn(own.polite, 429, [['Retry-After', '60']]);
    await turn(own.polite, 200);
    assert.equal(own.elapsed(), 0);
    const other = simulated({ backoffOn: [503] });
    await turn(other.polite, 429, [['Retry-After', '60']]);
    await turn(other.polite, 200);
    assert.ok(other.elapsed() < 1000, String(other.elapsed()));
  });
});

describe('evidence: pace', () => {
  it('slows down where answers take ever longer, and comes back', () => {
    const watch = watchLatency();
    const factors = (elapsedMs: number, count: number): number => {
      for (let index = 0; index < count; index += 1) watch.note(elapsedMs);
      return watch.factor;
    };
    assert.equal(factors(20, 30), 1);
    assert.equal(factors(150, 30), 1, 'slow by a factor, not by much');
    assert.equal(factors(2000, 60), 8);
    assert.equal(factors(20, 80), 1);
  });

  it('spaces requests by it', async () => {
    const { polite, elapsed } = simulated();
    for (let index = 0; index < 30; index += 1) await turn(polite, 200, [], 20);
    const before = elapsed();
    for (let index = 0; index < 60; index += 1) await turn(polite, 200, [], 3000);
    assert.ok(elapsed() - before > 60 * 100 * 4, String(elapsed() - before));
  });

  const hours: readonly { readonly at: string; readonly span: string; readonly quiet: boolean }[] = [
    { at: '2026-11-22T04:30:00Z', span: '08:00-10:30', quiet: true },
    { at: '2026-11-22T04:29:59Z', span: '08:00-10:30', quiet: false },
    { at: '2026-11-22T07:00:00Z', span: '08:00-10:30', quiet: false },
    { at: '2026-11-22T19:30:00Z', span: '22:00-06:00', quiet: true },
    { at: '2026-11-22T02:00:00Z', span: '22:00-06:00', quiet: true },
    { at: '2026-11-22T03:00:00Z', span: '22:00-06:00', quiet: false },
    { at: '2026-11-22T19:30:00Z', span: '22:00–24:00', quiet: true },
  ];
  for (const { at, span, quiet } of hours) {
    it(`${quiet ? 'is quiet' : 'may send'} at ${at} with ${span}`, () => assert.equal(quietHoursOf([span])(new Date(at)) !== undefined, quiet));
  }
  for (const entry of ['8-10', '08:00-08:00', '08:00-24:30', 'nights']) {
    it(`refuses ${entry} as quiet hours`, () =>
      assert.throws(
        () => quietHoursOf([entry]),
        (error) => error instanceof EgifError && error.code === 'STATEMENT_INVALID',
      ));
  }

  it('sends nothing in quiet hours, not even to kind local', async () => {
    const { polite } = simulated({ quietHours: ['09:00-10:00'] }, true);
    assert.equal(await turn(polite, 200), 'stopped');
    assert.equal(polite.sent, 0);
  });

  it('gives a halt to who waits and who comes', async () => {
    const { polite } = simulated();
    assert.equal(await polite.enter(), undefined);
    const waiting = polite.enter();
    polite.halt({ lost: { cause: 'interrupted', detail: 'x' } });
    polite.halt({ lost: { cause: 'disk', detail: 'x' } });
    polite.leave({ kind: 'other' });
    assert.equal((await waiting)?.lost.cause, 'interrupted');
    assert.equal((await polite.enter())?.lost.cause, 'interrupted');
    assert.equal(polite.sent, 1);
  });
});

describe('evidence: sending again', () => {
  async function withServer(open: () => Promise<Listening>, work: (server: Listening) => Promise<void>): Promise<void> {
    const server = await open();
    try {
      await work(server);
    } finally {
      await server.close();
    }
  }

  it('asks again for a GET that the transport lost, as often as the profile says, and never for a POST', async () => {
    let connections = 0;
    const open = () =>
      serveRaw((socket) => {
        connections += 1;
        if (connections % 3 === 0) socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
        else socket.once('data', () => socket.resetAndDestroy());
      });
    await withServer(open, async (server) => {
      const session = sessionFor([server.http], { limits: { transportRetries: 2 } });
      assert.equal((await session.observe(getOf(server.http), 1)).lost, undefined);
      assert.equal(connections, 3);
      assert.equal(session.requestsSent, 3);
      assert.equal((await session.observe(getOf(server.http, { method: 'POST' }), 1)).lost?.cause, 'reset');
      assert.equal(session.requestsSent, 4);
      await session.close();
    });
  });

  it('comes back after an answer that asks for it, except to kind local', async () => {
    let answers = 0;
    const open = () =>
      serveHttp((_request, response) => {
        answers += 1;
        if (answers === 1) response.writeHead(429, { 'Retry-After': '0' }).end();
        else response.end('good');
      });
    for (const [kind, want] of [
      ['sandbox', 200],
      ['local', 429],
    ] as const) {
      answers = 0;
      await withServer(open, async (server) => {
        const session = sessionFor([server.http], { environment: { kind }, limits: { transportRetries: 2 } });
        const observation = await session.observe(getOf(server.http), 1);
        assert.equal(observation.kind === 'http' ? observation.response?.status : 0, want);
        await session.close();
      });
    }
  });

  it('keeps the answer that asked to wait where nothing may be sent any more', async () => {
    const open = () => serveHttp((_request, response) => response.writeHead(503, { 'Retry-After': '0' }).end());
    await withServer(open, async (server) => {
      const session = sessionFor([server.http], { environment: { kind: 'sandbox' }, limits: { transportRetries: 2, maxRequests: 1 } });
      const observation = await session.observe(getOf(server.http), 1);
      assert.equal(observation.kind === 'http' ? observation.response?.status : 0, 503);
      await session.close();
    });
  });

  const strange: readonly { readonly why: string; readonly answer: string }[] = [
    { why: 'a status beyond 599', answer: 'HTTP/1.1 999 Request denied\r\nContent-Length: 0\r\n\r\n' },
    { why: 'a content coding that nobody asked for', answer: 'HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\nContent-Length: 2\r\n\r\n{}' },
  ];
  for (const { why, answer } of strange) {
    it(`is lost as protocol with ${why}`, () =>
      withServer(
        () => serveRaw((socket) => socket.once('data', () => socket.end(answer))),
        async (server) => {
          const session = sessionFor([server.http]);
          assert.equal((await session.observe(getOf(server.http), 1)).lost?.cause, 'protocol');
          await session.close();
        },
      ));
  }
});
