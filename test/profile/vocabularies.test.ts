/**
 * The core vocabularies: strict schemas, records that they accept and refuse, and the words that bind them to schemes, code lists and the law.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { isObject, memberOf } from '../../src/contract/json.js';
import { loadCatalogue } from '../../src/profile/load-catalogue.js';
import { codeOfCoreType } from '../../src/schemes/core-types.js';
import { persianText } from '../../src/schemes/persian-text.js';
import { schemes } from '../../src/schemes/registry.js';
import { addEgif } from '../../src/vocabulary/add-egif.js';
import { codelists, listOf, partsOf, plainFormats, strictAjv, vocabularies } from './vocabulary-validator.js';

const root = process.cwd();
const catalogue = await loadCatalogue(join(root, 'profiles', 'catalogue'));
const kebab = (type: string): string => type.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const entities = [
  'Address',
  'Document',
  'Error',
  'Event',
  'LegalEntity',
  'Licence',
  'Money',
  'Organisation',
  'Payment',
  'Period',
  'Person',
  'PublicService',
  'RealEstate',
  'TrafficRecord',
  'Vehicle',
];

/** Fixtures of an entity whose name begins so. */
function recordsOf(type: string, prefix: string): readonly (readonly [name: string, value: unknown])[] {
  const folder = join(root, 'fixtures', 'vocabularies', kebab(type));
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .sort()
    .map((name) => [name, read(join(folder, name))]);
}

const skos = new Set(['exactMatch', 'closeMatch', 'broadMatch', 'narrowMatch']);
const tiers = new Set(['law', 'official', 'observed', 'proposal']);

describe('the core vocabularies', () => {
  it('are those of the core entities', () => assert.deepEqual([...vocabularies.keys()].sort(), entities));

  for (const [type, { schema, version }] of vocabularies) {
    const parts = partsOf(schema);

    it(`${type} says what it is, since when and from where`, () => {
      assert.equal(schema['$schema'], 'https://json-schema.org/draft/2020-12/schema');
      assert.equal(schema['$id'], `urn:egif:vocabulary:${kebab(type)}:${version}`);
      assert.equal(schema['x-egif-concept'], `urn:egif:concept:${kebab(type)}`);
      assert.ok(tiers.has(String(schema['x-egif-tier'])));
      for (const { at, schema: part } of parts) {
        const tier = part['x-egif-tier'];
        assert.ok(
          tier === undefined || tier === 'proposal' || typeof part['x-egif-source'] === 'string',
          `${at}: a tier above proposal names its source`,
        );
        const requirements = part['x-egif-requirements'];
        for (const id of Array.isArray(requirements) ? requirements : []) assert.ok(catalogue.requirements.has(String(id)), `${at}: ${id}`);
      }
    });

    it(`${type} has a Persian and an English meaning for every member, in canonical letters`, () => {
      for (const { at, name, schema: part } of parts) {
        const texts = [part['title'], part['description']].filter((text) => typeof text === 'string');
        for (const text of texts) assert.deepEqual(persianText(text).reasons, [], `${at}: ${text}`);
        if (name === undefined) continue;
        assert.match(String(part['description']), /[\u0600-\u06FF]{2}/, at);
        assert.match(String(part['x-egif-title-en']), /^[A-Z]/, at);
      }
    });

    it(`${type} binds formats and types to schemes, and lists to lists that are shipped`, () => {
      for (const { at, schema: part } of parts) {
        const [format, own, list] = [part['format'], part['x-egif-type'], part['x-egif-codelist']];
        assert.ok(format === undefined || schemes.has(format as never) || plainFormats.some((plain) => plain === format), `${at}: format ${format}`);
        const known = [...entities, 'PersianText'].includes(String(own)) || codeOfCoreType.has(String(own));
        assert.ok(own === undefined || known, `${at}: type ${own}`);
        assert.ok(list === undefined || listOf(String(list)) !== undefined, `${at}: list ${list}`);
        const scheme = codeOfCoreType.get(String(own));
        if (scheme !== undefined && own !== 'DivisionCode') assert.equal(format, scheme, at);
      }
    });

    it(`${type} anchors and bounds its patterns, and every code of a list keeps the pattern beside it`, () => {
      for (const { at, schema: part } of parts) {
        const [pattern, list] = [part['pattern'], part['x-egif-codelist']];
        if (typeof pattern !== 'string') continue;
        assert.match(pattern, /^\^.*\$$/, at);
        // What is left without classes and escapes repeats nothing without an end, and looks neither ahead nor behind: ECMA-262 and RE2 read it alike.
        assert.doesNotMatch(pattern, /\\[dwsbDWSB1-9]/, at);
        assert.doesNotMatch(pattern.replace(/\\./g, '').replace(/\[[^\]]*\]/g, 'x'), /\(\?[=!<]|[*]|x\+|,\}/, `${at}: ${pattern}`);
        for (const code of typeof list === 'string' ? (listOf(list)?.codes ?? []) : []) assert.match(code, new RegExp(pattern, 'u'), at);
      }
    });

    it(`${type} maps to concepts elsewhere by SKOS relations`, () => {
      for (const { at, schema: part } of parts) {
        const mappings = part['x-egif-mapping'];
        for (const mapping of Array.isArray(mappings) ? mappings : []) {
          assert.match(String(memberOf(mapping, 'to')), /^https?:\/\/[^ ]+$/, at);
          assert.ok(skos.has(String(memberOf(mapping, 'relation'))), at);
        }
      }
    });

    it(`${type} is open for extension and holds core types as they are`, () => {
      for (const { at, schema: part } of parts) {
        assert.ok(!('additionalProperties' in part) && !('unevaluatedProperties' in part), at);
        if (!at.startsWith('/$defs/') || at.split('/').length !== 3) continue;
        const { $schema, $id, $defs, ...whole } = vocabularies.get(String(part['x-egif-type']))?.schema ?? {};
        if (part['x-egif-type'] !== undefined) assert.deepEqual(part, whole, at);
      }
    });

    it(`${type} accepts its records`, () => {
      const validate = strictAjv().compile(schema);
      const records = recordsOf(type, 'valid-');
      assert.ok(records.length >= 3);
      for (const [name, value] of records) assert.ok(validate(value), `${name}: ${JSON.stringify(validate.errors)}`);
    });

    it(`${type} refuses what is wrong, at its place and for its reason`, () => {
      const validate = strictAjv().compile(schema);
      const records = recordsOf(type, 'invalid-');
      assert.ok(records.length >= 4);
      for (const [name, fixture] of records) {
        assert.equal(validate(memberOf(fixture, 'value')), false, name);
        const wanted = `${memberOf(fixture, 'pointer')} ${memberOf(fixture, 'keyword')}`;
        const told = (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
        assert.ok(told.includes(wanted), `${name} wants ${wanted}, told: ${told.join('; ')}`);
      }
    });
  }
});

describe('the published keywords and formats', () => {
  const lists = new Map([...codelists.values()].map(({ id, rows }) => [id, rows]));
  for (const [type, { schema }] of vocabularies) {
    it(`say the same of the records of ${type}`, () => {
      const ajv = new Ajv2020({ strict: true });
      addFormats.default(ajv);
      const validate = addEgif(ajv, { codelists: lists, day: '2026-11-22' }).compile(schema);
      for (const [name, value] of recordsOf(type, 'valid-')) assert.ok(validate(value), `${name}: ${JSON.stringify(validate.errors)}`);
      for (const [name, fixture] of recordsOf(type, 'invalid-')) assert.equal(validate(memberOf(fixture, 'value')), false, name);
    });
  }
});

describe('the words around the core vocabularies', () => {
  const ruleset: unknown = parse(readFileSync(join(root, 'rulesets', 'openapi.yaml'), 'utf8'));
  const rules = Object.entries(isObject(ruleset) ? (memberOf(ruleset, 'rules') ?? {}) : {}).filter(
    ([, rule]) => memberOf(memberOf(rule, 'then'), 'function') === 'coreMembers',
  );

  it('the rules of contracts demand nothing that a vocabulary has not', () => {
    assert.ok(rules.length >= 8);
    for (const [name, rule] of rules) {
      const options = memberOf(memberOf(rule, 'then'), 'functionOptions');
      const properties = vocabularies.get(String(memberOf(options, 'type')))?.schema['properties'];
      const members = memberOf(options, 'members');
      for (const alternatives of Array.isArray(members) ? members : []) {
        for (const member of String(alternatives).split('|')) assert.ok(memberOf(properties, member) !== undefined, `${name}: ${member}`);
      }
    }
  });

  it('lists of this project are proposals and say so', () => {
    for (const list of codelists.values()) {
      if (list.description['owner'] !== 'egif project') continue;
      assert.equal(list.description['tier'], 'proposal', list.id);
      assert.equal(new Set(list.rows.map((row) => row['code'])).size, list.rows.length, list.id);
      for (const row of list.rows) {
        assert.deepEqual(Object.keys(row), ['code', 'label_fa', 'label_en', 'valid_from', 'valid_to', 'status'], list.id);
        assert.deepEqual(persianText(row['label_fa']).reasons, [], `${list.id}: ${row['label_fa']}`);
        assert.match(row['code'] ?? '', /^[ -~]+$/, list.id);
      }
    }
  });
});
