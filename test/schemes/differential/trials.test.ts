/**
 * Our schemes beside other people's validators: no disagreement without a class, no class without a disagreement, every number pinned.
 */
import { describe, it } from 'mocha';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { schemes } from '../../../src/schemes/registry.js';
import { schemeIds } from '../../../src/schemes/scheme.js';
import { pinned } from './pinned-counts.js';
import { compare } from './trial.js';
import { comparedElsewhere, trialName, trials, withoutOracle } from './trials.js';

describe('schemes beside the validators of others', function () {
  this.timeout(60_000);
  for (const trial of trials)
    it(`${trialName(trial)}: every disagreement is of a known class`, () => {
      const scheme = schemes.get(trial.scheme);
      ok(scheme !== undefined);
      const { unexplained, ...counted } = compare(trial.corpus(), trial.ours ?? ((value) => scheme.check(value).valid), trial);
      deepEqual(unexplained.slice(0, 10), []);
      deepEqual(counted, pinned[trialName(trial)]);
      for (const [name, count] of Object.entries(counted.counts)) ok(count > 0, `no value falls into «${name}» any more`);
      ok(counted.values >= 10_000 && counted.valid >= 5000 && counted.values - counted.valid >= 500, 'a corpus has both kinds');
    });

  it('pins no trial that is not run', () => deepEqual(Object.keys(pinned).sort(), trials.map(trialName).sort()));

  it('compares every scheme with somebody, or says why it cannot', () => {
    const tried = new Set(trials.map(({ scheme }) => scheme));
    for (const id of schemeIds) equal(Number(tried.has(id)) + Number(comparedElsewhere.has(id)) + Number(withoutOracle.has(id)), 1, id);
  });

  it('names for every class why ours stands, and the source', () => {
    for (const { classes } of trials) for (const { why, source, name } of classes) ok(why.length > 10 && source.length > 5, name);
  });

  it('leaves no scheme with a check digit without an oracle', () => {
    for (const [id, { algorithm }] of schemes) if (!['none', 'list', 'text', 'calendar'].includes(algorithm)) ok(!withoutOracle.has(id), id);
  });
});
