import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Refusal } from '../../src/attestation/problem.js';
import { parseStrictJson } from '../../src/attestation/strict-json.js';
import { readStrictJson } from '../../src/attestation/strict-json-reader.js';
import { mutated, randomOf } from './mutations.js';

const bounds = { maxBytes: 1000, maxDepth: 5 };

function codeOf(octets: Uint8Array | string): string | undefined {
  try {
    parseStrictJson(Buffer.from(octets), bounds);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

type Outcome = { readonly value: unknown } | { readonly code: string; readonly detail: string };

function outcomeOf(read: () => unknown): Outcome {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, detail: error.message };
    throw error;
  }
}

/** What the reader that decides makes of octets, each mark of them looked at. */
function decided(octets: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    throw new Refusal('JSON_UTF8', 'the text is not UTF-8');
  }
  if (text.startsWith('\uFEFF')) throw new Refusal('JSON_UTF8', 'the text begins with a byte order mark');
  return readStrictJson(text, bounds.maxDepth);
}

/** Texts that hold each kind of thing on which two readers could part. */
const seeds: readonly string[] = [
  '{"a":{"b":[1,2,{"c":"d"}]},"e":"\\\\","f":"\\"","g\\"":0,"h":":{}[],"}',
  '{ "name" : "سازمان" , "escaped":"\\u0633\\ud83d\\ude00" , "number":-0.0e-10 , "list":[ ] , "object":{ } }',
  '{"نام":"نمونه","emoji":"😀","nbsp":"\u00a0","c1":"\u0085","line":"\u2028"}',
  '[true,false,null,0,-0,1e2,9007199254740991,-9007199254740991,0.1,1E-400,"",[[[[1]]]]]',
  '{"a":1,"b":{"a":1,"a ":2},"1":0,"01":0,"constructor":null,"toString":1,"__proto":2}',
  '\t\r\n {"log":"origin\\n12\\nroot=\\n\\n— name sig\\n","tab":"\\t\\b\\f\\/"} ',
];

const cases: readonly (readonly [why: string, text: string | Uint8Array, code: string | undefined])[] = [
  ['an object', '{"a":[1,-2.5e3,true,false,null,"\\u06cc"]}', undefined],
  ['a member twice', '{"a":1,"a":2}', 'JSON_DUPLICATE_MEMBER'],
  ['a member twice, once escaped', '{"a":1,"\\u0061":2}', 'JSON_DUPLICATE_MEMBER'],
  ['__proto__', '{"__proto__":1}', 'JSON_FORBIDDEN_MEMBER'],
  ['a lone surrogate', '"\\ud800"', 'JSON_SURROGATE'],
  ['a pair of surrogates', '"\\ud83d\\ude00"', undefined],
  ['an integer that is not safe', '9007199254740993', 'JSON_NUMBER'],
  ['a number out of range', '1e999', 'JSON_NUMBER'],
  ['a leading zero', '01', 'JSON_TRAILING'],
  ['a plus sign', '+1', 'JSON_SYNTAX'],
  ['NaN', 'NaN', 'JSON_SYNTAX'],
  ['something behind', '{} {}', 'JSON_TRAILING'],
  ['nothing', '', 'JSON_SYNTAX'],
  ['a trailing comma', '[1,]', 'JSON_SYNTAX'],
  ['a comment', '/* */1', 'JSON_SYNTAX'],
  ['a control character', '"\u0001"', 'JSON_SYNTAX'],
  ['a bad escape', '"\\x"', 'JSON_SYNTAX'],
  ['an open string', '"abc', 'JSON_SYNTAX'],
  ['too deep', '[[[[[[[1]]]]]]]', 'JSON_DEPTH'],
  ['too large', `"${'a'.repeat(1001)}"`, 'JSON_TOO_LARGE'],
  ['a byte order mark', '\uFEFF{}', 'JSON_UTF8'],
  ['octets that are not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'JSON_UTF8'],
];

describe('attestation: strict JSON', () => {
  for (const [why, text, code] of cases) {
    it(`${code === undefined ? 'reads' : `refuses with ${code}`}: ${why}`, () => {
      assert.equal(codeOf(text), code);
    });
  }

  it('reads what JSON.stringify writes, and gives the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(text.isWellFormed() && !text.includes('__proto__'));
        const unsafe = /-?\d{16,}|e\+?\d{2,}/i.test(text);
        fc.pre(!unsafe);
        assert.deepEqual(parseStrictJson(Buffer.from(text), { maxBytes: 1e6, maxDepth: 50 }), JSON.parse(text));
      }),
      { numRuns: 300 },
    );
  });

  for (const [why, text] of [
    ['a member twice in an object that is read over', '{"a":{"b":1,"c":2},"a":{"b":1}}'],
    ['a member twice, the value with a colon', '{"a":":","a":1}'],
    ['a member twice behind a string that ends with a backslash', '{"b":"\\\\","a":1,"a":1}'],
    ['a member twice, of other letters, once escaped', '{"نام":1,"\\u0646ام":1}'],
    ['a member twice whose name ends with a quotation mark', '{"a\\"":1,"a\\"":1}'],
    ['a lone surrogate in a name', '{"\\udc00":1}'],
    ['a lone surrogate beside other letters', '["ن","\\udfff"]'],
    ['__proto__, escaped', '{"\\u005f_proto__":1}'],
    ['__proto__ with an object', '{"a":{"__proto__":{"b":1}}}'],
    ['an integer that is not safe, written with an exponent', '[1e16]'],
    ['a byte order mark inside', '{"a":1}\uFEFF'],
    ['a space that is none of JSON', '{"a":\u00a01}'],
    ['an empty list as deep as the bound', '[[[[[[]]]]]]'],
    ['a value one level too deep', '[[[[[[1]]]]]]'],
    ['brackets in a string', '["[[[[[[[[["]'],
  ] as const) {
    it(`reads or refuses exactly as the reader that decides: ${why}`, () => {
      assert.deepEqual(
        outcomeOf(() => parseStrictJson(Buffer.from(text), bounds)),
        outcomeOf(() => decided(Buffer.from(text))),
      );
    });
  }

  it('reads and refuses random changes of such texts exactly as the reader that decides', function () {
    this.timeout(300_000);
    const random = randomOf(8259);
    const codes = new Set<string>();
    const rounds = Number(process.env['EGIF_MUTATIONS'] ?? 30_000);
    for (let round = 0; round < rounds; round += 1) {
      let octets: Buffer = Buffer.from(seeds[round % seeds.length] ?? '');
      const changes = 1 + Math.floor(random() * 3);
      for (let change = 0; change < changes; change += 1) if (octets.length > 0) octets = mutated(octets, random);
      const outcome = outcomeOf(() => parseStrictJson(octets, bounds));
      assert.deepStrictEqual(
        outcome,
        outcomeOf(() => decided(octets)),
        octets.toString(),
      );
      codes.add('code' in outcome ? outcome.code : 'read');
    }
    if (rounds >= 30_000)
      for (const code of [
        'read',
        'JSON_UTF8',
        'JSON_SYNTAX',
        'JSON_DUPLICATE_MEMBER',
        'JSON_NUMBER',
        'JSON_DEPTH',
        'JSON_TRAILING',
        'JSON_SURROGATE',
      ])
        assert.ok(codes.has(code), code);
  });

  it('refuses twenty million open lists without keeping memory for each', () => {
    const before = process.memoryUsage().rss;
    const octets = Buffer.alloc(20_000_000, '[');
    const outcome = outcomeOf(() => parseStrictJson(octets, { maxBytes: 1e8, maxDepth: 64 }));
    assert.equal('code' in outcome ? outcome.code : undefined, 'JSON_DEPTH');
    assert.ok(process.memoryUsage().rss - before < 300_000_000);
  });
});
