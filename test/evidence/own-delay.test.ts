/** Lateness of the run's own process: it is seen, recorded, and no time of the service. The loop is held up on purpose. */
import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { after, before, describe, it } from 'mocha';
import { openDeadline } from '../../src/evidence/deadline.js';
import type { Action } from '../../src/contract/evidence.js';
import { type OwnDelay, watchOwnDelay } from '../../src/evidence/own-delay.js';
import { openReplay } from '../../src/evidence/replay.js';
import { getOf, handshakeOf, helloOf, sessionFor, trustedPair } from './servers.js';

/** Holds the loop of this process up for so many milliseconds. */
function hold(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}
const waited = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
/** A watch that tells what the test says. */
const told = (until: OwnDelay['until']): OwnDelay => ({ until, close: () => undefined });
const never = told(() => 0);

describe('evidence: lateness of the process itself', () => {
  it('is seen before the timer ticks again, and after', async () => {
    const watch = watchOwnDelay();
    try {
      await waited(30);
      const before = watch.until(performance.now());
      hold(150);
      const atOnce = watch.until(performance.now()) - before;
      assert.ok(atOnce >= 130, `${atOnce}`);
      await waited(30);
      const later = watch.until(performance.now()) - before;
      assert.ok(later >= atOnce, `${later}`);
    } finally {
      watch.close();
    }
  });

  it('counts each gap once, whichever instants are compared', async () => {
    const watch = watchOwnDelay();
    try {
      await waited(30);
      const start = watch.until(performance.now());
      hold(60);
      const middle = watch.until(performance.now());
      hold(60);
      await waited(30);
      const end = watch.until(performance.now());
      assert.ok(middle - start >= 40, `${middle - start}`);
      assert.ok(end - middle >= 50, `${end - middle}`);
      assert.ok(end - start >= 110, `${end - start}`);
    } finally {
      watch.close();
    }
  });
});

describe('evidence: one deadline after the other', () => {
  it('expires once, not before its time, and not where it was stopped', async () => {
    const deadline = openDeadline(never);
    const expired: string[] = [];
    deadline.start(20, 'nothing', () => expired.push('stopped'));
    deadline.stop();
    const started = performance.now();
    let took = 0;
    deadline.start(60, 'no answer', ({ lost }) => {
      took = performance.now() - started;
      expired.push(`${lost.cause}: ${lost.detail}`);
    });
    await waited(200);
    assert.deepEqual(expired, ['timeout: no answer within 60 ms']);
    assert.ok(took >= 60, `${took}`);
  });

  it('is not kept waiting by a longer one before it', async () => {
    const deadline = openDeadline(never);
    deadline.start(60_000, 'nothing', () => assert.fail('it was stopped'));
    deadline.stop();
    const expired = new Promise((done) => deadline.start(10, 'no answer', () => done('expired')));
    assert.equal(await expired, 'expired');
    deadline.end();
  });

  it('does not count time for which the process was held up', async () => {
    let late = 0;
    const deadline = openDeadline(told(() => late));
    const started = performance.now();
    const expired = new Promise<string>((done) => deadline.start(50, 'no answer', ({ lost }) => done(lost.cause)));
    late = 40;
    assert.equal(await expired, 'timeout');
    const took = performance.now() - started;
    assert.ok(took >= 89, `${took}`);
  });

  it('lets what waits to be read be read before it expires, however short the lateness', async () => {
    let late = 0;
    const deadline = openDeadline(told(() => late));
    const heard = new Promise<string>((done) => {
      deadline.start(20, 'no answer', ({ lost }) => done(lost.cause));
      // As an answer that stands in the socket: it is handled in a later turn of the same loop.
      setTimeout(() => {
        late = 1;
        setImmediate(() => {
          deadline.end();
          done('answer');
        });
      }, 19);
      hold(25);
    });
    assert.equal(await heard, 'answer');
  });

  it('says that the run was late, and not that nobody answered, where it is late all the time', async () => {
    const started = performance.now();
    const deadline = openDeadline(told((now) => now - started));
    const expired = new Promise<string>((done) => deadline.start(20, 'no answer', ({ lost }) => done(lost.cause)));
    assert.equal(await expired, 'heard-late');
    assert.ok(performance.now() - started >= 80);
  });
});

/** A server in a thread of its own, which answers after 120 ms however busy this one is; plainly and over TLS, whose every octet it holds back as long. */
const patientServer = `
const { parentPort, workerData } = require('node:worker_threads');
const { createServer, connect } = require('node:net');
const http = require('node:http').createServer((request, response) => setTimeout(() => response.end('{}'), 120));
const https = require('node:https').createServer(workerData, (request, response) => response.end('{}'));
const held = createServer((socket) => {
  const inner = connect(https.address().port, '127.0.0.1');
  socket.on('data', (octets) => setTimeout(() => inner.write(octets), 120)).on('close', () => inner.destroy()).on('error', () => undefined);
  inner.on('data', (octets) => socket.write(octets)).on('close', () => socket.destroy()).on('error', () => undefined);
});
const silent = createServer((socket) => socket.on('error', () => undefined));
const ports = [http, https, held, silent].map((server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port))));
Promise.all(ports).then(([plain, , tls, mute]) => parentPort.postMessage({ plain, tls, mute }));
`;

describe('evidence: what is heard while the process is held up', () => {
  let worker: Worker;
  let ports: { readonly plain: number; readonly tls: number; readonly mute: number };
  const timeoutMs = 400;
  const origin = (name: keyof typeof ports): string => `${name === 'tls' ? 'https' : 'http'}://127.0.0.1:${ports[name]}`;

  before(async () => {
    worker = new Worker(patientServer, { eval: true, workerData: trustedPair });
    ports = await new Promise((done) => worker.once('message', done));
  });
  after(() => worker.terminate());

  const cases: readonly { readonly why: string; readonly action: () => Action }[] = [
    { why: 'an answer', action: () => getOf(`${origin('plain')}/`) },
    { why: 'an answer that is read octet by octet', action: () => getOf(`${origin('plain')}/`, { rawHead: true }) },
    { why: 'an answer over TLS', action: () => getOf(`${origin('tls')}/`) },
    { why: 'a hello', action: () => helloOf(origin('tls'), 'TLSv1.3') },
    { why: 'a handshake', action: () => handshakeOf(origin('tls')) },
  ];
  for (const { why, action } of cases)
    it(`is no time-out, and says how late it was heard: ${why}`, async () => {
      const given = action();
      const session = sessionFor([origin('plain'), origin('tls')], { limits: { timeoutMs } });
      try {
        await waited(30);
        const observing = session.observe(given, 1);
        await waited(50);
        hold(2 * timeoutMs);
        const { lost, elapsedMs, ownDelayMs = 0 } = await observing;
        assert.equal(lost, undefined);
        assert.ok(ownDelayMs >= 2 * timeoutMs - 20 && ownDelayMs <= elapsedMs, `${ownDelayMs} of ${elapsedMs}`);
      } finally {
        await session.close();
      }
    });

  it('is a time-out where nobody answers, once the time has passed that the process was not held up', async () => {
    const session = sessionFor([origin('mute')], { limits: { timeoutMs } });
    try {
      const observing = session.observe(getOf(`${origin('mute')}/`), 1);
      await waited(50);
      hold(timeoutMs);
      const { lost, elapsedMs } = await observing;
      assert.equal(lost?.cause, 'timeout');
      assert.ok(elapsedMs >= 2 * timeoutMs - 5, `${elapsedMs}`);
    } finally {
      await session.close();
    }
  });

  it('is recorded as it is judged, and not where nothing was late', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'egif-late-'));
    const session = sessionFor([origin('plain')]);
    try {
      const calls = ['late', 'again'].map((name) => getOf(`${origin('plain')}/${name}`));
      const [first, second] = calls;
      assert.ok(first !== undefined && second !== undefined);
      const observing = session.observe(first, 1);
      await waited(20);
      hold(300);
      const late = await observing;
      const again = await session.observe(second, 1);
      session.finish();
      await session.save(folder, []);
      const replay = await openReplay(folder);
      const replayed = await replay.observe(first, 1);
      assert.ok((late.ownDelayMs ?? 0) > 0);
      assert.deepEqual([replayed.elapsedMs, replayed.ownDelayMs], [late.elapsedMs, late.ownDelayMs]);
      const manifest: { readonly observations: readonly object[] } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
      assert.equal(manifest.observations.filter((record) => 'ownDelayMs' in record).length, again.ownDelayMs === undefined ? 1 : 2);
    } finally {
      await session.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
