/** The fact service.dataClass: what is stated, unless the contract shows the code of a natural person. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Service } from '../../../src/contract/documents.js';
import { parseLoaded } from '../../../src/contract/load-document.js';
import { factsOf } from '../../../src/evidence/document/facts.js';
import { readContract } from '../../../src/evidence/document/read-contract.js';
import { codeIdOf } from '../../../src/schemes/field-dictionary.js';

const environment = { id: 'local', kind: 'local', baseUrl: 'https://127.0.0.1/v1' } as const;
const service: Service = { id: '1', title: { fa: 'خدمت' }, role: 'provider', style: 'rest', dataClass: 'public', environments: [environment] };
const agency = { legalPersonId: '99999000014', name: { fa: 'سازمان نمونه' }, domains: ['agency.example'] };

const contractWith = (member: string) => {
  const schema = { type: 'object', properties: { [member]: { type: 'string' } } };
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema } } } };
  const document = { openapi: '3.1.0', info: { title: 't', version: '1.0.0' }, paths: { '/a': { get: { operationId: 'a', responses } } } };
  return readContract(parseLoaded('a.json', Buffer.from(JSON.stringify(document))), { type: 'openapi', file: 'a.json' }, service);
};

const cases: readonly { readonly why: string; readonly stated: Service['dataClass']; readonly member?: string; readonly want: string }[] = [
  { why: 'without a contract it is what is stated', stated: 'public', want: 'public' },
  { why: 'the code of a legal person is public', stated: 'public', member: 'legalPersonId', want: 'public' },
  { why: 'the code of a natural person is not public', stated: 'public', member: 'nationalCode', want: 'personal' },
  { why: 'nor is that of a foreigner internal', stated: 'internal', member: 'fidaCode', want: 'personal' },
  { why: 'nobody is lowered', stated: 'sensitive', member: 'nationalCode', want: 'sensitive' },
];

describe('The fact service.dataClass', () => {
  for (const { why, stated, member, want } of cases)
    it(`is no mere word: ${why}`, () => {
      const given = { agency, environment, codeIdOf, service: { ...service, dataClass: stated } };
      assert.equal(factsOf({ ...given, ...(member === undefined ? {} : { contract: contractWith(member) }) })['service.dataClass'], want);
    });
});
