/**
 * Formats and keywords through real validators of ajv, of every draft that has one, in strict mode.
 */
import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { Ajv } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, it } from 'mocha';
import { addEgif, egifErrorOf, type Fault, type KeywordOptions } from '../../src/index/ajv.js';
import { schemes } from '../../src/schemes/registry.js';
import { annotations } from '../../src/vocabulary/keywords.js';

const drafts = [
  { name: 'draft-07', create: () => new Ajv({ strict: true, allErrors: true }) },
  { name: '2019-09', create: () => new Ajv2019({ strict: true, allErrors: true }) },
  { name: '2020-12', create: () => new Ajv2020({ strict: true, allErrors: true }) },
];

/** The faults of a value by a schema: where, and what. */
function faultsOf(schema: object, value: unknown, options: KeywordOptions = {}): readonly (readonly [string, Fault | undefined])[] {
  const validate = addEgif(new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }), options).compile(schema);
  validate(value);
  return (validate.errors ?? []).map((error) => [error.instancePath, egifErrorOf(error, value)]);
}

const reasonsOf = (schema: object, value: unknown, options: KeywordOptions = {}): readonly string[] =>
  faultsOf(schema, value, options).flatMap(([, fault]) => fault?.reasons ?? ['other']);

describe('vocabulary/formats', () => {
  for (const { name, create } of drafts)
    it(`judge every vector of every scheme as the scheme does, in ${name}`, () => {
      const ajv = addEgif(create());
      for (const { id, check, valid, invalid } of schemes.values()) {
        const validate = ajv.compile({ type: 'string', format: id });
        for (const value of [...valid, ...invalid.map((vector) => vector.value)]) equal(validate(value), check(value).valid, `${id}: ${value}`);
      }
    });

  it('give the reasons of the scheme back out of an error of format', () => {
    const schema = { type: 'object', properties: { 'a/b': { type: 'array', items: { type: 'string', format: 'national-code' } } } };
    deepEqual(faultsOf(schema, { 'a/b': ['9990000018', '9990000019'] }), [
      ['/a~1b/1', { scheme: 'national-code', reasons: ['wrong-check-digit'], warnings: [] }],
    ]);
  });
});

/** What each core type says of a value. */
const typed: readonly { readonly type: string; readonly value: unknown; readonly want: readonly string[]; readonly why: string }[] = [
  { type: 'NationalCode', value: '9990000018', want: [], why: 'valid' },
  { type: 'NationalCode', value: '9990000019', want: ['wrong-check-digit'], why: 'wrong check digit' },
  { type: 'NationalCode', value: 9990000018, want: ['not-string'], why: 'a number loses leading zeros' },
  { type: 'NationalCode', value: true, want: ['not-string'], why: 'a boolean is no code' },
  { type: 'NationalCode', value: null, want: [], why: 'null is a matter of the type' },
  { type: 'PersonOrLegalId', value: '99999000014', want: [], why: 'a legal id will do' },
  { type: 'Iban', value: 'IR750990000000000000000001', want: ['wrong-check-digit'], why: 'wrong check digits' },
  { type: 'PersianText', value: 'علی', want: [], why: 'Persian ye' },
  { type: 'PersianText', value: 'علي', want: ['arabic-ye'], why: 'Arabic ye' },
  { type: 'PersianText', value: 12, want: ['not-string'], why: 'no text' },
  { type: 'DivisionCode', value: 'IR-23', want: [], why: 'a province' },
  { type: 'DivisionCode', value: 'IR-31', want: ['former-code'], why: 'a province that is no more' },
  { type: 'DivisionCode', value: '2301', want: [], why: 'lower divisions have no list yet' },
  { type: 'Plate', value: { letter: 'ب' }, want: [], why: 'an object is judged by its members' },
  { type: 'Person', value: { nationalCode: '1' }, want: [], why: 'types of objects are annotations' },
];

describe('vocabulary/keywords: x-egif-type', () => {
  for (const { type, value, want, why } of typed)
    it(`says ${want.join() || 'nothing'} of ${JSON.stringify(value)} as ${type}: ${why}`, () =>
      deepEqual(reasonsOf({ 'x-egif-type': type }, value), want));

  it('refuses an unknown type in strict mode, and knows the types that are given', () => {
    throws(() => reasonsOf({ 'x-egif-type': 'NationalCod' }, ''), /NationalCod/);
    deepEqual(reasonsOf({ 'x-egif-type': 'Vessel' }, {}, { types: ['Vessel'] }), []);
    ok(addEgif(new Ajv2020({ strict: false })).compile({ 'x-egif-type': 'NationalCod' })('anything'));
  });
});

describe('vocabulary/keywords: annotations', () => {
  for (const { name, create } of drafts)
    it(`are known in strict mode, in ${name}`, () => {
      const schema = { type: 'string', ...Object.fromEntries(annotations.map((word) => [word, 'x'])) };
      ok(addEgif(create()).compile(schema)('x'));
      throws(() => create().compile(schema), /unknown keyword/);
    });
});

const lists = new Map([
  ['provinces', [{ code: 'IR-23', valid_from: '2020-11-24', valid_to: '' }]],
  ['currencies', [{ code: 'IRR', valid_from: '', valid_to: '2027-03-20' }]],
]);
const openLists = { get: () => ['A'] };

/** What a list says of a value. */
const listed: readonly {
  readonly schema: object;
  readonly value: unknown;
  readonly options: KeywordOptions;
  readonly want: readonly string[];
  readonly why: string;
}[] = [
  {
    schema: { 'x-egif-codelist': 'egif:provinces@2020.1' },
    value: 'IR-23',
    options: { codelists: lists },
    want: [],
    why: 'found by the id of the list',
  },
  { schema: { 'x-egif-codelist': 'provinces' }, value: 'IR-23', options: { codelists: lists }, want: [], why: 'found by the reference as it stands' },
  { schema: { 'x-egif-codelist': 'egif:provinces@2020.1' }, value: 'IR-99', options: { codelists: lists }, want: ['unknown-code'], why: 'no member' },
  {
    schema: { 'x-egif-codelist': 'egif:provinces@2020.1' },
    value: 23,
    options: { codelists: lists },
    want: ['not-string'],
    why: 'a number is no code',
  },
  {
    schema: { 'x-egif-codelist': 'egif:currencies@1' },
    value: 'IRR',
    options: { codelists: lists, day: '2027-03-20' },
    want: [],
    why: 'the last day of its validity',
  },
  {
    schema: { 'x-egif-codelist': 'egif:currencies@1' },
    value: 'IRR',
    options: { codelists: lists, day: '2027-03-21' },
    want: ['not-in-force'],
    why: 'a day after it',
  },
  {
    schema: { 'x-egif-codelist': 'egif:provinces@1' },
    value: 'IR-23',
    options: { codelists: lists, day: '2020-11-24' },
    want: [],
    why: 'the first day of its validity',
  },
  {
    schema: { 'x-egif-codelist': 'egif:provinces@1' },
    value: 'IR-23',
    options: { codelists: lists, day: '2020-11-23' },
    want: ['not-in-force'],
    why: 'a day before it',
  },
  { schema: { 'x-egif-codelist': 'egif:currencies@1' }, value: 'IRR', options: { codelists: lists }, want: [], why: 'no day is asked for' },
  {
    schema: { 'x-egif-codelist': 'egif:x@1', 'x-egif-extensible-enum': true },
    value: 'B',
    options: { codelists: openLists },
    want: [],
    why: 'an open list',
  },
  { schema: { 'x-egif-codelist': 'egif:x@1' }, value: 'B', options: { codelists: openLists }, want: ['unknown-code'], why: 'a list of bare codes' },
  { schema: { 'x-egif-codelist': 'egif:x@1' }, value: 'B', options: {}, want: [], why: 'nobody has the list' },
];

describe('vocabulary/keywords: x-egif-codelist', () => {
  for (const { schema, value, options, want, why } of listed)
    it(`says ${want.join() || 'nothing'} of ${JSON.stringify(value)}: ${why}`, () => deepEqual(reasonsOf(schema, value, options), want));

  it('names in an error the list as the schema does', () =>
    deepEqual(faultsOf({ 'x-egif-codelist': 'egif:x@1' }, 'B', { codelists: openLists }), [
      ['', { scheme: 'codelist', codelist: 'egif:x@1', reasons: ['unknown-code'], warnings: [] }],
    ]));

  it('tells of a list that nobody has, and of no other', () => {
    const unknown: string[] = [];
    const onUnknownList = (reference: string): void => void unknown.push(reference);
    const schema = { anyOf: [{ 'x-egif-codelist': 'egif:provinces@2020.1' }, { 'x-egif-codelist': 'https://codes.example/health@1' }] };
    addEgif(new Ajv2020({ strict: true }), { codelists: lists, onUnknownList }).compile(schema);
    deepEqual(unknown, ['https://codes.example/health@1']);
  });
});

const companion = (name: string): object => ({
  type: 'object',
  properties: { birthDateJalali: { type: 'string', 'x-egif-calendar': 'persian', 'x-egif-gregorian-twin': name } },
});

/** A companion and its twin. */
const dates: readonly { readonly value: unknown; readonly want: readonly string[]; readonly why: string }[] = [
  { value: { birthDateJalali: '1404-01-01', birthDate: '2025-03-21' }, want: [], why: 'one day in two calendars' },
  { value: { birthDateJalali: '1404-01-02', birthDate: '2025-03-21' }, want: ['jalali-twin-differs'], why: 'a day late' },
  { value: { birthDateJalali: '1404-12-30', birthDate: '2026-03-21' }, want: ['no-such-day'], why: 'no day at all; the twin is not asked' },
  { value: { birthDateJalali: '2025-03-21' }, want: ['year-out-of-range'], why: 'a Gregorian day' },
  { value: { birthDateJalali: '1404-01-01', birthDate: '2025-03-20T20:30:00Z' }, want: [], why: 'midnight in Tehran' },
  { value: { birthDateJalali: '1404-01-01', birthDate: '2025-03-20T10:00:00Z' }, want: ['jalali-twin-differs'], why: 'the day before in Tehran too' },
  {
    value: { birthDateJalali: '1403-12-30', birthDate: '2025-03-21T10:15:00+14:00' },
    want: [],
    why: 'still the day before in Tehran, far from where it was written',
  },
  { value: { birthDateJalali: '1404-01-01', birthDate: '2025-03-20T20:00:00Z' }, want: [], why: 'past midnight by summer time' },
  { value: { birthDateJalali: '1404-01-01' }, want: [], why: 'without a twin there is nothing to compare' },
  { value: { birthDateJalali: '1404-01-01', birthDate: 'yesterday' }, want: [], why: 'what is no date is judged where it stands' },
];

describe('vocabulary/keywords: x-egif-calendar and x-egif-gregorian-twin', () => {
  for (const { value, want, why } of dates)
    it(`say ${want.join() || 'nothing'}: ${why}`, () => deepEqual(reasonsOf(companion('birthDate'), value), want));

  it('refuse an unknown calendar in strict mode', () => throws(() => reasonsOf({ 'x-egif-calendar': 'jalali' }, ''), /jalali/));
});

describe('vocabulary/keywords: x-egif-concept', () => {
  for (const good of ['https://data.example/concept/person', 'urn:ir:concept:person', ['https://a.example/x', 'urn:b:c']])
    it(`compiles ${JSON.stringify(good)}`, () => deepEqual(reasonsOf({ 'x-egif-concept': good }, 1), []));
  for (const bad of ['person', 'https://a b', '', [], ['person'], '/person'])
    it(`refuses ${JSON.stringify(bad)} as the schema is compiled`, () => throws(() => reasonsOf({ 'x-egif-concept': bad }, 1), /x-egif-concept/));
});
