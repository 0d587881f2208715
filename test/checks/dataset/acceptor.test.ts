/** The parts of the acceptor, each against what it stands for: codes against schemes, days against calendars, patterns against RegExp. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { accountedFor } from '../../../src/checks/dataset/acceptor/accounted-checks.js';
import { codeTest, octetSchemes } from '../../../src/checks/dataset/acceptor/code-octets.js';
import { explainAcceptor } from '../../../src/checks/dataset/acceptor/compile-acceptor.js';
import { companionTest, gregorianTest } from '../../../src/checks/dataset/acceptor/day-octets.js';
import { patternTest } from '../../../src/checks/dataset/acceptor/pattern-octets.js';
import { openJudge } from '../../../src/checks/dataset/open-judge.js';
import type { JsonObject } from '../../../src/contract/api-model.js';
import { epochDayOfGregorian, epochDayOfJalali, isJalaliDay } from '../../../src/schemes/jalali-calendar.js';
import { schemes } from '../../../src/schemes/registry.js';
import type { SchemeId } from '../../../src/schemes/scheme.js';
import { below, pick, randomOf, type Random } from './acceptor-records.js';

/** Whether the test of a scheme accepts a text, between quotation marks. */
function accepts(id: SchemeId, text: string): boolean {
  const found = codeTest(id);
  const content = Buffer.from(text);
  if (found === undefined || content.length < found.shortest || content.length > found.longest) return false;
  return found.test(Buffer.from(`"${text}"`), 1, 1 + content.length);
}

/** A valid code with up to two characters changed, dropped or added. */
function altered(random: Random, code: string): string {
  const characters = [...code];
  for (let times = below(random, 3); times > 0; times -= 1) {
    const at = below(random, characters.length + 1);
    characters.splice(at, below(random, 2), ...(random() < 0.8 ? [pick(random, ['0', '1', '5', '9', 'A', 'Z', 'a', '-', ' ', '۱', '+'])] : []));
  }
  return characters.join('');
}

describe('codes in octets', () => {
  for (const id of octetSchemes) {
    const scheme = schemes.get(id);
    it(`accepts of "${id}" only what the scheme finds valid, and some of it`, () => {
      const random = randomOf(id.length);
      const valid = scheme?.valid ?? [];
      const [first = '', ...rest] = valid;
      const texts = [
        ...valid,
        ...(scheme?.invalid ?? []).map(({ value }) => value),
        ...Array.from({ length: 2500 }, () => altered(random, pick(random, [first, ...rest]))),
        ...Array.from({ length: 1500 }, () => String(below(random, 1e15)).slice(0, first.length)),
      ];
      const accepted = texts.filter((text) => accepts(id, text));
      assert.deepEqual(
        accepted.filter((text) => scheme?.check(text).valid !== true),
        [],
      );
      assert.ok(new Set(accepted).size >= Math.min(valid.length, 2), 'next to nothing is accepted');
    });
  }

  it('accepts nine of ten checksum-valid vectors of the codes of persons', () => {
    for (const id of ['national-code', 'legal-id', 'sheba'] as const) {
      const valid = schemes.get(id)?.valid ?? [];
      assert.ok(valid.filter((text) => accepts(id, text)).length >= valid.length * 0.9, id);
    }
  });
});

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

describe('days in octets', () => {
  const days = new Int32Array(1);
  const readers = [
    { name: 'Gregorian', read: gregorianTest({ days, slot: 0 }), from: 1600, to: 2999, dayOf: epochDayOfGregorian },
    {
      name: 'Solar-Hijri',
      read: companionTest({ days, slot: 0 }),
      from: 1200,
      to: 1599,
      dayOf: (day: { year: number; month: number; day: number }) => (isJalaliDay(day) ? epochDayOfJalali(day) : undefined),
    },
  ];
  for (const { name, read, from, to, dayOf } of readers)
    it(`reads every beginning and end of a month of the ${name} years as the calendar does`, () => {
      const wrong: string[] = [];
      for (let year = from; year <= to; year += 1)
        for (let month = 0; month <= 13; month += 1)
          for (const day of [0, 1, 28, 29, 30, 31, 32]) {
            const text = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
            const wanted = month < 1 || day < 1 ? undefined : dayOf({ year, month, day });
            const got = read.test(Buffer.from(text), 0, 10) ? days[0] : undefined;
            if (got !== wanted) wrong.push(text);
          }
      assert.deepEqual(wrong.slice(0, 5), []);
    });
});

describe('patterns in octets', () => {
  const understood = [
    '^[0-9]{10}$',
    '^([0-9]{11}|[0-9]{14})$',
    '^IR-[0-9]{2}$',
    '^(?:a|bc)*d?$',
    '^[\\u0600-\\u06FF\\u200C ]+$',
    '^1[34][0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
    '^-?\\d{1,3}(\\.\\d{1,2})?$',
    '^(a|ab)(c|bcd)$',
    '^$',
    '^a{2,}b{0,3}$',
    '^[-+a-c\\]]*$',
  ];
  for (const pattern of understood)
    it(`matches with ${pattern} what RegExp matches`, () => {
      const found = patternTest(pattern);
      assert.ok(found !== undefined);
      const native = new RegExp(pattern, 'u');
      const random = randomOf(pattern.length);
      const texts = ['', 'IR-23', '1403-12-30', '-12.5', 'abcd', 'acd', 'aab', 'الف ب', '99999000014', '9990000018', 'aabbb', ']-+a'];
      for (let count = 0; count < 1500; count += 1)
        texts.push(
          Array.from({ length: below(random, 9) }, () => pick(random, ['a', 'b', 'c', 'd', '1', '3', '-', '.', 'ا', 'ی', '\u200c', ' '])).join(''),
        );
      const wrong = texts.filter((text) => {
        const octets = Buffer.from(`"${text}"`);
        return found.test(octets, 1, octets.length - 1) !== native.test(text);
      });
      assert.deepEqual(wrong.slice(0, 5), []);
    });

  for (const pattern of [
    '[0-9]+',
    '^a',
    'a$',
    '^a$|^b$',
    '^(?=a)a$',
    '^(a)\\1$',
    '^\\p{L}$',
    '^.$',
    '^\\w$',
    '^[^a]$',
    '^a+?$',
    '^a\\-b$',
    '^(a$',
    '^((a{1,900}){1,900})$',
  ])
    it(`does not understand ${pattern}`, () => assert.equal(patternTest(pattern), undefined));

  it('knows which patterns a form implies', () => {
    assert.equal(patternTest('^[0-9]{10}$')?.holdsFor('9'.repeat(10)), true);
    assert.equal(patternTest('^[1-9][0-9]{9}$')?.holdsFor('9'.repeat(10)), false);
    assert.equal(patternTest('^IR[0-9]{24}$')?.holdsFor(`IR${'9'.repeat(24)}`), true);
  });
});

const object = (properties: JsonObject, required: readonly string[] = Object.keys(properties)): JsonObject => ({
  type: 'object',
  required,
  properties,
});
const text: JsonObject = { type: 'string' };

const unexplained: readonly { readonly why: string; readonly schema: JsonObject }[] = [
  { why: 'an amount has no currency beside it', schema: object({ amount: text }) },
  { why: 'the currency may be absent', schema: object({ amount: text, currency: text }, ['amount']) },
  { why: 'an amount is in toman', schema: object({ priceToman: text, currency: text }) },
  { why: 'an identifier is a number', schema: object({ nationalCode: { type: 'integer' } }) },
  { why: 'a time is a number', schema: object({ createdAt: { type: 'integer' } }) },
  { why: 'a plate is a text', schema: object({ plate: text }) },
  { why: 'what an identification number is hangs on the record', schema: object({ identificationNo: text }) },
  { why: 'a companion has no Gregorian day beside it', schema: object({ birthDateJalali: { type: 'string', format: 'jalali-date' } }) },
  { why: 'an instant stands under the name of a date', schema: object({ birthDate: { type: 'string', format: 'date-time' } }) },
  { why: 'a card is judged with what stands around it', schema: object({ cardNumber: text }) },
  { why: 'a keyword is unknown', schema: { ...object({ a: text }), dependentRequired: { a: ['b'] } } },
  { why: 'a value has no type', schema: object({ a: {} }) },
  { why: 'a schema leads into itself', schema: { $defs: { a: object({ b: { $ref: '#/$defs/a' } }) }, $ref: '#/$defs/a' } },
  { why: 'a reference leads out', schema: object({ a: { $ref: 'https://example.ir/schema' } }) },
  { why: 'all values of a list are placeholders', schema: object({ a: { type: 'string', enum: ['null', '-'] } }) },
  { why: 'a member that is required is not declared', schema: object({ a: text }, ['a', 'b']) },
  { why: 'a code is of the national list of divisions', schema: object({ county: { type: 'string', 'x-egif-codelist': 'divisions@1' } }) },
  { why: 'a registry plate is no object', schema: object({ registryPlate: text }) },
  { why: 'a registry plate may lack parts', schema: object({ registryPlate: object({ main: text }) }) },
  { why: 'real estate needs no id', schema: { ...object({ a: text }), 'x-egif-type': 'RealEstate' } },
  { why: 'a code is true or false', schema: object({ vin: { type: 'boolean' } }) },
  { why: 'a plate is true or false', schema: object({ registryPlate: { type: 'boolean' } }) },
  { why: 'records are no objects', schema: { type: 'array', items: text } },
];

describe('what the acceptor leaves to the judge', () => {
  for (const { why, schema } of unexplained)
    it(`compiles nothing where ${why}, and says so`, () => {
      const plan = explainAcceptor(schema);
      assert.equal(plan.accept, undefined);
      assert.ok((plan.why ?? '').length > 0);
    });

  it('leaves a member that may be absent, and accepts records without it', () => {
    const { accept, left } = explainAcceptor(object({ nationalCode: text, plate: text }, ['nationalCode']));
    const says = (line: string): boolean | undefined => accept?.(Buffer.from(line), 0, Buffer.byteLength(line));
    assert.deepEqual(
      left.map(({ member }) => member),
      ['/plate'],
    );
    assert.equal(says('{"nationalCode":"9990000018"}'), true);
    assert.equal(says('{"nationalCode":"9990000018","plate":"x"}'), false);
  });

  for (const { why, members, record, left: wanted } of [
    {
      why: 'the end of a period beside its start',
      members: { validFrom: { type: 'string', format: 'date' }, validTo: { type: 'string', format: 'date' }, nationalCode: text },
      record: { validFrom: '2025-03-21', validTo: '2025-03-20' },
      left: ['/validTo'],
    },
    {
      why: 'a payment id beside the id of its bill',
      members: { billId: { type: 'string', format: 'bill-id' }, paymentId: { type: 'string', maxLength: 13 } },
      record: { billId: '7748317800142', paymentId: '1770160' },
      left: ['/paymentId'],
    },
    {
      why: 'a bill id that is one by its name alone',
      members: { billId: { type: 'string', format: 'uuid' }, nationalCode: text },
      record: { billId: '7748317800142' },
      left: ['/billId'],
    },
  ])
    it(`leaves ${why}`, () => {
      const { accept, left } = explainAcceptor(object(members, []));
      assert.deepEqual(
        left.map(({ member }) => member),
        wanted,
      );
      const line = Buffer.from(JSON.stringify(record));
      assert.equal(accept?.(line, 0, line.length), false);
    });

  it('judges a text by the code that its name says, though the schema says nothing of it', () => {
    const { accept } = explainAcceptor(object({ ownerNationalCode: text }));
    assert.equal(accept?.(Buffer.from('{"ownerNationalCode":"9990000019"}'), 0, 34), false);
    assert.equal(accept?.(Buffer.from('{"ownerNationalCode":"9990000018"}'), 0, 34), true);
  });

  it('comes to an end with a schema that names itself over and over', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 24 }, (_, level) => [
        `a${level}`,
        object({ x: { $ref: `#/$defs/a${level + 1}` }, y: { $ref: `#/$defs/a${level + 1}` } }, []),
      ]),
    );
    const { left } = explainAcceptor({ $defs: { ...$defs, a24: text }, ...object({ z: { $ref: '#/$defs/a0' } }) });
    assert.ok(left.some(({ why }) => why.includes('more places')));
  });

  it('takes every check of the judge into account, and refuses to promise anything of one that it does not know', () => {
    const { checks } = openJudge({ schema: { type: 'object' }, codelist: () => undefined });
    assert.deepEqual(
      checks.filter((id) => !accountedFor.has(id)),
      [],
    );
    assert.equal(explainAcceptor(object({ a: text }), { checks: ['data/new-rule'] }).accept, undefined);
  });
});
