/** The sample agency without faults: what it declares, it does. */
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect as tlsConnect } from 'node:tls';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { after, before, describe, it } from 'mocha';
import { parse } from 'yaml';
import type { Json } from '../../src/contract/api-model.js';
import { isObject, memberOf, valueAt } from '../../src/contract/json.js';
import { loadDocument } from '../../src/contract/load-document.js';
import { problemsOf } from '../../src/contract/validate.js';
import { startAgency, type RunningAgency } from '../../src/dev/agency.js';
import { EgifError } from '../../src/errors.js';
import { AgencyClient, type Reply } from './agency-client.js';

const person = '/persons/7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1a01';

/** Follows references inside the document. */
function locate(root: Json, pointer: string): string {
  const target = memberOf(valueAt(root, pointer), '$ref');
  return typeof target === 'string' ? locate(root, target.slice(1)) : pointer;
}

describe('The sample agency without faults', () => {
  let directory: string;
  let agency: RunningAgency;
  let client: AgencyClient;
  let token: string;
  let contract: Json;
  let engine: Ajv2020;

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'egif-agency-'));
    agency = await startAgency({ directory });
    client = await AgencyClient.of(agency);
    token = await client.token();
    contract = (await loadDocument(path.join(directory, 'person-registry.openapi.yaml'))).data;
    engine = new Ajv2020({ allErrors: true, strict: false, validateSchema: false });
    addFormats.default(engine);
    if (isObject(contract)) engine.addSchema({ ...contract, $id: 'https://contract.example/' });
  });
  after(async () => {
    await agency.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** Asserts that a reply is documented for its operation, and that its body and its content type are as documented. */
  function assertDocumented(reply: Reply, operation: string): void {
    const response = locate(contract, `${operation}/responses/${reply.status}`);
    assert.ok(valueAt(contract, response) !== undefined, `${operation} ${reply.status} is not documented: ${reply.text}`);
    const mediaType = reply.header('content-type') ?? '';
    const schema = `${response}/content/${mediaType.replaceAll('/', '~1')}/schema`;
    assert.ok(valueAt(contract, schema) !== undefined, `${operation} ${reply.status} ${mediaType} is not documented`);
    const valid = engine.validate({ $ref: `https://contract.example/#${schema}` }, reply.json);
    assert.ok(valid, `${operation} ${reply.status}: ${engine.errorsText()} in ${reply.text}`);
  }

  it('writes a statement that is valid, whose files exist and whose contract has the declared digest', async () => {
    const statement: unknown = parse(await readFile(agency.statement, 'utf8'));
    assert.deepEqual(problemsOf('Statement', statement), []);
    const [service] = client.statement.services;
    const [declared] = service?.contracts ?? [];
    const octets = await readFile(path.join(directory, declared?.file ?? ''));
    assert.equal(declared?.digest, `sha256:${createHash('sha256').update(octets).digest('hex')}`);
    const published = await client.call(declared?.url ?? '');
    assert.deepEqual(
      [published.status, published.header('content-type'), published.header('access-control-allow-origin')],
      [200, 'application/yaml', '*'],
    );
    assert.ok(published.body.equals(octets));
    assert.equal((await stat(path.join(directory, 'secrets/consumer-a.secret'))).mode & 0o777, 0o600);
  });

  it('has synthetic data for every operation that it declares and that deletes nothing, and answers each call as the contract says', async () => {
    const bindings = client.statement.services[0]?.testData?.bindings ?? {};
    const seen: string[] = [];
    for (const [template, item] of Object.entries(memberOf(contract, 'paths') ?? {})) {
      for (const [method, operation] of Object.entries(isObject(item) ? item : {})) {
        const id = String(memberOf(operation, 'operationId'));
        for (const binding of bindings[id] ?? []) {
          const parameters: Record<string, unknown> = { ...binding.parameters };
          const target = template.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(String(parameters[name])));
          const query = parameters['limit'] === undefined ? '' : `?limit=${String(parameters['limit'])}`;
          const body = binding.body === undefined ? {} : { body: JSON.stringify(binding.body), headers: { 'Content-Type': 'application/json' } };
          const reply = await client.call(target + query, { method: method.toUpperCase(), token, ...body });
          assert.equal(reply.status, binding.expect?.status ?? 200, `${id}: ${reply.text}`);
          assertDocumented(reply, `/paths/${template.replaceAll('/', '~1')}/${method}`);
          seen.push(id);
        }
      }
    }
    assert.equal(new Set(seen).size, 20);
  });

  it('shows every optional member of its schemas somewhere in its test data', async () => {
    const seen = new Set<string>();
    const walk = (value: Json): void => {
      if (Array.isArray(value)) for (const item of value as readonly Json[]) walk(item);
      else if (isObject(value))
        for (const [name, member] of Object.entries(value)) {
          seen.add(name);
          walk(member);
        }
    };
    for (const target of [
      '/persons?limit=1',
      '/persons',
      '/legal-persons',
      '/licences',
      '/payments/7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1e01',
      '/requests',
      '/reports/7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1901',
      '/reports/7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1901/result',
      '/status',
    ]) {
      walk((await client.call(target, { token })).json ?? null);
    }
    const schemas = memberOf(memberOf(contract, 'components'), 'schemas');
    const asked = Object.entries(isObject(schemas) ? schemas : {}).filter(([name]) => !/Query|Order|Problem/.test(name));
    for (const [name, schema] of asked)
      for (const member of Object.keys(memberOf(schema, 'properties') ?? {})) assert.ok(seen.has(member), `${name}.${member}`);
  });

  it('walks its pages completely and repeatably', async () => {
    const ids: unknown[] = [];
    let target = '/persons?limit=2';
    for (let pages = 0; pages < 5; pages += 1) {
      const { json } = await client.call(target, { token });
      const items = memberOf(json, 'items');
      for (const item of Array.isArray(items) ? (items as readonly Json[]) : []) ids.push(memberOf(item, 'id'));
      const next = memberOf(json, 'nextCursor');
      if (next === undefined) break;
      target = `/persons?limit=2&cursor=${String(next)}`;
    }
    assert.equal(ids.length, 6);
    assert.equal(new Set(ids).size, 6);
  });

  it('creates once for one idempotency key, and refuses another body with it', async () => {
    const order = {
      amount: { amount: '10', currency: 'IRR' },
      payeeIban: 'IR740990000000000000000001',
      payerLegalPersonId: '99999000029',
      purpose: 'آزمایش',
    };
    const headers = { 'Idempotency-Key': 'test-key-0001' };
    const first = await client.json('/payments', order, { token, headers });
    const second = await client.json('/payments', order, { token, headers });
    assert.deepEqual([first.status, second.status, second.text], [201, 201, first.text]);
    const fetched = await client.call(new URL(first.header('location') ?? '', client.origin).href, { token });
    assert.deepEqual(fetched.json, first.json);
    assert.equal((await client.json('/payments', { ...order, purpose: 'دیگر' }, { token, headers })).status, 409);
  });

  const refusals: readonly {
    readonly why: string;
    readonly target: string;
    readonly call?: object;
    readonly status: number;
    readonly code?: string;
  }[] = [
    { why: 'nobody asks', target: '/persons', status: 401 },
    { why: 'the token is not ours', target: '/persons', call: { token: 'egif-invalid' }, status: 401 },
    { why: 'the token stands in the URL', target: '/persons?access_token=x', status: 400 },
    { why: 'there is no such person', target: '/persons/00000000-0000-4000-8000-000000000000', call: { auth: true }, status: 404 },
    { why: 'the id is no UUID', target: '/persons/1', call: { auth: true }, status: 400, code: 'format' },
    { why: 'there is no such path', target: '/no-such-thing', status: 404 },
    { why: 'the method is not declared', target: '/persons', call: { method: 'DELETE', auth: true }, status: 405 },
    { why: 'TRACE is refused', target: '/persons', call: { method: 'TRACE' }, status: 405 },
    { why: 'the method is not HTTP', target: '/', call: { method: 'PROPFIND' }, status: 501 },
    { why: 'JSON is not accepted', target: '/persons', call: { auth: true, headers: { Accept: 'application/x-egif-unknown' } }, status: 406 },
    {
      why: 'the body is no JSON type',
      target: '/persons/_search',
      call: { auth: true, method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: 'x' },
      status: 415,
    },
    { why: 'the body is cut off', target: '/persons/_search', call: { auth: true, json: '{"a":' }, status: 400 },
    { why: 'the body is empty', target: '/persons/_search', call: { auth: true, json: '' }, status: 400 },
    { why: 'the body is a list', target: '/persons/_search', call: { auth: true, json: '[]' }, status: 400, code: 'type' },
    {
      why: 'the body is too large',
      target: '/persons/_search',
      call: { auth: true, json: JSON.stringify({ nationalCode: 'x'.repeat(70_000) }) },
      status: 413,
    },
    { why: 'the limit is no number', target: '/persons?limit=abc', call: { auth: true }, status: 400, code: 'type' },
    { why: 'the limit is over the maximum', target: '/persons?limit=1000', call: { auth: true }, status: 400, code: 'maximum' },
    {
      why: 'the check digit is wrong',
      target: '/persons/_search',
      call: { auth: true, json: '{"nationalCode":"9990000019"}' },
      status: 400,
      code: 'wrong-check-digit',
    },
    {
      why: 'the digits are Persian',
      target: '/persons/_search',
      call: { auth: true, json: '{"nationalCode":"۹۹۹۰۰۰۰۰۱۸"}' },
      status: 400,
      code: 'pattern',
    },
    {
      why: 'the code repeats one digit',
      target: '/persons/_search',
      call: { auth: true, json: '{"nationalCode":"1111111111"}' },
      status: 400,
      code: 'all-equal',
    },
    {
      why: 'the legal id is wrong',
      target: '/legal-persons/_search',
      call: { auth: true, json: '{"legalPersonId":"99999000015"}' },
      status: 400,
      code: 'wrong-check-digit',
    },
    {
      why: 'a member is unknown',
      target: '/persons/_search',
      call: { auth: true, json: '{"nationalCode":"9990000018","x":1}' },
      status: 400,
      code: 'additional-properties',
    },
    { why: 'the query is far too long', target: `/persons?q=${'x'.repeat(16_384)}`, call: { auth: true }, status: 414 },
    { why: 'a header is far too long', target: '/persons', call: { headers: { 'X-Long': 'x'.repeat(65_536) } }, status: 431 },
  ];
  for (const { why, target, call = {}, status, code } of refusals)
    it(`answers ${status} with a problem where ${why}`, async () => {
      const { auth, json, ...plain } = call as { auth?: boolean; json?: string };
      const body = json === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: json };
      const reply = await client.call(target, { ...plain, ...body, ...(auth ? { token } : {}) });
      assert.deepEqual([reply.status, reply.header('content-type')], [status, 'application/problem+json']);
      assert.equal(memberOf(reply.json, 'status'), status);
      if (status === 401) assert.match(reply.header('www-authenticate') ?? '', /^Bearer /);
      if (status === 405) assert.match(reply.header('allow') ?? '', /OPTIONS/);
      if (code !== undefined) assert.equal(valueAt(reply.json ?? null, '/errors/0/code'), code);
    });

  it('answers a valid but unknown code with an empty list', async () => {
    const reply = await client.json('/persons/_search', { nationalCode: '9990000069' }, { token });
    assert.deepEqual([reply.status, memberOf(reply.json, 'items'), memberOf(reply.json, 'total')], [200, [], 0]);
  });

  it('names exactly the declared methods in Allow', async () => {
    assert.equal((await client.call('/payments', { method: 'PUT', token })).header('allow'), 'POST, OPTIONS');
    assert.equal((await client.call('/persons', { method: 'OPTIONS' })).header('allow'), 'GET, HEAD, OPTIONS');
  });

  it('reports all violations at once', async () => {
    const reply = await client.json(
      '/payments',
      { amount: { amount: 5, currency: 'IRR' }, payeeIban: 'IR000990000000000000000001', payerLegalPersonId: '9' },
      { token },
    );
    const errors = memberOf(reply.json, 'errors');
    const pointers = (Array.isArray(errors) ? (errors as readonly Json[]) : []).map((error) => memberOf(error, 'pointer'));
    assert.deepEqual(new Set(pointers), new Set(['/amount/amount', '/payeeIban', '/payerLegalPersonId', '/purpose']));
  });

  it('refuses an identity without the scope with 403', async () => {
    const reply = await client.call(person, { token: await client.token('noScope') });
    assert.equal(reply.status, 403);
    assert.match(reply.header('www-authenticate') ?? '', /insufficient_scope/);
  });

  it('gives HEAD the headers of GET and no body', async () => {
    const [head, full] = [await client.call(person, { method: 'HEAD', token }), await client.call(person, { token })];
    assert.deepEqual([head.status, head.body.length], [200, 0]);
    for (const name of ['content-type', 'content-length', 'cache-control', 'api-version']) assert.equal(head.header(name), full.header(name), name);
  });

  it('speaks Persian unless English is preferred', async () => {
    const languages = ['', 'fa', 'en', 'en;q=0.2, fa;q=0.9', 'de'];
    const replies = await Promise.all(
      languages.map((language) => client.call('/x', { headers: language === '' ? {} : { 'Accept-Language': language } })),
    );
    assert.deepEqual(
      replies.map((reply) => reply.header('content-language')),
      ['fa', 'fa', 'en', 'fa', 'fa'],
    );
  });

  it('echoes the trace of the caller and ignores a malformed one', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const traced = await client.call('/x', { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01`, 'X-Correlation-ID': 'abc-1' } });
    assert.deepEqual(
      [traced.header('trace-id'), traced.header('x-correlation-id'), memberOf(traced.json, 'instance')],
      [traceId, 'abc-1', `urn:trace:${traceId}`],
    );
    assert.match(traced.header('traceresponse') ?? '', new RegExp(`^00-${traceId}-`));
    const malformed = await client.call('/status', { headers: { traceparent: '00-xyz' } });
    assert.deepEqual([malformed.status, /^[0-9a-f]{32}$/.test(malformed.header('trace-id') ?? '')], [200, true]);
  });

  it('carries the protective headers on every answer', async () => {
    for (const target of [person, '/status', '/no-such-thing', `${client.origin}/.well-known/security.txt`]) {
      const reply = await client.call(target, { token });
      assert.equal(reply.headers.filter(([name]) => name === 'Strict-Transport-Security').length, 1);
      assert.equal(reply.header('x-content-type-options'), 'nosniff');
      assert.equal(reply.header('cache-control'), 'no-store');
      assert.ok(Math.abs(Date.parse(reply.header('date') ?? '') - Date.now()) < 3000);
    }
    assert.equal((await client.call('/status')).header('api-version'), '1.4.2');
  });

  it('publishes metadata, public keys, security.txt and an API catalogue', async () => {
    const metadata = await client.call(`${client.origin}/.well-known/oauth-authorization-server`);
    assert.equal(memberOf(metadata.json, 'issuer'), client.statement.services[0]?.credentials?.issuer);
    const keys = await client.call(String(memberOf(metadata.json, 'jwks_uri')));
    assert.equal(valueAt(keys.json ?? null, '/keys/0/kty'), 'EC');
    assert.equal(valueAt(keys.json ?? null, '/keys/0/d'), undefined);
    const security = await client.call(`${client.origin}/.well-known/security.txt`);
    assert.match(security.text, /^Contact: /m);
    assert.ok(Date.parse(/^Expires: (.+)$/m.exec(security.text)?.[1] ?? '') > Date.now());
    assert.equal((await client.call(`${client.origin}/.well-known/api-catalog`)).header('content-type'), 'application/linkset+json');
  });

  it('sends pages from cleartext HTTP to HTTPS and refuses everything with a credential or an effect', async () => {
    const plain = `http://127.0.0.1:${agency.plainHttpPort}/person-registry/v1/status`;
    const page = await client.call(plain);
    assert.deepEqual(
      [page.status, page.header('location'), page.body.length, page.header('strict-transport-security')],
      [308, `${agency.baseUrl}/status`, 0, undefined],
    );
    assert.equal((await client.call(plain, { token })).status, 403);
    assert.equal((await client.call(plain, { method: 'POST' })).status, 403);
  });

  it('speaks TLS 1.2 and 1.3 and nothing older', async () => {
    const port = Number(new URL(agency.baseUrl).port);
    const speaks = (version: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string> =>
      new Promise((resolve) => {
        const options = {
          host: '127.0.0.1',
          port,
          rejectUnauthorized: false,
          minVersion: version,
          maxVersion: version,
          ciphers: 'ALL:@SECLEVEL=0',
        } as const;
        const socket = tlsConnect(options, () => resolve(socket.end().getProtocol() ?? ''));
        socket.on('error', () => resolve('refused'));
      });
    assert.deepEqual(await Promise.all((['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const).map(speaks)), [
      'refused',
      'refused',
      'TLSv1.2',
      'TLSv1.3',
    ]);
  });

  it('stops cleanly: no port is left, even with a connection open', async () => {
    const other = await startAgency({ directory: path.join(directory, 'other') });
    const port = Number(new URL(other.baseUrl).port);
    const open = connect(port, '127.0.0.1');
    await new Promise((resolve) => open.once('connect', resolve));
    open.on('error', () => undefined);
    await other.close();
    for (const closed of [port, other.plainHttpPort])
      await assert.rejects(
        new Promise((resolve, reject) => connect(closed, '127.0.0.1').once('connect', resolve).once('error', reject)),
        /ECONNREFUSED/,
      );
  });

  it('takes its instants and the life of its tokens from the given clock', async () => {
    let now = new Date('2031-05-01T10:00:07Z');
    const later = await startAgency({ directory: path.join(directory, 'later'), clock: () => now });
    const statement: unknown = parse(await readFile(later.statement, 'utf8'));
    assert.match(JSON.stringify(statement), /"validTo":"2032-04-30T10:00:07Z"/);
    now = new Date('2031-05-01T10:30:00Z');
    await later.close();
  });

  it('refuses an unknown fault and a taken port with a code', async () => {
    const codeOf = (code: string) => (error: unknown) => error instanceof EgifError && error.code === code;
    await assert.rejects(startAgency({ directory, faults: ['no-such-fault'] }), codeOf('FAULT_UNKNOWN'));
    await assert.rejects(startAgency({ directory: path.join(directory, 'x'), port: Number(new URL(agency.baseUrl).port) }), codeOf('USAGE'));
  });
});
