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
