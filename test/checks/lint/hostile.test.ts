import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'mocha';
import { lintFunctions } from '../../../src/checks/lint/functions/index.js';
import { lintContract } from '../../../src/checks/lint/lint-contract.js';
import type { LintRuleResult } from '../../../src/contract/check.js';
import type { Json } from '../../../src/contract/api-model.js';
import { parseLoaded } from '../../../src/contract/load-document.js';
import { EgifError } from '../../../src/errors.js';
import { documentOf, loadBase } from './fixtures.js';

const info = { title: 'x', version: '1.0.0' };
const lint = (data: Json): Promise<readonly LintRuleResult[]> => lintContract(documentOf(data));
const codesOf = (results: readonly LintRuleResult[], check: string): readonly string[] =>
  results.find((result) => result.check === check)?.judgement.findings.map(({ code }) => code) ?? [];

function chain(length: number, schema: (index: number) => Json): Json {
  const schemas = Object.fromEntries(Array.from({ length }, (_, index) => [`S${index}`, schema(index)]));
  return { openapi: '3.1.0', info, paths: {}, components: { schemas } };
}
const ref = (index: number): Json => ({ $ref: `#/components/schemas/S${index}` });

describe('Lint on hostile and degenerate contracts', () => {
  for (const [why, data] of [
    ['an empty object', {}],
    ['a list', []],
    ['an object that is nothing known', { name: 'x' }],
  ] as const satisfies readonly (readonly [string, Json])[]) {
    it(`refuses ${why} with DOCUMENT_NOT_A_CONTRACT`, async () => {
      await assert.rejects(lint(data), (error: unknown) => error instanceof EgifError && error.code === 'DOCUMENT_NOT_A_CONTRACT');
    });
  }

  it('fails a contract without operations, and passes nothing that looked at nothing', async () => {
    const results = await lint({ openapi: '3.1.0', info, paths: {} });
    assert.deepEqual(codesOf(results, 'lint/contract-has-operations'), ['contract-without-operations']);
    for (const { check, judgement } of results) {
      if (/operation|propert|example|code-|core-/.test(check) && check !== 'lint/contract-has-operations') assert.equal(judgement.examined, 0, check);
    }
  });

  it('tells Swagger 2.0 that it is too old, and that it has no operations', async () => {
    const results = await lint({ swagger: '2.0', info, paths: {} });
    assert.deepEqual(codesOf(results, 'lint/openapi-version'), ['openapi-version-unsupported']);
    assert.deepEqual(codesOf(results, 'lint/contract-has-operations'), ['contract-without-operations']);
  });

  it('fails a JSON Schema that says nothing', async () => {
    const results = await lint({ type: 'object', properties: {} });
    assert.deepEqual(codesOf(results, 'lint/schema-describes-data'), ['schema-without-data']);
  });

  for (const [why, version] of [
    ['a number', 3.1],
    ['a version to come', '4.0.0'],
    ['null', null],
  ] as const) {
    it(`fails ${why} as the version of OpenAPI`, async () => {
      const results = await lint({ openapi: version, info, paths: {} });
      assert.deepEqual(codesOf(results, 'lint/openapi-version'), ['openapi-version-unsupported']);
      assert.equal(results.find(({ check }) => check === 'lint/openapi-structure')?.judgement.examined, 0);
    });
  }

  it('never fetches a reference and never reads a file', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const results = await lint({
        openapi: '3.1.0',
        info,
        paths: { '/a': { $ref: `http://127.0.0.1:${port}/a.json` } },
        components: { schemas: { A: { $ref: 'file:///etc/hostname' }, B: { $ref: '/etc/hostname' } } },
      });
      assert.deepEqual(codesOf(results, 'lint/references-closed'), ['reference-outside', 'reference-outside', 'reference-outside']);
      assert.equal(asked, 0);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  for (const [why, data] of [
    ['a long chain of references', chain(20_000, (index) => ref(index + 1))],
    ['a circle of allOf', chain(50, (index) => ({ allOf: [ref((index + 1) % 50), ref((index + 2) % 50)], required: ['a'] }))],
    ['doubling references', chain(40, (index) => ({ allOf: [ref(index + 1), ref(index + 1)], properties: { [`p${index}`]: ref(index + 1) } }))],
    ['a circle of properties', chain(2_000, (index) => ({ type: 'object', properties: { next: ref((index + 1) % 2_000) } }))],
    [
      'members of the prototype',
      { openapi: '3.1.0', info, paths: { __proto__: null, constructor: {}, '/toString': { get: { operationId: 'constructor' } } } },
    ],
    [
      'values of every wrong type',
      { openapi: '3.1.0', info: [], servers: {}, paths: { '/a': { get: 3, post: { parameters: {}, responses: [], tags: 1 } } }, components: 'x' },
    ],
  ] as const satisfies readonly (readonly [string, Json])[]) {
    it(`ends soon on ${why}`, async () => {
      const results = await lint(data);
      for (const { judgement } of results)
        assert.ok(judgement.cause === undefined || judgement.cause.code === 'work-limit', JSON.stringify(judgement.cause));
    }).timeout(15_000);
  }

  it('takes a pattern of the contract to a linear engine', async () => {
    const evil = { type: 'string', pattern: '^(([0-9])+)+$', example: `${'1'.repeat(60)}x`, 'x-egif-type': 'NationalCode' };
    const results = await lint({ openapi: '3.0.3', info, paths: {}, components: { schemas: { A: evil } } });
    assert.deepEqual(codesOf(results, 'lint/schema-examples-valid'), ['schema-example-invalid']);
  }).timeout(5_000);

  it('loses one rule and no other where a function fails, and never passes it', async () => {
    const entry = lintFunctions['safeName'];
    assert.ok(entry !== undefined);
    const broken = { ...entry, run: () => assert.fail('broken on purpose') };
    Reflect.set(lintFunctions, 'safeName', broken);
    try {
      const results = await lintContract(loadBase('base.openapi.yaml'));
      const lost = results.filter(({ judgement }) => judgement.cause !== undefined);
      assert.deepEqual(
        lost.map(({ check, judgement }) => [check, judgement.cause?.code, judgement.examined]),
        [['lint/safe-operation-names', 'harness', 0]],
      );
      assert.ok(results.filter(({ judgement }) => judgement.examined > 0).length > 90);
    } finally {
      Reflect.set(lintFunctions, 'safeName', entry);
    }
  });
});

describe('Findings of lint', () => {
  const yaml = [
    'openapi: 3.1.0',
    'info: { title: x, version: "1" }',
    'paths: {}',
    'components:',
    '  schemas:',
    '    A: { type: array, nullable: true }',
    '',
  ].join('\n');

  it('stand at the line and column of the source', async () => {
    const results = await lintContract(parseLoaded('a.yaml', Buffer.from(yaml)));
    const [finding] = results.find(({ check }) => check === 'lint/arrays-not-null')?.judgement.findings ?? [];
    assert.deepEqual(finding, { code: 'array-may-be-null', at: 'a.yaml#/components/schemas/A', line: 6, column: 5, got: 'null' });
  });

  it('stand at the same places in JSON, however many there are', async () => {
    const schemas = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`A/${index}~"`, { type: 'array', nullable: true }]));
    const document = documentOf({ openapi: '3.1.0', info, paths: {}, components: { schemas } });
    const results = await lintContract(document, { rules: new Set(['lint/arrays-not-null']) });
    assert.equal(results.length, 1);
    const findings = results[0]?.judgement.findings ?? [];
    assert.equal(findings.length, 30);
    for (const { at, line, column } of findings) {
      assert.deepEqual({ line, column }, document.position(at.slice(at.indexOf('#') + 1)), at);
    }
  });

  it('are the same in every run', async () => {
    const document = documentOf({ openapi: '3.1.0', info, paths: { '/A': { get: {} }, '/b/': { post: {} } } });
    assert.deepEqual(await lintContract(document), await lintContract(document));
  });
});
