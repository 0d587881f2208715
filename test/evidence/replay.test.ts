import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { isDocument } from '../../src/contract/validate.js';
import type { Action, Observation } from '../../src/contract/evidence.js';
import { EgifError } from '../../src/errors.js';
import { createCredentials } from '../../src/evidence/credentials.js';
import { merkleRoot } from '../../src/evidence/merkle.js';
import { openReplay } from '../../src/evidence/replay.js';
import { blobPath } from '../../src/evidence/blobs.js';
import { nationalCodeCheckDigit } from '../../src/schemes/check-digits.js';
import { getOf, handshakeOf, helloOf, serveHttps, sessionFor } from './servers.js';

/** Holds, and lies outside the range of synthetic codes: it must be replaced. */
const person = `048265713${nationalCodeCheckDigit('048265713')}`;

const documents = [{ name: 'agency.yaml', role: 'statement' as const, bytes: Buffer.from('egif: manifest/v1\n') }];

/** Actions of every kind and outcome towards one HTTPS origin. */
const actionsFor = (origin: string): readonly Action[] => [
  getOf(`${origin}/persons/${person}?nationalCode=${person}`),
  getOf(`${origin}/cookie`),
  getOf(`${origin}/cookie`, { place: '/aaa' }),
  getOf(`${origin}/empty`, { method: 'HEAD' }),
  getOf(`${origin}/post`, { method: 'POST', body: `{"nationalCode":"${person}"}`, headers: [['Content-Type', 'application/json']], safety: 'S4' }),
  getOf(`${origin}/broken`, { credential: 'broken' }),
  getOf(`${origin}/token`, { credential: 'identity:bearer', safety: 'S2' }),
  getOf(`${origin}/token`, { credential: 'query:bearer', safety: 'S2' }),
  getOf(`${origin}/token`, { credential: 'altered:flipped:bearer', safety: 'S2' }),
  getOf(`${origin}/token`, { credential: 'altered:alg-none:bearer', safety: 'S2' }),
  { kind: 'token', identity: 'bearer', safety: 'S2', place: 'token' },
  { kind: 'token', identity: 'nobody', safety: 'S2', place: 'token' },
  getOf('https://elsewhere.test/'),
  getOf(`${origin}/forbidden`, { safety: 'S5' }),
  helloOf(origin, 'TLSv1.2'),
  helloOf(origin, 'TLSv1'),
  handshakeOf(origin),
];

async function withEvidence(work: (directory: string, context: { readonly origin: string }) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'egif-evidence-'));
  const server = await serveHttps((request, response) => {
    response.setHeader('Set-Cookie', 'sid=secret-value; Secure');
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ url: request.url, nationalCode: person }));
  });
  const origin = `https://egif.test:${server.port}`;
  const service = { credentials: { identities: { bearer: { kind: 'bearer', token: 'env:T' } as const } } };
  const session = sessionFor([origin], {
    lookup: () => Promise.resolve(['127.0.0.1']),
    credentials: (fetchToken) => createCredentials({ service, resolveSecret: () => 'an-opaque-token-of-the-test', fetchToken }),
  });
  const actions = actionsFor(origin);
  try {
    const live = await Promise.all(actions.map((action) => session.observe(action, 1)));
    const final = session.finish();
    await session.save(directory, documents);
    const replay = await openReplay(directory);
    for (const [index, action] of actions.entries()) {
      const { seq: provisional, ...seen } = live[index] ?? { seq: -1 };
      const { seq, ...replayed } = await replay.observe(action, 1);
      assert.deepEqual(replayed, seen);
      assert.equal(seq, final.get(provisional));
    }
    await session.close();
    await work(directory, { origin });
  } finally {
    await session.close();
    await server.close();
    await rm(directory, { recursive: true, force: true });
  }
}

const refusesWith = (code: string) => (error: unknown) => error instanceof EgifError && error.code === code;

async function filesOf(directory: string): Promise<readonly string[]> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('evidence: store and replay', () => {
  it('replays every observation exactly as it was seen', () => withEvidence(() => Promise.resolve()));

  it('writes a manifest that keeps the schema, whole files only, and neither secrets nor persons', () =>
    withEvidence(async (directory) => {
      const files = await filesOf(directory);
      const manifest: unknown = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8'));
      assert.ok(isDocument('EvidenceManifest', manifest));
      assert.ok(files.every((file) => file.endsWith('manifest.json') || /blobs\/sha256\/([0-9a-f]{2})\/\1[0-9a-f]{62}$/.test(file)));
      for (const file of files) {
        const text = await readFile(file, 'utf8');
        assert.ok(!text.includes(person) && !text.includes('secret-value'), file);
      }
      assert.deepEqual(
        manifest.observations.map(({ seq }) => seq),
        manifest.observations.map((_each, index) => index),
      );
    }));

  it('gives the same final numbers whatever the order of asking', async () => {
    const numbers: ReadonlyMap<string, number>[] = [];
    // The port is part of a key, so one server serves both orders.
    const server = await serveHttps((_request, response) => response.end('{}'));
    for (const turn of [false, true]) {
      const session = sessionFor([server.https]);
      const actions = turn ? actionsFor(server.https).toReversed() : actionsFor(server.https);
      const live: Observation[] = [];
      for (const action of actions) live.push(await session.observe(action, 1));
      const final = session.finish();
      numbers.push(new Map(actions.map((action, index) => [JSON.stringify(action), final.get(live[index]?.seq ?? -1) ?? -1])));
      await session.close();
    }
    await server.close();
    const [first, second] = numbers;
    assert.deepEqual(new Map([...(first ?? [])].sort()), new Map([...(second ?? [])].sort()));
  });

  it('gives each asker of a repeated state-changing request its own answer', async () => {
    let count = 0;
    const server = await serveHttps((_request, response) => response.end(`{"count":${++count}}`));
    const session = sessionFor([server.https]);
    const action = getOf(server.https, { method: 'POST', body: '{}', safety: 'S4' });
    const live = [await session.observe(action, 1, 'b'), await session.observe(action, 1, 'a'), await session.observe(action, 1, 'a')];
    const directory = await mkdtemp(join(tmpdir(), 'egif-evidence-'));
    await session.save(directory, []);
    const replay = await openReplay(directory);
    const again = [await replay.observe(action, 1, 'a'), await replay.observe(action, 1, 'a'), await replay.observe(action, 1, 'b')];
    const body = (observation: (typeof live)[number] | undefined) =>
      observation?.kind === 'http' ? Buffer.from(observation.response?.body ?? []).toString() : '';
    assert.deepEqual(again.map(body), [live[1], live[2], live[0]].map(body));
    assert.equal((await replay.observe(action, 1, 'a')).lost?.cause, 'harness');
    await session.close();
    await server.close();
    await rm(directory, { recursive: true });
  });

  it('is lost as harness where nothing was recorded', () =>
    withEvidence(async (directory, { origin }) => {
      const replay = await openReplay(directory);
      for (const action of [getOf(`${origin}/other`), helloOf(origin, 'TLSv1.1'), handshakeOf('https://other.test')]) {
        assert.deepEqual((await replay.observe(action, 1)).lost, { cause: 'harness', detail: 'not recorded' });
      }
      assert.equal((await replay.observe(getOf(`${origin}/cookie`), 2)).lost?.detail, 'not recorded', 'another attempt');
      assert.deepEqual(Buffer.from(replay.document('statement', 'agency.yaml')), documents[0]?.bytes);
      assert.throws(() => replay.document('contract'), refusesWith('EVIDENCE_MISSING'));
    }));

  /** The first blob that is not the empty one (SHA-256 e3b0c442…). */
  const firstBlob = async (directory: string): Promise<string> =>
    (await filesOf(directory)).find((file) => file.includes('blobs') && !file.includes('e3b0c442')) ?? '';
  const edit = (from: RegExp, to: string) => async (directory: string) => {
    const file = join(directory, 'manifest.json');
    const text = await readFile(file, 'utf8');
    assert.match(text, from);
    await writeFile(file, text.replace(from, to));
  };
  const attacks: readonly { readonly why: string; readonly attack: (directory: string) => Promise<unknown>; readonly code: string }[] = [
    { why: 'a status was changed', attack: edit(/"status":200/, '"status":204'), code: 'EVIDENCE_INVALID' },
    { why: 'the seed was changed', attack: edit(/"seed":"test seed"/, '"seed":"other"'), code: 'EVIDENCE_INVALID' },
    { why: 'a document was renamed', attack: edit(/"agency.yaml"/, '"other.yaml"'), code: 'EVIDENCE_INVALID' },
    { why: 'a salt was changed', attack: edit(/"salts":\["[0-9a-f]{4}/, '"salts":["0000'), code: 'EVIDENCE_INVALID' },
    { why: 'a salt was dropped', attack: edit(/"salts":\["[0-9a-f]{32}",/, '"salts":['), code: 'EVIDENCE_INVALID' },
    { why: 'the root was changed', attack: edit(/"root":"sha256:[0-9a-f]{4}/, '"root":"sha256:0000'), code: 'EVIDENCE_INVALID' },
    { why: 'a member was added', attack: edit(/"root":/, '"more":1,"root":'), code: 'EVIDENCE_INVALID' },
    {
      why: 'a digest climbs out',
      attack: edit(/"body":"sha256:[0-9a-f]{64}"/, '"body":"sha256:../../../../etc/hostname"'),
      code: 'EVIDENCE_INVALID',
    },
    { why: 'the manifest is no JSON', attack: (directory) => writeFile(join(directory, 'manifest.json'), '{'), code: 'EVIDENCE_INVALID' },
    { why: 'the manifest is gone', attack: (directory) => rm(join(directory, 'manifest.json')), code: 'EVIDENCE_MISSING' },
    { why: 'a blob is gone', attack: async (directory) => rm(await firstBlob(directory)), code: 'EVIDENCE_MISSING' },
    { why: 'a blob was emptied', attack: async (directory) => writeFile(await firstBlob(directory), ''), code: 'EVIDENCE_INVALID' },
    {
      why: 'a blob was altered in place',
      attack: async (directory) => {
        const file = await firstBlob(directory);
        const octets = await readFile(file);
        octets.writeUInt8(octets.readUInt8(0) ^ 1, 0);
        await writeFile(file, octets);
      },
      code: 'EVIDENCE_INVALID',
    },
    {
      why: 'a blob is a link',
      attack: async (directory) => {
        const file = await firstBlob(directory);
        await rename(file, `${directory}/moved`);
        await symlink(`${directory}/moved`, file);
      },
      code: 'EVIDENCE_INVALID',
    },
    {
      why: 'the folder of the blobs is a link',
      attack: async (directory) => {
        await mkdir(`${directory}/elsewhere`);
        await rename(`${directory}/blobs`, `${directory}/elsewhere/blobs`);
        await symlink(`${directory}/elsewhere/blobs`, `${directory}/blobs`);
      },
      code: 'EVIDENCE_INVALID',
    },
  ];
  for (const { why, attack, code } of attacks) {
    it(`refuses evidence with ${code} when ${why}`, () =>
      withEvidence(async (directory) => {
        await attack(directory);
        await assert.rejects(openReplay(directory), refusesWith(code));
      }));
  }

  it('refuses a directory that does not exist, and to write where it may not', async () => {
    await assert.rejects(openReplay('/nonexistent/evidence'), refusesWith('EVIDENCE_MISSING'));
    const session = sessionFor(['http://127.0.0.1:1']);
    await assert.rejects(session.save('/dev/null/evidence', []), refusesWith('FILE_NOT_WRITABLE'));
    await session.close();
  });

  it('puts blobs where their digest says, and covers order and number of records by the root', () => {
    assert.equal(blobPath(`sha256:ab${'0'.repeat(62)}`), `blobs/sha256/ab/ab${'0'.repeat(62)}`);
    const salts = ['00'.repeat(16), '11'.repeat(16), '22'.repeat(16)];
    const roots = [[1, 2, 3], [2, 1, 3], [1, 2], [1, 2, 3, 3], []].map((records) => merkleRoot(records, salts));
    assert.equal(new Set(roots).size, roots.length);
  });
});
