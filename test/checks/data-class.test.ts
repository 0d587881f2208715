/** The class of the data of an operation: what it says of itself, unless it carries the code of a natural person. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { dataClassOf } from '../../src/checks/data-class.js';
import { parseLoaded } from '../../src/contract/load-document.js';
import { readContract } from '../../src/evidence/document/read-contract.js';

const service = { id: '99990010001', title: { fa: 'نمونه' }, role: 'provider', style: 'rest', dataClass: 'personal', environments: [] } as const;
const operation = (id: string, member: string, dataClass: object) => {
  const content = { 'application/json': { schema: { type: 'object', properties: { [member]: { type: 'string' } } } } };
  return { get: { operationId: id, ...dataClass, responses: { '200': { description: 'د', content } } } };
};
const document = {
  openapi: '3.1.0',
  info: { title: 'نمونه', version: '1.0.0' },
  paths: {
    '/status': operation('status', 'state', { 'x-egif-data-class': 'public' }),
    '/people': operation('people', 'nationalCode', { 'x-egif-data-class': 'public' }),
    '/files': operation('files', 'nationalCode', { 'x-egif-data-class': 'sensitive' }),
    '/others': operation('others', 'state', {}),
  },
};
const loaded = parseLoaded('openapi.json', new TextEncoder().encode(JSON.stringify(document)));
const contract = readContract(loaded, { type: 'openapi', file: 'openapi.json' }, service);

const cases = [
  { why: 'public where nobody is in it', id: 'status', want: 'public' },
  { why: 'personal where a natural person is, whatever is said', id: 'people', want: 'personal' },
  { why: 'no lower than it says', id: 'files', want: 'sensitive' },
  { why: 'that of the service where it says nothing', id: 'others', want: 'personal' },
  { why: 'that of the service without an operation', id: 'none', want: 'personal' },
] as const;

describe('The data class of an operation', () => {
  for (const { why, id, want } of cases)
    it(`is ${why}`, () => {
      assert.equal(
        dataClassOf(
          { contract, service },
          contract.operations.find((each) => each.id === id),
        ),
        want,
      );
    });
});
