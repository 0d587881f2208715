/** Real contracts, named by the environment variable EGIF_CORPORA: no crash, no hang, every finding at a valid position. Without it there is nothing to run. */
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { isObject, parseJson } from '../../src/contract/json.js';

const harness = fileURLToPath(new URL('../../../scripts/lint-corpora.mjs', import.meta.url));
const corpora = process.env['EGIF_CORPORA'] ?? '';

// Real contracts are no part of the project: the test exists where a folder of them is named.
if (corpora !== '')
  describe('Real contracts', function () {
    this.timeout(3_600_000);

    it('all come to their end, with findings where they are said to be', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'egif-corpora-'));
      const out = join(folder, 'facts.json');
      try {
        const status = await new Promise<number>((resolve) => {
          execFile(process.execPath, [harness, corpora, '--seconds', '120', '--json', out], { maxBuffer: 64 * 1024 * 1024 }, (error) =>
            resolve(error === null ? 0 : 1),
          );
        });
        const document = parseJson(await readFile(out, 'utf8'))?.value;
        const summary = isObject(document) ? document['summary'] : undefined;
        assert.ok(isObject(summary));
        const { crashes, hangs, filesWithMisplacedFindings, filesWithHarnessTrouble } = summary;
        assert.deepEqual(
          { status, crashes, hangs, filesWithMisplacedFindings, filesWithHarnessTrouble },
          { status: 0, crashes: 0, hangs: 0, filesWithMisplacedFindings: 0, filesWithHarnessTrouble: 0 },
        );
        assert.ok(typeof summary['findings'] === 'number' && summary['findings'] > 0);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
