import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Json, JsonObject } from '../../src/contract/api-model.js';
import { leaksIn } from '../../src/checks/probe/errors/leaks.js';
import { validateAgainst } from '../../src/checks/schema-validation.js';

interface Case {
  readonly why: string;
  readonly schema: JsonObject;
  readonly value: Json;
  /** `pointer keyword`, or undefined where the schema cannot be compiled. */
  readonly want: readonly string[] | undefined;
}

const cases: readonly Case[] = [
  { why: 'a value that keeps to its schema', schema: { type: 'string' }, value: 'x', want: [] },
  { why: 'a member of another type', schema: { properties: { a: { type: 'string' } } }, value: { a: 1 }, want: ['/a type'] },
  { why: 'an absent member lies at its object', schema: { required: ['a'] }, value: {}, want: [' required'] },
  { why: 'formats are asserted', schema: { format: 'date' }, value: '1369/01/01', want: [' format'] },
  { why: 'an unknown format says nothing', schema: { format: 'x-national-code' }, value: '1', want: [] },
  { why: 'a pattern of Persian letters', schema: { pattern: '^[\\u0600-\\u06FF]+$' }, value: 'latin', want: [' pattern'] },
  { why: 'references into own definitions', schema: { $ref: '#/$defs/a', $defs: { a: { type: 'null' } } }, value: 1, want: [' type'] },
  { why: 'a failed alternative shows its branches', schema: { anyOf: [{ type: 'string' }, { type: 'null' }] }, value: 1, want: [' type', ' type'] },
  { why: 'a reference that leads outside', schema: { $ref: 'https://elsewhere.example/a.json' }, value: 1, want: undefined },
  { why: 'a pattern that only ECMAScript knows', schema: { pattern: '^(?=a)' }, value: 'a', want: undefined },
  { why: 'two schemas with one $id do not meet', schema: { $id: 'https://a.example/s', type: 'string' }, value: 1, want: [' type'] },
  { why: 'two schemas with one $id do not meet (the other)', schema: { $id: 'https://a.example/s', type: 'number' }, value: 1, want: [] },
];

describe('validation against the schema of an agency', () => {
  for (const { why, schema, value, want } of cases) {
    it(why, () => {
      const result = validateAgainst(schema, value);
      assert.deepEqual(result.compiled ? result.mismatches.map(({ pointer, keyword }) => `${pointer} ${keyword}`) : undefined, want);
    });
  }

  it('runs a hostile pattern in linear time', () => {
    const started = process.hrtime.bigint();
    validateAgainst({ pattern: '^(a+)+$' }, `${'a'.repeat(60)}!`);
    assert.ok(Number(process.hrtime.bigint() - started) / 1e6 < 2000);
  });

  it('names no value of the body', () => {
    const result = validateAgainst({ properties: { nationalCode: { maxLength: 3 } } }, { nationalCode: '9990000018' });
    assert.ok(result.compiled && !JSON.stringify(result.mismatches).includes('9990000018'));
  });

  const account = {
    type: 'object',
    required: ['name', 'apiKey'],
    additionalProperties: false,
    properties: { name: { type: 'string', maxLength: 5 }, apiKey: { anyOf: [{ type: 'string', pattern: '^[a-z]{4}$' }, { const: null }] } },
  };
  const gone = '[redacted:4]';
  for (const { why, value, schema, pointers } of [
    { why: 'the form of a secret that is gone', value: { name: 'one', apiKey: gone }, pointers: [] },
    { why: 'a member whose name was a secret', value: { name: 'one', apiKey: gone, [gone]: 1 }, pointers: [] },
    { why: 'what stands beside it', value: { name: 'longer', apiKey: gone }, pointers: ['/name'] },
    { why: 'a member that is absent beside it', value: { apiKey: gone }, pointers: [''] },
    { why: 'a form that is there to be seen', value: { name: 'one', apiKey: 'FOUR' }, pointers: ['/apiKey', '/apiKey'] },
    {
      why: 'a text where none may be',
      value: { name: 'one', apiKey: gone },
      schema: { properties: { apiKey: { type: 'integer' } } },
      pointers: ['/apiKey'],
    },
  ])
    it(`${pointers.length === 0 ? 'holds nothing against' : 'still holds against'} the value: ${why}`, () => {
      const result = validateAgainst(schema ?? account, value);
      assert.ok(result.compiled);
      assert.deepEqual(
        result.mismatches.map(({ pointer }) => pointer),
        pointers,
      );
    });
});

describe('the dictionary of leaks', () => {
  const leaking = [
    'at ir.sample.Person.find(Person.java:42)',
    'at System.Web.Mvc.Controller.Execute() in D:\\app\\Controller.cs:line 12',
    'File "/srv/app/views.py", line 12, in get',
    'at Object.<anonymous> (/srv/app/index.js:10:3)',
    'PHP Fatal error: in /var/www/html/index.php on line 3',
    'SQLSTATE[42S02]: Base table or view not found',
    'SELECT id, name FROM persons WHERE code = 1',
    'open C:\\inetpub\\wwwroot\\web.config',
    'no route to 192.168.4.17',
    '<h1>Whitelabel Error Page</h1>',
  ];
  const clean = [
    'شناسه یافت نشد',
    'Select one of the values from the list',
    'The version 10.4.2 is not supported',
    'Update your address and set a postal code',
    'See https://api.agency.example/problems/not-found',
    'meeting at 10:30 (room 4)',
  ];
  for (const text of leaking) it(`sees ${text}`, () => assert.notEqual(leaksIn(text).length, 0));
  for (const text of clean) it(`passes over ${text}`, () => assert.deepEqual(leaksIn(text), []));
});
