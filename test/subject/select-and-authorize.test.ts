import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { authorizeTargets } from '../../src/subject/authorize-targets.js';
import { loadStatement } from '../../src/subject/load-statement.js';
import { selectSubject } from '../../src/subject/select-subject.js';
import { type Edit, withStatement } from './statement-copy.js';

const targetsOf = async (edits: readonly Edit[], environment: string, allowNetwork: readonly string[]) =>
  await withStatement(edits, async (file) => authorizeTargets(selectSubject(await loadStatement(file), { environment }), { allowNetwork }));

const token = 'https://sso.sample.gov.example/token';
const base = 'https://api.sample.gov.example/persons/v1/';

describe('subject/select-subject', () => {
  it('takes the only service and the named environment, without trailing slash', async () => {
    const subject = selectSubject(await loadStatement('fixtures/statements/good.yaml'), { environment: 'prod' });
    assert.equal(subject.service.id, '10011234000');
    assert.equal(subject.baseUrl, 'https://api.sample.gov.example/persons/v1');
  });

  it('refuses an ambiguous choice and lists the ids', async () => {
    const loaded = await loadStatement('fixtures/statements/good.yaml');
    assert.throws(() => selectSubject(loaded, {}), { code: 'STATEMENT_AMBIGUOUS', message: /prod, loop/ });
  });

  it('suggests the id that was meant', async () => {
    const loaded = await loadStatement('fixtures/statements/good.yaml');
    assert.throws(() => selectSubject(loaded, { environment: 'prdo' }), { code: 'UNKNOWN_ID', mend: /prod/ });
    assert.throws(() => selectSubject(loaded, { service: '1001123400', environment: 'prod' }), { code: 'UNKNOWN_ID', mend: /10011234000/ });
  });
});

describe('subject/authorize-targets', () => {
  it('permits exactly the origins that the statement names', async () => {
    const { origins, networks } = await targetsOf([], 'prod', ['10.0.0.0/8']);
    assert.deepEqual(origins, [
      { origin: 'https://api.sample.gov.example', roles: ['base', 'well-known', 'contract'] },
      { origin: 'http://api.sample.gov.example', roles: ['plain-http'] },
      { origin: 'https://sso.sample.gov.example', roles: ['token'] },
      { origin: 'https://sample.gov.example', roles: ['well-known'] },
    ]);
    assert.deepEqual(networks, []);
  });

  it('takes the ports of a local environment from the statement', async () => {
    const { origins, networks } = await targetsOf([], 'loop', ['127.0.0.1/32']);
    assert.deepEqual(
      origins.filter(({ origin }) => origin.includes('127')).map(({ origin }) => origin),
      ['http://127.0.0.1:8080', 'http://127.0.0.1:8081'],
    );
    assert.deepEqual(networks, ['127.0.0.1/32']);
  });

  it('permits the environment beside for comparison, and leaves it out where it may not be contacted', async () => {
    const rolesOf = async (kind: string, baseUrl: string, environment: string): Promise<readonly string[]> => {
      const edit: Edit = [
        '    environments:\n',
        `    environments:\n      - { id: test, kind: ${kind}, baseUrl: '${baseUrl}', network: [127.0.0.0/8] }\n`,
      ];
      const { origins } = await targetsOf([edit], environment, ['127.0.0.1/32']);
      return origins.filter(({ roles }) => roles.includes('counterpart')).map(({ origin, roles }) => `${origin} ${roles.join()}`);
    };
    const sandbox = 'https://test.sample.gov.example/v1';
    assert.deepEqual(await rolesOf('sandbox', sandbox, 'prod'), ['https://test.sample.gov.example counterpart']);
    assert.deepEqual(await rolesOf('sandbox', sandbox, 'loop'), []);
    assert.deepEqual(await rolesOf('local', 'http://127.0.0.1:9000/v1', 'loop'), ['http://127.0.0.1:9000 counterpart']);
    assert.deepEqual(await rolesOf('local', 'http://127.0.0.2:9000/v1', 'loop'), []);
  });

  const refusals = [
    { why: 'a private address without the operator', edits: [], environment: 'loop', allow: [], code: 'TARGET_NETWORK_REFUSED' },
    {
      why: 'a private address outside what the operator allows',
      edits: [],
      environment: 'loop',
      allow: ['10.0.0.0/8'],
      code: 'TARGET_NETWORK_REFUSED',
    },
    {
      why: 'a private address without the statement',
      edits: [[', network: [127.0.0.0/8]', '']],
      environment: 'loop',
      allow: ['127.0.0.0/8'],
      code: 'TARGET_NETWORK_REFUSED',
    },
    {
      why: 'a token host of somebody else',
      edits: [[token, 'https://sso.other.example/token']],
      environment: 'prod',
      allow: [],
      code: 'TARGET_OUTSIDE_STATEMENT',
    },
    {
      why: 'a token host of somebody else from kind local',
      edits: [[token, 'https://sso.other.example/']],
      environment: 'loop',
      allow: ['127.0.0.0/8'],
      code: 'TARGET_OUTSIDE_STATEMENT',
    },
    {
      why: 'a contract of somebody else',
      edits: [['https://api.sample.gov.example/persons/v1/openapi.json', 'https://raw.example/x']],
      environment: 'prod',
      allow: [],
      code: 'TARGET_OUTSIDE_STATEMENT',
    },
    {
      why: 'the metadata service, whatever is allowed',
      edits: [[token, 'http://169.254.169.254/']],
      environment: 'loop',
      allow: ['0.0.0.0/0'],
      code: 'TARGET_NETWORK_REFUSED',
    },
    {
      why: 'the metadata service as a number',
      edits: [[token, 'http://2852039166/']],
      environment: 'loop',
      allow: ['0.0.0.0/0'],
      code: 'TARGET_NETWORK_REFUSED',
    },
    {
      why: 'the metadata service mapped',
      edits: [[token, 'http://[::ffff:a9fe:a9fe]/']],
      environment: 'loop',
      allow: ['::/0', '0.0.0.0/0'],
      code: 'TARGET_NETWORK_REFUSED',
    },
    { why: 'another scheme', edits: [[token, 'ftp://sso.sample.gov.example/']], environment: 'prod', allow: [], code: 'TARGET_OUTSIDE_STATEMENT' },
    { why: 'a range that is none', edits: [], environment: 'prod', allow: ['loopback'], code: 'USAGE' },
  ] as const;
  for (const { why, edits, environment, allow, code } of refusals) {
    it(`refuses ${why}`, async () => await assert.rejects(targetsOf(edits, environment, allow), { code }));
  }

  it('permits an address in a range of the exchange, if the networks allow it', async () => {
    const edits = [
      [`${base}'`, "https://10.9.8.7/v1'"],
      ['services:', 'exchange: { ranges: [10.9.0.0/16] }\nservices:'],
      ["'https://10.9.8.7/v1'", "'https://10.9.8.7/v1', network: [10.9.0.0/16]"],
    ] as const;
    const { origins } = await targetsOf(edits, 'prod', ['10.0.0.0/8']);
    assert.equal(origins[0]?.origin, 'https://10.9.8.7');
    await assert.rejects(targetsOf(edits, 'prod', []), { code: 'TARGET_NETWORK_REFUSED' });
  });
});
