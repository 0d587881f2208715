import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Refusal } from '../../src/attestation/problem.js';
import { parseStrictJson } from '../../src/attestation/strict-json.js';

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
});
