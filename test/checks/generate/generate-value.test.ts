/**
 * Generated values against an independent validator: what is said to be valid is, what is said to be broken is, over schemas of every kind.
 */
import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Json, JsonObject } from '../../../src/contract/api-model.js';
import { pointerOf, valueAt } from '../../../src/contract/json.js';
import { generateValue } from '../../../src/checks/generate/generate-value.js';
import { mutationsOf } from '../../../src/checks/generate/mutate-value.js';
import { patternText } from '../../../src/checks/generate/pattern-text.js';
import { requestForm } from '../../../src/checks/generate/request-schema.js';
import { variantsOf } from '../../../src/checks/generate/vary-value.js';

const oracle = new Ajv2020({ strict: false, validateSchema: false, addUsedSchema: false, logger: false, allErrors: false });
addFormats.default(oracle);
const valid = (schema: JsonObject, value: Json): boolean => oracle.compile(schema)(value) === true;

const name = fc.constantFrom('title', 'limit', 'notes', 'nationalCode', 'flag', 'items', 'postalCode');
const text: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ type: fc.constant('string'), minLength: fc.nat(5), maxLength: fc.integer({ min: 5, max: 30 }) }),
  fc.record({ type: fc.constant('string'), pattern: fc.constantFrom('^[0-9]{10}$', '^[A-Z]{2,4}-\\d+$', '^(a|bb)+$', '^IR[0-9]{24}$', '\\p{L}+x?') }),
  fc.record({ type: fc.constant('string'), format: fc.constantFrom('uuid', 'date', 'date-time', 'email', 'ipv4', 'uri', 'hostname') }),
  fc.record({ type: fc.constant('string'), enum: fc.constantFrom(['active', 'closed'], ['یک', 'دو']) }),
);
const number: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ type: fc.constantFrom('integer', 'number'), minimum: fc.integer({ min: -50, max: 0 }), maximum: fc.integer({ min: 1, max: 500 }) }),
  fc.record({ type: fc.constant('integer'), exclusiveMinimum: fc.integer({ min: -5, max: 5 }), multipleOf: fc.constantFrom(1, 2, 5) }),
  fc.record({ type: fc.constant('number'), exclusiveMinimum: fc.constant(0), exclusiveMaximum: fc.constantFrom(1, 0.5) }),
);
const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    number,
    fc.record({ type: fc.constantFrom('boolean', ['string', 'null'], 'null') }),
    fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(2), maxItems: fc.integer({ min: 2, max: 6 }) }),
    fc
      .record({ members: fc.dictionary(name, tie('schema'), { maxKeys: 4 }), closed: fc.boolean(), demanded: fc.nat(4) })
      .map(({ members, closed, demanded }) => ({
        type: 'object',
        properties: members,
        required: Object.keys(members).slice(0, demanded),
        ...(closed ? { additionalProperties: false } : {}),
      })),
    fc.tuple(tie('schema'), tie('schema')).map(([first, second]) => ({ oneOf: [first, second] })),
    tie('schema').map((inner) => ({ allOf: [inner, { description: 'the same' }] })),
  ),
}));

describe('the generator of values', () => {
  it('makes only values that keep their schema, and breaks them only to values that do not', () => {
    let made = 0;
    let broken = 0;
    fc.assert(
      fc.property(schema, fc.constantFrom('minimal' as const, 'maximal' as const), (given, size) => {
        const generated = generateValue(given, size);
        if ('why' in generated) return;
        made += 1;
        assert.ok(valid(given, generated.value), `base ${JSON.stringify(generated.value)}`);
        for (const { value, way } of variantsOf(given, generated.value)) assert.ok(valid(given, value), `${way} ${JSON.stringify(value)}`);
        for (const { value, way } of mutationsOf(given, generated.value)) {
          broken += 1;
          assert.ok(!valid(given, value), `${way} ${JSON.stringify(value)}`);
        }
      }),
      { seed: 1405, numRuns: 200 },
    );
    assert.ok(made > 150, `only ${made} values were made`);
    assert.ok(broken > 1000, `only ${broken} mutations were made`);
  });

  it('breaks a type by what a service takes that reads one for another, and only where nothing else would refuse it', () => {
    const members: JsonObject = {
      note: { type: 'string' },
      title: { type: 'string', minLength: 1 },
      day: { type: 'string', format: 'date' },
      nationalCode: { type: 'string', pattern: '^[0-9]{10}$' },
      floors: { type: 'integer' },
      isOpen: { type: 'boolean' },
      level: { type: ['string', 'integer', 'null', 'array'] },
    };
    const base = { note: 'one', title: 'two', day: '2026-01-01', nationalCode: '9990000018', floors: 3, isOpen: true, level: 'a' };
    const coerced = mutationsOf({ type: 'object', properties: members }, base).filter((mutation) => mutation.class === 'coercion');
    assert.deepEqual(coerced.map(({ path, way, value }) => `${way} ${JSON.stringify(valueAt(value, pointerOf(path)))}`).sort(), [
      'boolean as text "true"',
      'in a list of one ["2026-01-01"]',
      'in a list of one ["9990000018"]',
      'in a list of one ["one"]',
      'in a list of one ["two"]',
      'in a list of one [3]',
      'in a list of one [true]',
      'number as text "3"',
      'text as null null',
      'text as number 7',
      'text as number 7',
      'text as number 9990000018',
    ]);
  });

  it('gives the same for the same schema', () => {
    const given = { type: 'object', required: ['a'], properties: { a: { type: 'string', maxLength: 3 }, b: { type: 'integer', minimum: 4 } } };
    const once = generateValue(given, 'maximal');
    assert.deepEqual(once, generateValue(structuredClone(given), 'maximal'));
    assert.ok('value' in once);
    assert.deepEqual(mutationsOf(given, once.value), mutationsOf(structuredClone(given), once.value));
  });

  const known: readonly { readonly why: string; readonly name: string; readonly schema: JsonObject; readonly value: Json }[] = [
    { why: 'a national code is one that nobody has', name: 'nationalCode', schema: { type: 'string', pattern: '^[0-9]{10}$' }, value: '9990000018' },
    {
      why: 'digits of an unknown code begin with the synthetic prefix',
      name: 'fileNo',
      schema: { type: 'string', pattern: '^[0-9]{6}$' },
      value: '999000',
    },
    {
      why: 'an example of the contract goes first',
      name: 'x',
      schema: { type: 'string', examples: ['from the contract'] },
      value: 'from the contract',
    },
    { why: 'an example that breaks its own schema does not', name: 'x', schema: { type: 'integer', minimum: 3, examples: ['three'] }, value: 3 },
    { why: 'Sheba as the core type says', name: 'account', schema: { type: 'string', 'x-egif-type': 'Iban' }, value: 'IR740990000000000000000001' },
  ];
  for (const { why, name: member, schema: given, value } of known)
    it(why, () => assert.deepEqual(generateValue(given, 'minimal', member), { value }));

  const impossible: readonly { readonly why: string; readonly schema: JsonObject }[] = [
    {
      why: 'a schema that contains itself without end',
      schema: { $ref: '#/$defs/A', $defs: { A: { type: 'object', required: ['a'], properties: { a: { $ref: '#/$defs/A' } } } } },
    },
    { why: 'bounds that exclude each other', schema: { type: 'integer', minimum: 5, maximum: 4 } },
    { why: 'a pattern with lookaround', schema: { type: 'string', pattern: '^(?=.*[a-z]).{8}$' } },
    { why: 'nothing at all', schema: { not: {} } },
    { why: 'more items than are ever sent', schema: { type: 'array', minItems: 100_000, items: { type: 'string' } } },
  ];
  for (const { why, schema: given } of impossible) it(`says that it cannot: ${why}`, () => assert.ok('why' in generateValue(given, 'minimal')));

  it('leaves members out that only answers have', () => {
    const given: JsonObject = {
      type: 'object',
      required: ['id', 'title'],
      properties: { id: { type: 'string', readOnly: true }, title: { type: 'string' } },
    };
    const made = generateValue(requestForm(given), 'maximal');
    assert.ok('value' in made);
    assert.deepEqual(Object.keys(Object(made.value)), ['title']);
  });
});

describe('the writer of patterns', () => {
  const patterns: readonly string[] = [
    '^[0-9]{10}$',
    '^-?[0-9]{1,18}(\\.[0-9]{1,4})?$',
    '^1[34][0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
    '^[^0-9]+$',
    '[\\u0600-\\u06FF ]{3,}',
    '^(?:[A-Z]{2})?(?<year>\\d{4})$',
    '^\\S+@\\S+$',
    '^[\\]\\-a]$',
    '^(\\+98|0)?9\\d{9}$',
    '^#[0-9a-fA-F]{6}$',
    '^\\p{Lu}.*$',
    'a{2}b{1,}c?',
  ];
  for (const pattern of patterns)
    it(`writes ${pattern}`, () => {
      for (const least of [0, 3, 12]) {
        const written = patternText(pattern, least);
        assert.ok('text' in written, JSON.stringify(written));
        assert.match(written.text, new RegExp(pattern, 'u'));
      }
    });

  it('is as long as is asked where the pattern lets it', () => {
    const written = patternText('^[a-z]+[0-9]*$', 40);
    assert.ok('text' in written);
    assert.equal(written.text.length, 40);
  });

  it('ends where a part may be empty for ever', () => {
    assert.deepEqual(patternText('^(?:(?:a?){99999}){99999}$'), { text: '' });
  });

  for (const pattern of ['(', '[a', 'a)', '(?<!b)c', '\\1', 'x{99999}{99999}', '\\p{NoSuchThing}'])
    it(`says that it cannot write ${pattern}, at once`, () => {
      const from = performance.now();
      assert.ok('why' in patternText(pattern));
      assert.ok(performance.now() - from < 200);
    });
});
