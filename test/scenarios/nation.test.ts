/** `egif dev pki` founds a whole test nation; what an authority names in each command is named once, in its nation.yaml. */
import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { memberOf, parseJson } from '../../src/contract/json.js';
import { type RunningAgency, startAgency } from '../../src/dev/agency.js';
import { errorCodeOf, printed, type Ran, runEgif } from './run-egif.js';

describe('A test nation', function () {
  this.timeout(180_000);
  let folder: string;
  let agency: RunningAgency;
  let nation: string;
  const egif = (...args: readonly string[]): Promise<Ran> => runEgif([...args, '--json'], { directory: folder });
  const wish = ['--agency', '99999000014', '--service', '99990010001', '--profile', 'three-layers'];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-nation-'));
    agency = await startAgency({ directory: join(folder, 'agency') });
    const made = await egif('dev', 'pki', 'land', '--agency', agency.statement, '--witness-port', '18471');
    assert.equal(made.status, 0, made.stderr);
    nation = String(memberOf(printed(made), 'nation'));
  });
  after(async () => {
    await agency.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('has a trust list that two of three root keys signed, over the law at hand', async () => {
    const shown = await egif('trust', 'show', 'land/nation/nation.egiftrust');
    assert.equal(shown.status, 0, shown.stderr);
    const law = await egif('profile', 'sign', 'three-layers', '--key', 'file:land/nation/profile.pem', '--out', 'law.jws.json');
    assert.equal(law.status, 0, law.stderr);
    const held = await egif('profile', 'verify', 'law.jws.json', '--trust-list', 'land/nation/nation.egiftrust');
    assert.equal(held.status, 0, held.stdout);
  });

  it('makes a challenge with no more than its nation.yaml, and takes what is named on the line before that', async () => {
    const made = await egif('challenge', 'issue', '--nation', nation, ...wish, '--out', 'challenge.json');
    assert.equal(made.status, 0, made.stderr);
    assert.equal(memberOf(memberOf(printed(made), 'challenge'), 'attempt'), 1);
    const again = await egif('challenge', 'issue', '--nation', nation, ...wish, '--out', 'again.json');
    assert.equal(memberOf(memberOf(printed(again), 'challenge'), 'attempt'), 2);
    const stranger = await egif('challenge', 'issue', '--nation', nation, ...wish, '--out', 'other.json', '--trust', 'land/root-ca.pem');
    assert.deepEqual([stranger.status, errorCodeOf(stranger)], [3, 'TRUST_REFUSED']);
    const list = await egif('cert', 'list', '--nation', nation);
    assert.equal(list.status, 0, list.stderr);
  });

  it('serves its witnesses, who sign no fork', async () => {
    let url = '';
    const ran = runEgif(['dev', 'witnesses', nation], { directory: folder, onStderr: () => undefined, timeoutMs: 20_000, env: {} });
    for (let tries = 0; url === '' && tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      url = await fetch('http://127.0.0.1:18471/add-checkpoint', { method: 'POST', body: 'no checkpoint' }).then(
        ({ status }) => String(status),
        () => '',
      );
    }
    assert.equal(url, '400');
    await ran;
  });

  it('says what a file is that names no nation', async () => {
    await writeFile(join(folder, 'list.yaml'), '- a\n');
    assert.equal(errorCodeOf(await egif('cert', 'list', '--nation', 'list.yaml')), 'USAGE');
    assert.equal(errorCodeOf(await egif('dev', 'witnesses', 'list.yaml')), 'USAGE');
  });

  it('keeps every key to its owner', async () => {
    const pack = parseJson(await readFile(join(folder, 'land/nation/nation.egiftrust'), 'utf8'))?.value;
    assert.ok(!JSON.stringify(pack).includes('PRIVATE KEY'));
    for (const name of ['root-1.pem', 'issuer.pem', 'log.key', 'witness-1.key', 'tsa.pem'])
      assert.equal((await stat(join(folder, 'land/nation', name))).mode & 0o077, 0, name);
  });
});
