/** Three-valued logic, exhaustively. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { all, any, not, type Truth } from '../../src/eligibility/truth.js';

const truths: readonly Truth[] = ['no', 'unknown', 'yes'];
const rank = (truth: Truth): number => truths.indexOf(truth);
/** Every way in which unknowns can turn out. */
const worlds = (list: readonly Truth[]): readonly (readonly boolean[])[] =>
  list.reduce<readonly (readonly boolean[])[]>(
    (before, truth) => before.flatMap((world) => (truth === 'unknown' ? [true, false] : [truth === 'yes']).map((way) => [...world, way])),
    [[]],
  );
/** What is the same in all worlds is known; anything else is not. */
const inAllWorlds = (list: readonly Truth[], of: (world: readonly boolean[]) => boolean): Truth => {
  const seen = new Set(worlds(list).map(of));
  if (seen.size === 2) return 'unknown';
  return seen.has(true) ? 'yes' : 'no';
};
const listsOf = (length: number): readonly (readonly Truth[])[] =>
  length === 0 ? [[]] : listsOf(length - 1).flatMap((each) => truths.map((truth) => [...each, truth]));
const lists = [0, 1, 2, 3, 4, 5].flatMap(listsOf);

describe('three-valued logic', () => {
  it('joins by the weakest and by the strongest, for every list of up to five truths', () => {
    assert.equal(lists.length, 1 + 3 + 9 + 27 + 81 + 243);
    for (const list of lists) {
      assert.equal(rank(all(list)), Math.min(...list.map(rank), 2), `all ${list.join(' ')}`);
      assert.equal(rank(any(list)), Math.max(...list.map(rank), 0), `any ${list.join(' ')}`);
    }
  });

  it('says what holds in every world in which the unknown turns out one way or the other', () => {
    for (const list of lists) {
      assert.equal(
        all(list),
        inAllWorlds(list, (world) => world.every((way) => way)),
        `all ${list.join(' ')}`,
      );
      assert.equal(
        any(list),
        inAllWorlds(list, (world) => world.some((way) => way)),
        `any ${list.join(' ')}`,
      );
      assert.equal(not(all(list)), any(list.map(not)), `De Morgan ${list.join(' ')}`);
    }
  });
});
