/** What is judged without Spectral, held against Spectral itself: its plain functions, schemas of our rules, and the structure of OpenAPI documents. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import type { Json, JsonObject } from '../../../src/contract/api-model.js';
import { isObject } from '../../../src/contract/json.js';
import { parseLoaded } from '../../../src/contract/load-document.js';
import { coreFunctionOf } from '../../../src/checks/lint/core-functions.js';
import { readModel } from '../../../src/checks/lint/model/read-model.js';
import { loadRulesets, type RuleStep } from '../../../src/checks/lint/ruleset.js';
import { loadSpectral, openApiStructure } from '../../../src/checks/lint/spectral-engine.js';

const samples: readonly Json[] = [
  ...['', 'a', 'ab', 'production', 'personal', '12345678901', '3.1.0', '2.6.0', '1.0.0', '1.0', 'فارسی', '𐀀𐀀', 'x'.repeat(30), 'https://a', 'a@b'],
  ...[0, 1, -1, 1.5, true, false, null],
  ...[[], ['a'], [[]], {}, { channels: {} }, { channels: { a: 1 } }, { availability: 1, latencyP95Ms: 1, throughputPerMinute: 1, supportHours: 1 }],
];
const info = { title: 'abc', version: '1', description: 'd'.repeat(20), contact: { name: 'n', email: 'a@b' }, 'x-egif-service-id': '12345678901' };
const infoVariants: readonly Json[] = [
  info,
  ...Object.keys(info).map((name) => Object.fromEntries(Object.entries(info).filter(([key]) => key !== name))),
  ...Object.keys(info).flatMap((name) => [null, 1, 'a', '', [], {}].map((value) => ({ ...info, [name]: value }))),
  ...[{ name: '' }, { name: 'n' }, { name: 'n', url: 'x' }, { name: 'n', email: 'x' }, { name: 1, url: 'http://a' }, { url: 'http://a' }].map(
    (contact) => ({ ...info, contact }),
  ),
];

const steps = loadRulesets()
  .flatMap(({ rules }) => rules)
  .flatMap(({ name, steps: own }) => own.map((step) => ({ name, step })))
  .filter(({ step }) => coreFunctionOf(step.function, step.options) !== undefined);

const optionless = ['truthy', 'falsy', 'defined', 'undefined'];

/** Our rules ask these only of values of their type; see `isLookedAt`. */
function isAsked({ function: name }: RuleStep, value: Json): boolean {
  if (name === 'pattern') return typeof value === 'string';
  return name !== 'enumeration' || ['string', 'number', 'boolean'].includes(typeof value);
}

async function compare(step: RuleStep, value: Json): Promise<void> {
  const spectral = await loadSpectral();
  const wanted = spectral.callCore(step.function, value, step.options, []).map(({ path }) => path.join('/'));
  const found = coreFunctionOf(step.function, step.options)?.(value).map((path) => path.join('/'));
  assert.deepEqual(new Set(found), new Set(wanted), `${step.function} ${JSON.stringify(step.options)} of ${JSON.stringify(value)}`);
}

describe('functions judged without Spectral', () => {
  it('cover the core functions that our rules name', () => {
    assert.ok(steps.length >= 20, `only ${steps.length} steps`);
  });
  for (const { name, step } of steps) {
    it(`find in ${name} (${step.function}) what Spectral finds`, async () => {
      for (const value of [...samples, ...infoVariants]) if (isAsked(step, value)) await compare(step, value);
    });
  }
  for (const name of optionless) {
    it(`find by ${name} what Spectral finds`, async () => {
      for (const value of samples) await compare({ function: name, field: undefined, options: undefined, code: 'any' }, value);
    });
  }
  it('leave to Spectral what they do not know', () => {
    const unknown: readonly (readonly [string, JsonObject | undefined])[] = [
      ['pattern', { match: '/a/i' }],
      ['pattern', { notMatch: 'a' }],
      ['schema', { schema: { oneOf: [{}] } }],
      ['schema', { schema: { anyOf: [{ properties: { a: { type: 'string' } } }] } }],
      ['schema', { schema: {}, dialect: 'draft4' }],
      ['casing', { type: 'camel' }],
    ];
    for (const [name, options] of unknown) assert.equal(coreFunctionOf(name, options), undefined, name);
  });
});

const plain = { openapi: '3.0.3', info: { title: 't', version: '1' }, paths: {} };
const broken: readonly { readonly why: string; readonly document: JsonObject }[] = [
  { why: 'nothing is wrong', document: plain },
  { why: 'members are missing', document: { openapi: '3.0.3' } },
  { why: 'a member is unknown', document: { ...plain, 'a/b~c': 1, infos: {} } },
  { why: 'a word is nearly right', document: { ...plain, paths: { '/a': { get: { parameters: [{ name: 'a', in: 'querry' }], responses: {} } } } } },
  { why: 'types are wrong', document: { ...plain, tags: [1], servers: {} } },
  {
    why: 'it is 3.1 with a path that is a reference',
    document: { openapi: '3.1.0', info: { title: 't' }, paths: { '/a': { $ref: '#/x', get: 1 } } },
  },
  { why: 'it is 3.2', document: { openapi: '3.2.0', info: 1, paths: [] } },
  { why: 'it is Swagger 2.0', document: { swagger: '2.0', info: { title: 't', version: '1' }, paths: { '/a': { get: { responses: {} } } } } },
  {
    why: 'it is Swagger 2.0 with flaws',
    document: {
      swagger: '2.0',
      info: 1,
      host: 'http://x',
      schemes: ['httpz'],
      paths: { a: {}, '/b': { get: { parameters: [{ in: 'body' }] } } },
      extra: 1,
    },
  },
  { why: 'its version has no meta-schema', document: { ...plain, openapi: '3.9.0' } },
];

describe('structure of OpenAPI documents', () => {
  const sample = parseLoaded('openapi.yaml', readFileSync('fixtures/agencies/person-registry/openapi.yaml')).data;
  const documents = [...broken, ...(isObject(sample) ? [{ why: 'it is the sample contract', document: { ...sample, extra: 1 } }] : [])];
  for (const { why, document } of documents) {
    it(`is told as Spectral tells it where ${why}`, async () => {
      const model = readModel(parseLoaded('openapi.json', Buffer.from(JSON.stringify(document))));
      assert.deepEqual(openApiStructure(model), (await loadSpectral()).structure(model));
    });
  }
});
