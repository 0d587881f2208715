/**
 * The walk of records gives what every rule gives that is asked of every value, whatever is skipped, seen at a glance or remembered of a place.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { fileRules, leftOut } from '../../../src/checks/dataset/file-rules.js';
import { nodesOf } from '../../../src/checks/data/instance.js';
import { openJudge } from '../../../src/checks/dataset/open-judge.js';
import { RecordWalk } from '../../../src/checks/dataset/walk-record.js';
import type { Json, JsonObject } from '../../../src/contract/api-model.js';
import { isObject, parseJson, pointerOf } from '../../../src/contract/json.js';
import { changed, seededBelow, sitesOf } from './sites.js';

type Below = (bound: number) => number;

interface World {
  readonly name: string;
  readonly schema?: JsonObject;
  readonly records: readonly Json[];
}

const wanted = 6000;
const read = (...parts: readonly string[]): Json => parseJson(readFileSync(join(process.cwd(), ...parts), 'utf8'))?.value ?? null;
const codelist = (id: string) => (id === 'provinces' ? [{ code: 'IR-23' }, { code: 'IR-07' }] : undefined);

function vocabulary(name: string): World {
  const schema = read('profiles', 'vocabularies', `${name}.schema.json`);
  const files = readdirSync(join(process.cwd(), 'fixtures', 'vocabularies', name)).filter((file) => file.startsWith('valid-'));
  return { name, records: files.map((file) => read('fixtures', 'vocabularies', name, file)), ...(isObject(schema) ? { schema } : {}) };
}

const coded: Json = {
  nationalCode: '9990000018',
  iban: 'IR740990000000000000000001',
  familyName: 'آزمایشیِ نمونه'.replace('ِ', ''),
  city: 'می‌شود',
  count: 3,
  active: true,
  none: null,
  tags: ['A', 'B'],
  createdAt: '2025-03-21T08:30:00Z',
  birthDate: '2025-03-21',
  birthDateJalali: '1404-01-01',
  total: { amount: '1700', currency: 'IRR' },
  address: { postalCode: '9999913579', province: { code: 'IR-23', name: 'تهران' } },
};
const text = (format: string): JsonObject => ({ type: 'string', format });
const own: JsonObject = {
  type: 'object',
  required: ['nationalCode'],
  properties: {
    nationalCode: text('national-code'),
    iban: text('sheba'),
    familyName: { type: 'string', maxLength: 40 },
    tags: { type: 'array', items: { type: 'string', enum: ['A', 'B', 'null', '1404-01-01'] } },
    createdAt: text('date-time'),
    province: { type: 'string', 'x-egif-codelist': 'provinces' },
    total: { $ref: '#/$defs/Money' },
    count: { type: ['integer', 'null', 'string'] },
    other: {
      anyOf: [
        { type: 'string', format: 'legal-id' },
        { type: 'string', maxLength: 4 },
      ],
    },
    more: { $ref: '#' },
  },
  anyOf: [{ required: ['iban'] }, { required: ['familyName'] }],
  $defs: {
    Money: { type: 'object', 'x-egif-type': 'Money', properties: { amount: { type: 'string' }, currency: { 'x-egif-type': 'CurrencyCode' } } },
  },
};
const misleading: JsonObject = {
  type: 'object',
  // The inner identifier moves the base of the reference: what the walk reads there is not what the validator asserts.
  properties: { nationalCode: { $id: 'urn:egif:inner:1', allOf: [{ $ref: '#/$defs/Code' }], $defs: { Code: { type: 'string' } } } },
  $defs: { Code: { type: 'string', format: 'national-code' } },
};
const patterned: JsonObject = { type: 'object', patternProperties: { '^n': { type: 'string' } }, additionalProperties: { format: 'national-code' } };

const worlds: readonly World[] = [
  { name: 'no schema', records: [coded] },
  { name: 'a schema of one’s own', schema: own, records: [coded, { nationalCode: '9990000026', iban: 'IR740990000000000000000001', more: coded }] },
  { name: 'a schema with a moved base', schema: misleading, records: [coded] },
  { name: 'a schema with patterns of names', schema: patterned, records: [{ name: 'نمونه', nationalCode: '9990000018' }] },
  ...['person', 'address', 'payment', 'licence', 'vehicle', 'traffic-record'].map(vocabulary),
];

const names = (
  'nationalCode nationalId legalPersonId identificationNo identificationType iban accountNumber cardNumber amount priceToman currency createdAt expiryDate ' +
  'birthDateJalali plate vin provinceCode provinceName province code postalCode country language mobile goodsId billId id status ar date تومان نام'
).split(' ');
const values: readonly Json[] = [
  ...'9990000018 9990000019 0000000000 99999000014 99999000015 100000000012 IR740990000000000000000001 ir740990000000000000000001 9999990000000014'.split(
    ' ',
  ),
  ...'2710000138624 2710000138625 IRR IRT XYZ IR-07 IR-23 IR-32 23 IR fa fas null - 1404-01-01 1404-12-30 1404/01/01 2025-02-30 9999-12-31 0'.split(
    ' ',
  ),
  ...[
    '2025-03-21T08:30:00Z',
    '2025-03-21T08:30:00Z+0330',
    '2025-03-21 08:30',
    '2025-03-21T00:00:00Z',
    '+989990000018',
    '09120000000',
    'تهران',
    'علي',
    '۱۲۳',
  ],
  ...[
    'كتاب',
    'a\u202Eb',
    'ا\u0653',
    'می\u200Cشود',
    '\u200Cمی',
    'x\u200C',
    '\uD800',
    '???',
    'Ø¹Ù„ÛŒ',
    '\uFFFD',
    '\u00A0',
    '\u0007',
    '\t',
    'خانۀ',
    'é',
    'é',
    '',
    ' ',
  ],
  ...[0, 1, -1.5, 9990000018, 2 ** 60, 1_700_000_000, true, false, null, [], {}],
  [null],
  ['9990000018', 1],
  { amount: '1', currency: 'IRT' },
  { code: 'IR-07', name: 'تهران' },
  { amount: 5 },
];

/** A record with one to three changes at random places: values, members and names. */
function spoiled(record: Json, below: Below): Json {
  let result = record;
  for (let left = below(3) + 1; left > 0; left -= 1) {
    const sites = sitesOf(result, undefined);
    const site = sites[below(sites.length)];
    if (site === undefined) continue;
    const value = values[below(values.length)] ?? null;
    const name = names[below(names.length)] ?? 'id';
    const action = below(5);
    if (action === 0) result = changed(result, { path: site.path });
    else if (action === 1 && isObject(site.value)) result = changed(result, { path: [...site.path, name], value });
    else if (action === 2 && site.path.length > 0 && !/^[0-9]+$/.test(site.path.at(-1) ?? ''))
      result = changed(changed(result, { path: site.path }), { path: [...site.path.slice(0, -1), name], value: site.value });
    else if (action === 3 && typeof site.value === 'string') {
      const at = below(site.value.length + 1);
      const part = values[below(values.length)];
      result = changed(result, { path: site.path, value: site.value.slice(0, at) + (typeof part === 'string' ? part : '') + site.value.slice(at) });
    } else result = changed(result, { path: site.path, value });
  }
  return result;
}

/** A short form of what was found, and how often each rule has looked. */
interface Seen {
  readonly findings: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
}

const context = { codelist, vocabulary: () => undefined, startedAt: '2026-01-01' };
const files = fileRules;

/** Every rule over every value, with nothing left out: slow and plain. */
function askAll(record: Json, schema: JsonObject | undefined): Seen {
  const findings = new Set<string>();
  const counts = new Map<string, number>();
  for (const node of nodesOf(record, schema))
    for (const rule of files) {
      const flaws = rule.look(node, context);
      if (flaws === undefined) continue;
      counts.set(rule.id, (counts.get(rule.id) ?? 0) + 1);
      for (const { code, member } of flaws)
        findings.add(`${rule.id} ${code} ${pointerOf([...node.path, ...(member === undefined ? [] : [member])])}`);
    }
  return { findings: [...findings], counts };
}

const sortedCounts = (counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
  [...counts].sort(([left], [right]) => (left < right ? -1 : 1));

describe('the walk of records', () => {
  for (const { name, schema, records } of worlds)
    it(`finds and counts what every rule would, over ${wanted / worlds.length} records: ${name}`, function () {
      this.timeout(60_000);
      const below = seededBelow(1404);
      const walk = new RecordWalk({ rules: files, schema, context, asserting: true });
      const counts = new Map<string, number>();
      let found = 0;
      for (let index = 0; index < wanted / worlds.length; index += 1) {
        const base = records[index % records.length] ?? null;
        const record = index % 4 === 0 ? base : spoiled(base, below);
        const seen = askAll(record, schema);
        const { findings } = walk.walk(record, false);
        const said = findings.map(({ check, code, pointer }) => `${check} ${code} ${pointer}`);
        if (said.join('\n') !== seen.findings.join('\n')) assert.deepEqual(said, seen.findings, JSON.stringify(record));
        found += findings.length;
        for (const [id, count] of seen.counts) counts.set(id, (counts.get(id) ?? 0) + count);
      }
      assert.deepEqual(sortedCounts(walk.counts()), sortedCounts(counts));
      assert.ok(found > 50, `only ${found} findings: the property says little`);
    });

  it('counts of an accepted record no member that only one of several alternatives requires', () => {
    const either: JsonObject = {
      type: 'object',
      properties: { iban: text('sheba'), nationalCode: text('national-code'), mobile: text('mobile') },
      required: ['mobile'],
      anyOf: [{ required: ['iban'] }, { required: ['nationalCode'] }],
    };
    const judge = openJudge({ codelist, schema: either });
    judge.countAccepted(3);
    const counts = judge.examined();
    assert.equal(counts.get('coding/telephone'), 3);
    assert.equal(counts.get('data/utf8'), 3);
    assert.equal(counts.get('coding/national-code'), undefined);
  });

  it('knows why each rule that is left out is left out', () => {
    for (const { check, finding, why } of leftOut) {
      assert.ok(why.length > 20);
      assert.ok(!fileRules.some(({ id, findings }) => id.startsWith(check) && (finding === undefined || findings.includes(finding))));
    }
    assert.ok(fileRules.length >= 25);
  });
});
