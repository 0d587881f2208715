/** Whether a service pushes events: by its style, its listener, or its contract; unknown where there is no contract. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Service } from '../../../src/contract/documents.js';
import { parseLoaded } from '../../../src/contract/load-document.js';
import { factsOf } from '../../../src/evidence/document/facts.js';
import { readContract } from '../../../src/evidence/document/read-contract.js';

const environment = { id: 'local', kind: 'local', baseUrl: 'https://127.0.0.1/v1' } as const;
const service: Service = { id: '1', title: { fa: 'خدمت' }, role: 'provider', style: 'rest', dataClass: 'public', environments: [environment] };
const agency = { legalPersonId: '99999000014', name: { fa: 'سازمان نمونه' }, domains: ['agency.example'] };
const events = { url: 'https://127.0.0.1:1/e', certificate: { cert: 'file:a', key: 'file:b' }, trigger: 'cause' };

const contractOf = (own: object) => {
  const ok = { responses: { 200: { description: 'ok' } } };
  const document = { openapi: '3.1.0', info: { title: 't', version: '1.0.0' }, paths: { '/a': { get: { operationId: 'a', ...ok } } }, ...own };
  return readContract(parseLoaded('a.json', Buffer.from(JSON.stringify(document))), { type: 'openapi', file: 'a.json' }, service);
};
const called = { '/a': { post: { operationId: 'a', callbacks: { done: {} }, responses: { 200: { description: 'ok' } } } } };

const cases: readonly {
  readonly why: string;
  readonly service?: Partial<Service>;
  readonly contract?: object;
  readonly want: boolean | undefined;
}[] = [
  { why: 'no contract', want: undefined },
  { why: 'a contract without any', contract: {}, want: false },
  { why: 'the style', service: { style: 'event' }, want: true },
  { why: 'a stated listener', service: { listeners: { events } }, contract: {}, want: true },
  { why: 'webhooks of the contract', contract: { webhooks: { moved: { post: {} } } }, want: true },
  {
    why: 'webhooks and callbacks that a generator wrote empty',
    contract: { webhooks: {}, paths: { '/a': { get: { callbacks: {} } } } },
    want: false,
  },
  { why: 'callbacks of an operation', contract: { paths: called }, want: true },
];

describe('The fact service.webhooks', () => {
  for (const { why, service: own, contract, want } of cases)
    it(`is told: ${why}`, () => {
      const given = { agency, environment, codeIdOf: () => undefined, service: { ...service, ...own } };
      assert.equal(factsOf({ ...given, ...(contract === undefined ? {} : { contract: contractOf(contract) }) })['service.webhooks'], want);
    });
});
