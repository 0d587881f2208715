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
