import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { problemsOf } from '../../src/contract/validate.js';
import { EgifProblems } from '../../src/errors.js';
import { type LockInput, makeLock, verifyLock } from '../../src/profile/index.js';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const law: LockInput = {
  tool: { name: 'egif', version: '0.1.0' },
  catalogue: { ref: 'law@1.0.0', digest: digest('a') },
  profiles: [
    { ref: 'b@1.0.0', digest: digest('b'), flattened: digest('c') },
    { ref: 'a@1.0.0', digest: digest('d') },
  ],
  rulesets: [{ ref: 'openapi', digest: digest('e') }],
  codelists: [],
  vocabularies: [{ ref: 'Person@1', digest: digest('9') }],
};

const differing: readonly { readonly why: string; readonly present: Partial<LockInput>; readonly names: readonly string[] }[] = [
  { why: 'another catalogue', present: { catalogue: { ref: 'law@1.0.0', digest: digest('f') } }, names: ['law@1.0.0'] },
  { why: 'another reference of the catalogue', present: { catalogue: { ref: 'law@2.0.0', digest: digest('a') } }, names: ['law@1.0.0', 'law@2.0.0'] },
  {
    why: 'a profile that resolves differently',
    present: { profiles: [...law.profiles.slice(1), { ref: 'b@1.0.0', digest: digest('b') }] },
    names: ['b@1.0.0'],
  },
  { why: 'a profile that is gone', present: { profiles: law.profiles.slice(0, 1) }, names: ['a@1.0.0'] },
  { why: 'a ruleset that was added', present: { rulesets: [...law.rulesets, { ref: 'x', digest: digest('0') }] }, names: ['x'] },
  { why: 'a vocabulary that was changed', present: { vocabularies: [{ ref: 'Person@1', digest: digest('8') }] }, names: ['Person@1'] },
  { why: 'another tool', present: { tool: { name: 'egif', version: '0.2.0' } }, names: ['egif@0.2.0'] },
  {
    why: 'two things at once',
    present: { rulesets: [{ ref: 'openapi', digest: digest('0') }], codelists: [{ ref: 'clusters', digest: digest('1') }] },
    names: ['openapi', 'clusters'],
  },
];

describe('the lock', () => {
  it('is a document of the contract, in a stable order', () => {
    const lock = makeLock(law);
    assert.deepEqual(problemsOf('Lock', lock), []);
    assert.deepEqual(
      lock.profiles.map(({ ref }) => ref),
      ['a@1.0.0', 'b@1.0.0'],
    );
  });

  it('accepts what it was made of, in any order', () => verifyLock(makeLock(law), { ...law, profiles: law.profiles.toReversed() }));

  it('names every vocabulary that a lock from before there were any does not hold', () => {
    const { vocabularies, ...before } = makeLock(law);
    assert.equal(vocabularies?.length, 1);
    assert.deepEqual(problemsOf('Lock', before), []);
    assert.throws(() => verifyLock(before, law), { code: 'LOCK_MISMATCH' });
  });

  for (const { why, present, names } of differing) {
    it(`names each difference: ${why}`, () => {
      assert.throws(
        () => verifyLock(makeLock(law), { ...law, ...present }),
        (error) =>
          error instanceof EgifProblems &&
          error.code === 'LOCK_MISMATCH' &&
          error.problems.length === names.length &&
          names.every((name, index) => error.problems[index]?.message.includes(name)),
      );
    });
  }
});
