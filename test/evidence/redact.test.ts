import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { openRedactor } from '../../src/evidence/redact.js';
import { drawDigits, withDigits } from '../../src/evidence/digits.js';
import type { PersonalCodeRule } from '../../src/evidence/personal-codes.js';
import { redactStrings } from '../../src/evidence/redact-strings.js';
import { bankCard } from '../../src/schemes/bank-card.js';
import { luhnCheckDigit, nationalCodeCheckDigit, shebaCheckDigits } from '../../src/schemes/check-digits.js';
import { foreignerId } from '../../src/schemes/foreigner-id.js';
import { mobile } from '../../src/schemes/mobile.js';
import { nationalCode } from '../../src/schemes/national-code.js';
import { sheba } from '../../src/schemes/sheba.js';

const key = new Uint8Array(32).fill(9);
const json = [['Content-Type', 'application/json']] as const;

function redact(text: string, headers: readonly (readonly [string, string])[] = json, redactor = openRedactor(key)): string {
  return Buffer.from(redactor.body(Buffer.from(text), headers, 'answer')).toString('utf8');
}

/** The value that a member has after redaction. */
function redactMember(name: string, value: string, redactor = openRedactor(key)): string {
  const parsed: unknown = JSON.parse(redact(JSON.stringify({ [name]: value }), json, redactor));
  return Object(parsed)[name];
}

const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-8][0-9]{${count - 1}}$`)).filter((text) => !/^(\d)\1*$/.test(text));
const validNational = digits(9).map((nine) => nine + nationalCodeCheckDigit(nine));
const validCard = digits(15).map((body) => body + luhnCheckDigit(body));
const validSheba = digits(22)
  .filter((body) => !body.startsWith('099'))
  .map((body) => `IR${shebaCheckDigits(body)}${body}`);

const scripts = [0x30, 0x660, 0x6f0];
/** The text with its digits written in scripts that change from digit to digit. */
const inScripts = (text: string, seed: number): string =>
  withDigits(
    [...text].map((character, index) => (/\d/.test(character) ? String.fromCodePoint(scripts[(seed >> index) % 3] ?? 0x30) : character)).join(''),
    text.replace(/\D/g, ''),
  );

describe('evidence: pseudonyms', () => {
  const kinds = [
    { name: 'nationalCode', valid: validNational, any: digits(10), scheme: nationalCode },
    { name: 'bankCardNumber', valid: validCard, any: digits(16), scheme: bankCard },
    { name: 'sheba', valid: validSheba, any: digits(24).map((text) => `IR${text}`), scheme: sheba },
    { name: 'mobile', valid: digits(9).map((text) => `+989${text}`), any: digits(11).map((text) => `+${text}`), scheme: mobile },
    { name: 'fidaCode', valid: digits(12), any: digits(16), scheme: foreignerId },
  ] as const;
  for (const { name, valid, any, scheme } of kinds) {
    it(`of ${name} are valid where the code is, and others`, () => {
      fc.assert(
        fc.property(valid, (value) => {
          const pseudonym = redactMember(name, value);
          assert.notEqual(pseudonym, value);
          assert.equal(pseudonym.length, value.length);
          assert.deepEqual(scheme(pseudonym), { ...scheme(value), warnings: scheme(pseudonym).warnings });
        }),
      );
    });
    it(`of ${name} are wrong for the same reasons where the code is wrong, in every script and spelling`, () => {
      fc.assert(
        fc.property(any, fc.nat(), fc.constantFrom('', ' ', '\u200e', '-'), (value, seed, noise) => {
          const written = noise + inScripts(value, seed);
          const pseudonym = redactMember(name, written);
          assert.deepEqual(scheme(pseudonym).reasons, scheme(written).reasons);
          assert.equal(pseudonym.replace(/\p{Nd}/gu, '#'), written.replace(/\p{Nd}/gu, '#'));
          assert.deepEqual(
            [...pseudonym].map((c) => (c.codePointAt(0) ?? 0) >> 4),
            [...written].map((c) => (c.codePointAt(0) ?? 0) >> 4),
          );
        }),
      );
    });
  }

  it('keep equality and inequality within a run, whatever the spelling, and differ between runs', () => {
    const redactor = openRedactor(key);
    const codes = Array.from({ length: 3000 }, (_each, index) => {
      const nine = String(100_000_000 + index * 7);
      return nine + nationalCodeCheckDigit(nine);
    });
    const pseudonyms = codes.map((code) => redactMember('nationalCode', code, redactor));
    assert.equal(new Set(pseudonyms).size, codes.length);
    assert.deepEqual(
      codes.map((code) => redactMember('ownerNationalCode', code, redactor)),
      pseudonyms,
    );
    const numbers = ['+989121234567', '00989121234567', '09121234567'].map((value) => redactMember('mobile', value, redactor).slice(-10));
    assert.equal(new Set(numbers).size, 1);
    const [first = ''] = codes;
    assert.notEqual(redactMember('nationalCode', first, openRedactor(new Uint8Array(32).fill(8))), pseudonyms[0]);
  });

  it('are drawn again until a check would say the same of both', () => {
    const parity: PersonalCodeRule = {
      id: 'parity',
      detect: (_name, value) => /^\d{6}$/.test(value),
      canonical: (value) => value,
      synthetic: () => false,
      pseudonym: (value, octets) => withDigits(value, drawDigits(octets, 6)),
      alike: (value, pseudonym) => Number(value) % 2 === Number(pseudonym) % 2,
    };
    const strings = redactStrings([parity], key);
    for (let value = 100_000; value < 100_100; value += 1) assert.equal(Number(strings.code(undefined, String(value))) % 2, value % 2);
  });

  it('leave what is synthetic, and codes that are not personal, as they are', () => {
    const kept: readonly (readonly [string, string])[] = [
      ['nationalCode', '9990000018'],
      ['nationalCode', '1111111111'],
      ['sheba', 'IR740990000000000000000001'],
      ['bankCardNumber', '9999990000000014'],
      ['legalPersonId', '99999000014'],
      // Valid as a national code by chance, and of another kind by its name.
      ['postalCode', `123456789${nationalCodeCheckDigit('123456789')}`],
      ['traceId', '4bf92f3577b34da6a3ce929d0e0e4736'],
      ['createdAt', '2026-11-22T01:04:45.123Z'],
      ['nationalCode', ''],
      ['nationalCode', 'unknown'],
    ];
    const redactor = openRedactor(key);
    for (const [name, value] of kept) assert.equal(redactMember(name, value, redactor), value, `${name} ${value}`);
    assert.equal(redactor.count, 0);
  });

  it('stand wherever the code stood: nested, in lists, as names, in sentences, in numbers with a name', () => {
    const code = `048265713${nationalCodeCheckDigit('048265713')}`;
    const number = `148265713${nationalCodeCheckDigit('148265713')}`;
    const text = `{ "a": [ {"nationalCodes":["${code}", "${code}"]} ], "${code}": 1.0, "detail": "no person ${code}, sorry", "nationalCode": ${number}, "amount": ${number} }`;
    const redactor = openRedactor(key);
    const clean = redact(text, json, redactor);
    assert.ok(!clean.includes(code));
    assert.equal(clean.split(number).length - 1, 1, 'an amount keeps its digits');
    assert.equal(redactor.count, 5);
    assert.equal(clean.replace(/999\d{7}/g, 'x'), text.replaceAll(code, 'x').replace(number, 'x'), 'everything else keeps its octets');
  });

  it('keep every octet of JSON that holds nothing to redact', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        assert.equal(redact(text), text);
      }),
    );
    for (const odd of ['\uFEFF{"a": 1.00, "a":1e5}', '[1,]', '{"a":"\\u0041\\/"}', '', '{"a":1}\n{"a":2}\n']) assert.equal(redact(odd), odd);
  });

  it('are found in text that is no JSON, and octets beyond UTF-8 are kept', () => {
    const code = `048265713${nationalCodeCheckDigit('048265713')}`;
    const clean = redact(`<p>${code}</p><p>09121234567</p>`, [['Content-Type', 'text/html']]);
    assert.match(clean, /^<p>999\d{7}<\/p><p>0999\d{7}<\/p>$/);
    const octets = Buffer.concat([Buffer.from([0xff, 0x80]), Buffer.from(` ${code} `), Buffer.from([0xc0])]);
    const redacted = Buffer.from(openRedactor(key).body(octets, [], 'answer'));
    assert.deepEqual([redacted[0], redacted[1], redacted.at(-1), redacted.length], [0xff, 0x80, 0xc0, octets.length]);
    assert.ok(!redacted.includes(code));
  });
});

describe('evidence: secrets', () => {
  it('leave their length, and nothing else, in header fields', () => {
    const redactor = openRedactor(key);
    redactor.learn('top-secret-key', 'X-Agency-Key');
    const cases: readonly (readonly [name: string, value: string, want: string])[] = [
      ['Authorization', 'Bearer abc.def', 'Bearer [redacted:7]'],
      ['authorization', 'abcdef', '[redacted:6]'],
      ['Cookie', 'a=12; b=345', 'a=[redacted:2]; b=[redacted:3]'],
      ['Set-Cookie', 'sid=abcd; Path=/; Secure; HttpOnly; SameSite=Lax', 'sid=[redacted:4]; Path=/; Secure; HttpOnly; SameSite=Lax'],
      ['X-API-Key', 'k', '[redacted:1]'],
      ['X-Agency-Key', 'other', '[redacted:5]'],
      ['X-Echo', 'you sent top-secret-key', 'you sent [redacted:14]'],
      ['Location', '/cb?code=1&access_token=abc#id_token=x', '/cb?code=1&access_token=%5Bredacted%3A3%5D#id_token=%5Bredacted%3A1%5D'],
      ['Content-Length', '0482657131', '0482657131'],
      ['WWW-Authenticate', 'Bearer realm="x"', 'Bearer realm="x"'],
    ];
    for (const [name, value, want] of cases) assert.deepEqual(redactor.headers([[name, value]]), [[name, want]]);
  });

  it('leave their length in bodies, by name and by value', () => {
    const redactor = openRedactor(key);
    redactor.learn('top-secret-key');
    assert.equal(
      redact('{"access_token":"abc","refreshToken":"de","expires_in":5,"note":"top-secret-key"}', json, redactor),
      '{"access_token":"[redacted:3]","refreshToken":"[redacted:2]","expires_in":5,"note":"[redacted:14]"}',
    );
    const form = [['Content-Type', 'application/x-www-form-urlencoded']] as const;
    assert.equal(
      redact('grant_type=client_credentials&client_secret=p%20q', form, redactor),
      'grant_type=client_credentials&client_secret=%5Bredacted%3A3%5D',
    );
  });

  it('are redacted once: a second pass changes nothing', () => {
    const once = redact('{"access_token":"abc","nationalCode":"0482657131","mobile":"09121234567"}');
    assert.equal(redact(once), once);
  });

  it('and codes go out of URLs; a published document keeps its text', () => {
    const redactor = openRedactor(key);
    const code = `048265713${nationalCodeCheckDigit('048265713')}`;
    assert.match(
      redactor.url(`https://a.test:1/persons/${code}?nationalCode=${code}&x=%20y#z`),
      /^https:\/\/a\.test:1\/persons\/(999\d{7})\?nationalCode=\1&x=%20y#z$/,
    );
    assert.equal(redactor.url('https://a.test/a%2Fb/?q=%zz&a+b'), 'https://a.test/a%2Fb/?q=%zz&a+b');
    const document = Buffer.from(`{"openapi":"3.1.0","example":"${code}"}`);
    assert.deepEqual(redactor.body(document, json, 'document'), document);
    const person = Buffer.from(`{"nationalCode":"${code}"}`);
    assert.ok(
      !Buffer.from(redactor.body(person, json, 'document'))
        .toString()
        .includes(code),
      'an answer in the place of a document is an answer',
    );
  });
});
