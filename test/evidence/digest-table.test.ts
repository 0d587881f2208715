import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { sha256 } from '../../src/contract/canonical.js';
import { openDigestTable } from '../../src/evidence/digest-table.js';
import { indexOfPack, openPack, packedBelow, packPath } from '../../src/evidence/pack.js';
import { platformFiles } from '../../src/evidence/file-door.js';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

describe('evidence: a table of digests', () => {
  const many = Array.from({ length: 5000 }, (_each, index) => sha256(`${index}`));

  it('gives each its number again, and none to what is not there', () => {
    const table = openDigestTable();
    assert.deepEqual(
      many.map((digest) => table.put(digest)),
      many.map((_digest, index) => index),
    );
    assert.ok(many.every((digest, index) => table.find(digest) === index && table.digest(index) === digest && table.put(digest) === index));
    assert.equal(table.size, many.length);
    assert.equal(table.find(sha256('another')), -1);
  });

  it('orders them as their texts', () => {
    const table = openDigestTable();
    for (const digest of many) table.put(digest);
    const numbers = many.map((_digest, index) => index).sort(table.compare);
    assert.deepEqual(
      numbers.map((number) => many[number]),
      [...many].sort(),
    );
    assert.equal(table.compare(7, 7), 0);
  });
});

describe('evidence: the pack of short bodies', () => {
  function inFolder(work: (directory: string) => void): void {
    const directory = mkdtempSync(join(tmpdir(), 'egif-pack-'));
    mkdirSync(join(directory, dirname(packPath)));
    try {
      work(directory);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
  // Bodies that look like heads, or like nothing at all, are as good as others.
  const bodies = ['', '\n', 'a', `${sha256('x')} 4\nfake\n`, 'پاسخ', 'z'.repeat(packedBelow - 1)].map((text) => Buffer.from(text));

  it('holds each body once, and is continued behind the last whole one', () =>
    inFolder((directory) => {
      const first = openPack(directory, platformFiles, false);
      for (const body of [...bodies, ...bodies]) first.keep(sha256(body), body);
      first.close();
      const whole = readFileSync(join(directory, packPath));
      assert.equal(indexOfPack(whole).bodies, bodies.length);
      assert.equal(indexOfPack(whole).size, whole.length);
      appendFileSync(join(directory, packPath), `${sha256('late')} 400\nlate`);
      assert.equal(indexOfPack(readFileSync(join(directory, packPath))).size, whole.length);
      const second = openPack(directory, platformFiles, true);
      assert.deepEqual(readFileSync(join(directory, packPath)), whole, 'the torn end is gone');
      for (const body of bodies) {
        const { start = 0, length = 0 } = second.place(sha256(body)) ?? assert.fail();
        assert.deepEqual(whole.subarray(start, start + length), body);
      }
      second.keep(sha256('late'), Buffer.from('late'));
      second.close();
      assert.equal(indexOfPack(readFileSync(join(directory, packPath))).bodies, bodies.length + 1);
    }));

  it('of an earlier run in the same folder goes with a new one', () =>
    inFolder((directory) => {
      const first = openPack(directory, platformFiles, false);
      first.keep(sha256('old'), Buffer.from('old'));
      first.close();
      const second = openPack(directory, platformFiles, false);
      assert.equal(second.place(sha256('old')), undefined);
      second.keep(sha256('new'), Buffer.from('new'));
      second.close();
      assert.equal(indexOfPack(readFileSync(join(directory, packPath))).place(sha256('old')), undefined);
    }));
});
