/** What an authority receives is stamped by a time-stamp authority, kept, shown, and verified by the trust list that names who may stamp. */
import { strict as assert } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { memberOf, parseJson } from '../../src/contract/json.js';
import { sampleReport } from '../attestation/sample-report.js';
import { errorCodeOf, printed, type Ran, runEgif } from './run-egif.js';

const program = fileURLToPath(new URL('../../../bin/egif.js', import.meta.url));

describe('Receiving a report', function () {
  this.timeout(180_000);
  let folder: string;
  let tsa: { readonly url: string; end(): Promise<void> };
  const egif = (...args: readonly string[]): Promise<Ran> => runEgif([...args, '--json'], { directory: folder });
  const nation = ['--nation', 'land/nation/nation.yaml'];
  const trust = ['--trust', 'land/nation/nation.egiftrust'];

  async function serveTsa(): Promise<typeof tsa> {
    const child = spawn(process.execPath, [program, 'dev', 'tsa', 'land/nation'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    const [line]: unknown[] = await once(child.stdout, 'data');
    const url = memberOf(parseJson(String(line))?.value, 'url');
    assert.ok(typeof url === 'string');
    return {
      url,
      async end() {
        child.kill('SIGTERM');
        await once(child, 'exit');
      },
    };
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-receipt-'));
    const made = await egif('dev', 'pki', 'land', '--witness-port', '18571');
    assert.equal(made.status, 0, made.stderr);
    tsa = await serveTsa();
    await writeFile(join(folder, 'report.json'), JSON.stringify(sampleReport()));
    const sealed = await egif('sign', 'report.json', '--key', 'file:land/seal.pem', '--tsa', tsa.url, '--out', 'stamped.json');
    assert.equal(sealed.status, 0, sealed.stderr);
    await egif('sign', 'report.json', '--key', 'file:land/seal.pem', '--out', 'bare.json');
  });
  after(async () => {
    await tsa.end();
    await rm(folder, { recursive: true, force: true });
  });

  it('is stamped, kept, and shown', async () => {
    const received = await egif('cert', 'receive', 'stamped.json', ...nation, '--tsa', tsa.url);
    assert.equal(received.status, 0, received.stdout + received.stderr);
    const stamped = String(memberOf(printed(received), 'stamped'));
    assert.ok(Math.abs(Date.parse(stamped) - Date.now()) < 60_000, stamped);
    const bare = await egif('cert', 'receive', 'bare.json', ...nation);
    assert.equal(memberOf(printed(bare), 'stamped'), undefined);
    const shown = printed(await egif('cert', 'receipts', ...nation));
    assert.ok(Array.isArray(shown));
    assert.deepEqual(
      shown.map((row: unknown) => memberOf(row, 'stamped')),
      [stamped, undefined],
    );
    const checked = await egif('cert', 'fsck', ...nation);
    assert.deepEqual(memberOf(printed(checked), 'receipts'), { total: 2, stamped: 1 });
    const said = await runEgif(['cert', 'receipts', ...nation, '--lang', 'fa'], { directory: folder });
    assert.match(said.stdout, /مهر زمانی/);
  });

  it('gives a token that openssl verifies over the file that came in', async function () {
    if (spawnSync('openssl', ['version']).status !== 0) this.skip();
    const [name = ''] = await readdir(join(folder, 'land/nation/authority/receipts'));
    const args = ['ts', '-verify', '-token_in', '-in', `land/nation/authority/receipts/${name}`, '-data', 'stamped.json'];
    const { status, stderr } = spawnSync('openssl', [...args, '-CAfile', 'land/nation/tsa-root.pem'], { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });

  it('leaves an authority that is told what is due next, and when something is overdue', async () => {
    const due = await egif('cert', 'due', ...nation, '--within', '2d');
    const rows = memberOf(printed(due), 'due');
    assert.ok(Array.isArray(rows));
    assert.deepEqual([due.status, rows.map((row: unknown) => memberOf(row, 'kind'))], [0, ['status-list', 'status-list', 'status-list']], due.stderr);
    const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString();
    const late = await runEgif(['cert', 'due', ...nation, '--at', tomorrow, '--lang', 'fa'], { directory: folder });
    assert.deepEqual([late.status, /گذشته {2}revocation/.test(late.stdout)], [1, true], late.stdout);
    const odd = await egif('cert', 'due', ...nation, '--within', '1y');
    assert.deepEqual([odd.status, errorCodeOf(odd)], [3, 'USAGE']);
  });

  it('verifies a report by the time-stamp authorities of the trust list, with no root named beside it', async () => {
    const verified = printed(await egif('verify', 'stamped.json', ...trust, '--require-time-stamp'));
    assert.equal(typeof memberOf(memberOf(verified, 'timeStamp'), 'time'), 'string', JSON.stringify(verified));
    const bare = await egif('verify', 'bare.json', ...trust, '--require-time-stamp');
    assert.deepEqual([bare.status, memberOf(printed(bare), 'code')], [1, 'TST_MISSING']);
  });

  it('writes nothing down where the time-stamp authority does not answer, so that the report can come again', async () => {
    await egif('sign', 'report.json', '--key', 'file:land/seal.pem', '--out', 'again.json');
    const silent = await egif('cert', 'receive', 'again.json', ...nation, '--tsa', 'http://127.0.0.1:1/');
    assert.equal(errorCodeOf(silent), 'TIME_STAMP_UNAVAILABLE');
    const shown = printed(await egif('cert', 'receipts', ...nation));
    assert.ok(Array.isArray(shown) && shown.length === 2);
  });
});
