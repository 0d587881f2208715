import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { stringify } from 'yaml';
import { lintWithSpectral, type SpectralInput, type SpectralOutcome } from '../../../../src/checks/lint/spectral/lint-with-spectral.js';
import { loadBase, loadFixtures } from '../fixtures.js';
import { contracts, mutated, randomFrom } from './mutate.js';

/** Findings as lines of a fixed order; an engine that gave up says so. */
const linesOf = ({ findings, cause }: SpectralOutcome): readonly string[] =>
  cause === undefined
    ? findings.map(({ code, message, path, severity, range }) => JSON.stringify([range, code, path, message, severity])).sort()
    : [`gave up: ${cause.code}: ${cause.detail}`];

async function assertSame(text: string, input: Partial<SpectralInput> = {}): Promise<number> {
  const whole: SpectralInput = { text, file: 'contract.yaml', ruleset: 'oas', ...input };
  const [fast, stock] = [await lintWithSpectral(whole, 'fast'), await lintWithSpectral(whole, 'spectral')];
  if (stock.cause !== undefined) return 0;
  assert.deepEqual(linesOf(fast), linesOf(stock), text.slice(0, 2_000));
  assert.equal(fast.rules, stock.rules);
  return stock.findings.length;
}

describe("The fast engine gives stock Spectral's findings", function () {
  this.timeout(60_000);

  it('on contracts as they stand, in JSON and YAML, with what is recommended and with every rule', async () => {
    for (const contract of contracts) {
      // references that lead only to each other have no end in stock Spectral
      const plain = JSON.parse(JSON.stringify(contract).replaceAll('#/components/schemas/Loop', '#/components/schemas/Pet'));
      for (const text of [JSON.stringify(plain, null, 2), stringify(plain, { aliasDuplicateObjects: false })]) {
        assert.ok((await assertSame(text)) > 5);
      }
      await assertSame(JSON.stringify(plain), { every: true });
      await assertSame(stringify(plain, { aliasDuplicateObjects: false }), { file: undefined });
    }
  });

  for (const seed of [1, 2]) {
    it(`on contracts changed at random (seed ${seed})`, async () => {
      const random = randomFrom(seed);
      let findings = 0;
      for (let round = 0; round < 9; round += 1) {
        const contract = JSON.parse(
          JSON.stringify(contracts[round % contracts.length]).replaceAll('#/components/schemas/Loop', '#/components/schemas/Pet'),
        );
        const document = mutated(contract, random);
        const text = round % 2 === 0 ? JSON.stringify(document, null, 1 + (round % 3)) : stringify(document, { aliasDuplicateObjects: false });
        findings += await assertSame(text);
      }
      assert.ok(findings > 60, `only ${findings} findings were compared`);
    });
  }

  it("on some of the suite's own fixtures", async () => {
    const fixtures = loadFixtures().filter((_fixture, at) => at % 130 === 0);
    for (const { document } of fixtures) await assertSame(document.text);
    assert.ok(fixtures.length > 1);
  });

  it('on AsyncAPI and Arazzo, whose rules are partly left to stock Spectral', async () => {
    assert.ok((await assertSame(loadBase('base.asyncapi.yaml').text, { ruleset: 'asyncapi' })) > 0);
    const workflow = {
      workflowId: 'w',
      steps: [{ stepId: 's', operationId: 'o', outputs: { a: '$response.body' } }],
      outputs: { z: '$steps.s.outputs.q' },
    };
    const description = {
      arazzo: '1.0.0',
      info: { title: 'x', version: '1' },
      sourceDescriptions: [{ name: 'a', url: './a.yaml' }],
      workflows: [workflow],
    };
    assert.ok((await assertSame(JSON.stringify(description), { ruleset: 'arazzo' })) > 0);
  });

  it('on texts that are out of the common run', async () => {
    for (const text of [
      '{"openapi":"3.0.0","openapi":"3.0.1","info":{}}',
      '{\n\t"openapi": "3.0.0"}',
      'openapi: 3.0.0\npaths:\n  /a:\n    get:\n      responses:\n        200: {description: x}\n        200: {description: y}\n',
      'openapi: 3.0.0\nx: &a {type: array}\ncomponents: {schemas: {A: *a, B: {<<: *a, type: string}}}\n',
      'openapi: 3.0.0\ninfo: [\n',
      '[]',
      '"text"',
      '{}',
      'openapi: 3.0.0\n1: x\n~: y\n',
      '{"openapi":"3.0.0","paths":{"$ref":"#/nowhere"},"info":{"$ref":"#/nowhere"}}',
      '{"openapi":"3.0.0","$ref":"#/info","info":{}}',
      '{"openapi":"3.0.0","components":{"schemas":{"A b":{"$ref":"#/components/schemas/C%20d"},"C d":{"type":"array"}}}}',
    ]) {
      await assertSame(text);
    }
  });
});
