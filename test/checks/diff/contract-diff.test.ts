/** The comparison of two contracts: every kind of change in both directions, what is shared, what cannot be told, and work that is counted. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { changeKinds } from '../../../src/checks/diff/change.js';
import { contractDiff } from '../../../src/checks/diff/contract-diff.js';
import type { Json } from '../../../src/contract/api-model.js';
import { isObject, pathOf } from '../../../src/contract/json.js';
import { cases, reversible } from './diff-cases.js';
import { type Contract, contractOf, operation } from './diff-contract.js';

const diff = (old: Json, now: Json, asOf?: string) => contractDiff({ data: old }, { data: now }, asOf === undefined ? {} : { asOf });
const told = (old: Json, now: Json): readonly string[] =>
  diff(old, now)
    .changes.map(({ kind, breaking, direction }) => `${kind} ${direction} ${breaking}`)
    .sort();

/** Whether a pointer leads somewhere. */
function leads(root: Json, pointer: string): boolean {
  let value: unknown = root;
  for (const name of pathOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false;
    value = Reflect.get(value, name);
  }
  return true;
}

describe('The comparison of two contracts', () => {
  for (const { why, old, now, expect } of cases) {
    it(`${why}: ${expect.length === 0 ? 'nothing' : expect.join(', ')}`, () => {
      const [before, after] = [contractOf(old), contractOf(now)];
      const { changes, complete } = diff(before, after);
      assert.deepEqual(
        changes.map(({ kind, breaking, direction }) => `${kind} ${direction} ${breaking}`).sort(),
        [...expect].sort(),
        JSON.stringify(changes),
      );
      assert.equal(complete, true);
      for (const change of changes) {
        assert.ok(change.old !== undefined || change.new !== undefined, change.kind);
        if (change.old !== undefined) assert.ok(leads(before, change.old), `${change.kind} ${change.old}`);
        if (change.new !== undefined) assert.ok(leads(after, change.new), `${change.kind} ${change.new}`);
      }
    });

    it(`${why}: and nothing against itself`, () => {
      assert.deepEqual(told(contractOf(old), contractOf(old)), []);
      assert.deepEqual(told(contractOf(now), contractOf(now)), []);
    });
  }

  it('shows every kind of change', () => {
    const shown = new Set(cases.flatMap(({ expect }) => expect.map((line) => line.split(' ')[0])));
    assert.deepEqual(
      changeKinds.filter((kind) => !shown.has(kind)),
      [],
    );
  });

  for (const { why, narrow, wide } of reversible) {
    it(`${why}: narrower breaks requests and no answers, wider breaks answers and no requests`, () => {
      const request = (schema: Json): Contract => operation({ requestBody: { content: { 'application/json': { schema } } } });
      const response = (schema: Json): Contract =>
        operation({ responses: { '200': { description: 'd', content: { 'application/json': { schema } } } } });
      const breaks = (of: (schema: Json) => Contract, old: Json, now: Json): boolean =>
        diff(contractOf(of(old)), contractOf(of(now))).changes.some(({ breaking }) => breaking === true);
      const changes = (of: (schema: Json) => Contract, old: Json, now: Json): number => diff(contractOf(of(old)), contractOf(of(now))).changes.length;
      assert.deepEqual(
        [breaks(request, wide, narrow), breaks(response, wide, narrow), breaks(request, narrow, wide), breaks(response, narrow, wide)],
        [true, false, false, true],
      );
      assert.ok(changes(response, wide, narrow) > 0);
      assert.ok(changes(request, narrow, wide) > 0);
    });
  }

  it('tells of a schema that many operations share once', () => {
    const paths = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [
        `/a${index}`,
        { get: { responses: { '200': { description: 'd', content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } } } } },
      ]),
    );
    const contract = (type: string): Json => ({
      openapi: '3.1.0',
      info: { title: 't', version: '1.0.0' },
      paths,
      components: { schemas: { A: { type: 'object', properties: { a: { type } } } } },
    });
    const { changes, operations } = diff(contract('string'), contract('boolean'));
    assert.equal(operations, 50);
    assert.deepEqual(
      changes.map(({ kind, where, new: now }) => [kind, where, now]),
      [['type-changed', 'GET /a0', '/components/schemas/A/properties/a']],
    );
  });

  it('ends on schemas that hold themselves, in circles and in long chains', () => {
    const chain = (length: number, last: string): Json => ({
      openapi: '3.1.0',
      info: { title: 't', version: '1.0.0' },
      paths: {
        '/a': {
          get: { responses: { '200': { description: 'd', content: { 'application/json': { schema: { $ref: '#/components/schemas/S0' } } } } } },
        },
      },
      components: {
        schemas: Object.fromEntries(
          Array.from({ length }, (_, index) => [
            `S${index}`,
            index === length - 1
              ? { type: last, properties: { again: { $ref: '#/components/schemas/S0' } } }
              : {
                  allOf: [{ properties: { next: { $ref: `#/components/schemas/S${index + 1}` }, self: { $ref: `#/components/schemas/S${index}` } } }],
                },
          ]),
        ),
      },
    });
    const { changes, complete } = diff(chain(5_000, 'object'), chain(5_000, 'string'));
    assert.equal(complete, true);
    assert.deepEqual(
      changes.map(({ kind, new: now }) => [kind, now]),
      [['type-changed', '/components/schemas/S4999']],
    );
  });

  it('says that it is not complete where the counted work is spent', () => {
    const wide = (type: string): Json =>
      contractOf(
        operation({
          requestBody: {
            content: {
              'application/json': {
                schema: { type: 'object', properties: Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`p${index}`, { type }])) },
              },
            },
          },
        }),
      );
    const [old, now] = [wide('string'), wide('integer')];
    assert.equal(contractDiff({ data: old }, { data: now }, { maxWork: 500 }).complete, false);
    assert.equal(contractDiff({ data: old }, { data: now }).changes.length, 3_000);
  });

  it('takes an operation whose announced end is over as gone without harm, before that as broken, and as unknown without a date', () => {
    const old = contractOf(operation({ deprecated: true, 'x-egif-sunset': '2026-06-01' }));
    const now = contractOf({ paths: { '/other': { get: { responses: {} } } } });
    const breaking = (asOf?: string): readonly (boolean | 'unknown')[] =>
      diff(old, now, asOf)
        .changes.filter(({ kind }) => kind === 'operation-removed')
        .map((change) => change.breaking);
    assert.deepEqual(breaking('2026-06-02T00:00:00Z'), [false]);
    assert.deepEqual(breaking('2026-05-31T00:00:00Z'), [true]);
    assert.deepEqual(breaking(), ['unknown']);
    const undated = contractOf(operation({ deprecated: true }));
    assert.deepEqual(
      diff(undated, now, '2026-06-02T00:00:00Z')
        .changes.filter(({ kind }) => kind === 'operation-removed')
        .map((change) => change.breaking),
      [true],
    );
    const live = contractOf(operation({ 'x-egif-sunset': '2026-06-01' }));
    assert.equal(diff(live, now, '2026-06-02T00:00:00Z').changes[0]?.breaking, true);
  });

  for (const [why, old, now, wanted] of [
    ['the base path says another major', { servers: '/v1', version: '1.0.0' }, { servers: '/v2', version: '2.0.0' }, true],
    ['info.version says another major below the same base path', { servers: '/v1', version: '1.0.0' }, { servers: '/v1', version: '2.0.0' }, false],
    ['only info.version speaks', { servers: '', version: '1.9.0' }, { servers: '', version: '2.0.0' }, true],
    ['only info.version speaks, of the same major', { servers: '', version: '1.9.0' }, { servers: '', version: '1.10.0' }, false],
    ['one base path has a major and the other has none', { servers: '', version: '1.0.0' }, { servers: '/v2', version: '2.0.0' }, undefined],
    ['nothing speaks', { servers: '', version: 'latest' }, { servers: '', version: '2.0.0' }, undefined],
  ] as const) {
    it(`knows the major where ${why}`, () => {
      const contract = ({ servers, version }: { readonly servers: string; readonly version: string }): Json => ({
        openapi: '3.1.0',
        info: { title: 't', version },
        ...(servers === '' ? {} : { servers: [{ url: `https://api.agency.example${servers}` }] }),
        paths: { '/a': { get: { responses: {} } } },
      });
      const found = diff(contract(old), contract(now));
      assert.equal(found.newMajor, wanted);
      assert.deepEqual(found.changes, []);
    });
  }

  it('finds an operation again whose base path moved from the servers into the path', () => {
    const contract = (server: string, path: string): Json => ({
      openapi: '3.1.0',
      info: { title: 't', version: '1.0.0' },
      servers: [{ url: `https://api.agency.example${server}` }],
      paths: { [path]: { get: { responses: {} } } },
    });
    assert.deepEqual(told(contract('/base', '/a'), contract('', '/base/a')), []);
  });

  it('compares what is no contract without falling over', () => {
    for (const data of [null, 3, 'x', [], {}, { paths: [] }, { paths: { '/a': { get: 3, post: { parameters: {}, responses: [], security: 3 } } } }]) {
      const { operations } = diff(data, data);
      assert.ok(operations <= 1, JSON.stringify(data));
    }
    assert.ok(isObject({}));
  });
});
