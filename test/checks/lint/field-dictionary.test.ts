/**
 * Every name of the list of names seen in the wild: as a number it is a finding, and as a text without a shape where its code has one. Identifiers of
 * correlation, and those whose code depends on the party, are opaque to who receives them: a text is enough.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import type { Json } from '../../../src/contract/api-model.js';
import { lintContract } from '../../../src/checks/lint/lint-contract.js';
import { isObject } from '../../../src/contract/json.js';
import { documentOf, loadBase } from './fixtures.js';

interface Seen {
  readonly name: string;
  /** A pattern that every code of the member keeps. */
  readonly pattern: string;
}

const digits = (count: string): string => `^[0-9]{${count}}$`;
const persons: readonly Seen[] = ['nationalCode', 'rowNationCode', 'codeMelli'].map((name) => ({ name, pattern: digits('10') }));
const either: readonly Seen[] = ['nationalId', 'national_id', 'nid', 'identificationNo'].map((name) => ({
  name,
  pattern: '^([0-9]{10}|[0-9]{11})$',
}));
const taxes: readonly Seen[] = ['tins', 'tinb', 'bid', 'economicCode'].map((name) => ({ name, pattern: '^[0-9]{10,14}$' }));
const phones: readonly Seen[] = ['serviceNumber', 'mobile', 'phone', 'cellPhone'].map((name) => ({ name, pattern: '^\\+98[0-9]{10}$' }));
const accounts: readonly Seen[] = ['sheba', 'iban', 'shaba'].map((name) => ({ name, pattern: '^IR[0-9]{24}$' }));
const others: readonly Seen[] = [
  { name: 'postalCode', pattern: digits('10') },
  { name: 'cardNumber', pattern: digits('16') },
  { name: 'pan', pattern: digits('16') },
  { name: 'taxid', pattern: '^[A-Z0-9]{22}$' },
  { name: 'taxId', pattern: '^[A-Z0-9]{22}$' },
  { name: 'sstid', pattern: digits('13') },
  { name: 'requestId', pattern: '^[0-9a-f-]{36}$' },
  { name: 'requestTraceId', pattern: '^[0-9a-f-]{36}$' },
  { name: 'uid', pattern: '^[0-9a-f-]{36}$' },
  { name: 'referenceNumber', pattern: '^[0-9]{6,20}$' },
];
const names = [...persons, ...either, ...taxes, ...phones, ...accounts, ...others];

const opaque: ReadonlySet<string> = new Set(['bid', 'requestId', 'requestTraceId', 'uid', 'referenceNumber']);

type Schema = { readonly [member: string]: Json };

/** The base contract with all names as members of a schema that requests use. */
function withMembers(schemaOf: (seen: Seen) => Schema): ReturnType<typeof documentOf> {
  const { data } = loadBase('base.openapi.yaml');
  const components = isObject(data) ? data['components'] : undefined;
  const schemas = isObject(components) ? components['schemas'] : undefined;
  const person = isObject(schemas) ? schemas['NewPerson'] : undefined;
  assert.ok(isObject(data) && isObject(components) && isObject(schemas) && isObject(person) && isObject(person['properties']));
  const added = Object.fromEntries(names.map((seen) => [seen.name, { description: 'نمونه', ...schemaOf(seen) }] as const));
  const properties = { ...person['properties'], ...added };
  return documentOf({ ...data, components: { ...components, schemas: { ...schemas, NewPerson: { ...person, properties } } } });
}

const shapeless = ['code-without-shape', 'identifier-without-shape', 'code-not-text', 'identifier-not-text'];
const asNumber = ['code-not-text', 'identifier-as-number', 'identifier-not-text'];

const forms: readonly {
  readonly why: string;
  readonly schemaOf: (seen: Seen) => Schema;
  readonly codes: readonly string[];
  readonly found: (name: string) => boolean;
}[] = [
  {
    why: 'an integer is a finding',
    schemaOf: () => ({ type: 'integer', format: 'int64', minimum: 0, maximum: 99_999_999_999_999 }),
    codes: asNumber,
    found: () => true,
  },
  {
    why: 'a number is a finding',
    schemaOf: () => ({ type: 'number', format: 'double', minimum: 0, maximum: 99_999_999_999_999 }),
    codes: asNumber,
    found: () => true,
  },
  {
    why: 'a text without pattern or format is a finding, unless opaque',
    schemaOf: () => ({ type: 'string', maxLength: 64 }),
    codes: shapeless,
    found: (name) => !opaque.has(name),
  },
  {
    why: 'a text with its shape is none',
    schemaOf: ({ pattern }) => ({ type: 'string', maxLength: 64, pattern }),
    codes: [...shapeless, ...asNumber],
    found: () => false,
  },
];

describe('The names of the field dictionary in contracts', () => {
  for (const { why, schemaOf, codes, found } of forms)
    describe(`as ${why}`, () => {
      let findings: readonly { readonly code: string; readonly at: string }[] = [];
      before(async () => {
        findings = (await lintContract(withMembers(schemaOf))).flatMap(({ judgement }) => judgement.findings);
      });
      for (const { name } of names)
        it(name, () => {
          const own = findings.filter(({ at }) => at.endsWith(`/properties/${name}`)).map(({ code }) => code);
          assert.equal(
            own.some((code) => codes.includes(code)),
            found(name),
            own.join(),
          );
        });
    });
});
