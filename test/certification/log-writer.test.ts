/** The writer of the log: what is acknowledged stays, nothing is published bare, one size has one root, one folder has one writer. */
import { strict as assert } from 'node:assert';
import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { verifyLogProof } from '../../src/attestation/log/log-proof.js';
import { writeCheckpoint } from '../../src/attestation/log/checkpoint.js';
import { signNote } from '../../src/attestation/log/note-signer.js';
import { writeNote } from '../../src/attestation/log/note-text.js';
import { tilesBetween, tilePath } from '../../src/attestation/log/tiles.js';
import { createLog } from '../../src/certification/log-config.js';
import { checkpointFile } from '../../src/certification/log-files.js';
import { checkpointAsOf } from '../../src/certification/log-history.js';
import { witnessPost } from '../../src/certification/log-post.js';
import { EgifError } from '../../src/errors.js';
import { definedRoot, sampleLeaves } from '../attestation/log/sample-tree.js';
import { keyNamed, noon, origin, setClock, vkeyOf, withFolder, witnessedLog } from './log-folder.js';

const ask = witnessPost(1_000);
const withCode = (code: string) => (error: unknown) => error instanceof EgifError && error.code === code;

describe('The writer of the log', function () {
  this.timeout(20_000);

  it(
    'gives proofs that hold offline, with the time at which a quorum of witnesses had signed',
    withFolder(async (folder) => {
      const log = await witnessedLog(folder);
      const writer = await log.open();
      const leaves = sampleLeaves(300);
      assert.equal(await writer.append(leaves.slice(0, 200)), 0);
      assert.equal((await writer.publish(ask)).state, 'published');
      log.time.now += 60_000;
      assert.equal(await writer.append(leaves.slice(200)), 200);
      const second = await writer.publish(ask);
      assert.deepEqual(
        second.answers.map(({ said }) => said),
        ['signed', 'signed', 'signed'],
      );
      for (const [index, size, time] of [
        [0, 200, noon],
        [199, 200, noon],
        [200, 300, noon + 60_000],
        [299, 300, noon + 60_000],
      ] as const) {
        const proof = await writer.prove(index);
        assert.ok(proof !== undefined);
        const options = { origin, vkey: vkeyOf(log.key, 'ed25519'), at: noon + 120_000, maxSkewMs: 0 };
        const proven = verifyLogProof(proof, leaves[index] ?? Buffer.alloc(0), log.policy, options);
        assert.deepEqual([proven.index, proven.size, proven.firstWitnessTime], [index, size, time]);
        assert.deepEqual(Buffer.from(proven.checkpoint.root), definedRoot(leaves.slice(0, size)));
      }
      assert.equal(await writer.prove(300), undefined);
      await writer.close();
      await log.close();
    }),
  );

  it(
    'writes the tiles that C2SP names, whole ones of 256 and partial ones',
    withFolder(async (folder) => {
      const log = await witnessedLog(folder);
      const writer = await log.open();
      await writer.append(sampleLeaves(600));
      await writer.publish(ask);
      const tile = (path: string): Buffer => readFileSync(join(log.directory, path));
      assert.equal(tile('tile/0/000').length, 8192);
      assert.equal(tile('tile/0/002.p/88').length, 88 * 32);
      assert.equal(tile('tile/1/000.p/2').length, 64);
      const [first] = sampleLeaves(1);
      assert.ok(first !== undefined);
      assert.deepEqual(tile('tile/entries/000').subarray(0, 2 + first.length), Buffer.concat([Buffer.of(0, first.length), first]));
      assert.deepEqual(tile('tile/1/000.p/2').subarray(0, 32), definedRoot(sampleLeaves(256)));
      await writer.close();
      await log.close();
    }),
  );

  it('names tiles as the specification does', () => {
    assert.equal(tilePath({ level: 0, index: 1_234_067, width: 256 }), 'tile/0/x001/x234/067');
    const tiles = tilesBetween(0, 70_000).filter(({ level }) => level !== 'entries');
    const counted = [0, 1, 2].map((level) => [
      tiles.filter((tile) => tile.level === level && tile.width === 256).length,
      tiles.find((tile) => tile.level === level && tile.width < 256)?.width,
    ]);
    assert.deepEqual(counted, [
      [273, 112],
      [1, 17],
      [0, 1],
    ]);
    assert.deepEqual(
      tilesBetween(0, 256)
        .filter(({ level }) => level !== 'entries')
        .map(({ level, width }) => [level, width]),
      [
        [0, 256],
        [1, 1],
      ],
    );
    assert.deepEqual(tilesBetween(512, 512), []);
  });

  it(
    'waits while too few witnesses answer, publishes nothing bare, and goes on when they are back',
    withFolder(async (folder) => {
      const log = await witnessedLog(folder);
      const writer = await log.open();
      await writer.append(sampleLeaves(3));
      await writer.publish(ask);
      const before = readFileSync(join(log.directory, 'checkpoint'), 'utf8');
      await log.stop(0);
      await log.stop(2);
      await writer.append(sampleLeaves(2));
      const waiting = await writer.publish(ask);
      assert.equal(waiting.state, 'waiting');
      assert.deepEqual(
        waiting.answers.map(({ said }) => said),
        ['unreachable', 'signed', 'unreachable'],
      );
      assert.equal(readFileSync(join(log.directory, 'checkpoint'), 'utf8'), before);
      assert.equal(await writer.prove(4), undefined);
      await log.start(0);
      log.time.now += 5_000;
      const published = await writer.publish(ask);
      assert.equal(published.state, 'published');
      assert.equal(published.size, 5);
      // the witness that was down is two checkpoints behind, told by 409
      await log.start(2);
      await writer.append(sampleLeaves(1));
      assert.deepEqual(
        (await writer.publish(ask)).answers.map(({ said }) => said),
        ['signed', 'signed', 'signed'],
      );
      await writer.close();
      await log.close();
    }),
  );

  it(
    'keeps the first time at which a quorum saw a size, and tells what stood at an instant',
    withFolder(async (folder) => {
      const log = await witnessedLog(folder);
      const writer = await log.open();
      for (const minutes of [0, 1, 2]) {
        log.time.now = noon + minutes * 60_000;
        await writer.append(sampleLeaves(1));
        await writer.publish(ask);
      }
      log.time.now = noon + 3_600_000;
      await writer.publish(ask);
      const sizeAt = async (at: number): Promise<number | undefined> => (await checkpointAsOf(log.directory, writer.config, at))?.size;
      assert.equal(await sizeAt(noon - 1), undefined);
      assert.equal(await sizeAt(noon), 1);
      assert.equal(await sizeAt(noon + 119_999), 2);
      assert.equal(await sizeAt(noon + 120_000), 3);
      assert.match((await writer.prove(0, noon + 60_000)) ?? '', /\n2\n/);
      assert.equal(await writer.prove(2, noon + 60_000), undefined);
      await writer.close();
      await log.close();
    }),
  );

  it(
    'refuses to sign a second root for a size: entries that were changed, a checkpoint that was exchanged',
    withFolder(async (folder) => {
      const log = await witnessedLog(folder);
      const writer = await log.open();
      await writer.append(sampleLeaves(4));
      // somebody with the key signed another tree of five
      const text = writeCheckpoint({ origin, size: 5, root: definedRoot(sampleLeaves(9)) });
      await writer.sign();
      writeFileSync(checkpointFile(log.directory, 'signed', 5), writeNote({ text, signatures: [await signNote(log.key, text)] }));
      await writer.append(sampleLeaves(1));
      await assert.rejects(writer.sign(), withCode('LOG_TWO_ROOTS'));
      await writer.close();
      await assert.rejects(log.open(), withCode('LOG_DAMAGED'));
      await log.close();
    }),
  );

  it(
    'opens nothing whose signed entries are gone or changed',
    withFolder(async (folder) => {
      const log = await witnessedLog(folder);
      const writer = await log.open();
      await writer.append(sampleLeaves(4));
      await writer.sign();
      await writer.close();
      const entries = join(log.directory, 'entries');
      const whole = readFileSync(entries);
      truncateSync(entries, whole.length - 1);
      await assert.rejects(log.open(), withCode('LOG_DAMAGED'));
      assert.equal(readFileSync(entries).length, whole.length - 1, 'what is damaged is not touched');
      const changed = Buffer.from(whole);
      changed[3] = (changed[3] ?? 0) ^ 1;
      writeFileSync(entries, changed);
      await assert.rejects(log.open(), withCode('LOG_DAMAGED'));
      writeFileSync(entries, whole);
      await (await log.open()).close();
      await log.close();
    }),
  );

  it(
    'sets an unfinished record aside and goes on after the last whole one',
    withFolder(async (folder) => {
      const log = await witnessedLog(folder);
      const first = await log.open();
      await first.append(sampleLeaves(2));
      await first.close();
      appendFileSync(join(log.directory, 'entries'), Buffer.of(0, 9, 1, 2, 3));
      const writer = await log.open();
      assert.equal(writer.size(), 2);
      assert.equal(await writer.append(sampleLeaves(1)), 2);
      assert.deepEqual(Buffer.from((await writer.sign()).root), definedRoot([...sampleLeaves(2), ...sampleLeaves(1)]));
      await writer.close();
      const aside = readdirSync(log.directory).filter((name) => name.startsWith('entries.torn-'));
      assert.equal(aside.length, 1);
      await log.close();
    }),
  );

  it(
    'keeps the order of entries that are handed in at once',
    withFolder(async (folder) => {
      const log = await witnessedLog(folder);
      const writer = await log.open();
      const leaves = sampleLeaves(200);
      const indexes = await Promise.all(leaves.map((leaf) => writer.append([leaf])));
      assert.deepEqual(
        indexes,
        leaves.map((_leaf, at) => at),
      );
      assert.deepEqual(Buffer.from((await writer.sign()).root), definedRoot(leaves));
      await assert.rejects(writer.append([Buffer.alloc(65_536)]), withCode('LOG_ENTRY_SIZE'));
      await writer.close();
      await log.close();
    }),
  );

  it(
    'is one: a second is refused and told who holds the folder, a dead holder is passed over',
    withFolder(async (folder) => {
      const log = await witnessedLog(folder);
      const writer = await log.open();
      await assert.rejects(log.open(), (error) => withCode('LOG_BUSY')(error) && String(error).includes(`process ${process.pid} on `));
      await writer.close();
      const [lock = ''] = readdirSync(log.directory).filter((name) => name.startsWith('lock.'));
      const holder = { pid: 2 ** 22 + 1, host: (await import('node:os')).hostname(), start: '', since: new Date(noon).toISOString() };
      writeFileSync(join(log.directory, lock), JSON.stringify(holder));
      const next = await log.open();
      await next.close();
      const [later = ''] = readdirSync(log.directory).filter((name) => name.startsWith('lock.'));
      // a process of that number that began at another time is another process
      writeFileSync(join(log.directory, later), JSON.stringify({ ...holder, pid: process.pid, start: 'another boot 1' }));
      await (await log.open()).close();
      const [last = ''] = readdirSync(log.directory).filter((name) => name.startsWith('lock.'));
      writeFileSync(join(log.directory, last), JSON.stringify({ ...holder, host: 'another.example' }));
      await assert.rejects(log.open(), withCode('LOG_BUSY'));
      await log.close();
    }),
  );

  it(
    'is one even where twenty want to be it at the same moment over a dead holder’s lock',
    withFolder(async (folder) => {
      const log = await witnessedLog(folder);
      const [lock = ''] = readdirSync(log.directory).filter((name) => name.startsWith('lock.'));
      const holder = { pid: 2 ** 22 + 1, host: (await import('node:os')).hostname(), start: '', since: new Date(noon).toISOString() };
      writeFileSync(join(log.directory, lock), JSON.stringify(holder));
      const all = await Promise.allSettled(Array.from({ length: 20 }, () => log.open()));
      const open = all.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      assert.equal(open.length, 1);
      for (const each of all) if (each.status === 'rejected') assert.ok(withCode('LOG_BUSY')(each.reason), String(each.reason));
      await open[0]?.close();
      await log.close();
    }),
  );

  it(
    'is made once, with the key that it was made with',
    withFolder(async (folder) => {
      const log = await witnessedLog(folder, setClock());
      await assert.rejects(createLog(log.directory, log.key, { policy: log.policy, at: new Date(noon) }), withCode('LOG_CONFIG'));
      const { openLog } = await import('../../src/certification/log-writer.js');
      await assert.rejects(openLog({ directory: log.directory, key: keyNamed(origin), clock: log.time.clock }), withCode('KEY_MISMATCH'));
      await log.close();
    }),
  );
});
