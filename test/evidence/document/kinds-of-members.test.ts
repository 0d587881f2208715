/**
 * Facts of what a contract's members are. What a requirement is about has to be there: a service that has none of it could never be told to keep to it.
 */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { JsonObject } from '../../../src/contract/api-model.js';
import type { Service } from '../../../src/contract/documents.js';
import { parseLoaded } from '../../../src/contract/load-document.js';
import { factsOf } from '../../../src/evidence/document/facts.js';
import { readContract } from '../../../src/evidence/document/read-contract.js';
import { codeIdOf } from '../../../src/schemes/field-dictionary.js';

const environment = { id: 'local', kind: 'local', baseUrl: 'https://127.0.0.1/v1' } as const;
const service: Service = { id: '1', title: { fa: 'خدمت' }, role: 'provider', style: 'rest', dataClass: 'public', environments: [environment] };
const agency = { legalPersonId: '99999000014', name: { fa: 'سازمان نمونه' }, domains: ['agency.example'] };

function factsWith(properties: JsonObject, query: JsonObject = {}) {
  const parameters = Object.entries(query).map(([name, schema]) => ({ name, in: 'query', schema }));
  const paths = { '/a': { get: { operationId: 'a', parameters, responses: { 200: { description: 'ok' } } } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 't', version: '1.0.0' },
    paths,
    components: { schemas: { A: { type: 'object', properties } } },
  };
  const contract = readContract(parseLoaded('a.json', Buffer.from(JSON.stringify(document))), { type: 'openapi', file: 'a.json' }, service);
  return factsOf({ agency, service, environment, contract, codeIdOf });
}

const text = { type: 'string' };
const cases: readonly { readonly why: string; readonly properties: JsonObject; readonly query?: JsonObject; readonly want: JsonObject }[] = [
  {
    why: 'a national code identifies: it is of no list, and a core concept under any name that the dictionary reads',
    properties: { ownerNationalCode: text },
    want: { 'contract.listed': 0, 'contract.coreConcepts': 1, 'contract.codes': 1 },
  },
  { why: 'a code of a list by its name', properties: { officeCode: text }, want: { 'contract.listed': 1, 'contract.coreConcepts': 0 } },
  { why: 'a code of a list by its values', properties: { use: { type: 'string', enum: ['a', 'b'] } }, want: { 'contract.listed': 1 } },
  { why: 'one value is no list', properties: { use: { type: 'string', enum: ['a'] } }, want: { 'contract.listed': 0 } },
  { why: 'a list that is named', properties: { colour: { type: 'string', 'x-egif-codelist': 'egif:colours@1' } }, want: { 'contract.listed': 1 } },
  { why: 'a status of the protocol is of no list', properties: { statusCode: text }, want: { 'contract.listed': 0 } },
  { why: 'a core type is declared', properties: { a: { type: 'object', 'x-egif-type': 'Address' } }, want: { 'contract.coreConcepts': 1 } },
  {
    why: 'an instant is no calendar date',
    properties: { changedAt: { type: 'string', format: 'date-time' } },
    want: { 'contract.temporal': 1, 'contract.dates': 0, 'contract.instants': 1 },
  },
  {
    why: 'a calendar date is no instant',
    properties: { born: { type: 'string', format: 'date' } },
    want: { 'contract.temporal': 1, 'contract.dates': 1, 'contract.instants': 0 },
  },
  {
    why: 'a date by its name may be either',
    properties: { issueDate: text },
    want: { 'contract.temporal': 1, 'contract.dates': 1, 'contract.instants': 1 },
  },
  {
    why: 'one text in two languages',
    properties: { title: { type: 'object', properties: { fa: text, en: text } } },
    want: { 'contract.languageMaps': 1 },
  },
  { why: 'a member that is called en is no map of languages', properties: { en: text, wide: text }, want: { 'contract.languageMaps': 0 } },
  {
    why: 'a date that is asked for is no member',
    properties: {},
    query: { day: { type: 'string', format: 'date' } },
    want: { 'contract.temporal': 1, 'contract.dates': 0 },
  },
  { why: 'words that may be null', properties: {}, query: { name: { type: ['string', 'null'] } }, want: { 'contract.textSearches': 1 } },
  { why: 'words to search for', properties: {}, query: { name: text }, want: { 'contract.textSearches': 1 } },
  {
    why: 'the mark of a page and a code are no words',
    properties: {},
    query: { cursor: text, nationalCode: text },
    want: { 'contract.textSearches': 0 },
  },
];

describe('What the members of a contract are', () => {
  for (const { why, properties, query, want } of cases)
    it(`is counted: ${why}`, () => {
      const facts = factsWith(properties, query);
      assert.deepEqual(Object.fromEntries(Object.keys(want).map((name) => [name, facts[name]])), want);
    });
});
