/**
 * What the judge of records says of single records: one finding a flaw, by the rule that says it best.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { openJudge } from '../../../src/checks/dataset/open-judge.js';
import type { Json, JsonObject } from '../../../src/contract/api-model.js';

interface Case {
  readonly why: string;
  readonly schema?: JsonObject;
  readonly record: Json;
  readonly lexical?: boolean;
  /** `code pointer`, sorted. */
  readonly expect: readonly string[];
}

const person: JsonObject = {
  type: 'object',
  required: ['nationalCode', 'familyName'],
  properties: {
    nationalCode: { type: 'string', format: 'national-code', pattern: '^[0-9]{10}$' },
    familyName: { type: 'string', minLength: 1, maxLength: 20 },
    birthDate: { type: 'string', format: 'date' },
    children: { type: 'integer', minimum: 0 },
    active: { type: 'boolean' },
    postalCode: { type: 'string', format: 'postal-code' },
    tags: { type: 'array', items: { type: 'string', enum: ['A', 'B'] } },
    ibans: { type: 'array', items: { type: 'string', format: 'sheba' } },
  },
  additionalProperties: false,
};
const either: JsonObject = {
  type: 'object',
  properties: { nationalCode: { type: 'string' }, foreignId: { type: 'string' } },
  anyOf: [{ required: ['nationalCode'] }, { required: ['foreignId'] }],
};
const clean = { nationalCode: '9990000018', familyName: 'آزمایشی' };

const cases: readonly Case[] = [
  { why: 'a clean record', schema: person, record: clean, expect: [] },
  { why: 'a clean record without a schema', record: clean, expect: [] },
  {
    why: 'a wrong check digit is said by the code, not by the format',
    schema: person,
    record: { ...clean, nationalCode: '9990000019' },
    expect: ['national-code-check-digit /nationalCode'],
  },
  {
    why: 'a number for a code is said by the rules, and its type not again by the schema',
    schema: person,
    record: { ...clean, nationalCode: 9990000018 },
    expect: ['identifier-as-number /nationalCode', 'national-code-malformed /nationalCode'],
  },
  {
    why: 'an absent member stands at its own place',
    schema: person,
    record: { nationalCode: '9990000018' },
    expect: ['record-member-absent /familyName'],
  },
  { why: 'a member too many', schema: person, record: { ...clean, extra: 'x' }, expect: ['record-member-unknown /extra'] },
  {
    why: 'the rule of the postal zone is tolerated until the Post confirms it, also by the format',
    schema: person,
    record: { ...clean, postalCode: '1234567890' },
    expect: [],
  },
  {
    why: 'a misshapen instant under a name that says nothing of time',
    record: { created: '2023-05-13T14:14:47Z+0330', closed: '2023-05-13T14:14:47+0330', opened: '2023-05-13T14:14Z', local: '2023-05-13T14:14:47' },
    expect: ['instant-malformed /closed', 'instant-malformed /created', 'instant-malformed /opened'],
  },
  {
    why: 'IBANs of other countries stand under iban and never under sheba',
    record: { iban: 'DE89370400440532013000', sheba: 'GB82WEST12345698765432', destination: { iban: 'GB82WEST12345698765433' } },
    expect: ['sheba-malformed /destination/iban', 'sheba-malformed /sheba'],
  },
  { why: 'null as tables of databases write it', record: { note: '\\N' }, expect: ['sentinel-value /note'] },
  { why: 'a wrong type', schema: person, record: { ...clean, children: 'two' }, expect: ['record-type-wrong /children'] },
  { why: 'beyond a limit', schema: person, record: { ...clean, children: -1 }, expect: ['record-limits /children'] },
  { why: 'too long a name', schema: person, record: { ...clean, familyName: 'ن'.repeat(30) }, expect: ['record-limits /familyName'] },
  {
    why: 'not of the list, with the index of the item',
    schema: person,
    record: { ...clean, tags: ['A', 'C'] },
    expect: ['value-not-in-enum /tags/1'],
  },
  {
    why: 'a postal code that only the Post could refuse is tolerated, whatever the format says',
    schema: person,
    record: { ...clean, postalCode: '1234567890' },
    expect: [],
  },
  { why: 'one of two members must be there', schema: either, record: {}, expect: ['record-member-absent /nationalCode'] },
  {
    why: 'of two alternatives the one of the right type speaks',
    schema: { properties: { n: { anyOf: [{ type: 'null' }, { type: 'string', pattern: '^a$' }] } } },
    record: { n: 'b' },
    expect: ['record-pattern /n'],
  },
  {
    why: 'a value of none of the types',
    schema: { properties: { n: { anyOf: [{ type: 'null' }, { type: 'string' }] } } },
    record: { n: 1 },
    expect: ['record-type-wrong /n'],
  },
  { why: 'half of a surrogate pair', schema: person, record: { ...clean, familyName: 'آ\uD800' }, expect: ['lone-surrogate /familyName'] },
  { why: 'letters that were lost', schema: person, record: { ...clean, familyName: '????' }, expect: ['letters-lost /familyName'] },
  {
    why: 'ten Arabic letters are one flaw of the text',
    schema: person,
    record: { ...clean, familyName: 'عليكي' },
    expect: ['arabic-letter /familyName'],
  },
  {
    why: 'texts become what the schema wants',
    schema: person,
    record: { ...clean, children: '2', active: 'true', tags: 'A' },
    lexical: true,
    expect: [],
  },
  {
    why: 'a text that is no lexeme of the type stays one',
    schema: person,
    record: { ...clean, children: 'two', active: 'yes' },
    lexical: true,
    expect: ['record-type-wrong /active', 'record-type-wrong /children'],
  },
  { why: 'a code keeps its zeros where texts are read', schema: person, record: { ...clean, familyName: '0012' }, lexical: true, expect: [] },
  {
    why: 'a toman without any schema',
    record: { amount: '100', currency: 'IRT' },
    expect: ['currency-not-iso /currency', 'toman-in-exchange /currency'],
  },
];

const judged = ({ schema, record, lexical = false }: Case): readonly string[] =>
  openJudge({ ...(schema === undefined ? {} : { schema }), codelist: () => undefined })
    .judge(record, lexical)
    .map(({ code, pointer }) => `${code} ${pointer}`)
    .sort();

describe('the judge of records', () => {
  for (const own of cases) it(own.why, () => assert.deepEqual(judged(own), own.expect));

  it('prints no personal value', () => {
    const judge = openJudge({ schema: person, codelist: () => undefined });
    const findings = judge.judge({ nationalCode: '9990000019', familyName: 'ن'.repeat(30), tags: ['9990000018'], '9990000026': 'x' }, false);
    assert.ok(findings.length >= 4);
    assert.doesNotMatch(JSON.stringify(findings.map(({ pointer: _pointer, ...shown }) => shown)), /[0-9]{6}|ننن/);
  });

  it('counts what it has looked at', () => {
    const judge = openJudge({ schema: person, codelist: () => undefined });
    for (let index = 0; index < 3; index += 1) judge.judge(clean, false);
    judge.countAccepted(5);
    assert.equal(judge.examined().get('data/record-schema'), 8);
    assert.equal((judge.examined().get('coding/national-code') ?? 0) >= 3, true);
  });
});

describe('a schema that cannot judge', () => {
  const hostile: readonly { readonly why: string; readonly schema: JsonObject }[] = [
    { why: 'a pattern that only ECMAScript knows', schema: { properties: { a: { type: 'string', pattern: '(?=a)a' } } } },
    { why: 'a reference that leads outside', schema: { $ref: 'https://example.ir/schema.json' } },
    { why: 'a reference to itself', schema: { $ref: '#' } },
    { why: 'a schema that gives promises', schema: { $async: true, type: 'object' } },
    { why: 'a type that is none', schema: { type: 'person' } },
  ];
  for (const { why, schema } of hostile)
    it(`is a cause, never a finding and never a pass: ${why}`, () => {
      const judge = openJudge({ schema, codelist: () => undefined });
      assert.deepEqual(judge.judge({ a: 'b' }, false), []);
      assert.equal(judge.unjudged?.().get('data/record-schema')?.code, 'schema-not-checkable');
      assert.equal(judge.examined().get('data/record-schema'), undefined);
    });
});
