/**
 * The quick predicates say of every text what the schemes say.
 */
import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { accepts } from '../../src/schemes/accepts.js';
import { schemes } from '../../src/schemes/registry.js';
import { schemeIds } from '../../src/schemes/scheme.js';
import { textsFor } from './texts.js';

/** A shipped seed, so that a failure can be repeated. */
const seed = 14_050_901;

describe('schemes/accepts', () => {
  it('has one predicate a scheme', () => deepEqual(Object.keys(accepts).sort(), [...schemeIds].sort()));

  it('keeps every vector of every scheme, also beside those of the others', () => {
    const vectors = [...schemes.values()].flatMap(({ valid, invalid }) => [...valid, ...invalid.map(({ value }) => value), '', ' ']);
    for (const { id, check } of schemes.values())
      for (const value of vectors) equal(accepts[id](value), check(value).valid, `${id}: ${JSON.stringify(value)}`);
  });

  for (const { id, years, suffix } of [
    { id: 'instant', years: [0, 4, 100, 1199, 1200, 1599, 1600, 1700, 1900, 2000, 2023, 2024, 2100, 2400, 9999], suffix: 'T00:00:00Z' },
    { id: 'jalali-date', years: Array.from({ length: 405 }, (_, index) => 1198 + index), suffix: '' },
  ] as const)
    it(`agrees with ${id} on every day that there is and some that are none`, () => {
      const two = (number: number): string => String(number).padStart(2, '0');
      for (const year of years)
        for (let month = 0; month <= 13; month += 1)
          for (const day of [0, 1, 28, 29, 30, 31, 32]) {
            const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}${suffix}`;
            equal(accepts[id](text), schemes.get(id)?.check(text).valid, text);
          }
    });

  for (const id of schemeIds)
    it(`says of ${id} what its scheme says, for texts at random, nearly right and nasty`, () => {
      const check = schemes.get(id)?.check;
      ok(check !== undefined);
      let valid = 0;
      fc.assert(
        fc.property(textsFor(id), (text) => {
          const want = check(text).valid;
          if (want) valid += 1;
          equal(accepts[id](text), want, JSON.stringify(text));
        }),
        { numRuns: 2500, seed },
      );
      ok(valid >= 100, `only ${valid} of the texts were valid: the comparison says little`);
    });
});
