import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { hasDigits, jsonLiterals } from '../../src/evidence/json-literals.js';
import { personalCodes } from '../../src/evidence/personal-codes.js';
import { redactJson } from '../../src/evidence/redact-json.js';
import { redactStrings, type StringRedactor } from '../../src/evidence/redact-strings.js';
import { openRedactor } from '../../src/evidence/redact.js';
import { isSecretName } from '../../src/evidence/secret-names.js';
import { luhnCheckDigit, nationalCodeCheckDigit, shebaCheckDigits } from '../../src/schemes/check-digits.js';
import { codeIdOf } from '../../src/schemes/field-dictionary.js';

const key = new Uint8Array(32).fill(9);
const secret = 'top-secret-key';
const code = `048265713${nationalCodeCheckDigit('048265713')}`;
const persian = code.replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit)));

function strings(): StringRedactor {
  const redactor = redactStrings(personalCodes, key);
  redactor.learn(secret);
  return redactor;
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|-?[0-9][0-9.eE+-]*|true|false|null/g;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The plain way: JSON.parse says whether it is JSON, and every string and number is looked at. */
function plainly(text: string, redactor: StringRedactor): string | undefined {
  const bare = text.replace(/^\uFEFF/, '');
  const filled = bare.split('\n').filter((line) => line.trim() !== '');
  if (!isJson(bare) && (filled.length < 2 || !filled.every(isJson))) return undefined;
  const levels: { readonly array: boolean; name: string | undefined; atName: boolean }[] = [];
  return text.replace(token, (literal) => {
    const top = levels.at(-1);
    if (literal === '{') levels.push({ array: false, name: undefined, atName: true });
    else if (literal === '[') levels.push({ array: true, name: top?.name, atName: false });
    else if (literal === '}' || literal === ']') levels.pop();
    else if ((literal === ',' || literal === ':') && top !== undefined && !top.array) top.atName = literal === ',';
    if (literal.startsWith('"')) {
      const value = String(JSON.parse(literal));
      const isName = top?.atName === true;
      const name = isName ? undefined : top?.name;
      if (isName && top !== undefined) top.name = value;
      const clean = name !== undefined && isSecretName(name) ? redactor.secret(value) : redactor.code(name, redactor.withoutSecrets(value));
      return clean === value ? literal : JSON.stringify(clean);
    }
    const name = top?.name;
    const isCode = name !== undefined && /^[1-9][0-9]{5,}$/.test(literal) && codeIdOf(name) !== undefined;
    return isCode ? redactor.code(name, literal) : literal;
  });
}

const names = ['nationalCode', 'note', 'password', 'mobile', 'phone', 'postalCode', 'sheba', 'fidaCode', 'a"b', 'n\u06f1', code];
const values = [
  code,
  `148265713${nationalCodeCheckDigit('148265713')}`,
  persian,
  `no person ${code}, sorry`,
  '+98 912 123 4567',
  '(0912) 123-45-67',
  `4000 0000 0000 001${luhnCheckDigit('400000000000001')}`,
  `IR${shebaCheckDigits('1234567890123456789012')} 1234567890123456789012`,
  '2026-11-22T01:04:45.123Z',
  'x top-secret-key y',
  'tab\there',
  'abc',
  '',
  `\u200e${code}`,
  `کد ${persian} او`,
];
const leaf = fc.oneof(
  fc.constantFrom<string | number | boolean | null>(
    ...values,
    Number(`148265713${nationalCodeCheckDigit('148265713')}`),
    9121234567,
    5,
    -1.5e-7,
    true,
    null,
  ),
  fc.string(),
  fc.stringMatching(/^[-+() 0-9]{8,26}$/),
);
const { value: tree } = fc.letrec((tie) => ({
  value: fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    { weight: 2, arbitrary: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 4 }) },
  ),
}));
const texts = fc.tuple(tree, fc.nat(2), fc.boolean(), fc.integer({ min: 1, max: 3 })).map(([value, indent, marked, lines]) => {
  const text = JSON.stringify(value, null, lines > 1 ? 0 : indent);
  return (marked ? '\uFEFF' : '') + Array.from({ length: lines }, () => text).join('\n');
});
/** The same with one character replaced, left out, or put in: most are no JSON any more. */
const broken = fc
  .tuple(
    texts,
    fc.nat(),
    fc.constantFrom('', '"', '\\', '[', ']', '{', '}', ',', ':', '0', '-', '.', 'e', '\n', '\u0000', '\\u12', '\\u0041', ' '),
    fc.nat(1),
  )
  .map(([text, at, put, taken]) => text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + taken));

describe('evidence: redaction of JSON in one pass', () => {
  it('gives what looking at every string gives, and counts the same', () => {
    fc.assert(
      fc.property(fc.oneof(texts, broken), (text) => {
        const [one, other] = [strings(), strings()];
        assert.equal(redactJson(text, one), plainly(text, other));
        assert.equal(one.count, other.count);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes for JSON what JSON.parse does', () => {
    const wanted = { named: () => false, digits: 10, names: new Map() };
    const odd = [
      '',
      ' ',
      '1',
      '-',
      '-0',
      '01',
      '1.',
      '.5',
      '1e',
      '1e+',
      '1E-2',
      '1e5.',
      'tru',
      'true',
      'nullx',
      'true false',
      '"',
      '"\\"',
      '"\\x"',
      '"\\u00g0"',
    ];
    const more = [
      '"\\u00e9"',
      '"\t"',
      '[',
      ']',
      '[]',
      '[,]',
      '[1,]',
      '[1 2]',
      '{',
      '{}',
      '{,}',
      '{"a"}',
      '{"a":}',
      '{"a":1,}',
      '{"a":1 "b"}',
      '{1:2}',
      '[}',
      '{]',
    ];
    const spaces = ['\u00a01', '1\u00a0', '\v1', '\f1', '\uFEFF\uFEFF1', ' \r\n\t1 ', '[[[[]]]]]', '"\u2028"', '[1]]', '{"a":{"b":[{"c":null}]}}'];
    for (const text of [...odd, ...more, ...spaces])
      assert.equal(jsonLiterals(text, wanted) !== undefined, isJson(text.replace(/^\uFEFF/, '')), JSON.stringify(text));
    fc.assert(
      fc.property(fc.oneof(broken, fc.string({ unit: fc.constantFrom(...'{}[],:"\\u01-.eE truefalsn') })), (text) => {
        if (!text.includes('\n')) assert.equal(jsonLiterals(text, wanted) !== undefined, isJson(text.replace(/^\uFEFF/, '')));
      }),
      { numRuns: 3000 },
    );
  });

  it('passes over no code that stands without a name: each has its digits in one stretch', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...values), fc.stringMatching(/^[IR +().\u06f0-\u06f9a-z0-9-]{8,40}$/)), (value) => {
        const found = personalCodes.some(({ detect, within }) => detect(undefined, value) || (within !== undefined && value.search(within) >= 0));
        if (found) assert.ok(hasDigits(value, strings().leastDigits), value);
      }),
      { numRuns: 3000 },
    );
  });

  it('reads a million brackets in the time of a million characters', () => {
    const text = '['.repeat(500_000) + ']'.repeat(500_000);
    const started = process.cpuUsage();
    for (let round = 0; round < 3; round += 1) assert.equal(redactJson(text, strings()), text);
    const { user, system } = process.cpuUsage(started);
    assert.ok((user + system) / 3 < 1_000_000, `${(user + system) / 3} µs`);
  });

  it('reads a long body once, until another secret is known', () => {
    const redactor = openRedactor(key);
    const json = [['content-type', 'application/json']] as const;
    const body = (): Uint8Array => Buffer.from(JSON.stringify({ nationalCode: code, pad: 'x'.repeat(20_000), note: 'a later-secret' }));
    const first = redactor.body(body(), json, 'answer');
    const once = redactor.count;
    assert.ok(once > 0);
    assert.equal(redactor.body(body(), json, 'answer'), first, 'the same array: it was not made again');
    assert.equal(redactor.count, 2 * once, 'and counted again');
    redactor.learn('later-secret');
    assert.match(Buffer.from(redactor.body(body(), json, 'answer')).toString(), /a \[redacted:12\]/);
  });
});
