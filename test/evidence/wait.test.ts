/** A wait is recorded like any action: live it takes its time through the given delay, in a replay it takes none. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { WaitAction } from '../../src/contract/evidence.js';
import { openReplay } from '../../src/evidence/replay.js';
import { openSession } from '../../src/evidence/session.js';

const wait = (milliseconds: number): WaitAction => ({ kind: 'wait', milliseconds, safety: 'S0', place: '/reports/{id}' });

describe('A wait', () => {
  it('lets time pass once for each that asks, bounded, sends nothing, and is read back', async () => {
    const delays: number[] = [];
    const directory = await mkdtemp(join(tmpdir(), 'egif-wait-'));
    const session = openSession({
      environment: { id: 'sandbox', kind: 'sandbox', baseUrl: 'https://api.agency.example/v1' },
      targets: { origins: [], networks: [] },
      anchors: [],
      limits: { maxRps: 1, maxConcurrent: 1, maxRequests: 1, timeoutMs: 1000, maxResponseBytes: 1000, consecutive5xx: 5 },
      allowedSafety: 'S0',
      consent: () => false,
      credentials: { identities: [], authorize: () => Promise.resolve([]) },
      seed: 'wait',
      runKey: new Uint8Array(32),
      clock: () => new Date('2026-11-01T08:00:00Z'),
      delay: (milliseconds) => {
        delays.push(milliseconds);
        return Promise.resolve();
      },
    });
    try {
      for (const asker of ['one', 'other']) assert.equal((await session.observe(wait(250), 1, asker)).elapsedMs, 250);
      await session.observe(wait(250), 1, 'one');
      assert.equal((await session.observe(wait(1e12), 1, 'one')).elapsedMs, 60_000);
      assert.deepEqual([delays, session.requestsSent], [[250, 250, 250, 60_000], 0]);
      session.finish();
      await session.save(directory, []);
      const replay = await openReplay(directory);
      for (const asker of ['one', 'other', 'one']) {
        const { kind, lost, elapsedMs } = await replay.observe(wait(250), 1, asker);
        assert.deepEqual([kind, lost, elapsedMs], ['wait', undefined, 250]);
      }
      assert.equal((await replay.observe(wait(251), 1, 'one')).lost?.cause, 'harness');
    } finally {
      await session.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
