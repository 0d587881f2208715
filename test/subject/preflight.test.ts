import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Identity } from '../../src/contract/documents.js';
import { readContract } from '../../src/evidence/document/read-contract.js';
import { samplesOf } from '../../src/evidence/document/samples.js';
import { preflight } from '../../src/subject/preflight.js';
import { resolveSecret } from '../../src/subject/resolve-secret.js';
import { statedSecrets } from '../../src/subject/secret-references.js';
import { loadOther } from '../../src/suite/load-case.js';
import { type Edit, withStatement } from './statement-copy.js';

const options = { env: { EGIF_SECRET: 'x' }, at: '2026-06-01T00:00:00Z', loadOther, readContract, samplesOf };
const codesOf = async (edits: readonly Edit[], changed: Partial<typeof options> & { service?: string } = {}) =>
  await withStatement(edits, async (file) => (await preflight(file, { ...options, ...changed })).map(({ severity, code }) => `${severity} ${code}`));

/** The good statement leaves one operation without data: its path parameter has no example; and its hosts are nobody's; its audience is not stated. */
const usual = ['warning fact-unstated', 'warning host-reserved', 'warning parameter-without-data'];

const cases: readonly { why: string; edits: readonly Edit[]; expect: readonly string[] }[] = [
  { why: 'nothing but an operation without data', edits: [], expect: usual },
  {
    why: 'a digest of another file',
    edits: [['file: contracts/persons.yaml,', `file: contracts/persons.yaml, digest: 'sha256:${'0'.repeat(64)}',`]],
    expect: ['error STATEMENT_DIGEST_MISMATCH', ...usual],
  },
  { why: 'expired consents', edits: [['2026-12-31', '2026-01-31']], expect: ['warning consent-expired', ...usual] },
  { why: 'no consents for a kind', edits: [[', local: { S2: true }', '']], expect: ['warning consent-absent', ...usual] },
  { why: 'a binding of no operation', edits: [['        getPerson:', '        getPersn:']], expect: ['error binding-unknown-operation', ...usual] },
  { why: 'a binding of no parameter', edits: [['personId: "7"', 'persnId: "7"']], expect: ['error binding-unknown-parameter', ...usual] },
  { why: 'a secret that is not set', edits: [['env:EGIF_SECRET', 'env:EGIF_OTHER']], expect: ['error SECRET_UNAVAILABLE', ...usual] },
  { why: 'a secret that needs a person', edits: [["'env:EGIF_SECRET'", 'prompt']], expect: ['warning SECRET_UNAVAILABLE', ...usual] },
  {
    why: 'a header field whose value is not set',
    edits: [["'env:EGIF_SECRET'", "'env:EGIF_SECRET', headers: { X-Pid: 'env:EGIF_OTHER' }"]],
    expect: ['error SECRET_UNAVAILABLE', ...usual],
  },
  {
    why: "hosts that may be somebody's",
    edits: [
      ['domains: [sample.gov.example]', 'domains: [sample.gov.example, sample.gov.ir]'],
      ["baseUrl: 'https://api.sample.gov.example/", "baseUrl: 'https://api.sample.gov.ir/"],
    ],
    expect: ['warning fact-unstated', 'warning parameter-without-data'],
  },
  {
    why: 'more bindings than are called',
    edits: [['[{ parameters: { personId: "7" }, expect: { status: 200 } }]', `[${'{ parameters: { personId: "7" } }, '.repeat(6)}]`]],
    expect: ['warning binding-beyond-limit', ...usual],
  },
  {
    why: 'nothing of as many bindings as are called',
    edits: [['[{ parameters: { personId: "7" }, expect: { status: 200 } }]', `[${'{ parameters: { personId: "7" } }, '.repeat(5)}]`]],
    expect: usual,
  },
  {
    why: 'no fact that is stated',
    edits: [['    style: rest', '    style: rest\n    audience: [agencies]']],
    expect: ['warning host-reserved', 'warning parameter-without-data'],
  },
  { why: 'a profile without version', edits: [['three-layers@0.1.0', 'three-layers']], expect: ['warning profile-unpinned', ...usual] },
  { why: 'a statement that is refused', edits: [['style: rest', 'style: x']], expect: ['error STATEMENT_INVALID'] },
];

describe('subject/preflight', () => {
  for (const { why, edits, expect } of cases) {
    it(`tells ${why}`, async () => assert.deepEqual([...(await codesOf(edits))].sort(), [...expect].sort()));
  }

  it('gives each problem its place, why and fix', async () => {
    await withStatement([['        getPerson:', '        getPersn:']], async (file) => {
      const [problem] = (await preflight(file, options)).filter(({ severity }) => severity === 'error');
      assert.equal(problem?.file, file);
      assert.equal(problem?.line, 26);
      assert.match(problem?.fix ?? '', /getPerson/);
    });
  });

  it('names file and line of a contract that is none', async () => {
    await withStatement([], async (file, directory) => {
      await writeFile(join(directory, 'contracts', 'persons.yaml'), '{"swagger": "2.0"}');
      const [problem] = (await preflight(file, options)).filter(({ severity }) => severity === 'error');
      assert.equal(problem?.code, 'DOCUMENT_NOT_A_CONTRACT');
      assert.equal(problem?.file, 'contracts/persons.yaml');
    });
  });

  it('refuses an unknown service', async () => assert.deepEqual(await codesOf([], { service: 'x' }), ['error UNKNOWN_ID']));
});

describe('subject/resolve-secret', () => {
  it('reads secrets of the environment and of private files only', async () => {
    await withStatement([], async (_file, directory) => {
      const world = { env: { A: 'secret', EMPTY: '' }, directory };
      await writeFile(join(directory, 'open.txt'), 'secret\n', { mode: 0o644 });
      await writeFile(join(directory, 'closed.txt'), 'secret\n', { mode: 0o600 });
      await writeFile(join(directory, 'void.txt'), '', { mode: 0o600 });
      await writeFile(join(directory, 'cert.pem'), '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n', { mode: 0o644 });
      await chmod(join(directory, 'open.txt'), 0o644);
      assert.equal(await resolveSecret('env:A', world), 'secret');
      assert.equal(await resolveSecret('file:closed.txt', world), 'secret');
      assert.match(await resolveSecret('file:cert.pem', world), /CERTIFICATE/);
      for (const reference of [
        'env:B',
        'env:EMPTY',
        'env:toString',
        'file:open.txt',
        'file:void.txt',
        'file:absent',
        'file:../x',
        'file:/etc/hostname',
        'prompt',
        'pkcs11:x',
        'secret',
      ]) {
        await assert.rejects(resolveSecret(reference, world), { code: 'SECRET_UNAVAILABLE' }, reference);
      }
    });
  });
});

describe('subject/secret-references', () => {
  it('gives the secrets of every identity that can be had, each once, and no certificates', async () => {
    await withStatement([], async (_file, directory) => {
      await writeFile(join(directory, 'pair.pem'), '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n', { mode: 0o600 });
      const env = { A: 'first', B: 'second', C: 'third' };
      const identities: Readonly<Record<string, Identity>> = {
        one: { kind: 'bearer', token: 'env:A', headers: { 'X-Pid': 'env:B', 'X-Gone': 'env:GONE' } },
        two: { kind: 'password', clientId: 'c', secret: 'env:A', username: 'u', password: 'env:C', pin: 'prompt' },
        three: { kind: 'mtls', cert: 'file:pair.pem', key: 'file:pair.pem' },
      };
      assert.deepEqual([...(await statedSecrets({ credentials: { identities } }, { env, directory }))].sort(), ['first', 'second', 'third']);
      assert.deepEqual(await statedSecrets({}, { env, directory }), []);
    });
  });
});
