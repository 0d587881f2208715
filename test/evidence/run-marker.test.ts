/** A run under a challenge: each request that reaches the server carries its marker, and the evidence shows it; a run without carries none. */
import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { unmarkedOf } from '../../src/contract/run-marker.js';
import { openReplay } from '../../src/evidence/replay.js';
import { getOf, serveHttp, type SessionChanges, sessionFor } from './servers.js';

const nonce = Buffer.alloc(32, 3).toString('base64url');
const seed = 'test seed';

/** Asks in every way in which requests go out; gives the markers that came and the evidence. */
async function gather(changes: SessionChanges) {
  const came: (string | undefined)[] = [];
  const server = await serveHttp((request, response) => {
    const found = request.headersDistinct['egif-run'];
    came.push(found?.join());
    const body = request.url === '/token' ? '{"access_token":"secret-of-the-run","expires_in":600}' : '{}';
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  const directory = await mkdtemp(join(tmpdir(), 'egif-run-marker-'));
  const session = sessionFor([server.http], {
    allowedSafety: 'S5',
    credentials: (fetchToken) => ({
      identities: ['caller'],
      async authorize() {
        const given = await fetchToken({ identity: 'caller', method: 'POST', url: `${server.http}/token`, headers: [], body: 'x=1' });
        assert.ok('value' in given);
        return [['Authorization', 'Bearer secret-of-the-run']];
      },
    }),
    ...changes,
  });
  try {
    await session.observe(getOf(`${server.http}/one`), 1);
    await session.observe(getOf(`${server.http}/one`), 2);
    await session.observe(getOf(`${server.http}/two`, { credential: 'identity:caller', safety: 'S2' }), 1);
    await session.observe(getOf(`${server.http}/own`, { headers: [['Egif-Run', 'forged']] }), 1);
    await session.observe(getOf(`${server.http}/three`, { method: 'POST', body: '{}', safety: 'S4' }), 1, 'asker');
    const burst = { kind: 'burst', url: `${server.http}/many`, credential: 'none', count: 5, safety: 'S5', place: '/many' } as const;
    await session.observe(burst, 1, 'asker');
    session.finish();
    await session.save(directory, []);
    return { came, manifest: (await openReplay(directory)).manifest, text: await readFile(join(directory, 'manifest.json'), 'utf8') };
  } finally {
    await session.close();
    await server.close();
    await rm(directory, { recursive: true, force: true });
  }
}

describe('A run under a challenge', () => {
  it('marks every request, also those of a burst and of a token, and its evidence shows it', async () => {
    const { came, manifest } = await gather({ nonce });
    assert.equal(came.length, 11);
    for (const marker of came) assert.match(marker ?? 'none', /^[a-p]{32}$/);
    assert.equal(new Set(came).size, 7, 'each action has its own, a burst one for all of it');
    assert.deepEqual(unmarkedOf(manifest.observations, { nonce, seed }), []);
  });

  it('is not shown by evidence of a run under another', async () => {
    const { manifest } = await gather({ nonce: Buffer.alloc(32, 4).toString('base64url') });
    const requests = manifest.observations.filter(({ kind }) => kind === 'http' || kind === 'burst');
    assert.equal(unmarkedOf(manifest.observations, { nonce, seed }).length, requests.length);
  });

  it('leaves a run without a challenge as it was: no field, no member', async () => {
    const { came, text } = await gather({});
    assert.deepEqual(
      came.filter((marker) => marker !== undefined),
      ['forged'],
    );
    assert.ok(!text.includes('"marker"'));
  });
});
