import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { type ErrorCode, EgifError, EgifProblems } from '../../src/errors.js';
import { loadStatement } from '../../src/subject/load-statement.js';
import { type Edit, withStatement } from './statement-copy.js';

async function problemsWith(edits: readonly Edit[]): Promise<readonly EgifError[]> {
  return await withStatement(edits, async (file) => {
    try {
      await loadStatement(file);
      return [];
    } catch (error) {
      if (error instanceof EgifProblems) return error.problems;
      if (error instanceof EgifError) return [error];
      throw error;
    }
  });
}

interface Case {
  readonly why: string;
  readonly edits: readonly Edit[];
  readonly code: ErrorCode;
  readonly pointer: string;
  readonly mend?: RegExp;
}

const base = "baseUrl: 'https://api.sample.gov.example/persons/v1/'";
const environment = '/services/0/environments/0';
const identity = '/services/0/credentials/identities/consumer';

const cases: readonly Case[] = [
  {
    why: 'an unknown key',
    edits: [['    kinds:', '    kindz:']],
    code: 'STATEMENT_INVALID',
    pointer: '/services/0/kindz',
    mend: /did you mean kinds\?/,
  },
  {
    why: 'a missing key names its parent',
    edits: [['    role: base-registry\n', '']],
    code: 'STATEMENT_INVALID',
    pointer: '/services/0',
    mend: /add role/,
  },
  { why: 'a value outside its list', edits: [['style: rest', 'style: grpc']], code: 'STATEMENT_INVALID', pointer: '/services/0/style' },
  { why: 'a value of the wrong type', edits: [['kinds: [G2G]', 'kinds: G2G']], code: 'STATEMENT_INVALID', pointer: '/services/0/kinds' },
  { why: 'a secret written out', edits: [["'env:EGIF_SECRET'", 'hunter2']], code: 'STATEMENT_LITERAL_SECRET', pointer: `${identity}/secret` },
  { why: 'a secret that is a number', edits: [["'env:EGIF_SECRET'", '12345']], code: 'STATEMENT_LITERAL_SECRET', pointer: `${identity}/secret` },
  {
    why: 'a dropped kind of reference',
    edits: [["'env:EGIF_SECRET'", "'keyring:egif/a'"]],
    code: 'STATEMENT_LITERAL_SECRET',
    pointer: `${identity}/secret`,
  },
  {
    why: 'an unknown key that names a secret',
    edits: [['secret:', 'password: hunter2, secret:']],
    code: 'STATEMENT_LITERAL_SECRET',
    pointer: `${identity}/password`,
  },
  {
    why: 'a private key in any text',
    edits: [['fa: سازمان نمونه', 'fa: "-----BEGIN RSA PRIVATE KEY-----"']],
    code: 'STATEMENT_LITERAL_SECRET',
    pointer: '/agency/name/fa',
  },
  {
    why: 'a token in any text',
    edits: [['egif-test', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl']],
    code: 'STATEMENT_LITERAL_SECRET',
    pointer: `${identity}/clientId`,
  },
  {
    why: 'a long random token',
    edits: [['egif-test', 'q7Zr2XkP9sLw4VtB8nYd3HfJ6mGc1AeU5']],
    code: 'STATEMENT_LITERAL_SECRET',
    pointer: `${identity}/clientId`,
  },
  {
    why: 'a hexadecimal key',
    edits: [['egif-test', '9f86d081884c7d659a2feaa0c55ad015']],
    code: 'STATEMENT_LITERAL_SECRET',
    pointer: `${identity}/clientId`,
  },
  { why: 'rest with nothing but a WSDL', edits: [['type: openapi', 'type: wsdl']], code: 'STATEMENT_CONTRADICTION', pointer: '/services/0/style' },
  ...(['web-page', 'file-transfer', 'soap'] as const).map((style) => ({
    why: `${style} beside an OpenAPI contract, which nothing would judge`,
    edits: [['style: rest', `style: ${style}`]] as const,
    code: 'STATEMENT_CONTRADICTION' as const,
    pointer: '/services/0/style',
  })),
  {
    why: 'a page beside a WSDL, which nothing would judge',
    edits: [
      ['style: rest', 'style: web-page'],
      ['type: openapi', 'type: wsdl'],
    ],
    code: 'STATEMENT_CONTRADICTION',
    pointer: '/services/0/style',
  },
  { why: 'an environment id twice', edits: [['id: loop', 'id: prod']], code: 'STATEMENT_CONTRADICTION', pointer: '/services/0/environments/1/id' },
  {
    why: 'trust anchors outside kind local',
    edits: [[`${base} }`, `${base}, anchors: [contracts/persons.yaml] }`]],
    code: 'STATEMENT_CONTRADICTION',
    pointer: `${environment}/anchors`,
  },
  {
    why: 'a password of the proxy written out',
    edits: [[`${base} }`, `${base}, proxy: { url: 'http://proxy.sample.gov.ir:3128', password: hunter2 } }`]],
    code: 'STATEMENT_LITERAL_SECRET',
    pointer: `${environment}/proxy/password`,
  },
  {
    why: 'a user name of the proxy without a password',
    edits: [[`${base} }`, `${base}, proxy: { url: 'http://proxy.sample.gov.ir:3128', username: tester } }`]],
    code: 'STATEMENT_CONTRADICTION',
    pointer: `${environment}/proxy`,
  },
  {
    why: 'a proxy with a path',
    edits: [[`${base} }`, `${base}, proxy: { url: 'http://proxy.sample.gov.ir:3128/x' } }`]],
    code: 'STATEMENT_CONTRADICTION',
    pointer: `${environment}/proxy/url`,
  },
  {
    why: 'a range that is none',
    edits: [['127.0.0.0/8', '127.0.0.1']],
    code: 'STATEMENT_CONTRADICTION',
    pointer: '/services/0/environments/1/network/0',
  },
  {
    why: 'a query in the URL',
    edits: [[base, base.replace("/v1/'", "/v1?x=1'")]],
    code: 'STATEMENT_CONTRADICTION',
    pointer: `${environment}/baseUrl`,
  },
  {
    why: 'an empty fragment in the URL',
    edits: [[base, base.replace("/v1/'", "/v1#'")]],
    code: 'STATEMENT_CONTRADICTION',
    pointer: `${environment}/baseUrl`,
  },
  {
    why: 'a host of somebody else',
    edits: [[base, "baseUrl: 'https://api.other.example/'"]],
    code: 'STATEMENT_CONTRADICTION',
    pointer: `${environment}/baseUrl`,
  },
  {
    why: 'a host that only ends like the domain',
    edits: [[base, "baseUrl: 'https://evilsample.gov.example/'"]],
    code: 'STATEMENT_CONTRADICTION',
    pointer: `${environment}/baseUrl`,
  },
  {
    why: 'an address instead of a host',
    edits: [[base, "baseUrl: 'https://8.8.8.8/'"]],
    code: 'STATEMENT_CONTRADICTION',
    pointer: `${environment}/baseUrl`,
  },
  {
    why: 'a public host called local',
    edits: [["'http://127.0.0.1:8080/persons/v1'", "'https://victim.example/'"]],
    code: 'STATEMENT_CONTRADICTION',
    pointer: '/services/0/environments/1/baseUrl',
  },
  {
    why: 'cleartext on another port',
    edits: [[`${base} }`, `${base}, plainHttpPort: 8080 }`]],
    code: 'STATEMENT_CONTRADICTION',
    pointer: `${environment}/plainHttpPort`,
  },
  {
    why: 'a public suffix as a domain',
    edits: [['[sample.gov.example]', '[sample.gov.example, gov.ir]']],
    code: 'STATEMENT_CONTRADICTION',
    pointer: '/agency/domains/1',
  },
  {
    why: 'a file that is absent',
    edits: [['contracts/persons.yaml', 'contracts/absent.yaml']],
    code: 'FILE_NOT_FOUND',
    pointer: '/services/0/contracts/0/file',
  },
  {
    why: 'a file above the statement',
    edits: [['contracts/persons.yaml', '../persons.yaml']],
    code: 'STATEMENT_INVALID',
    pointer: '/services/0/contracts/0/file',
  },
  {
    why: 'an absolute file',
    edits: [['contracts/persons.yaml', '/etc/hostname']],
    code: 'STATEMENT_INVALID',
    pointer: '/services/0/contracts/0/file',
  },
  { why: 'a folder for a file', edits: [['contracts/persons.yaml', 'contracts']], code: 'FILE_UNREADABLE', pointer: '/services/0/contracts/0/file' },
];

describe('subject/load-statement', () => {
  it('reads a good statement', async () => {
    const loaded = await loadStatement('fixtures/statements/good.yaml');
    assert.equal(loaded.statement.services[0]?.id, '10011234000');
    assert.match(loaded.sha256, /^sha256:[0-9a-f]{64}$/);
    assert.match(loaded.directory, /fixtures.statements$/);
  });

  for (const { why, edits, code, pointer, mend } of cases) {
    it(`refuses ${why}`, async () => {
      const problems = await problemsWith(edits);
      assert.deepEqual(
        problems.map((problem) => [problem.code, problem.place.pointer]),
        [[code, pointer]],
      );
      const [problem] = problems;
      assert.ok((problem?.place.line ?? 0) > 1 && (problem?.place.column ?? 0) >= 1);
      assert.ok(problem?.mend !== undefined);
      if (mend !== undefined) assert.match(problem.mend, mend);
    });
  }

  it('refuses a user name or password in a base URL, and calls the password a secret', async () => {
    const named = await problemsWith([[base, "baseUrl: 'https://me@api.sample.gov.example/'"]]);
    assert.deepEqual(
      named.map(({ code }) => code),
      ['STATEMENT_CONTRADICTION'],
    );
    const secret = await problemsWith([[base, "baseUrl: 'https://me:word@api.sample.gov.example/'"]]);
    assert.ok(secret.some(({ code }) => code === 'STATEMENT_LITERAL_SECRET'));
  });

  it('names every problem at once, in the order of lines', async () => {
    const problems = await problemsWith([
      ['legalPersonId:', 'legalPersonIdd:'],
      ['style: rest', 'style: grpc'],
      [base, "baseUrl: 'https://other.example/'"],
      ["'env:EGIF_SECRET'", 'hunter2'],
      ['{ production:', '{ prodution:'],
    ]);
    const lines = problems.map(({ place }) => place.line ?? 0);
    assert.deepEqual(
      [...lines].sort((a, b) => a - b),
      lines,
    );
    assert.equal(problems.length, 5);
  });

  it('still judges the meaning where only keys are unknown', async () => {
    const problems = await problemsWith([
      ['    kinds:', '    kindz:'],
      ['id: loop', 'id: prod'],
    ]);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['STATEMENT_INVALID', 'STATEMENT_CONTRADICTION'],
    );
  });

  it('never repeats a secret in a message', async () => {
    const problems = await problemsWith([["'env:EGIF_SECRET'", 'q7Zr2XkP9sLw4VtB8nYd3HfJ6mGc1AeU5']]);
    assert.ok(problems.length > 0);
    for (const { message, mend } of problems) assert.ok(!`${message}${mend}`.includes('q7Zr2XkP'));
  });

  it('refuses a link that leads out of the folder', async () => {
    await withStatement([['contracts/persons.yaml', 'contracts/link.yaml']], async (file, directory) => {
      await symlink('/etc/hostname', join(directory, 'contracts', 'link.yaml'));
      await assert.rejects(loadStatement(file), { code: 'STATEMENT_INVALID' });
    });
  });

  it('allows a link that stays in the folder', async () => {
    await withStatement([['contracts/persons.yaml', 'contracts/link.yaml']], async (file, directory) => {
      await symlink('persons.yaml', join(directory, 'contracts', 'link.yaml'));
      await loadStatement(file);
    });
  });

  it('refuses what is no statement at all', async () => {
    await withStatement([], async (_file, directory) => {
      await mkdir(join(directory, 'folder'));
      for (const [text, code] of [
        ['blah blah', 'STATEMENT_INVALID'],
        ['[]', 'STATEMENT_INVALID'],
        ['{}', 'STATEMENT_INVALID'],
        ['', 'FILE_EMPTY'],
        ['a: 1\na: 2', 'DOCUMENT_DUPLICATE_KEY'],
      ] as const) {
        const file = join(directory, 'x.yaml');
        await writeFile(file, text);
        await assert.rejects(loadStatement(file), { code }, text);
      }
      await assert.rejects(loadStatement(join(directory, 'folder')), { code: 'FILE_IS_DIRECTORY' });
    });
  });

  it('does not refuse expired consents, digests, UUIDs, long paths or public keys', async () => {
    const problems = await problemsWith([
      ['2026-12-31', '2001-12-31'],
      ['personId: "7"', 'personId: "3f2504e0-4f89-41d3-9a0c-0305e82c3301"'],
      ['services:', 'trust: { evidenceRecipients: [age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p] }\nservices:'],
    ]);
    assert.deepEqual(problems, []);
  });
});
