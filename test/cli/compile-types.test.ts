/** Generated types must compile: the compiler is asked in memory, and what it has against them is told. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compileTypes } from '../../src/cli/contracts/compile-types.js';
import { generateTypes } from '../../src/cli/contracts/generate-types.js';
import type { Json } from '../../src/contract/api-model.js';
import { parseLoaded } from '../../src/contract/load-document.js';

const typesOf = (members: { readonly [name: string]: Json }): Promise<string> =>
  generateTypes(
    parseLoaded('a.json', Buffer.from(JSON.stringify({ openapi: '3.1.0', info: { title: 't', version: '1.0.0' }, ...members }))),
    'a.json',
  );

describe('The types of a contract', function () {
  this.timeout(60_000);

  for (const [why, text, lines] of [
    ['plain types', 'export interface A { a?: string; b: Record<string, never>; c: readonly A[]; d: A["b"][] }', []],
    ['the helpers of the generator', 'export type A = Omit<Partial<{ a: 1; b: 2 }>, "a"> & Required<{ c?: 3 }>;', []],
    ['a name that nothing declares', 'export interface A {\n  a: Absent;\n}', [2]],
    ['a member that is not there', 'export interface A { a: 1 }\nexport type B = A["b"];', [2]],
    ['the same member twice of other types', 'export interface A {\n  a: string;\n  a: number;\n}', [2, 3]],
    ['broken syntax', 'export interface A { a: ', [1]],
    ['a file beside it', 'import type { A } from "./a.js";\nexport type B = A;', [1]],
  ] as const) {
    it(`${lines.length === 0 ? 'compile' : 'do not compile'} with ${why}`, () => {
      assert.deepEqual([...new Set(compileTypes(text).map(({ line }) => line))], lines);
    });
  }

  it('compile for schemas that hold themselves, choose, and have names that are no identifiers', async () => {
    const text = await typesOf({
      paths: {
        '/a/{id}': {
          get: {
            operationId: 'get a',
            responses: { '200': { description: 'd', content: { 'application/json': { schema: { $ref: '#/components/schemas/A-1' } } } } },
          },
        },
      },
      components: {
        schemas: {
          'A-1': {
            type: 'object',
            required: ['next'],
            properties: { next: { $ref: '#/components/schemas/A-1' }, 'x y': { oneOf: [{ type: 'string' }, { $ref: '#/components/schemas/B.2' }] } },
          },
          'B.2': { type: 'array', items: { enum: ['a', 'b', null] } },
        },
      },
    });
    assert.match(text, /next: components\["schemas"\]\["A-1"\]/);
  });

  it('are refused with their code where the contract makes types that do not compile', async () => {
    const broken = typesOf({
      paths: {},
      components: {
        schemas: {
          A: { type: 'object', properties: { a: { $ref: '#/components/schemas/B/properties/absent' } } },
          B: { type: 'object', properties: {} },
        },
      },
    });
    await assert.rejects(broken, { code: 'DOCUMENT_NOT_GENERATABLE' });
  });
});
