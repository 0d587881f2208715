/** Degenerate documents of every kind through `egif lint`: never conformant, never a stack trace, never a defect of the harness. */
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { after, before, describe, it } from 'mocha';
import { isObject, parseJson } from '../../src/contract/json.js';
import { degenerateDocuments, outsideFile, outsideText } from './degenerate-documents.js';
import { hasStackTrace } from './run-egif.js';

interface Ended {
  readonly status: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

const lintEach = fileURLToPath(new URL('./lint-each.js', import.meta.url));
const kept = fileURLToPath(new URL('../../../fixtures/hostile/', import.meta.url));
const names = Object.keys(degenerateDocuments);

async function endOf(files: readonly string[]): Promise<ReadonlyMap<string, Ended>> {
  const { stdout } = await promisify(execFile)(process.execPath, [lintEach, ...files], { timeout: 200_000, maxBuffer: 64 * 1024 * 1024 });
  return new Map(
    stdout
      .trim()
      .split('\n')
      .flatMap((line) => {
        const value = parseJson(line)?.value;
        if (!isObject(value)) return [];
        const { file, status, stdout: out, stderr } = value;
        return [[basename(String(file)), { status, stdout: String(out), stderr: String(stderr) }] as const];
      }),
  );
}

describe('A degenerate document', function () {
  this.timeout(240_000);
  let folder: string;
  let ended: ReadonlyMap<string, Ended>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-degenerate-'));
    for (const [name, text] of Object.entries(degenerateDocuments)) await writeFile(join(folder, name), text);
    await writeFile(join(folder, outsideFile), outsideText);
    ended = await endOf(names.map((name) => join(folder, name)));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is one of at least 60, beside those that are kept', async () => {
    assert.ok(names.length >= 60, String(names.length));
    const both = (await readdir(kept)).filter((name) => names.includes(name));
    assert.deepEqual(both, []);
  });

  for (const name of names) {
    it(`${name} is not conformant, and that is no defect of the harness`, () => {
      const end = ended.get(name);
      assert.ok(end !== undefined, 'the lint did not come to its end');
      assert.ok(
        end.status === 1 || end.status === 2 || end.status === 3,
        `exit ${String(end.status)} ${end.stdout.slice(0, 300)}${end.stderr.slice(0, 300)}`,
      );
      assert.equal(hasStackTrace(end), false, end.stderr);
      assert.doesNotMatch(end.stdout + end.stderr, /INTERNAL|"harness"/);
      assert.ok((end.stdout + end.stderr).trim() !== '', 'nothing is said of it');
    });
  }

  it('never shows what lies outside it', () => {
    for (const [name, { stdout, stderr }] of ended) assert.equal((stdout + stderr).includes(outsideText), false, name);
  });
});
