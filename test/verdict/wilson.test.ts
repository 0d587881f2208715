import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { wilsonInterval } from '../../src/verdict/wilson.js';

const near = (got: number, want: number): void => assert.ok(Math.abs(got - want) < 5e-5, `${got} is not ${want}`);

describe('the interval of a counted share', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I: two-sided 95 %.
  for (const [successes, total, lower, upper] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const) {
    it(`is [${lower}, ${upper}] for ${successes} of ${total}`, () => {
      const [from, to] = wilsonInterval(successes, total, 1.959963984540054);
      near(from, lower);
      near(to, upper);
    });
  }

  it('says nothing of nothing', () => assert.deepEqual(wilsonInterval(0, 0), [0, 1]));

  it('never reaches below what half the failures would give', () => {
    const [lower] = wilsonInterval(8_640, 8_640);
    assert.ok(lower > 0.9996 && lower < 1);
  });

  it('refuses counts that cannot be', () => {
    for (const [successes, total] of [
      [2, 1],
      [-1, 1],
      [0.5, 1],
    ] as const)
      assert.throws(() => wilsonInterval(successes, total), RangeError);
  });
});
