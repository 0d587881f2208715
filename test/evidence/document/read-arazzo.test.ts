/**
 * Reading Arazzo descriptions against a service's own contract: what is called, and what is not read.
 */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { JsonObject } from '../../../src/contract/api-model.js';
import { parseLoaded } from '../../../src/contract/load-document.js';
import { readArazzo } from '../../../src/evidence/document/read-arazzo.js';
import { readContract } from '../../../src/evidence/document/read-contract.js';

const openapi = {
  openapi: '3.1.0',
  info: { title: 't', version: '1.0.0' },
  paths: { '/rows/{id}': { get: { operationId: 'getRow', responses: { '200': { description: 'ok' } } } } },
};
const contract = readContract(
  parseLoaded('contracts/own.json', Buffer.from(JSON.stringify(openapi))),
  { type: 'openapi', file: 'contracts/own.json', url: 'https://api.example/openapi.json' },
  { dataClass: 'public' },
);
const own = { name: 'own', type: 'openapi', url: '../contracts/own.json' };
const other = { name: 'other', type: 'openapi', url: 'https://other.example/openapi.json' };

function read(step: JsonObject, sources: readonly JsonObject[] = [own], more: JsonObject = {}) {
  const description = { arazzo: '1.0.1', sourceDescriptions: sources, workflows: [{ workflowId: 'w', steps: [{ stepId: 's', ...step }], ...more }] };
  const document = parseLoaded('flows/w.json', Buffer.from(JSON.stringify(description)));
  const [workflow] = readArazzo(document, contract, { testData: { inputs: { w: { a: 1 } } } });
  const [first] = workflow?.steps ?? [];
  return { workflow, operation: first?.operation?.id, unread: first?.unread.map(({ cause }) => cause), step: first };
}

describe('evidence/document/read-arazzo', () => {
  const cases: readonly {
    readonly why: string;
    readonly step: JsonObject;
    readonly sources?: readonly JsonObject[];
    readonly operation?: string;
    readonly unread?: readonly string[];
  }[] = [
    { why: 'an operationId of the one source', step: { operationId: 'getRow' }, operation: 'getRow' },
    {
      why: 'the published address of the contract as source',
      step: { operationId: 'getRow' },
      sources: [{ ...own, url: 'https://api.example/openapi.json' }],
      operation: 'getRow',
    },
    { why: 'an operationId with its source', step: { operationId: '$sourceDescriptions.own.getRow' }, sources: [own, other], operation: 'getRow' },
    { why: 'an operationPath', step: { operationPath: '{$sourceDescriptions.own.url}#/paths/~1rows~1{id}/get' }, operation: 'getRow' },
    { why: 'an operationId that two sources may have', step: { operationId: 'getRow' }, sources: [own, other], unread: ['step-of-other-service'] },
    { why: 'another source', step: { operationId: '$sourceDescriptions.other.getRow' }, sources: [own, other], unread: ['step-of-other-service'] },
    {
      why: 'a source that only has the same file name',
      step: { operationId: 'getRow' },
      sources: [{ ...own, url: './own.json' }],
      unread: ['step-of-other-service'],
    },
    { why: 'an operation that is not there', step: { operationId: 'gone' }, unread: ['workflow-part-unread'] },
    { why: 'a step that is a workflow', step: { workflowId: 'x' }, unread: ['workflow-part-unread'] },
    {
      why: 'an XPath criterion',
      step: { operationId: 'getRow', successCriteria: [{ condition: '/a', type: 'xpath', context: '$response.body' }] },
      operation: 'getRow',
      unread: ['workflow-part-unread'],
    },
    {
      why: 'an action that leads to another workflow',
      step: { operationId: 'getRow', onFailure: [{ name: 'a', type: 'goto', workflowId: 'x' }] },
      operation: 'getRow',
      unread: ['workflow-part-unread'],
    },
  ];
  for (const { why, step, sources, operation, unread = [] } of cases)
    it(`reads ${why}`, () => {
      const found = read(step, sources);
      assert.deepEqual({ operation: found.operation, unread: found.unread }, { operation, unread });
    });

  it('takes the actions and parameters of the workflow where a step has none of its own', () => {
    const common = {
      parameters: [{ name: 'id', in: 'path', value: '$inputs.a' }],
      failureActions: [{ name: 'a', type: 'retry', retryAfter: 2, retryLimit: 3 }],
    };
    const { step, workflow } = read({ operationId: 'getRow' }, [own], common);
    assert.deepEqual(step?.parameters, [{ name: 'id', in: 'path', value: '$inputs.a' }]);
    assert.deepEqual(step?.onFailure, [{ type: 'retry', retryAfterSeconds: 2, retryLimit: 3, criteria: [] }]);
    assert.deepEqual(workflow?.given, { a: 1 });
  });
});
