import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { ApiContract } from '../../src/contract/api-model.js';
import type { SafetyClass } from '../../src/contract/documents.js';
import type { HttpAction } from '../../src/contract/evidence.js';
import { parseLoaded } from '../../src/contract/load-document.js';
import { declaredCalls } from '../../src/evidence/declared-calls.js';
import { readContract } from '../../src/evidence/document/read-contract.js';
import { safetyOf } from '../../src/evidence/permission.js';
import { getOf, serveHttp, sessionFor, type SessionChanges } from './servers.js';

const body = { requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } } };
const answers = { responses: { '200': { description: 'ok' } } };

/** A contract with searches, creations and actions without a body. */
function contractAt(baseUrl: string): ApiContract {
  const document = {
    openapi: '3.1.0',
    info: { title: 't', version: '1.0.0' },
    servers: [{ url: baseUrl }],
    paths: {
      '/persons/_search': { post: { operationId: 'search', ...body, ...answers } },
      '/persons/{id}': { post: { operationId: 'touch', ...answers }, delete: { operationId: 'remove', ...answers }, put: { ...body, ...answers } },
      '/persons': { post: { operationId: 'create', ...body, ...answers } },
      '/پرونده/{id}/تأیید': { post: { operationId: 'approve', ...answers } },
      '/orders/{id}/total': { post: { operationId: 'total', 'x-egif-safe': true, ...body, ...answers } },
    },
  };
  const loaded = parseLoaded('openapi.json', Buffer.from(JSON.stringify(document)));
  return readContract(loaded, { type: 'openapi', file: 'openapi.json' }, { dataClass: 'public' });
}

const base = 'https://api.example/v1';
const json: HttpAction['headers'] = [['Content-Type', 'application/json']];
const post = (path: string, more: Partial<HttpAction> = {}): HttpAction => getOf(base + path, { method: 'POST', headers: json, body: '{}', ...more });

describe('evidence: the class of a request that may change something', () => {
  const cases: readonly { readonly why: string; readonly action: HttpAction; readonly want: SafetyClass }[] = [
    { why: 'a declared search', action: post('/persons/_search'), want: 'S1' },
    { why: 'a declared search of an identity', action: post('/persons/_search', { credential: 'identity:a' }), want: 'S2' },
    { why: 'a template that is declared safe', action: post('/orders/7/total'), want: 'S1' },
    { why: 'a creation that calls itself S1', action: post('/persons'), want: 'S4' },
    { why: 'a creation of an identity that calls itself S2', action: post('/persons', { credential: 'identity:a', safety: 'S2' }), want: 'S4' },
    { why: 'an undeclared path', action: post('/elsewhere'), want: 'S4' },
    {
      why: 'the path of a search on another origin',
      action: getOf('https://other.example/v1/persons/_search', { method: 'POST', body: '{}' }),
      want: 'S4',
    },
    {
      why: 'the path of a search outside the base',
      action: getOf('https://api.example/persons/_search', { method: 'POST', body: '{}' }),
      want: 'S4',
    },
    { why: 'an action without a body at a Persian path', action: getOf(base + encodeURI('/پرونده/7/تأیید'), { method: 'POST' }), want: 'S4' },
    { why: 'a search below which something more stands', action: post('/persons/_search/x'), want: 'S4' },
    { why: 'a template with a hidden separator', action: post('/orders/7%2Fcancel/total'), want: 'S4' },
    { why: 'a template with a dot segment in disguise', action: post('/orders/%2e%2e/total'), want: 'S4' },
    { why: 'a broken body', action: post('/persons', { body: '{"egif":' }), want: 'S3' },
    {
      why: 'a broken body that is a form',
      action: post('/persons', { body: 'a=1', headers: [['Content-Type', 'application/x-www-form-urlencoded']] }),
      want: 'S4',
    },
    { why: 'a broken body without a type', action: post('/persons', { body: '{"egif":', headers: [] }), want: 'S4' },
    { why: 'a broken body under two types', action: post('/persons', { body: '{', headers: [...json, ['content-type', 'text/plain']] }), want: 'S4' },
    {
      why: 'XML under a strange type',
      action: post('/persons', { body: ' <a/>', headers: [['Content-Type', 'application/x-egif-unknown']] }),
      want: 'S4',
    },
    {
      why: 'JSON under a strange type',
      action: post('/persons', { body: '{}', headers: [['Content-Type', 'application/x-egif-unknown']] }),
      want: 'S4',
    },
    {
      why: 'octets that fit no type',
      action: post('/persons', { body: 'egif {', headers: [['Content-Type', 'application/x-egif-unknown']] }),
      want: 'S3',
    },
    { why: 'no body where one is needed', action: post('/persons', { body: '' }), want: 'S3' },
    { why: 'no body where none is needed', action: post('/persons/7', { body: '' }), want: 'S4' },
    { why: 'a declared deletion', action: getOf(`${base}/persons/7`, { method: 'DELETE' }), want: 'S4' },
    { why: 'an undeclared deletion', action: getOf(`${base}/persons`, { method: 'DELETE' }), want: 'S3' },
    { why: 'a PUT with a body', action: getOf(`${base}/persons/7`, { method: 'PUT', headers: json, body: '{}' }), want: 'S4' },
    { why: 'a method of nobody', action: getOf(`${base}/persons`, { method: 'BREW' }), want: 'S3' },
    {
      why: 'a GET that a gateway takes for a deletion',
      action: getOf(`${base}/persons/7`, { headers: [['X-HTTP-Method-Override', 'delete']] }),
      want: 'S4',
    },
    {
      why: 'a search that a gateway takes for a deletion',
      action: post('/persons/_search', { headers: [...json, ['X-Method-Override', 'DELETE']] }),
      want: 'S4',
    },
    { why: 'a GET with the method in its query', action: getOf(`${base}/persons/7?_method=PUT`), want: 'S3' },
    { why: 'OPTIONS', action: getOf(`${base}/persons`, { method: 'OPTIONS' }), want: 'S1' },
    { why: 'a search stated as a negative call', action: post('/persons/_search', { safety: 'S3' }), want: 'S3' },
  ];
  for (const { why, action, want } of cases) {
    it(`is ${want} for ${why}`, () => assert.equal(safetyOf(action, declaredCalls(contractAt(base), base)), want));
  }

  it('is S4 for every POST with a body where no contract is known', () => assert.equal(safetyOf(post('/persons/_search')), 'S4'));

  const environments: readonly {
    readonly kind: 'production' | 'sandbox';
    readonly granted: readonly SafetyClass[];
    readonly reached: readonly string[];
  }[] = [
    { kind: 'production', granted: ['S1'], reached: ['/v1/persons/_search'] },
    { kind: 'production', granted: ['S1', 'S3'], reached: ['/v1/persons/_search', '/v1/persons broken'] },
    { kind: 'production', granted: ['S1', 'S3', 'S4'], reached: ['/v1/persons/_search', '/v1/persons broken'] },
    { kind: 'sandbox', granted: ['S1'], reached: ['/v1/persons/_search'] },
    { kind: 'sandbox', granted: ['S1', 'S3', 'S4'], reached: ['/v1/persons/_search', '/v1/persons broken', '/v1/persons'] },
  ];
  for (const { kind, granted, reached } of environments) {
    it(`lets ${reached.length} of 3 through to ${kind} with consent to ${granted.join(', ')}, whatever they call themselves`, async () => {
      const seen: string[] = [];
      const server = await serveHttp((request, response) => {
        seen.push(`${request.url}${request.headers['x-broken'] === undefined ? '' : ' broken'}`);
        response.end('{}');
      });
      const url = `${server.http}/v1`;
      const changes: SessionChanges = {
        environment: { kind, baseUrl: url },
        contract: contractAt(url),
        consent: (safety) => granted.includes(safety),
      };
      const session = sessionFor([server.http], changes);
      const send = (path: string, more: Partial<HttpAction> = {}) =>
        session.observe(getOf(url + path, { method: 'POST', headers: json, body: '{}', safety: 'S1', ...more }), 1);
      await send('/persons/_search');
      await send('/persons', { body: '{"egif":', headers: [...json, ['X-Broken', '1']] });
      const { lost } = await send('/persons');
      assert.deepEqual(seen, reached);
      assert.equal(lost?.cause, reached.length === 3 ? undefined : 'no-consent');
      await session.close();
      await server.close();
    });
  }
});
