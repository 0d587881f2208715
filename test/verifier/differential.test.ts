/** The verifier that stands apart against the sources: over every forgery that the tests of attestation know, the same standing and the same code. */
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { repository } from '../scenarios/run-egif.js';

/** Tests whose verifications are asked of both. */
const tests = ['certificate/verify', 'certificate/participation', 'decision/verify-decision', 'trust/trust-list', 'verify-report'];

function runTests(file: string): Promise<string> {
  const runner = fileURLToPath(new URL('./compared-tests.js', import.meta.url));
  const child = spawn(process.execPath, [runner, ...tests.map((name) => new URL(`../attestation/${name}.test.js`, import.meta.url).href)], {
    cwd: repository,
    env: { ...process.env, EGIF_COMPARED: file },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve(output));
  });
}

describe('The verifier that stands apart', function () {
  this.timeout(240_000);

  it('says of every forgery what the sources say', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'egif-apart-'));
    try {
      const file = join(folder, 'compared');
      const output = await runTests(file);
      const lines = (await readFile(file, 'utf8').catch(() => '')).trim().split('\n');
      assert.deepEqual(
        lines.filter((line) => line.includes(' BUT ')),
        [],
        output.slice(-2000),
      );
      const outcomes = new Set(lines);
      assert.ok(lines.length >= 200 && outcomes.size >= 90, `${lines.length} verifications, ${outcomes.size} outcomes`);
      assert.ok(outcomes.has('verifyCertificate valid -') && outcomes.has('verifyReport valid -') && outcomes.has('verifyDecision valid -'));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
