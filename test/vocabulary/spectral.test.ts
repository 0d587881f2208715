/**
 * The functions for Spectral through the real Spectral: what they find, where, and which options they refuse.
 */
import { deepEqual, match, ok, throws } from 'node:assert/strict';
import spectralCore from '@stoplight/spectral-core';
import type { RulesetDefinition } from '@stoplight/spectral-core';
import { describe, it } from 'mocha';
import { egifCodelist, egifConcept, egifFieldDictionary, egifFormat, egifType, type LintFunction } from '../../src/index/spectral.js';

const { Spectral } = spectralCore;

/** A ruleset of one rule. */
function rulesetOf(given: string, call: LintFunction, functionOptions?: unknown): RulesetDefinition {
  const step = functionOptions === undefined ? { function: call } : { function: call, functionOptions };
  // biome-ignore lint/suspicious/noThenProperty: Spectral calls it so
  return { rules: { rule: { given, message: '{{error}}', severity: 'error', then: step } } };
}

/** What a function finds in a document: places and messages. */
async function found(
  definition: { readonly given: string; readonly call: LintFunction; readonly options?: object },
  document: object,
): Promise<readonly string[]> {
  const spectral = new Spectral();
  spectral.setRuleset(rulesetOf(definition.given, definition.call, definition.options));
  const results = await spectral.run(JSON.stringify(document));
  ok(
    results.every(({ code, message }) => code === 'rule' && message !== ''),
    JSON.stringify(results),
  );
  return results.map(({ path, message }) => `${path.join('/')}: ${message}`);
}

const schemaOf = (schema: object): object => ({ components: { schemas: { A: schema } } });
const given = '$.components.schemas[*]';

describe('egif/spectral: egifFieldDictionary', () => {
  const call = egifFieldDictionary;
  const cases: readonly { readonly properties: object; readonly want: readonly string[]; readonly why: string }[] = [
    { properties: { nationalCode: { type: 'integer' } }, want: ['nationalCode'], why: 'a number loses leading zeros' },
    { properties: { nationalCode: { type: ['number', 'null'] } }, want: ['nationalCode'], why: 'the same among several types' },
    { properties: { nationalCode: { type: 'string' } }, want: ['nationalCode'], why: 'nothing tells its shape' },
    { properties: { nationalCodes: { type: 'array', items: { type: 'integer' } } }, want: ['nationalCodes'], why: 'a list of them' },
    { properties: { nationalCode: { type: 'string', pattern: '^[0-9]{10}$' } }, want: [], why: 'a pattern tells its shape' },
    { properties: { nationalCode: { type: 'string', format: 'national-code' } }, want: [], why: 'a format does' },
    { properties: { nationalCode: { $ref: '#/components/schemas/B' } }, want: [], why: 'a reference leads to it' },
    { properties: { hasNationalCode: { type: 'boolean' } }, want: [], why: 'a fact about a code is none' },
    { properties: { plate: { type: 'integer' }, street: { type: 'string' } }, want: [], why: 'the plate of a house' },
    { properties: { plate: { type: 'integer' }, vin: { type: 'string', format: 'vin' } }, want: ['plate'], why: 'the plate of a vehicle' },
    { properties: { amount: { type: 'integer' } }, want: [], why: 'no code' },
  ];
  for (const { properties, want, why } of cases)
    it(`finds ${want.join() || 'nothing'}: ${why}`, async () => {
      const document = { components: { schemas: { A: { type: 'object', properties }, B: { type: 'string', pattern: '^x$' } } } };
      const places = (await found({ given, call }, document)).map((line) => line.split(': ')[0]);
      deepEqual(
        places.map((place) => place?.split('/').slice(0, 5).join('/')),
        want.map((name) => `components/schemas/A/properties/${name}`),
      );
    });

  it('leaves out what a ruleset tells it to ignore', async () =>
    deepEqual(
      await found({ given, call, options: { ignore: ['pan'] } }, schemaOf({ type: 'object', properties: { pan: { type: 'integer' } } })),
      [],
    ));
});

describe('egif/spectral: egifType', () => {
  it('finds unknown types, codes as numbers and wrong examples, each at its place', async () => {
    deepEqual(await found({ given, call: egifType }, schemaOf({ 'x-egif-type': 'NationalCod' })), [
      'components/schemas/A/x-egif-type: unknown core type "NationalCod"',
    ]);
    deepEqual(await found({ given, call: egifType }, schemaOf({ type: 'integer', 'x-egif-type': 'NationalCode' })), [
      'components/schemas/A/type: NationalCode is a string, never a number',
    ]);
    const examples = { type: 'string', 'x-egif-type': 'NationalCode', examples: ['9990000018', '9990000019'] };
    deepEqual(await found({ given, call: egifType }, schemaOf(examples)), [
      'components/schemas/A/examples/1: value is not valid by national-code: wrong-check-digit',
    ]);
    deepEqual(await found({ given, call: egifType, options: { types: ['Vessel'] } }, schemaOf({ 'x-egif-type': 'Vessel' })), []);
    deepEqual(await found({ given, call: egifType }, schemaOf({ type: 'object', 'x-egif-type': 'Person' })), []);
  });
});

describe('egif/spectral: egifCodelist', () => {
  const options = { codelists: { sex: ['F', 'M'] } };
  const call = egifCodelist;
  it('finds a list without a version, and values that are not in it', async () => {
    deepEqual(await found({ given, call, options }, schemaOf({ 'x-egif-codelist': 'sex' })), [
      'components/schemas/A/x-egif-codelist: a code list is named as URI@version',
    ]);
    deepEqual(await found({ given, call, options }, schemaOf({ 'x-egif-codelist': 'egif:sex@1', enum: ['M', 'X'] })), [
      'components/schemas/A/enum/1: value is not valid by egif:sex@1: unknown-code',
    ]);
    deepEqual(
      await found({ given, call, options }, schemaOf({ 'x-egif-codelist': 'egif:sex@1', enum: ['M', 'X'], 'x-egif-extensible-enum': true })),
      [],
    );
    deepEqual(await found({ given, call }, schemaOf({ 'x-egif-codelist': 'urn:x:other@1', enum: ['X'] })), []);
  });
});

describe('egif/spectral: egifFormat and egifConcept', () => {
  it('find a wrong code and a concept without a URI', async () => {
    const document = { sheba: 'IR750990000000000000000001', concept: 'person' };
    deepEqual(await found({ given: '$.sheba', call: egifFormat, options: { scheme: 'sheba' } }, document), [
      'sheba: value is not valid by sheba: wrong-check-digit',
    ]);
    deepEqual(await found({ given: '$.concept', call: egifConcept }, document), ['concept: a concept is named by an absolute URI']);
    const right = { sheba: 'IR740990000000000000000001', concept: 'urn:ir:concept:person' };
    deepEqual(await found({ given: '$.sheba', call: egifFormat, options: { scheme: 'sheba' } }, right), []);
    deepEqual(await found({ given: '$.concept', call: egifConcept }, right), []);
  });
});

describe('egif/spectral: options', () => {
  const wrong: readonly { readonly name: string; readonly call: LintFunction; readonly options: unknown }[] = [
    { name: 'egifFormat', call: egifFormat, options: null },
    { name: 'egifFormat', call: egifFormat, options: { scheme: 'nationalcode' } },
    { name: 'egifType', call: egifType, options: { type: 'Person' } },
    { name: 'egifType', call: egifType, options: { types: 'Person' } },
    { name: 'egifCodelist', call: egifCodelist, options: { codelists: { sex: 'M' } } },
    { name: 'egifConcept', call: egifConcept, options: { uri: true } },
    { name: 'egifFieldDictionary', call: egifFieldDictionary, options: [] },
  ];
  for (const { name, call, options } of wrong)
    it(`of ${name} are refused as the ruleset is loaded: ${JSON.stringify(options)}`, () => {
      throws(
        () => new Spectral().setRuleset(rulesetOf('$', call, options)),
        (error: unknown) => {
          const causes = error instanceof Error && 'errors' in error && Array.isArray(error.errors) ? error.errors : [error];
          match(String(causes[0]), new RegExp(name));
          return true;
        },
      );
    });
});
