import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lintWithSpectral } from '../../../../src/checks/lint/spectral/lint-with-spectral.js';
import type { Json } from '../../../../src/contract/api-model.js';
import { contracts } from './mutate.js';

const lint = (text: string) => lintWithSpectral({ text, file: 'contract.yaml', ruleset: 'oas' });

describe("Spectral's rules on documents made to hurt", function () {
  this.timeout(30_000);

  it('gives up on aliases that grow without bound, and says so', async () => {
    const lines = Array.from({ length: 12 }, (_, at) => `l${at + 1}: &l${at + 1} [${Array.from({ length: 9 }, () => `*l${at}`).join()}]`);
    const { cause, findings } = await lint(`openapi: 3.0.0\nl0: &l0 [x]\n${lines.join('\n')}\n`);
    assert.equal(cause?.code, 'work-limit');
    assert.deepEqual(findings, []);
  });

  it('gives up on nesting without end', async () => {
    const { cause } = await lint(`{"openapi":"3.0.0","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
    assert.equal(cause?.code, 'work-limit');
  });

  it('walks a part that many references share once', async () => {
    const levels = 60;
    const schemas = Object.fromEntries(
      Array.from({ length: levels }, (_, at): readonly [string, Json] => {
        const next = { $ref: `#/components/schemas/S${at + 1}` };
        return [`S${at}`, { type: 'object', properties: { a: next, b: next, c: next } }];
      }),
    );
    const text = JSON.stringify({
      openapi: '3.0.0',
      info: {},
      paths: {},
      components: { schemas: { ...schemas, [`S${levels}`]: { type: 'array' } } },
    });
    const { cause, findings } = await lint(text);
    assert.equal(cause, undefined);
    assert.ok(findings.some(({ code }) => code === 'array-items'));
  });

  it('comes to an end where references lead only to each other', async () => {
    const { cause, findings } = await lint(JSON.stringify(contracts[0]));
    assert.equal(cause, undefined);
    assert.ok(findings.length > 5);
  });

  it('reports references out of the document, and reads none of them', async () => {
    const text = JSON.stringify({ openapi: '3.0.0', x: { $ref: 'http://127.0.0.1:9/a.yaml' }, y: { $ref: '../package.json#/name' } });
    const { findings } = await lint(text);
    assert.deepEqual(
      findings.filter(({ code }) => code === 'invalid-ref').map(({ path }) => path.join('/')),
      ['x/$ref', 'y/$ref'],
    );
  });
});
