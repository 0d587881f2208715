/** A burst: bounded, counted, never without consent, ended by what should end it, and read back. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { BurstAction, Observation } from '../../src/contract/evidence.js';
import { openReplay } from '../../src/evidence/replay.js';
import { type Handler, serveHttp, type SessionChanges, sessionFor } from './servers.js';

const burstOf = (url: string, more: Partial<BurstAction> = {}): BurstAction => ({
  kind: 'burst',
  url,
  credential: 'none',
  count: 100,
  safety: 'S5',
  place: '/things',
  ...more,
});

const figuresOf = (observation: Observation) => (observation.kind === 'burst' ? observation.burst : undefined);

/** Serves so many, then refuses. */
const withQuota = (quota: number, seen: { count: number }): Handler => {
  return (_request, response) => {
    seen.count += 1;
    if (seen.count <= quota) response.writeHead(200).end('{}');
    else response.writeHead(429, { 'Retry-After': '3', 'Content-Type': 'application/problem+json' }).end('{"status":429}');
  };
};

async function against(handler: Handler, changes: SessionChanges, action: Partial<BurstAction>) {
  const server = await serveHttp(handler);
  const session = sessionFor([server.http], { allowedSafety: 'S5', consent: () => true, ...changes });
  try {
    const observation = await session.observe(burstOf(`${server.http}/things`, action), 1, 'test');
    return { observation, figures: figuresOf(observation), sent: session.requestsSent };
  } finally {
    await session.close();
    await server.close();
  }
}

describe('A burst', () => {
  it('ends at the first refusal and keeps what it says', async () => {
    const seen = { count: 0 };
    const { figures, sent } = await against(withQuota(40, seen), {}, { until: 'refused' });
    assert.equal(figures?.statuses['200'], 40);
    assert.ok(seen.count < 60, `${seen.count}: what was under way and no more`);
    assert.equal(sent, seen.count, 'each counts towards the total');
    assert.equal(figures?.refusal?.problemStatus, 429);
    assert.ok(figures?.refusal?.headers.some(([name, value]) => name.toLowerCase() === 'retry-after' && value === '3'));
  });

  it('goes on to its count where no refusal is waited for', async () => {
    const { figures } = await against(withQuota(40, { count: 0 }), {}, {});
    assert.deepEqual([figures?.sent, figures?.statuses['429']], [100, 60]);
  });

  it('sends no more than the total allows', async () => {
    const seen = { count: 0 };
    const { figures } = await against(withQuota(1000, seen), { limits: { maxRequests: 25 } }, {});
    assert.deepEqual([figures?.sent, seen.count], [25, 25]);
  });

  it('stops at a service that breaks down', async () => {
    const seen = { count: 0 };
    const { figures } = await against(
      (_request, response) => {
        seen.count += 1;
        response.writeHead(500).end();
      },
      {},
      { count: 1000 },
    );
    assert.ok((figures?.sent ?? 1000) < 60, `${figures?.sent} sent`);
  });

  for (const { why, changes } of [
    { why: 'without consent of the statement', changes: { consent: () => false } },
    { why: 'above what the operator allows', changes: { allowedSafety: 'S4' as const } },
    {
      why: 'in production, whatever is consented to',
      changes: { environment: { id: 'production', kind: 'production' as const, baseUrl: 'https://api.agency.example' } },
    },
  ])
    it(`sends nothing ${why}`, async () => {
      const seen = { count: 0 };
      // The class that the action states is a lower one: the engine does not take its word for it.
      const { observation, sent } = await against(withQuota(10, seen), changes, { safety: 'S1' });
      assert.deepEqual([observation.lost?.cause, seen.count, sent], ['no-consent', 0, 0]);
    });

  it('goes to no origin but the targets', async () => {
    const { observation } = await against(withQuota(10, { count: 0 }), {}, { url: 'http://127.0.0.1:1/things' });
    assert.equal(observation.lost?.cause, 'blocked');
  });

  it('is read back from the evidence as it was', async () => {
    const server = await serveHttp(withQuota(5, { count: 0 }));
    const directory = await mkdtemp(join(tmpdir(), 'egif-burst-'));
    const session = sessionFor([server.http], { allowedSafety: 'S5', consent: () => true });
    try {
      const action = burstOf(`${server.http}/things`, { until: 'refused' });
      const live = await session.observe(action, 1, 'one');
      session.finish();
      await session.save(directory, []);
      const replay = await openReplay(directory);
      assert.deepEqual(figuresOf(await replay.observe(action, 1, 'one')), figuresOf(live));
      assert.equal((await replay.observe(action, 1, 'another')).lost?.cause, 'harness');
      assert.equal((await replay.observe({ ...action, count: 99 }, 1, 'one')).lost?.cause, 'harness');
    } finally {
      await session.close();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
