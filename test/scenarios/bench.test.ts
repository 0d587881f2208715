/** The benches: nothing holds them to the types of what they measure, so each does a little of its work here. Its figures are not looked at. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('npm run bench -- --quick', function () {
  this.timeout(600_000);
  for (const { parts, tables, why } of [
    { parts: [], tables: 8, why: 'start-up, heavier work, records, probes, digests' },
    { parts: ['--lint'], tables: 1, why: 'linting; the rows of other linters stay empty where they are not installed' },
    { parts: ['--trust'], tables: 9, why: 'the log, certificates, signing, chains and reports' },
  ])
    it(`measures all that it names (${why})`, () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['bench/run.mjs', '--quick', ...parts], { cwd: root, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      assert.equal(stdout.match(/^\|---/gm)?.length, tables, stdout);
      assert.doesNotMatch(stdout, /NaN|Infinity|undefined/);
    });
});
