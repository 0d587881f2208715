/** The witness: it signs growth alone. Forks, rollbacks, foreign keys and stale or racing requests are answered as C2SP says, and nothing is forgotten. */
import { strict as assert } from 'node:assert';
import { writeFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { writeCheckpoint } from '../../src/attestation/log/checkpoint.js';
import { type NoteKey, signNote, verifierOf } from '../../src/attestation/log/note-signer.js';
import { readSignatureLines, writeNote } from '../../src/attestation/log/note-text.js';
import { consistencyProof } from '../../src/attestation/log/tree-proof.js';
import { readVerifierKey } from '../../src/attestation/log/verifier-key.js';
import { addCheckpointBody } from '../../src/certification/log-witnesses.js';
import { serveWitness } from '../../src/certification/witness-server.js';
import { createWitness, type Witness, type WitnessReply } from '../../src/certification/witness.js';
import { EgifError } from '../../src/errors.js';
import { definedRoot, sampleLeaves, treeOf } from '../attestation/log/sample-tree.js';
import { keyNamed, noon, origin, setClock, type SetClock, vkeyOf, withFolder } from './log-folder.js';

const leaves = sampleLeaves(32);
/** The same log with its third entry rewritten. */
const rewritten = leaves.with(2, Buffer.from('rewritten'));
const logKey = keyNamed(origin);
const witnessKey = keyNamed('audit.example/witness');
const logs = [readVerifierKey(vkeyOf(logKey, 'ed25519'))];

interface Request {
  readonly from: number;
  readonly to: number;
  /** Entries of the tree; default the honest ones. */
  readonly of?: readonly Uint8Array[];
  readonly key?: NoteKey;
  readonly name?: string;
  readonly proof?: readonly Uint8Array[];
}

async function bodyOf({ from, to, of = leaves, key = logKey, name = origin, proof }: Request): Promise<string> {
  const text = writeCheckpoint({ origin: name, size: to, root: definedRoot(of.slice(0, to)) });
  const signed = writeNote({ text, signatures: [await signNote(key, text)] });
  return addCheckpointBody(from, proof ?? (from <= to ? consistencyProof(from, to, treeOf(of).nodeAt) : []), signed);
}

const witnessIn = (directory: string, time: SetClock = setClock()): Witness => createWitness({ key: witnessKey, logs, directory, clock: time.clock });
const askWith = async (witness: Witness, request: Request): Promise<WitnessReply> => witness.addCheckpoint(Buffer.from(await bodyOf(request)));

describe('A witness', function () {
  this.timeout(20_000);

  it(
    'cosigns growth with the time, and the same checkpoint again',
    withFolder(async (folder) => {
      const time = setClock();
      const witness = witnessIn(folder, time);
      for (const [from, to] of [
        [0, 3],
        [3, 8],
        [8, 8],
        [8, 21],
        [21, 32],
      ] as const) {
        time.now += 1_000;
        const { status, body } = await askWith(witness, { from, to });
        assert.equal(status, 200, `${from} to ${to}: ${body}`);
        const [line] = readSignatureLines(body);
        assert.ok(line !== undefined);
        const text = writeCheckpoint({ origin, size: to, root: definedRoot(leaves.slice(0, to)) });
        assert.equal(verifierOf(witnessKey, 'cosignature').verify(Buffer.from(text), line.octets)?.time, time.now / 1000);
      }
    }),
  );

  const refused: readonly (Request & { readonly why: string; readonly status: number; readonly body?: RegExp })[] = [
    { why: 'a fork: an old entry was rewritten', from: 8, to: 16, of: rewritten, status: 422 },
    { why: 'another root for the size that was signed', from: 8, to: 8, of: rewritten, status: 422 },
    { why: 'a rollback to a smaller size', from: 8, to: 5, status: 400 },
    { why: 'a rollback that names the smaller size as the old one', from: 5, to: 5, status: 409, body: /^8\n$/ },
    { why: 'an old size that is stale', from: 3, to: 16, status: 409, body: /^8\n$/ },
    { why: 'an old size of zero, as from one that has forgotten', from: 0, to: 16, status: 409, body: /^8\n$/ },
    { why: 'an old size that is ahead', from: 9, to: 16, status: 409, body: /^8\n$/ },
    { why: 'the key of somebody else under the log’s name', from: 8, to: 16, key: keyNamed(origin), status: 403 },
    { why: 'a log that is not known', from: 0, to: 4, name: 'other.example/log', key: keyNamed('other.example/log'), status: 404 },
    { why: 'a proof that is empty', from: 8, to: 16, proof: [], status: 422 },
    {
      why: 'a proof with a hash too many',
      from: 8,
      to: 16,
      proof: [...consistencyProof(8, 16, treeOf(leaves).nodeAt), Buffer.alloc(32)],
      status: 422,
    },
    { why: '64 hashes', from: 8, to: 16, proof: Array.from({ length: 64 }, () => Buffer.alloc(32)), status: 400 },
  ];
  for (const { why, status, body, ...request } of refused) {
    it(
      `answers ${status}, signs nothing and stays where it was: ${why}`,
      withFolder(async (folder) => {
        const witness = witnessIn(folder);
        assert.equal((await askWith(witness, { from: 0, to: 8 })).status, 200);
        const reply = await askWith(witness, request);
        assert.equal(reply.status, status, reply.body);
        if (status === 409) assert.equal(reply.contentType, 'text/x.tlog.size');
        if (body !== undefined) assert.match(reply.body, body);
        assert.ok(!reply.body.includes('—'));
        assert.equal((await askWith(witness, { from: 8, to: 16 })).status, 200, 'the honest log goes on');
      }),
    );
  }

  it(
    'answers 400 to what is no request',
    withFolder(async (folder) => {
      const witness = witnessIn(folder);
      const good = await bodyOf({ from: 0, to: 8 });
      for (const bad of [
        '',
        'old 0\n',
        good.replace('old 0', 'old 00'),
        good.replace('old 0', 'old -1'),
        good.replace('old 0', 'old 0\nAAAA'),
        good.replaceAll('\n', '\r\n'),
        good.slice(0, -1),
        good.replace('\n8\n', '\n08\n'),
        good.replace('old 0\n', 'old 0\n\n'),
        good.replace(origin, `${origin}\u202e`),
        `${good}${'— a.example AAAAAAA=\n'.repeat(64)}`,
      ]) {
        assert.equal((await witness.addCheckpoint(Buffer.from(bad))).status, 400, JSON.stringify(bad.slice(0, 60)));
      }
      assert.equal((await witness.addCheckpoint(Buffer.from([0x6f, 0x6c, 0x64, 0xff]))).status, 400);
    }),
  );

  it(
    'knows the empty tree by its root alone',
    withFolder(async (folder) => {
      const witness = witnessIn(folder);
      const text = writeCheckpoint({ origin, size: 0, root: Buffer.alloc(32) });
      const signed = writeNote({ text, signatures: [await signNote(logKey, text)] });
      assert.equal((await witness.addCheckpoint(Buffer.from(addCheckpointBody(0, [], signed)))).status, 422);
      assert.equal((await askWith(witness, { from: 0, to: 0 })).status, 200);
      assert.equal((await askWith(witness, { from: 0, to: 4 })).status, 200);
    }),
  );

  it(
    'lets one of ten racing requests through, the other nine find it ahead',
    withFolder(async (folder) => {
      const witness = witnessIn(folder);
      const bodies = await Promise.all(Array.from({ length: 10 }, (_none, at) => bodyOf({ from: 0, to: 8 + at })));
      const replies = await Promise.all(bodies.map((body) => witness.addCheckpoint(Buffer.from(body))));
      const counted = [200, 409].map((status) => replies.filter((reply) => reply.status === status).length);
      assert.deepEqual(counted, [1, 9]);
    }),
  );

  it(
    'remembers over a restart, and does not start over a head that is not its own',
    withFolder(async (folder) => {
      assert.equal((await askWith(witnessIn(folder), { from: 0, to: 8 })).status, 200);
      assert.equal((await askWith(witnessIn(folder), { from: 0, to: 4, of: rewritten })).status, 409);
      assert.equal((await askWith(witnessIn(folder), { from: 8, to: 9 })).status, 200);
      const [head = ''] = readdirSync(folder).filter((name) => name.startsWith('head-'));
      writeFileSync(join(folder, head), '{"origin":"log.example/certificates","time":1,"note":"x"}');
      const options = { key: witnessKey, logs, directory: folder, clock: setClock().clock };
      await assert.rejects(
        serveWitness(options, { host: '127.0.0.1', port: 0 }),
        (error) => error instanceof EgifError && error.code === 'LOG_DAMAGED',
      );
    }),
  );

  it(
    'does not sign while its clock is behind its last signature',
    withFolder(async (folder) => {
      const time = setClock();
      const witness = witnessIn(folder, time);
      assert.equal((await askWith(witness, { from: 0, to: 8 })).status, 200);
      time.now = noon - 2_000;
      assert.equal((await askWith(witness, { from: 8, to: 9 })).status, 503);
      time.now = noon;
      assert.equal((await askWith(witness, { from: 8, to: 9 })).status, 200);
    }),
  );

  describe('over HTTP', () => {
    const served = (folder: string, requestMs = 2_000) =>
      serveWitness({ key: witnessKey, logs, directory: folder, clock: setClock().clock }, { host: '127.0.0.1', port: 0, requestMs });

    it(
      'answers its one address, and 404, 405 and 413 elsewhere',
      withFolder(async (folder) => {
        const { url, close } = await served(folder);
        const post = (path: string, body: string) => fetch(`${url}${path}`, { method: 'POST', body });
        const good = await post('/add-checkpoint', await bodyOf({ from: 0, to: 8 }));
        assert.deepEqual([good.status, (await good.text()).startsWith('— audit.example/witness ')], [200, true]);
        const stale = await post('/add-checkpoint', await bodyOf({ from: 0, to: 9 }));
        assert.deepEqual([stale.status, stale.headers.get('content-type'), await stale.text()], [409, 'text/x.tlog.size', '8\n']);
        assert.equal((await fetch(`${url}/add-checkpoint`)).status, 405);
        assert.equal((await post('/other', '')).status, 404);
        assert.equal((await post('/add-checkpoint', 'x'.repeat(70_000))).status, 413);
        await close();
      }),
    );

    it(
      'lets one of ten racing requests through',
      withFolder(async (folder) => {
        const { url, close } = await served(folder);
        const bodies = await Promise.all(Array.from({ length: 10 }, (_none, at) => bodyOf({ from: 0, to: 8 + at })));
        const answers = await Promise.all(bodies.map((body) => fetch(`${url}/add-checkpoint`, { method: 'POST', body })));
        assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array.from({ length: 9 }, () => 409)]);
        await close();
      }),
    );

    it(
      'cuts off clients that send slowly, in the head and in the body, and still answers others',
      withFolder(async (folder) => {
        const { url, close } = await served(folder, 600);
        const port = Number(new URL(url).port);
        const slow = [
          'POST /add-checkpoint HTTP/1.1\r\nhost: w\r\n',
          'POST /add-checkpoint HTTP/1.1\r\nhost: w\r\ncontent-length: 500\r\n\r\nold 0\n',
        ];
        const ended = slow.map(
          (start) =>
            new Promise<number>((done) => {
              const began = performance.now();
              const socket = connect(port, '127.0.0.1', () => socket.write(start));
              socket.on('data', () => undefined);
              socket.on('error', () => undefined);
              socket.on('close', () => done(performance.now() - began));
            }),
        );
        assert.equal((await fetch(`${url}/add-checkpoint`, { method: 'POST', body: await bodyOf({ from: 0, to: 8 }) })).status, 200);
        for (const ms of await Promise.all(ended)) assert.ok(ms < 4_000, `${ms}`);
        await close();
      }),
    );

    it(
      'is one to a folder',
      withFolder(async (folder) => {
        const { close } = await served(folder);
        await assert.rejects(served(folder), (error) => error instanceof EgifError && error.code === 'LOG_BUSY');
        await close();
        await (await served(folder)).close();
      }),
    );
  });
});
