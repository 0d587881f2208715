/** What a listener gets is recorded like any observation, bounded, redacted, and read back; nothing is opened without consent. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'mocha';
import type { Environment, SafetyClass } from '../../src/contract/documents.js';
import type { Inbound, InboundAction } from '../../src/contract/evidence.js';
import { freePort } from '../../src/dev/extension.js';
import { createPki, type Pki } from '../../src/dev/pki.js';
import type { Door } from '../../src/evidence/inbound/door.js';
import { openReplay } from '../../src/evidence/replay.js';
import { openSession, type EvidenceSession } from '../../src/evidence/session.js';

const base = { kind: 'inbound', door: 'registry', occasion: 'test', safety: 'S4', place: 'client' } as const;
const path = '/registry/persons';
const take: InboundAction = { ...base, step: 'take', until: { calls: 1, quietMs: 200, withinMs: 3000 } };

describe('A listener', () => {
  let pki: Pki;
  let port: number;
  let directory: string;
  before(async () => {
    pki = createPki();
    port = await freePort();
    directory = await mkdtemp(join(tmpdir(), 'egif-inbound-'));
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  const doorAt = (refusal?: string): Door => ({
    name: 'registry',
    url: `https://127.0.0.1:${port}/registry`,
    host: '127.0.0.1',
    port,
    keys: [],
    pair: (kind) => Promise.resolve(kind === 'valid' ? { certificate: pki.server.chainPem, key: pki.server.privateKeyPem } : undefined),
    ...(refusal === undefined ? {} : { refusal }),
  });

  function open(
    options: { readonly doors?: readonly Door[]; readonly kind?: Environment['kind']; readonly consent?: boolean } = {},
  ): EvidenceSession {
    const allowed: SafetyClass = 'S4';
    return openSession({
      environment: { id: 'here', kind: options.kind ?? 'local', baseUrl: 'https://127.0.0.1:1/v1' },
      targets: { origins: [], networks: [] },
      anchors: [],
      limits: { maxRps: 100, maxConcurrent: 2, maxRequests: 100, timeoutMs: 1000, maxResponseBytes: 1000, consecutive5xx: 5 },
      allowedSafety: allowed,
      consent: () => options.consent ?? true,
      credentials: { identities: [], authorize: () => Promise.resolve([]) },
      seed: 'inbound',
      runKey: new Uint8Array(32),
      clock: () => new Date(),
      delay: (milliseconds) => delay(milliseconds),
      doors: options.doors ?? [doorAt()],
    });
  }

  /** Status of a call, or the word of its failure. */
  const call = (
    target: string,
    options: { readonly body?: string; readonly ca?: string; readonly timeout?: number; readonly headers?: Record<string, string> } = {},
  ) =>
    new Promise<string>((resolve) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port,
          path: target,
          method: options.body === undefined ? 'GET' : 'POST',
          ca: options.ca ?? pki.root.certificatePem,
          agent: false,
          timeout: options.timeout ?? 3000,
          headers: options.headers ?? {},
        },
        (answer) => {
          answer.resume();
          answer.once('end', () => resolve(`${answer.statusCode} ${answer.headers['retry-after'] ?? ''}`.trim()));
        },
      );
      sent.once('timeout', () => sent.destroy(new Error('gave up')));
      sent.once('error', (error) => resolve(error.message === 'gave up' ? 'gave up' : 'failed'));
      sent.end(options.body);
    });

  const observed = async (session: EvidenceSession, action: InboundAction): Promise<Inbound> => {
    const observation = await session.observe(action, 1, 'tester');
    assert.equal(observation.kind, 'inbound');
    if (observation.kind !== 'inbound') throw new TypeError('no inbound');
    return observation;
  };

  it('answers by its script, keeps what came without secrets and codes, and is read back', async () => {
    const session = open();
    try {
      const replies = [{ status: 429, retryAfter: { seconds: 5, as: 'seconds' } }, { body: '{}' }] as const;
      await observed(session, { ...base, step: 'open', routes: [{ method: 'POST', path, replies }] });
      const body = '{"clientSecret":"another-secret-of-mine"}';
      const headers = { authorization: 'Bearer very-secret-token-of-mine', 'content-type': 'application/json' };
      assert.deepEqual(
        [await call(path, { body, headers }), await call(path, { body }), await call(path, { body }), await call('/other')],
        ['429 5', '200', '200', '404'],
      );
      const seen = await observed(session, { ...take, until: { calls: 4, quietMs: 200, withinMs: 3000 } });
      assert.deepEqual(
        seen.calls.map(({ method, target, reply }) => [method, target, reply]),
        [
          ['POST', path, '429'],
          ['POST', path, '200'],
          ['POST', path, '200'],
          ['GET', '/other', 'unexpected'],
        ],
      );
      assert.equal(seen.connections, 4);
      assert.equal(seen.brokenOff, 0);
      const text = JSON.stringify(seen);
      assert.ok(!text.includes('very-secret-token-of-mine') && !text.includes('another-secret-of-mine'), text);
      session.finish();
      await session.save(directory, []);
      const replay = await openReplay(directory);
      for (const action of [{ ...base, step: 'open', routes: [{ method: 'POST', path, replies }] } as const, take]) {
        const again = await replay.observe(
          action.step === 'take' ? { ...take, until: { calls: 4, quietMs: 200, withinMs: 3000 } } : action,
          1,
          'tester',
        );
        assert.equal(again.lost, undefined);
        if (action.step === 'take') assert.deepEqual({ ...again, seq: 0 }, { ...seen, seq: 0 });
      }
      assert.equal((await replay.observe(take, 1, 'tester')).lost?.cause, 'harness');
    } finally {
      await session.close();
    }
  });

  it('closes without an answer, and lets wait until the client gives up', async () => {
    const session = open();
    try {
      const routes = [
        { path, replies: [{ instead: 'close' }] },
        { path: '/slow', replies: [{ instead: 'stall' }] },
      ] as const;
      await observed(session, { ...base, step: 'open', routes });
      assert.deepEqual([await call(path), await call('/slow', { timeout: 300 })], ['failed', 'gave up']);
      const { calls } = await observed(session, { ...take, until: { calls: 2, quietMs: 200, withinMs: 3000 } });
      assert.deepEqual(
        calls.map(({ reply }) => reply),
        ['close', 'stall'],
      );
      const waited = calls[1]?.gaveUpAfterMs ?? 0;
      assert.ok(waited >= 200 && waited < 2500, `${waited}`);
    } finally {
      await session.close();
    }
  });

  it('counts a client that does not trust it as one that broke off', async () => {
    const session = open();
    try {
      await observed(session, { ...base, step: 'open', routes: [{ path, replies: [{}] }] });
      assert.equal(await call(path, { ca: createPki().root.certificatePem }), 'failed');
      const { calls, connections, brokenOff } = await observed(session, take);
      assert.deepEqual([calls.length, connections, brokenOff], [0, 1, 1]);
    } finally {
      await session.close();
    }
  });

  it('is shut when its calls were taken, and when the session ends', async () => {
    const session = open();
    await observed(session, { ...base, step: 'open', routes: [{ path, replies: [{}] }] });
    assert.equal(await call(path), '200');
    await observed(session, take);
    assert.equal(await call(path), 'failed');
    await observed(session, { ...base, step: 'open', occasion: 'second', routes: [{ path, replies: [{}] }] });
    assert.equal(await call(path), '200');
    await session.close();
    assert.equal(await call(path), 'failed');
  });

  describe('that has something to say at rest', () => {
    const atRest = [{ method: 'GET', path, replies: [{ status: 200 }] }] as const;
    const resting = (): Door => ({ ...doorAt(), atRest });
    /** Something is sent: what it is, and that it is refused, does not matter. */
    const send = (session: EvidenceSession, target = '/v1') =>
      session.observe(
        { kind: 'http', method: 'GET', url: `https://127.0.0.1:1${target}`, place: '/', safety: 'S1', credential: 'none' },
        1,
        'tester',
      );

    it('says it from the first request on, gives way to a scene, keeps nothing of it, and comes back', async () => {
      const session = open({ doors: [resting()] });
      assert.equal(await call(path), 'failed');
      await Promise.all([send(session), send(session)]);
      assert.deepEqual([await call(path), await call('/other')], ['200', '404']);
      await observed(session, { ...base, step: 'open', routes: [{ path, replies: [{ status: 503 }] }] });
      await send(session, '/v1/during');
      assert.equal(await call(path), '503');
      const { calls, connections } = await observed(session, take);
      assert.deepEqual([calls.map(({ reply }) => reply), connections], [['503'], 1]);
      assert.equal((await observed(session, { ...take, occasion: 'again' })).lost?.cause, 'interrupted');
      await send(session, '/v1/after');
      assert.equal(await call(path), '200');
      await session.close();
      assert.equal(await call(path), 'failed');
    });

    const silent: readonly { readonly why: string; readonly session: () => EvidenceSession }[] = [
      { why: 'in production', session: () => open({ doors: [resting()], kind: 'production' }) },
      { why: 'without consent', session: () => open({ doors: [resting()], consent: false }) },
      { why: 'at an address that is not allowed', session: () => open({ doors: [{ ...resting(), refusal: 'not here' }] }) },
      { why: 'without a certificate', session: () => open({ doors: [{ ...resting(), pair: () => Promise.reject(new Error('gone')) }] }) },
    ];
    for (const { why, session } of silent)
      it(`says nothing ${why}`, async () => {
        const own = session();
        try {
          await send(own);
          assert.equal(await call(path), 'failed');
        } finally {
          await own.close();
        }
      });
  });

  const refused: readonly {
    readonly why: string;
    readonly session: () => EvidenceSession;
    readonly action?: InboundAction;
    readonly cause: string;
  }[] = [
    { why: 'in production', session: () => open({ kind: 'production' }), cause: 'no-consent' },
    { why: 'without consent', session: () => open({ consent: false }), cause: 'no-consent' },
    { why: 'where the statement names none', session: () => open({ doors: [] }), cause: 'blocked' },
    { why: 'at an address that is not allowed', session: () => open({ doors: [doorAt('not here')] }), cause: 'blocked' },
    { why: 'without the certificate', session: () => open(), action: { ...base, step: 'open', certificate: 'expired' }, cause: 'no-credential' },
    { why: 'to take from what was never opened', session: () => open(), action: take, cause: 'interrupted' },
  ];
  for (const { why, session, action, cause } of refused)
    it(`is not opened ${why}`, async () => {
      const own = session();
      try {
        assert.equal((await observed(own, action ?? { ...base, step: 'open', routes: [] })).lost?.cause, cause);
        assert.equal(await call(path), 'failed');
      } finally {
        await own.close();
      }
    });
});
