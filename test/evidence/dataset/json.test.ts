/** JSON documents: items of an array as records, one record otherwise, broken items and broken envelopes. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { EgifError } from '../../../src/errors.js';
import { readAlike, read } from './reading.js';

const cases: readonly {
  readonly why: string;
  readonly content: string | Uint8Array;
  readonly recordsAt?: string;
  readonly values: readonly unknown[];
  readonly found?: readonly string[];
  readonly lost?: number;
  readonly stopped?: string;
}[] = [
  { why: 'an array', content: '[{"a":1},\n {"a":"]},{"}]\n', values: [{ a: 1 }, { a: ']},{' }] },
  { why: 'scalars and blanks', content: ' [ 1 , "x\\"y" ,null\n,[2],true] ', values: [1, 'x"y', null, [2], true] },
  { why: 'an empty array', content: '[]', values: [] },
  { why: 'an object is one record', content: ' {"a":[1,2]} \n', values: [{ a: [1, 2] }] },
  { why: 'a scalar is one record', content: '"x"', values: ['x'] },
  {
    why: 'the array at a pointer',
    content: '{"data":[0],"x":{"data":[{"a":1},{"a":2}]},"y":"]"}',
    recordsAt: '/x/data',
    values: [{ a: 1 }, { a: 2 }],
  },
  { why: 'a pointer through an array', content: '[{"b":[1]},{"a\\/b":[2,3]}]', recordsAt: '/1/a~1b', values: [2, 3] },
  { why: 'a pointer to the root', content: '[1,2]', recordsAt: '', values: [1, 2] },
  { why: 'an item that is no JSON', content: '[{"a":1},{"a":},{"a":2}]', values: [{ a: 1 }, { a: 2 }], found: ['record-not-json 1:15'], lost: 1 },
  {
    why: 'words that JSON has not',
    content: '[{"a":NaN},undefined,{"a":2}]',
    values: [{ a: 2 }],
    found: ['record-not-json 1:7', 'record-not-json 1:12'],
    lost: 2,
  },
  { why: 'an empty item', content: '[1,,2,]', values: [1, 2], found: ['json-item-empty 1:4', 'json-item-empty 1:7'] },
  { why: 'only a comma', content: '[,]', values: [], found: ['json-item-empty 1:2'] },
  {
    why: 'an unclosed string',
    content: '[{"a":"x},\n{"a":2}]',
    values: [],
    found: ['record-not-json 1:11', 'json-broken 1:11'],
    lost: 1,
    stopped: 'json-broken',
  },
  {
    why: 'a stray quotation mark',
    content: '[1,{"a":"x"y"},{"a":2}]',
    values: [1],
    found: ['record-not-json 1:12', 'json-broken 1:12'],
    lost: 1,
    stopped: 'json-broken',
  },
  {
    why: 'a bracket that does not match',
    content: '[1,{"a":[1},{"a":2}]',
    values: [1],
    found: ['record-not-json 1:11', 'json-broken 1:11'],
    lost: 1,
    stopped: 'json-broken',
  },
  { why: 'a comma that is missing', content: '[{"a":1} {"a":2}]', values: [{ a: 1 }], found: ['json-broken 1:10'], stopped: 'json-broken' },
  {
    why: 'a file that ends in a record',
    content: '[{"a":1},{"a":"ب',
    values: [{ a: 1 }],
    found: ['record-cut-off 1:17', 'file-cut-off 1:17'],
    lost: 1,
    stopped: 'file-cut-off',
  },
  { why: 'a file that ends behind a record', content: '[{"a":1},\n', values: [{ a: 1 }], found: ['file-cut-off 2:1'], stopped: 'file-cut-off' },
  {
    why: 'a file that ends before its records',
    content: '{"b":1,\n "a',
    recordsAt: '/a',
    values: [],
    found: ['file-cut-off 2:4'],
    stopped: 'file-cut-off',
  },
  { why: 'an envelope that ends too early', content: '{"a":[1]', recordsAt: '/a', values: [1], found: ['file-cut-off 1:9'], stopped: 'file-cut-off' },
  { why: 'an object that ends too early', content: '{"a":[1]', values: [], found: ['record-cut-off 1:9'], lost: 1 },
  { why: 'text behind the array', content: '[1]\n x', values: [1], found: ['json-trailing-content 2:2'] },
  { why: 'a second array', content: '[1][2]', values: [1], found: ['json-trailing-content 1:4'] },
  { why: 'a broken envelope', content: '{"n":01,"a":[1],"z":2}', recordsAt: '/a', values: [1], found: ['json-envelope-broken 1:7'] },
  { why: 'an envelope broken behind the records', content: '{"a":[1],\n"z":}', recordsAt: '/a', values: [1], found: ['json-envelope-broken 2:5'] },
  { why: 'two arrays of one name', content: '{"a":[1],"a":[2]}', recordsAt: '/a', values: [1], found: ['duplicate-member 1:10'] },
  {
    why: 'a name that stands twice in an item',
    content: '[{"a":"😀"},{"b":1,"b":2}]',
    values: [{ a: '😀' }, { b: 2 }],
    found: ['duplicate-member 1:20'],
  },
  {
    why: 'octets that are no UTF-8 in an item',
    content: Buffer.concat([Buffer.from('[{"a":"ب'), Buffer.from([0xff]), Buffer.from('"},\n{"a":2}]')]),
    values: [{ a: 2 }],
    found: ['invalid-utf8 1:9'],
    lost: 1,
  },
  { why: 'a byte order mark', content: '\uFEFF[1]', values: [1], found: ['bom 1:1'] },
];

describe('a JSON document', () => {
  for (const { why, content, values, found = [], lost = 0, stopped, recordsAt } of cases) {
    it(`is read alike in chunks of any size: ${why}`, async () => {
      const at = recordsAt === undefined ? {} : { recordsAt };
      const got = await readAlike({ name: 'x.json', format: 'json', content, locate: ['', '/a'], ...at }, assert.deepEqual);
      assert.deepEqual(got.values, values);
      assert.deepEqual(got.found, found);
      assert.equal(got.summary.lost, lost);
      assert.equal(got.summary.stopped?.code, stopped);
    });
  }

  it('says where its records and their values stand', async () => {
    const content = '\uFEFF[{"ب":"😀"}, {"a":1},\n  {"b":\n {"a":2}}]';
    const { records, places } = await readAlike({ name: 'x.json', content, locate: ['/a', '/b/a'] }, assert.deepEqual);
    assert.deepEqual(
      records.map(({ position }) => position),
      [
        { line: 1, column: 2, offset: 4 },
        { line: 1, column: 14, offset: 19 },
        { line: 2, column: 3, offset: 30 },
      ],
    );
    assert.deepEqual(places[1]?.[0], { line: 1, column: 15, offset: 20 });
    assert.deepEqual(places[2]?.[1], { line: 3, column: 3, offset: 38 });
  });

  it('is held to limits, and reading goes on behind what is over one', async () => {
    const limits = { recordOctets: 24, depth: 2, members: 2 };
    const content = '[{"a":"ب12345678901234567890"},{"a":[[1]]},\n{"a":1,"b":2,"c":3},{"a":1}]';
    const got = await readAlike({ name: 'x.json', content, limits }, assert.deepEqual);
    assert.deepEqual(got.found, ['record-too-long 1:2', 'record-too-deep 1:32', 'record-too-many-members 2:1']);
    assert.deepEqual(
      got.records.map(({ index, position }) => [index, position.line, position.column]),
      [[3, 2, 21]],
    );
  });

  it('is held to the limit of what stands beside its records', async () => {
    const limits = { recordOctets: 16 };
    const before = await readAlike({ name: 'x.json', content: '{"n":"01234567890","a":[1]}', recordsAt: '/a', limits }, assert.deepEqual);
    assert.equal(before.summary.stopped?.code, 'json-envelope-too-long');
    const after = await readAlike({ name: 'x.json', content: `[1]${' '.repeat(16)}`, limits }, assert.deepEqual);
    assert.equal(after.summary.stopped?.code, 'json-envelope-too-long');
    assert.deepEqual(after.values, [1]);
  });

  const refused: readonly { readonly why: string; readonly content: string; readonly recordsAt?: string; readonly code: string }[] = [
    { why: 'the pointer leads nowhere', content: '{"a":[1]}', recordsAt: '/b', code: 'USAGE' },
    { why: 'the pointer leads to an object', content: '{"a":{"b":1}}', recordsAt: '/a', code: 'USAGE' },
    { why: 'the pointer leads to a text', content: '{"a":"[1]"}', recordsAt: '/a', code: 'USAGE' },
    { why: 'the pointer ends in an item that is absent', content: '[[1]]', recordsAt: '/1', code: 'USAGE' },
    { why: 'the root is no array', content: '{}', recordsAt: '', code: 'USAGE' },
    { why: 'one value is over the limit', content: '{"a":"01234567890123456789012345678901234567890"}', code: 'FILE_TOO_LARGE' },
  ];
  for (const { why, content, recordsAt, code } of refused) {
    it(`is refused where ${why}`, async () => {
      for (const chunk of [1, 65_536]) {
        const at = recordsAt === undefined ? {} : { recordsAt };
        const limits = { documentOctets: 40 };
        await assert.rejects(read({ name: 'x.json', content, chunk, limits, ...at }), (error) => error instanceof EgifError && error.code === code);
      }
    });
  }
});
