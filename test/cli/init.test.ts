import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { starterContract, starterStatement } from '../../src/cli/contracts/init-texts.js';
import { sha256 } from '../../src/contract/canonical.js';
import { parseLoaded } from '../../src/contract/load-document.js';
import { lintContract, loadOther, preflight, readContract, samplesOf } from '../../src/index.js';

describe('egif init', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'egif-init-'));
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  it('writes a contract in which the rules find nothing', async () => {
    const results = await lintContract(parseLoaded('openapi.yaml', Buffer.from(starterContract())));
    assert.ok(results.length > 50);
    assert.deepEqual(
      results.flatMap(({ check, judgement }) => judgement.findings.map(({ code, at }) => `${check} ${code} ${at}`)),
      [],
    );
  });

  it('writes a statement that is ready to run but for the host, which only its agency knows', async () => {
    const contract = starterContract();
    await writeFile(join(directory, 'openapi.yaml'), contract);
    await writeFile(join(directory, 'agency.yaml'), starterStatement(sha256(contract)));
    const problems = await preflight(join(directory, 'agency.yaml'), { env: {}, at: '2026-11-22T08:00:00Z', loadOther, readContract, samplesOf });
    assert.deepEqual(
      problems.map(({ severity, code, line }) => ({ severity, code, line })),
      [{ severity: 'warning', code: 'host-reserved', line: 21 }],
    );
  });
});
