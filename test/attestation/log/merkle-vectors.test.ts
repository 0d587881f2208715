/**
 * The inclusion and consistency vectors of transparency-dev/merkle, where a checkout of it is at hand: EGIF_MERKLE_VECTORS names its folder `testdata`.
 * They are not part of this repository. merkle-tree.test.ts makes the same kinds of corruption from trees of its own, and always runs.
 */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { includes, isConsistent } from '../../../src/attestation/log/merkle-tree.js';
import { isObject } from '../../../src/contract/json.js';

const folder = process.env['EGIF_MERKLE_VECTORS'];

interface Vector {
  readonly name: string;
  readonly whole: Readonly<Record<string, unknown>>;
}

function vectorsIn(kind: string): readonly Vector[] {
  const below = join(folder ?? '', kind);
  const names = readdirSync(below, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return names.map((name) => {
    const whole: unknown = JSON.parse(readFileSync(join(below, name), 'utf8'));
    assert.ok(isObject(whole));
    return { name: `${kind}/${name}`, whole };
  });
}

const octets = (value: unknown): Buffer => Buffer.from(typeof value === 'string' ? value : '', 'base64');
const list = (value: unknown): readonly Buffer[] => (Array.isArray(value) ? value.map(octets) : []);

/** Roots of twelve octets, of which that library says that nobody looks at them: here every root has its 32. */
const otherwise = new Set(['consistency/additional/size1-is-zero-and-size2-is-not-zero.json']);

const vectors = folder === undefined ? () => undefined : describe;

vectors('The vectors of transparency-dev/merkle', () => {
  it('hold for inclusion', () => {
    const all = vectorsIn('inclusion');
    assert.ok(all.length > 90, `${all.length}`);
    for (const { name, whole } of all) {
      const inclusion = {
        leafHash: octets(whole['leafHash']),
        index: Number(whole['leafIdx']),
        size: Number(whole['treeSize']),
        proof: list(whole['proof']),
      };
      assert.equal(includes(inclusion, octets(whole['root'])), whole['wantErr'] === false, name);
    }
  });

  it('hold for consistency', () => {
    const all = vectorsIn('consistency');
    assert.ok(all.length > 90, `${all.length}`);
    const unlike = all.filter(({ whole }) => {
      const growth = { oldSize: Number(whole['size1']), newSize: Number(whole['size2']), proof: list(whole['proof']) };
      return isConsistent({ ...growth, oldRoot: octets(whole['root1']), newRoot: octets(whole['root2']) }) === (whole['wantErr'] !== false);
    });
    assert.deepEqual(
      unlike.map(({ name }) => name).filter((name) => !otherwise.has(name)),
      [],
    );
  });
});
