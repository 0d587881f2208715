import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type KnownLiterals, rememberLiterals } from '../../src/evidence/known-literals.js';
import { personalCodes } from '../../src/evidence/personal-codes.js';
import { redactJson } from '../../src/evidence/redact-json.js';
import { redactOctets } from '../../src/evidence/redact-octets.js';
import { redactStrings, type StringRedactor } from '../../src/evidence/redact-strings.js';
import { openRedactor } from '../../src/evidence/redact.js';
import { nationalCodeCheckDigit } from '../../src/schemes/check-digits.js';

const key = new Uint8Array(32).fill(9);
const secret = 'top-secret-key';
const code = `048265713${nationalCodeCheckDigit('048265713')}`;
const json = [['content-type', 'application/json']] as const;

interface Texts {
  readonly strings: StringRedactor;
  readonly literals: KnownLiterals;
}

function texts(learnt = true): Texts {
  const strings = redactStrings(personalCodes, key);
  if (learnt) strings.learn(secret);
  return { strings, literals: rememberLiterals(strings) };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The way by the text, which decides; undefined where the octets are no UTF-8, which is a doubt to the quick way. */
function slowly(octets: Uint8Array, { strings, literals }: Texts): Uint8Array | undefined {
  try {
    const text = utf8.decode(octets);
    return Uint8Array.from(Buffer.from(redactJson(text, strings, literals) ?? strings.code(undefined, strings.withoutSecrets(text))));
  } catch {
    return undefined;
  }
}

const names = ['nationalCode', 'note', 'password', 'mobile', 'phone', 'postalCode', 'sheba', 'کدملی', 'n\u06f1', code, 'a"b', 'constructor'];
const values = [
  code,
  '9990000018',
  '09121234567',
  '+98 912 123 4567',
  code.replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit))),
  code.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
  `${code.slice(0, 5)} \u200f${code.slice(5)}`,
  `نزد ${code} بود`,
  '2026-11-22T01:04:45.123Z',
  `x ${secret} y`,
  secret,
  'top-secret',
  'tab\there',
  '',
  '[redacted:7]',
  'é 12345 \u{1f600} 67890',
];
const numbers = [9121234567, Number(`148265713${nationalCodeCheckDigit('148265713')}`), 5, -0.25, 1e30, 0];
const leaf = fc.oneof(fc.constantFrom<string | number | boolean | null>(...values, ...numbers, true, false, null), fc.string({ unit: 'binary' }));
const { value: tree } = fc.letrec((tie) => ({
  value: fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    { weight: 3, arbitrary: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 4 }) },
  ),
}));
const whole = fc.tuple(tree, fc.nat(2)).map(([value, indent]) => Buffer.from(JSON.stringify(value, null, indent)));
const pieces = [
  '',
  '"',
  '\\',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '0',
  '-',
  '.',
  'e',
  '\n',
  '\u0000',
  '\\u0061',
  ' ',
  '\uFEFF',
  code,
  `"${code}"`,
  '"password":',
];
/** The same with some octets replaced, left out, or put in: most are no JSON any more, some no UTF-8. */
const broken = fc
  .tuple(
    whole,
    fc.nat(),
    fc.oneof(
      fc.constantFrom(...pieces).map((piece) => Buffer.from(piece)),
      fc.uint8Array({ maxLength: 2 }),
    ),
    fc.nat(2),
  )
  .map(([octets, at, put, taken]) => {
    const place = at % (octets.length + 1);
    return Buffer.concat([octets.subarray(0, place), put, octets.subarray(place + taken)]);
  });
const bodies = fc.array(fc.oneof({ weight: 2, arbitrary: whole }, { weight: 1, arbitrary: broken }), { minLength: 1, maxLength: 6 });

describe('evidence: redaction by the octets', () => {
  it('gives what the way by the text gives, and counts the same, or leaves it to that way', () => {
    let quick = 0;
    let replaced = 0;
    fc.assert(
      fc.property(bodies, fc.boolean(), (some, learnt) => {
        const [one, other] = [texts(learnt), texts(learnt)];
        // Each comes twice, so that the second time most is known.
        for (const given of [...some, ...some]) {
          const octets = Uint8Array.from(given);
          const before = other.strings.count;
          const wanted = slowly(octets, other);
          const redactions = other.strings.count - before;
          const counted = one.strings.count;
          const clean = redactOctets(octets, one.strings, one.literals);
          if (clean === undefined) {
            assert.equal(one.strings.count, counted, 'a doubt counts nothing');
            slowly(octets, one);
            continue;
          }
          quick += 1;
          if (redactions > 0) replaced += 1;
          assert.equal(one.strings.count - counted, redactions);
          assert.equal(Buffer.from(clean).toString(), wanted === undefined ? undefined : Buffer.from(wanted).toString());
          if (redactions === 0) assert.equal(clean, octets, 'the same array where nothing had to go');
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(quick > 300 && replaced > 30, `${quick} bodies by the octets, ${replaced} with replacements: too few to show anything`);
  });

  const once = [
    { why: 'nothing in it is worth a look', body: '{"name":"نمونه","size":12,"at":"2026-01-01T00:00:00Z","list":[true,null,-1.5]}', known: true },
    { why: 'a code that was never met', body: `{"nationalCode":"${code}"}`, known: false },
    { why: 'a code that stands for nobody was never met either', body: '{"nationalCode":"9990000018"}', known: false },
    { why: 'a secret by its name', body: '{"password":"x"}', known: false },
    { why: 'a secret by its value', body: `{"note":"${secret}"}`, known: false },
    { why: 'an escape may hide anything', body: '{"note":"\\u0061"}', known: false },
    { why: 'the end is missing', body: '{"note":"a"', known: false },
    { why: 'more than one text', body: '{"note":"a"}\n{"note":"b"}', known: false },
    { why: 'too deep', body: `${'['.repeat(65)}${']'.repeat(65)}`, known: false },
    { why: 'an exponent', body: '[1e5]', known: false },
  ];
  for (const { why, body, known } of once)
    it(`${known ? 'has' : 'leaves'} a body at once: ${why}`, () => {
      const { strings, literals } = texts();
      const octets = Uint8Array.from(Buffer.from(body));
      assert.equal(redactOctets(octets, strings, literals), known ? octets : undefined);
    });

  it('leaves octets that are no UTF-8, though all else is well', () => {
    const { strings, literals } = texts();
    assert.equal(redactOctets(Uint8Array.of(0x22, 0xe9, 0x22), strings, literals), undefined);
  });

  it('knows a code by the name that it stood under, and by no other', () => {
    const redactor = texts();
    const body = (name: string): Uint8Array => Uint8Array.from(Buffer.from(`{"${name}":"${code}"}`));
    slowly(body('nationalCode'), redactor);
    assert.ok(redactOctets(body('nationalCode'), redactor.strings, redactor.literals));
    assert.equal(redactOctets(body('postalCode'), redactor.strings, redactor.literals), undefined, 'ten digits of another kind');
    assert.equal(redactOctets(body('note'), redactor.strings, redactor.literals), undefined);
  });

  it('takes no code for another of the same length, however many stand under one name', () => {
    const [one, other] = [texts(), texts()];
    const some = Array.from({ length: 100 }, (_each, index) => {
      const serial = String(48_265_000 + index).padStart(9, '0');
      return Uint8Array.from(Buffer.from(`{"nationalCode":"${serial}${nationalCodeCheckDigit(serial)}"}`));
    });
    for (const octets of some) {
      slowly(octets, one);
      slowly(octets, other);
    }
    let quick = 0;
    for (const octets of some) {
      const clean = redactOctets(octets, one.strings, one.literals);
      if (clean === undefined) continue;
      quick += 1;
      assert.deepEqual(clean, slowly(octets, other));
    }
    assert.ok(quick > 4, `${quick}`);
  });

  it('forgets what it knew once a secret is learnt', () => {
    const redactor = openRedactor(key);
    const body = Buffer.from(`{"mobile":"0912 ${code}"}`);
    const text = (): string => Buffer.from(redactor.body(Uint8Array.from(body), json, 'answer')).toString();
    const first = text();
    assert.equal(text(), first);
    redactor.learn(`0912 ${code}`);
    assert.match(text(), /\[redacted:15\]/);
  });

  it('keeps a published document as it is, whatever it knows', () => {
    const redactor = openRedactor(key);
    const body = Uint8Array.from(Buffer.from(`{"openapi":"3.1.0","nationalCode":"${code}"}`));
    assert.notEqual(Buffer.from(redactor.body(body, json, 'answer')).toString(), Buffer.from(body).toString());
    assert.equal(redactor.body(body, json, 'document'), body);
  });
});
