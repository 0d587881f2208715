import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, it } from 'mocha';
import type { ApiContract, JsonObject } from '../../../src/contract/api-model.js';
import { loadDocument, parseLoaded } from '../../../src/contract/load-document.js';
import { factsOf } from '../../../src/evidence/document/facts.js';
import { readContract } from '../../../src/evidence/document/read-contract.js';
import { samplesOf } from '../../../src/evidence/document/samples.js';
import { sniffKind } from '../../../src/evidence/document/sniff-kind.js';
import { EgifProblems } from '../../../src/errors.js';
import { codeIdOf } from '../../../src/schemes/field-dictionary.js';
import { loadStatement } from '../../../src/subject/load-statement.js';
import { selectSubject } from '../../../src/subject/select-subject.js';

const persons = 'fixtures/statements/contracts/persons.yaml';
const read = async (file: string, operationsSafe: readonly string[] = []): Promise<ApiContract> =>
  readContract(await loadDocument(file), { type: 'openapi', file, operationsSafe: [...operationsSafe] }, { dataClass: 'internal' });
const readText = (value: unknown): ApiContract =>
  readContract(
    parseLoaded('x.json', new TextEncoder().encode(JSON.stringify(value))),
    { type: 'openapi', file: 'x.json' },
    { dataClass: 'internal' },
  );
const operationOf = (contract: ApiContract, id: string) => {
  const found = contract.operations.find((operation) => operation.id === id);
  assert.ok(found !== undefined, id);
  return found;
};
const minimal = (paths: unknown, more: object = {}) => ({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths, ...more });

describe('evidence/document/read-contract', () => {
  it('tells operations with what is in effect for them', async () => {
    const contract = await read(persons);
    const facts = contract.operations.map(({ id, safe, secured, collection, deprecated }) => [id, safe, secured, collection, deprecated]);
    assert.deepEqual(facts, [
      ['listPersons', true, true, true, false],
      ['createPerson', false, true, false, false],
      ['searchPersons', true, false, true, false],
      ['getPerson', true, false, false, true],
      ['deletePerson', false, true, false, false],
      ['getPhoto', true, true, false, false],
    ]);
    assert.deepEqual(operationOf(contract, 'getPerson').schemes, ['oauth']);
    assert.equal(operationOf(contract, 'getPerson').dataClass, 'personal');
    assert.deepEqual(operationOf(contract, 'createPerson').extensions, { 'x-egif-effect': true });
  });

  it("merges the path's parameters, the operation's own winning", async () => {
    const { parameters } = operationOf(await read(persons), 'getPerson');
    assert.deepEqual(
      parameters.map(({ name, required, pointer }) => [name, required, pointer]),
      [
        ['personId', true, '/paths/~1persons~1{personId}/parameters/0'],
        ['limit', true, '/paths/~1persons~1{personId}/get/parameters/0'],
      ],
    );
  });

  it('follows references to responses and gives their place', async () => {
    const response = operationOf(await read(persons), 'getPerson').responses.find(({ status }) => status === 'default');
    assert.equal(response?.pointer, '/components/responses/Problem');
    assert.equal(response?.bodies[0]?.mediaType, 'application/problem+json');
    assert.deepEqual(operationOf(await read(persons), 'listPersons').responses[0]?.headers, ['link']);
  });

  it('takes only POST operations as safe by declaration, and never one that is declared unsafe', () => {
    const contract = readText(
      minimal({
        '/a': {
          get: { operationId: 'g', 'x-egif-safe': false },
          post: { operationId: 'p', 'x-egif-safe': true },
          delete: { operationId: 'd', 'x-egif-safe': true },
        },
        '/b': { get: { operationId: 'effect', 'x-egif-effect': 'x' }, post: { operationId: 'plain' } },
      }),
    );
    assert.deepEqual(
      contract.operations.filter(({ safe }) => safe).map(({ id }) => id),
      ['p'],
    );
  });

  it('takes the safe operations of the statement', async () => {
    assert.equal(operationOf(await read(persons, ['createPerson', 'deletePerson']), 'createPerson').safe, true);
    assert.equal(operationOf(await read(persons, ['createPerson', 'deletePerson']), 'deletePerson').safe, false);
  });

  it('tells secured from open: an empty list and an empty alternative leave an operation open', () => {
    const security = [{ a: [] }];
    const contract = readText(
      minimal(
        {
          '/': {
            get: { operationId: 'root' },
            put: { operationId: 'none', security: [] },
            post: { operationId: 'either', security: [{ a: [] }, {}] },
            patch: { operationId: 'both', security: [{ a: [], b: [] }, { c: [] }] },
          },
        },
        { security },
      ),
    );
    assert.deepEqual(contract.operations.map(({ id, secured }) => [id, secured]).sort(), [
      ['both', true],
      ['either', false],
      ['none', false],
      ['root', true],
    ]);
    assert.deepEqual(operationOf(contract, 'both').schemes, ['a', 'b', 'c']);
  });

  it('gives an operation without id, or with one that is taken, its method and path', () => {
    const contract = readText(minimal({ '/a': { get: { operationId: 'x' } }, '/b': { get: { operationId: 'x' }, put: {} } }));
    assert.deepEqual(
      contract.operations.map(({ id }) => id),
      ['x', 'GET /b', 'PUT /b'].sort((a) => (a === 'x' ? -1 : 0)),
    );
  });

  it('reads operations of OpenAPI 3.2 and path items by reference', () => {
    const contract = readText({
      ...minimal({
        '/a': { query: { operationId: 'q' }, additionalOperations: { PURGE: { operationId: 'purge' } } },
        '/b': { $ref: '#/components/pathItems/B' },
      }),
      openapi: '3.2.0',
      components: { pathItems: { B: { get: { operationId: 'b' } } } },
    });
    assert.deepEqual(
      contract.operations.map(({ id, method, pointer }) => [id, method, pointer]),
      [
        ['q', 'QUERY', '/paths/~1a/query'],
        ['purge', 'PURGE', '/paths/~1a/additionalOperations/PURGE'],
        ['b', 'GET', '/components/pathItems/B/get'],
      ],
    );
  });

  it('lists every reference that leaves the document', () => {
    const schemas = { A: { $ref: 'a.yaml' }, B: { items: { $ref: 'https://x.example/b' } }, C: { $ref: '#/components/schemas/A' } };
    assert.throws(
      () => readText(minimal({}, { components: { schemas } })),
      (error) =>
        error instanceof EgifProblems && error.problems.length === 2 && error.problems[1]?.place.pointer === '/components/schemas/B/items/$ref',
    );
  });

  const kinds = [
    ['openapi: 3.2.0', 'openapi'],
    ['swagger: "2.0"', 'swagger2'],
    ['asyncapi: 3.0.0', 'asyncapi'],
    ['arazzo: 1.0.0', 'arazzo'],
    ['type: object\nproperties: {}', 'json-schema'],
    ['<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"></wsdl:definitions>', 'wsdl'],
    ['type: x', undefined],
    ['openapi: 3.1', undefined],
  ] as const;
  for (const [text, kind] of kinds) {
    it(`takes '${text.slice(0, 30)}' for ${kind ?? 'nothing known'}`, () =>
      assert.equal(sniffKind(parseLoaded('x', new TextEncoder().encode(text))), kind));
  }
});

describe('evidence/document schemas', () => {
  const accepts = (schema: JsonObject | undefined, value: unknown): boolean => {
    assert.ok(schema !== undefined);
    return new Ajv2020({ strict: false, validateFormats: false }).compile(schema)(value) === true;
  };
  const thing = { kind: 'a', size: 1 };
  const cases = [
    { why: 'a nullable enumeration takes null', value: { kind: null }, valid: true },
    { why: 'a nullable enumeration still refuses others', value: { kind: 'c' }, valid: false },
    { why: 'a nullable string takes null', value: { note: null }, valid: true },
    { why: 'a nullable string refuses a number', value: { note: 1 }, valid: false },
    { why: 'an exclusive bound excludes itself', value: { size: 0 }, valid: false },
    { why: 'an exclusive bound takes what is beyond', value: { size: 0.1 }, valid: true },
    { why: 'a bound that is not exclusive takes itself', value: { size: 9 }, valid: true },
    { why: 'a bound that is not exclusive refuses what is beyond', value: { size: 9.1 }, valid: false },
    { why: 'a nullable composition takes null', value: { part: null }, valid: true },
    { why: 'a nullable composition refuses others', value: { part: { other: 1 } }, valid: false },
    { why: 'recursion is followed', value: { next: { next: thing } }, valid: true },
    { why: 'recursion is judged', value: { next: { next: { size: -1 } } }, valid: false },
  ];
  for (const { why, value, valid } of cases) {
    it(`converts OpenAPI 3.0: ${why}`, async () => {
      assert.equal(accepts((await read('fixtures/contracts/legacy.json')).schemas['Thing'], value), valid);
    });
  }

  it('keeps readOnly, examples and only the definitions that are needed', async () => {
    const { schemas, operations } = await read('fixtures/contracts/legacy.json');
    assert.deepEqual(Object.keys(schemas), ['Thing', 'Part']);
    const defined = schemas['Thing']?.['$defs'];
    assert.deepEqual(Object.keys(defined ?? {}).sort(), ['Part', 'Thing']);
    assert.equal(schemas['Part']?.['$defs'], undefined);
    assert.ok(JSON.stringify(schemas['Part']).includes('"readOnly":true'));
    assert.ok(JSON.stringify(schemas['Thing']).includes('"examples":["n"]'));
    assert.equal(accepts(operations[0]?.responses[0]?.bodies[0]?.schema, [thing]), true);
  });

  it('has no schema where one leads nowhere or round in a circle: nothing can be told by it', async () => {
    const { schemas } = await read('fixtures/contracts/legacy.json');
    for (const name of ['Loop', 'Knot', 'Self', 'Dangling']) assert.equal(schemas[name], undefined, name);
  });

  it('converts what a validator would choke on, and keeps tuples', () => {
    const schemas = {
      A: {
        $id: 'https://x.example/a',
        type: 'thing',
        required: 'x',
        enum: [],
        items: [{ type: 'string' }],
        examples: 'e',
        example: 1,
        minLength: -1,
      },
    };
    const schema = readText(minimal({}, { components: { schemas } })).schemas['A'];
    assert.deepEqual(schema, { prefixItems: [{ type: 'string' }], examples: [1] });
  });

  it('shares one name between two places only by number', () => {
    const schemas = {
      'A b': { type: 'string' },
      A_b: { type: 'integer' },
      C: { properties: { x: { $ref: '#/components/schemas/A b' }, y: { $ref: '#/components/schemas/A_b' } } },
    };
    const schema = readText(minimal({}, { components: { schemas } })).schemas['C'];
    assert.equal(accepts(schema, { x: 'a', y: 1 }), true);
    assert.equal(accepts(schema, { x: 1, y: 1 }), false);
  });
});

describe('evidence/document/samples', () => {
  const options = { service: {}, baseUrl: 'https://x.example/v1', seed: 's' };

  it('takes data from the contract, encodes it, and invents none', async () => {
    const samples = samplesOf(await read(persons), options);
    const urls = [...samples].map(([id, list]) => [id, list.map(({ url, from, body }) => [url, from, body])]);
    assert.deepEqual(urls, [
      ['listPersons', [['https://x.example/v1/persons', 'none', undefined]]],
      ['createPerson', []],
      ['searchPersons', [['https://x.example/v1/persons/_search', 'example', '{"nationalCode":"9990000026"}']]],
      ['getPerson', [['https://x.example/v1/persons/a%2Fb%20%D8%AC?limit=10', 'example', undefined]]],
      ['deletePerson', []],
      ['getPhoto', []],
    ]);
  });

  it('calls what changes data only where it is bound, at most five times', async () => {
    const body = { nationalCode: '9990000018' };
    const binding = { body, expect: { status: 201 } };
    const samples = samplesOf(await read(persons), {
      ...options,
      service: { testData: { bindings: { createPerson: Array.from({ length: 7 }, () => binding) } } },
    });
    const list = samples.get('createPerson') ?? [];
    assert.equal(list.length, 5);
    assert.deepEqual(
      [list[0]?.from, list[0]?.body, list[0]?.mediaType, list[0]?.expectedStatus],
      ['binding', JSON.stringify(body), 'application/json', 201],
    );
  });

  const bindings: readonly { why: string; parameters: Record<string, unknown>; urls: readonly string[] }[] = [
    { why: 'values by name', parameters: { personId: 7 }, urls: ['https://x.example/v1/persons/7/photo'] },
    { why: 'no dots that a URL parser would take for folders', parameters: { personId: '..' }, urls: [] },
    { why: 'no empty path value', parameters: { personId: '' }, urls: [] },
    { why: 'no name of test data that is not resolved', parameters: { personId: '$person.valid.1' }, urls: [] },
    { why: 'nothing where the value is absent', parameters: {}, urls: [] },
    { why: 'no replacement pattern', parameters: { personId: '$&' }, urls: ['https://x.example/v1/persons/%24%26/photo'] },
  ];
  for (const { why, parameters, urls } of bindings) {
    it(`puts into a path ${why}`, async () => {
      const samples = samplesOf(await read(persons), { ...options, service: { testData: { bindings: { getPhoto: [{ parameters }] } } } });
      assert.deepEqual(
        (samples.get('getPhoto') ?? []).map(({ url }) => url),
        urls,
      );
    });
  }

  it('follows a server of the operation only within the same origin', () => {
    const contract = readText(
      minimal({
        '/a': { servers: [{ url: '/other/{v}', variables: { v: { default: 'v2' } } }], get: { operationId: 'relative' } },
        '/b': { get: { operationId: 'foreign', servers: [{ url: 'https://elsewhere.example/v1' }] } },
        '/c': { get: { operationId: 'same', servers: [{ url: 'https://x.example/w/' }] } },
      }),
    );
    const samples = samplesOf(contract, options);
    assert.deepEqual(
      [...samples].map(([id, list]) => [id, list[0]?.url]),
      [
        ['relative', 'https://x.example/other/v2/a'],
        ['foreign', undefined],
        ['same', 'https://x.example/w/c'],
      ],
    );
  });

  const headerCases: readonly { why: string; parameter: object; bound?: unknown; headers: unknown }[] = [
    { why: 'sends a required header by its example', parameter: { name: 'X-Tenant', required: true, example: 'a' }, headers: [['X-Tenant', 'a']] },
    { why: 'sends a bound header that is optional', parameter: { name: 'X-Tenant' }, bound: 7, headers: [['X-Tenant', '7']] },
    { why: 'leaves an optional header out where it is not bound', parameter: { name: 'X-Tenant', example: 'a' }, headers: undefined },
    { why: 'joins a list by commas', parameter: { name: 'X-Tenant' }, bound: ['a', 'b'], headers: [['X-Tenant', 'a,b']] },
    {
      why: 'has no call where the value would end the field',
      parameter: { name: 'X-Tenant', required: true },
      bound: 'a\r\nX-B: c',
      headers: 'none',
    },
    { why: 'has no call where a required value is unknown', parameter: { name: 'X-Tenant', required: true }, headers: 'none' },
    { why: 'never sets a field of the connection', parameter: { name: 'Host', required: true }, bound: 'x.example', headers: 'none' },
    { why: 'has no call with a required cookie', parameter: { name: 'X-Tenant', in: 'cookie', required: true }, bound: 'a', headers: 'none' },
  ];
  for (const { why, parameter, bound, headers } of headerCases) {
    it(`${why} (header parameters)`, () => {
      const parameters = [{ in: 'header', schema: { type: 'string' }, ...parameter }];
      const name = 'name' in parameter ? String(parameter.name) : '';
      const service = bound === undefined ? {} : { testData: { bindings: { a: [{ parameters: { [name]: bound } }] } } };
      const [sample] = samplesOf(readText(minimal({ '/a': { get: { operationId: 'a', parameters } } })), { ...options, service }).get('a') ?? [];
      assert.deepEqual(sample === undefined ? 'none' : sample.headers, headers);
    });
  }
});

describe('evidence/document/samples and API keys', () => {
  it('never send the header of an API key: a call without a credential is one', () => {
    const parameters = [{ name: 'X-API-Key', in: 'header', required: true, schema: { type: 'string' }, example: 'k' }];
    const components = { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-api-key' } } };
    const contract = readText(minimal({ '/a': { get: { operationId: 'a', parameters } } }, { components }));
    const [sample] = samplesOf(contract, { service: {}, baseUrl: 'https://x.example/v1', seed: 's' }).get('a') ?? [];
    assert.deepEqual([sample?.url, sample?.headers], ['https://x.example/v1/a', undefined]);
  });
});

describe('evidence/document/facts', () => {
  it('counts what the statement and the contract hold', async () => {
    const { agency, service, environment } = selectSubject(await loadStatement('fixtures/statements/good.yaml'), { environment: 'prod' });
    const facts = factsOf({ agency, service, environment, contract: await read(persons), codeIdOf });
    const expected = {
      'service.style': 'rest',
      'service.kinds': ['G2G'],
      'environment.kind': 'production',
      'statement.oauth': true,
      'statement.sla': false,
      'statement.identities': 1,
      'contract.kind': 'openapi',
      'contract.version': '3.1.0',
      'contract.published': false,
      'contract.operations': 6,
      'contract.safeOperations': 4,
      'contract.getOperations': 3,
      'contract.bodyOperations': 2,
      'contract.securedOperations': 4,
      'contract.publicOperations': 2,
      'contract.collections': 2,
      'contract.createOperations': 1,
      'contract.asyncOperations': 1,
      'contract.changeOperations': 0,
      'contract.effectOperations': 1,
      'contract.legalOperations': 0,
      'contract.deprecatedOperations': 1,
      'contract.parameters': 7,
      'contract.securitySchemes': 1,
      'contract.schemas': 1,
      'contract.properties': 10,
      'contract.enums': 2,
      'contract.booleans': 1,
      'contract.money': 1,
      'contract.temporal': 1,
      'contract.codes': 2,
      'contract.code.national-code': 1,
      'contract.code.postal-code': 1,
      'contract.code.vin': 0,
      'contract.coreTypes': ['Person'],
    };
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(facts[name], value, name);
    assert.ok(!Object.hasOwn(facts, 'service.criticality'), 'what is not stated is unknown');
  });

  it('counts codes by their core type, and takes no yes or no for a code', async () => {
    const { agency, service, environment } = selectSubject(await loadStatement('fixtures/statements/good.yaml'), { environment: 'prod' });
    const properties = { subject: { type: 'string', 'x-egif-type': 'NationalCode' }, mobile: { type: 'boolean' }, iban: { 'x-egif-type': 'Money' } };
    const contract = readText(minimal({}, { components: { schemas: { A: { type: 'object', properties } } } }));
    const facts = factsOf({ agency, service, environment, contract, codeIdOf });
    const codes = ['national-code', 'mobile', 'sheba'].map((id) => facts[`contract.code.${id}`]);
    assert.deepEqual([...codes, facts['contract.codes']], [1, 0, 0, 1]);
  });

  it('knows no fact of a contract that was not read', async () => {
    const { agency, service, environment } = selectSubject(await loadStatement('fixtures/statements/good.yaml'), { environment: 'loop' });
    assert.deepEqual(
      Object.keys(factsOf({ agency, service, environment, codeIdOf })).filter((name) => name.startsWith('contract.')),
      [],
    );
  });
});
