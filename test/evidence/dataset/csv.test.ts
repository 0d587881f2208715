/** Tables: header rows, delimiters, quotation marks, rows that are lost and rows that are not. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { readAlike } from './reading.js';

const cases: readonly {
  readonly why: string;
  readonly content: string | Uint8Array;
  readonly delimiter?: ';' | '\t' | ',';
  readonly values: readonly unknown[];
  readonly found?: readonly string[];
  readonly lost?: number;
  readonly stopped?: string;
}[] = [
  {
    why: 'LF',
    content: 'a,b\n1,2\n3,4\n',
    values: [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  },
  {
    why: 'CR LF, and no line end at the end',
    content: 'a,b\r\n1,2\r\n3,4',
    values: [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  },
  { why: 'quoted cells', content: 'a,"b"\n"x ""y"", z","1\r\n2"\r\n,"3"\n', values: [{ a: 'x "y", z', b: '1\r\n2' }, { b: '3' }] },
  { why: 'dotted names nest', content: 'a.b,a.c.d,e\n1,2,3\n,,4\n', values: [{ a: { b: '1', c: { d: '2' } }, e: '3' }, { e: '4' }] },
  { why: 'names that are no paths', content: 'a..b,.c,__proto__\n1,2,3\n', values: [JSON.parse('{"a..b":"1",".c":"2","__proto__":"3"}')] },
  { why: 'Persian names with ZWNJ and Arabic ye stay as they are', content: 'کد\u200cملي\n9990000018\n', values: [{ 'کد\u200cملي': '9990000018' }] },
  { why: 'semicolons', content: 'a;b\n1;2,5\n', values: [{ a: '1', b: '2,5' }], found: ['csv-delimiter 1:1'] },
  { why: 'tabs', content: 'a\t"b,c,d"\n1\t2\n', values: [{ a: '1', 'b,c,d': '2' }], found: ['csv-delimiter 1:1'] },
  { why: 'bars', content: 'a|b\n1|2,5\n', values: [{ a: '1', b: '2,5' }], found: ['csv-delimiter 1:1'] },
  {
    why: 'the line of a spreadsheet that names the delimiter',
    content: 'sep=;\r\na;b\r\n1;2,5\r\n3\r\n',
    values: [{ a: '1', b: '2,5' }],
    found: ['csv-separator-line 1:1', 'csv-delimiter 1:1', 'csv-field-count 4:1'],
    lost: 1,
  },
  { why: 'the same with a comma, quoted', content: '"sep=,"\na,b\n1,2\n', values: [{ a: '1', b: '2' }], found: ['csv-separator-line 1:1'] },
  { why: 'a column called sep', content: 'sep\n;\n', values: [{ sep: ';' }] },
  { why: 'semicolons that were asked for', content: 'a;b\n1;2\n', delimiter: ';', values: [{ a: '1', b: '2' }] },
  { why: 'one column', content: 'a\n1\n', values: [{ a: '1' }] },
  { why: 'only a header row', content: 'a,b\n', values: [] },
  { why: 'a byte order mark', content: '\uFEFFa\n1\n', values: [{ a: '1' }], found: ['bom 1:1'] },
  {
    why: 'rows without a value inside',
    content: 'a,b\n1,2\n\n,\n3,4\n\n, \n',
    values: [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
    found: ['blank-line 3:1'],
  },
  {
    why: 'rows of other lengths',
    content: 'a,b\n1\n1,2,3\n4,5\n',
    values: [{ a: '4', b: '5' }],
    found: ['csv-field-count 2:1', 'csv-field-count 3:1'],
    lost: 2,
  },
  {
    why: 'a name that stands twice',
    content: 'a,b,a,b.c\n1,2,3,4\n',
    values: [{ a: '1', b: '2' }],
    found: ['csv-header-duplicate 1:5', 'csv-header-duplicate 1:7'],
  },
  { why: 'an empty name', content: 'a,,b\n1,2,3\n', values: [{ a: '1', b: '3' }], found: ['csv-header-empty 1:3'] },
  {
    why: 'no header row',
    content: '9990000018,1400\n9990000026,1401\n',
    values: [],
    found: ['csv-header-missing 1:1'],
    stopped: 'csv-header-missing',
  },
  {
    why: 'a first row with a code in it is data',
    content: '9990000018,x,1979-02-11\n9990000026,y,1990-03-21\n',
    values: [],
    found: ['csv-header-missing 1:1'],
    stopped: 'csv-header-missing',
  },
  { why: 'years as names beside a name', content: 'استان,1400\nx,5\n', values: [{ 1400: '5', استان: 'x' }] },
  {
    why: 'a broken header row',
    content: 'a"x,b\n1,2\n',
    values: [],
    found: ['csv-quote-stray 1:2', 'csv-header-unreadable 1:2'],
    lost: 1,
    stopped: 'csv-header-unreadable',
  },
  { why: 'a stray mark in a plain cell', content: 'a,b\n1,x"y\n3,4\n', values: [{ a: '3', b: '4' }], found: ['csv-quote-stray 2:4'], lost: 1 },
  { why: 'a stray mark behind a quoted cell', content: 'a,b\n1,"x"y\n3,4\n', values: [{ a: '3', b: '4' }], found: ['csv-quote-stray 2:5'], lost: 1 },
  { why: 'a blank before a quoted cell', content: 'a,b\n1, "x"\n3,4\n', values: [{ a: '3', b: '4' }], found: ['csv-quote-stray 2:4'], lost: 1 },
  {
    why: 'a mark that is never closed',
    content: 'a,b\n0,0\n1,"xب\n3,4\n5,6\n',
    values: [
      { a: '0', b: '0' },
      { a: '3', b: '4' },
      { a: '5', b: '6' },
    ],
    found: ['csv-quote-open 3:3'],
    lost: 1,
  },
  {
    why: 'a mark that is never closed before another',
    content: 'a,b\n1,"x\n3,4\n5,"6"\n',
    values: [
      { a: '3', b: '4' },
      { a: '5', b: '6' },
    ],
    found: ['csv-quote-open 2:3'],
    lost: 1,
  },
  {
    why: 'a mark that is never closed on the last line',
    content: 'a,b\n1,2\n3,"x',
    values: [{ a: '1', b: '2' }],
    found: ['csv-quote-open 3:3'],
    lost: 1,
  },
  {
    why: 'a mark on every line',
    content: 'a\n"x\n"y\n"z\n',
    values: [],
    found: ['csv-quote-open 2:1', 'csv-quote-open 3:1', 'csv-quote-open 4:1'],
    lost: 3,
  },
  {
    why: 'octets that are no UTF-8',
    content: Buffer.concat([Buffer.from('a,b\n1,"ب\n'), Buffer.from([0xc7]), Buffer.from('"\n3,4\n')]),
    values: [{ a: '3', b: '4' }],
    found: ['invalid-utf8 3:1'],
    lost: 1,
  },
  { why: 'lines that end with CR alone', content: 'a,b\r1,2\r', values: [], found: ['csv-line-end 1:1'], stopped: 'csv-line-end' },
  { why: 'cells that a spreadsheet would run', content: 'a,b\n=1+1,@x\n', values: [{ a: '=1+1', b: '@x' }] },
];

describe('a table', () => {
  for (const { why, content, values, found = [], lost = 0, stopped, delimiter } of cases) {
    it(`is read alike in chunks of any size: ${why}`, async () => {
      const asked = delimiter === undefined ? {} : { delimiter };
      const got = await readAlike({ name: 'x.csv', content, locate: ['', '/a', '/b'], ...asked }, assert.deepEqual);
      assert.deepEqual(got.values, values);
      assert.deepEqual(got.found, found);
      assert.equal(got.summary.lost, lost);
      assert.equal(got.summary.stopped?.code, stopped);
      assert.ok(got.records.every(({ lexical }) => lexical));
    });
  }

  it('says where a cell stands', async () => {
    const content = '\uFEFFa,b.c,d\n"x\nب",😀,"1"\n';
    const { places } = await readAlike({ name: 'x.csv', content, locate: ['', '/a', '/b/c', '/b', '/d', '/absent'] }, assert.deepEqual);
    assert.deepEqual(places[0], [
      { line: 2, column: 1, offset: 11 },
      { line: 2, column: 1, offset: 11 },
      { line: 3, column: 4, offset: 18 },
      { line: 3, column: 4, offset: 18 },
      { line: 3, column: 7, offset: 23 },
      { line: 2, column: 1, offset: 11 },
    ]);
  });

  it('is held to the limits of a row and of columns', async () => {
    const limits = { recordOctets: 10, columns: 2 };
    const content = 'a,b\n1,23456789\r\n1,234567890\n3,"\n4,5\n6,7\n8,9\n1,2\n';
    const got = await readAlike({ name: 'x.csv', content, limits }, assert.deepEqual);
    assert.deepEqual(got.found, ['record-too-long 3:1', 'csv-quote-open 4:3']);
    assert.deepEqual(
      got.records.map(({ index, position }) => [index, position.line]),
      [
        [0, 2],
        [3, 5],
        [4, 6],
        [5, 7],
        [6, 8],
      ],
    );
    const wide = await readAlike({ name: 'x.csv', content: 'a,b,c\n', limits }, assert.deepEqual);
    assert.equal(wide.summary.stopped?.code, 'csv-too-many-columns');
  });

  it('keeps records and flaws in the order of the file', async () => {
    const { order } = await readAlike({ name: 'x.csv', content: 'a;b\n1;2\n3\n\n4;5\n"6;\n7;8\n' }, assert.deepEqual);
    assert.deepEqual(order, ['csv-delimiter', '#0', 'csv-field-count', 'blank-line', '#2', 'csv-quote-open', '#4']);
  });
});
