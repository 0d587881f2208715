/** The census of the rules over our own fixtures: a rule that never examines anything there is dead, and a dead rule passes everything. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'mocha';
import { lintContract } from '../../../src/checks/lint/lint-contract.js';
import { lintRules } from '../../../src/checks/lint/lint-rules.js';
import { loadBase, loadFixtures } from './fixtures.js';

const folder = new URL('../../../../fixtures/checks/lint/', import.meta.url);
const bases = readdirSync(folder).filter((name) => /^base\..+\.(?:ya?ml|json|wsdl|xsd)$/.test(name));

/** Places that each rule examined in a document, by check id. */
async function examinedIn(document: Parameters<typeof lintContract>[0], rules?: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
  const results = await lintContract(document, rules === undefined ? {} : { rules });
  return new Map(results.map(({ check, judgement }) => [check, judgement.examined]));
}

describe('The census of the lint rules over our own fixtures', function () {
  this.timeout(120_000);

  it('finds no rule that never examines anything', async () => {
    const alive = new Set<string>();
    const count = (examined: ReadonlyMap<string, number>): void => {
      for (const [check, places] of examined) if (places > 0) alive.add(check);
    };
    for (const base of bases) count(await examinedIn(loadBase(base)));
    const fixtures = loadFixtures();
    for (const { id } of lintRules().filter((rule) => !alive.has(rule.id))) {
      for (const { document } of fixtures.filter(({ rule, violating }) => `lint/${rule}` === id && !violating)) {
        count(await examinedIn(document, new Set([id])));
      }
    }
    assert.ok(bases.length >= 2);
    assert.deepEqual(
      lintRules()
        .map(({ id }) => id)
        .filter((id) => !alive.has(id)),
      [],
    );
  });
});
