/** Lines of JSON: what is read, what is a flaw, and where. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { read, readAlike } from './reading.js';

const cases: readonly {
  readonly why: string;
  readonly content: string | Uint8Array;
  readonly values: readonly unknown[];
  readonly found?: readonly string[];
  readonly lost?: number;
}[] = [
  { why: 'two lines', content: '{"a":1}\n{"a":"ب"}\n', values: [{ a: 1 }, { a: 'ب' }] },
  { why: 'a last line without a line end', content: '{"a":1}\n{"a":2}', values: [{ a: 1 }, { a: 2 }] },
  { why: 'CR LF', content: '{"a":1}\r\n{"a":2}\r\n', values: [{ a: 1 }, { a: 2 }] },
  { why: 'values that are no objects', content: '5\n"x"\nnull\n[1]\n', values: [5, 'x', null, [1]] },
  { why: 'blank lines at the end', content: '{"a":1}\n\n \n\r\n', values: [{ a: 1 }] },
  { why: 'a run of blank lines inside', content: '{"a":1}\n\n\n{"a":2}\n', values: [{ a: 1 }, { a: 2 }], found: ['blank-line 2:1'] },
  { why: 'blank lines at the start', content: '\n{"a":1}\n', values: [{ a: 1 }], found: ['blank-line 1:1'] },
  { why: 'a byte order mark', content: '\uFEFF{"a":1}\n', values: [{ a: 1 }], found: ['bom 1:1'] },
  { why: 'a line that is no JSON', content: '{"a":1}\n{"a":tru}\n{"a":2}\n', values: [{ a: 1 }, { a: 2 }], found: ['record-not-json 2:6'], lost: 1 },
  { why: 'single quotes', content: '{\'a\':1}\n{"a":2}\n', values: [{ a: 2 }], found: ['record-not-json 1:2'], lost: 1 },
  { why: 'two values on a line', content: '{"a":1} {"a":2}\n', values: [], found: ['record-not-json 1:9'], lost: 1 },
  { why: 'a cut last line', content: '{"a":1}\n{"a":"ب', values: [{ a: 1 }], found: ['record-cut-off 2:8'], lost: 1 },
  { why: 'a cut line that others follow', content: '{"a":\n{"a":2}\n', values: [{ a: 2 }], found: ['record-not-json 1:6'], lost: 1 },
  { why: 'a raw line break in a string', content: '{"a":"x\ny"}\n', values: [], found: ['record-not-json 1:8', 'record-not-json 2:1'], lost: 2 },
  {
    why: 'octets that are no UTF-8',
    content: Buffer.concat([Buffer.from('{"a":"ب'), Buffer.from([0xd8]), Buffer.from('"}\n{"a":2}\n')]),
    values: [{ a: 2 }],
    found: ['invalid-utf8 1:8'],
    lost: 1,
  },
  {
    why: 'a surrogate written as octets',
    content: Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22, 0x0a, 0x35, 0x0a]),
    values: [5],
    found: ['invalid-utf8 1:2'],
    lost: 1,
  },
  { why: 'a name that stands twice', content: '{"a":1,"b":{"c":1,"c" :2}}\n', values: [{ a: 1, b: { c: 2 } }], found: ['duplicate-member 1:19'] },
  { why: 'a name that stands twice in another spelling', content: '{"a":1,"\\u0061":2}\n', values: [{ a: 2 }], found: ['duplicate-member 1:8'] },
  {
    why: 'a name in two objects, and in texts',
    content: '{"a":{"x":"\\"x\\":1, \\"x\\":2"},"b":{"x":1}}\n',
    values: [{ a: { x: '"x":1, "x":2' }, b: { x: 1 } }],
  },
  { why: 'a prototype as data', content: '{"__proto__":{"a":1}}\n', values: [JSON.parse('{"__proto__":{"a":1}}')] },
  {
    why: 'a number with too many digits',
    content: '{"a":{"b":12345678901234567890}}\n',
    values: [{ a: { b: 12345678901234567000 } }],
    found: ['number-not-exact 1:11'],
  },
  { why: 'a number beyond all doubles', content: '{"a":1e400}\n', values: [{ a: Number.POSITIVE_INFINITY }], found: ['number-not-exact 1:6'] },
  { why: 'a number that becomes nothing', content: '{"a":[1e-400]}\n', values: [{ a: [0] }], found: ['number-not-exact 1:7'] },
  { why: 'an item with too many digits', content: '[9007199254740993]\n', values: [[9007199254740992]], found: ['number-not-exact 1:2'] },
  { why: 'a whole record that is such a number', content: '9007199254740993\n', values: [9007199254740992], found: ['number-not-exact 1:1'] },
  {
    why: 'numbers that a double keeps',
    content: '[9007199254740992,0.1,1.10,-0,1e5,1.5E+300,0.30000000000000004,1.1000000000000001,1000000000000000000000]\n',
    values: [[9007199254740992, 0.1, 1.1, -0, 1e5, 1.5e300, 0.30000000000000004, 1.1, 1e21]],
  },
  { why: 'a lone surrogate as an escape', content: '{"a":"\\ud800"}\n', values: [{ a: '\ud800' }] },
];

describe('lines of JSON', () => {
  for (const { why, content, values, found = [], lost = 0 } of cases) {
    it(`are read alike in chunks of any size: ${why}`, async () => {
      const got = await readAlike({ name: 'x.ndjson', content, locate: ['', '/a'] }, assert.deepEqual);
      assert.deepEqual(got.values, values);
      assert.deepEqual(got.found, found);
      assert.equal(got.summary.lost, lost);
      assert.equal(got.summary.records, values.length + lost);
      assert.equal(got.summary.stopped, undefined);
      assert.equal(got.summary.octets, Buffer.from(content).length);
    });
  }

  it('say where a value stands, in code units and in octets', async () => {
    const content = '\uFEFF{"a":1}\n{"ب":"😀","c":[1,{"d":2}]}\n';
    const { places, records } = await readAlike({ name: 'x.ndjson', content, locate: ['', '/c', '/c/1/d', '/absent'] }, assert.deepEqual);
    assert.deepEqual(records[1]?.position, { line: 2, column: 1, offset: 11 });
    assert.deepEqual(places[1], [
      { line: 2, column: 1, offset: 11 },
      { line: 2, column: 11, offset: 24 },
      { line: 2, column: 19, offset: 32 },
      { line: 2, column: 1, offset: 11 },
    ]);
  });

  it('are asked of the sink whole, without their line end, and decoded only where it does not accept', async () => {
    const asked: string[] = [];
    const accept = (octets: Uint8Array, start: number, end: number): boolean => {
      asked.push(Buffer.from(octets.subarray(start, end)).toString());
      return asked.length % 4 !== 2;
    };
    for (const chunk of [1, 5, 65_536]) {
      asked.length = 0;
      const got = await read({ name: 'x.ndjson', content: '{"a":1}\r\n{"a":2}\n{"a":3}\n\n', chunk, accept });
      assert.deepEqual(asked, ['{"a":1}', '{"a":2}', '{"a":3}']);
      assert.deepEqual(
        got.records.map(({ index }) => index),
        [1],
      );
      assert.equal(got.summary.accepted, 2);
      assert.equal(got.summary.records, 3);
    }
  });

  it('are never accepted where they are no UTF-8', async () => {
    const content = Buffer.from([0x22, 0xff, 0x22, 0x0a]);
    const got = await read({ name: 'x.ndjson', content, accept: () => true });
    assert.deepEqual([got.summary.accepted, got.summary.lost], [0, 1]);
  });

  it('are held to the limits of a record', async () => {
    const limits = { recordOctets: 20, depth: 2, members: 2 };
    const content = '{"a":"0123456789012"}\r\n{"a":"01234567890"}\r\n{"a":[[1]]}\n{"a":1,"b":2,"c":3}\n{"a":1}';
    const got = await readAlike({ name: 'x.ndjson', content, limits }, assert.deepEqual);
    assert.deepEqual(got.found, ['record-too-long 1:1', 'record-too-deep 3:1', 'record-too-many-members 4:1']);
    assert.deepEqual(got.values, [{ a: '01234567890' }, { a: 1 }]);
  });
});
