import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { loadDocument, parseLoaded } from '../../src/contract/load-document.js';
import { duplicateName, jsonPosition } from '../../src/contract/json-position.js';
import type { ErrorCode } from '../../src/errors.js';

const load = (text: string | Uint8Array) => parseLoaded('x', typeof text === 'string' ? new TextEncoder().encode(text) : text);

const refused: readonly { why: string; text: string; code: ErrorCode; at?: readonly [number, number] }[] = [
  { why: 'a name twice in JSON', text: '{\n "a": 1,\n "\\u0061": 2}', code: 'DOCUMENT_DUPLICATE_KEY', at: [3, 2] },
  { why: 'a name twice in YAML', text: 'b:\n  a: 1\n  a: 2', code: 'DOCUMENT_DUPLICATE_KEY', at: [3, 3] },
  { why: 'the same number twice as a name', text: '1: a\n"1": b', code: 'DOCUMENT_DUPLICATE_KEY', at: [2, 1] },
  { why: 'a value that holds itself', text: 'a: &a [1, *a]', code: 'DOCUMENT_ALIAS_BOMB' },
  { why: 'a map that holds itself deeper down', text: 'a: &a {b: {c: *a}}', code: 'DOCUMENT_ALIAS_BOMB' },
  { why: 'an alias of nothing', text: 'a: *none', code: 'DOCUMENT_SYNTAX' },
  { why: 'binary data', text: 'a: !!binary aGk=', code: 'DOCUMENT_SYNTAX', at: [1, 1] },
  { why: 'an infinite number', text: 'a: 1\nb: .inf', code: 'DOCUMENT_SYNTAX', at: [2, 1] },
  { why: 'a number too large for JSON', text: '{"a": 1e999}', code: 'DOCUMENT_SYNTAX' },
  { why: 'a name that is a map', text: '{a: 1}: 2', code: 'DOCUMENT_SYNTAX' },
  { why: 'several documents', text: 'a: 1\n---\nb: 2', code: 'DOCUMENT_SYNTAX' },
  { why: 'JSON that ends early', text: '{"a": [1, 2', code: 'DOCUMENT_SYNTAX' },
  { why: 'a tab as indentation', text: 'a:\n\tb: 1', code: 'DOCUMENT_SYNTAX', at: [2, 1] },
  { why: 'nothing but spaces', text: ' \n ', code: 'FILE_EMPTY' },
];

describe('contract/load-document', () => {
  for (const { why, text, code, at } of refused) {
    it(`refuses ${why}`, () => {
      assert.throws(
        () => load(text),
        (error: { code: string; place: { line?: number; column?: number } }) => {
          assert.equal(error.code, code);
          if (at !== undefined) assert.deepEqual([error.place.line, error.place.column], at);
          return true;
        },
      );
    });
  }

  it('reads a merge key, and a shared value that is no loop', () => {
    assert.deepEqual(load('a: &a {x: 1}\nb: {<<: *a, y: 2}\nc: *a').data, { a: { x: 1 }, b: { x: 1, y: 2 }, c: { x: 1 } });
  });

  it('keeps a member called __proto__ a member', () => {
    for (const text of ['{"__proto__": {"polluted": 1}}', '__proto__: {polluted: 1}']) {
      const { data } = load(text);
      assert.ok(Object.hasOwn(Object(data), '__proto__'));
      assert.equal(Object.getPrototypeOf(data), Object.prototype);
    }
  });

  it('passes over a byte order mark and digests the octets of the file', () => {
    const plain = load('{"a": 1}');
    const marked = load(new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('{"a": 1}')]));
    assert.deepEqual(marked.data, plain.data);
    assert.notEqual(marked.sha256, plain.sha256);
    assert.deepEqual(marked.position('/a'), { line: 1, column: 2 });
  });

  const text = '{\n  "a": {"b/c": [10, {"d": "}]\\""}, true]},\n  "سلام": null\n}';
  const positions = [
    ['', 1, 1],
    ['/a', 2, 3],
    ['/a/b~1c', 2, 9],
    ['/a/b~1c/0', 2, 17],
    ['/a/b~1c/1', 2, 21],
    ['/a/b~1c/1/d', 2, 22],
    ['/a/b~1c/2', 2, 36],
    ['/سلام', 3, 3],
    ['/a/none/deeper', 2, 3],
    ['/a/b~1c/7', 2, 9],
  ] as const;
  for (const [pointer, line, column] of positions) {
    it(`finds '${pointer}' of JSON at line ${line}, column ${column}`, () => assert.deepEqual(load(text).position(pointer), { line, column }));
  }

  it('finds places of YAML, also through aliases', () => {
    const { position } = load('a: &x\n  b: [1, {c: 2}]\nd: *x\n7: z\n');
    assert.deepEqual(position('/a/b/1/c'), { line: 2, column: 11 });
    assert.deepEqual(position('/d'), { line: 3, column: 1 });
    assert.deepEqual(position('/7'), { line: 4, column: 1 });
    assert.deepEqual(position('/none'), { line: 1, column: 1 });
  });

  it('finds the member that counts after values of every kind', () => {
    assert.deepEqual(jsonPosition('{"a":"{","b":-1.5e3,"c":[[]],"d":false}', ['d']), { line: 1, column: 30 });
    assert.equal(duplicateName('[{"a":1},{"a":1},{"b":{"a":1},"a":"a"}]'), undefined);
    assert.equal(duplicateName('{"a":{"a":1},"b":["a","a"],"a":0}')?.column, 28);
  });

  it('reads many names in linear time', function () {
    this.timeout(20_000);
    const wide = Array.from({ length: 20_000 }, (_, index) => `k${index}: v`).join('\n');
    const { data } = load(wide);
    assert.equal(Object.keys(data ?? {}).length, 20_000);
  });

  const nested = [
    ['JSON', `${'{"a":'.repeat(190)}1${'}'.repeat(190)}`],
    ['YAML of blocks', Array.from({ length: 190 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
    ['YAML of dashes', `${'- '.repeat(190)}1`],
    ['YAML of maps in lists', Array.from({ length: 90 }, (_, at) => `${'    '.repeat(at)}- a:`).join('\n')],
    ['YAML of braces', `a: ${'{a: '.repeat(190)}1${'}'.repeat(190)}`],
  ] as const;
  for (const [what, text] of nested) {
    it(`reads ${what} that is nested within the limit`, () => assert.equal(typeof load(text).data, 'object'));
  }

  it('counts values with their aliases written out', () => {
    const limits = { maxBytes: 10_000, maxNodes: 50, maxDepth: 20, maxAliases: 1_000 };
    const aliased = `a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\nb: [*a, *a, *a, *a, *a]`;
    assert.throws(() => parseLoaded('x', new TextEncoder().encode(aliased), limits), { code: 'DOCUMENT_TOO_MANY_NODES' });
    assert.throws(() => parseLoaded('x', new TextEncoder().encode(`[${'1,'.repeat(60)}1]`), limits), { code: 'DOCUMENT_TOO_MANY_NODES' });
    assert.throws(() => parseLoaded('x', new TextEncoder().encode(`a: ${'x'.repeat(6_000)}`), limits), { code: 'FILE_TOO_LARGE' });
  });

  it('refuses what is absent, a folder or a device', async () => {
    await assert.rejects(loadDocument('fixtures/none.yaml'), { code: 'FILE_NOT_FOUND' });
    await assert.rejects(loadDocument('fixtures'), { code: 'FILE_IS_DIRECTORY' });
    await assert.rejects(loadDocument('/dev/null'), { code: 'FILE_UNREADABLE' });
  });
});
