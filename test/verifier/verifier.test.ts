/** The verifier that stands apart, alone in an empty folder: what it loads, what it says, how it ends. */
import { strict as assert } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { memberOf, parseJson } from '../../src/contract/json.js';
import { packMediaType } from '../../src/attestation/trust/freshness-pack.js';
import { signReport } from '../../src/attestation/sign-report.js';
import type { Report } from '../../src/contract/documents.js';
import { agencyId, day, type Nation, nationOf, now } from '../attestation/nation.js';
import { participationIn } from '../attestation/participation.js';
import { repository, runEgif } from '../scenarios/run-egif.js';
import { writeSubject } from '../scenarios/subject-at.js';

const at = ['--at', now.toISOString()];

describe('egif-verify.cjs', function () {
  this.timeout(120_000);
  let folder: string;
  let nation: Nation;
  const place = (name: string): string => join(folder, name);

  interface Ran {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
  }
  const run = (args: readonly string[], before: readonly string[] = []): Ran => {
    const [program = process.execPath, ...rest] = [...before, process.execPath, 'egif-verify.cjs', ...args];
    const { status, stdout, stderr } = spawnSync(program, rest, { cwd: folder, env: { LANG: 'C.UTF-8' }, encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  const codeOf = ({ stdout }: Ran): unknown => memberOf(parseJson(stdout)?.value, 'code') ?? memberOf(parseJson(stdout)?.value, 'standing');

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-verify-'));
    await copyFile(join(repository, 'dist/egif-verify.cjs'), place('egif-verify.cjs'));
    nation = await nationOf({ log: true });
    const bundle = await nation.bundle();
    const write = (name: string, value: unknown): Promise<void> => writeFile(place(name), JSON.stringify(value));
    await write('good.egifcert', bundle);
    await write('revoked.egifcert', await nation.bundle(nation.credential(), { set: { revocation: [94_567] } }));
    await write('bare.egifcert', { ...bundle, statusLists: [] });
    await write('edited.egifcert', { ...bundle, credential: bundle.credential.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')) });
    await write('part.egifcert', await nation.bundle(participationIn(nation)));
    await writeFile(place('list.json'), nation.trustText);
    await write('nation.egiftrust', { mediaType: packMediaType, trustList: nation.trustText.toString('utf8') });
    await write('decision.json', { protected: Buffer.from('{"typ":"egif-decision+jws"}').toString('base64url'), payload: '', signature: '' });
    await writeFile(place('root-alone.pem'), `-----BEGIN CERTIFICATE-----\n${nation.authority.root.toString('base64')}\n-----END CERTIFICATE-----\n`);
    const [first] = nation.roots;
    await writeFile(place('one-key.json'), await nation.signList(nation.list, [first]));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is one file of less than 400 KB that loads nothing but six modules of Node', async () => {
    assert.ok((await stat(place('egif-verify.cjs'))).size < 400_000);
    await writeFile(
      place('seen.cjs'),
      `const { Module } = require('node:module'); const load = Module._load; const seen = new Set();
       Module._load = function (name, ...rest) { seen.add(name); return load.call(this, name, ...rest); };
       process.on('exit', () => process.stderr.write(JSON.stringify([...seen])));`,
    );
    const args = ['--require', './seen.cjs', 'egif-verify.cjs', 'good.egifcert', '--trust', 'list.json', ...at];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    const loaded = parseJson(stderr)?.value;
    assert.ok(status === 0 && Array.isArray(loaded), stderr);
    const seen = loaded.filter((name: unknown) => !String(name).endsWith('egif-verify.cjs')).sort();
    assert.deepEqual(seen, ['node:buffer', 'node:crypto', 'node:fs', 'node:path', 'node:url', 'node:zlib']);
  });

  it('ends as it judges where nobody reads what it says, and never with 1 for what it could not write', async () => {
    const ends = async (args: readonly string[], stdio: readonly (number | 'pipe')[], gone?: 1 | 2): Promise<unknown> => {
      const child = spawn(process.execPath, ['egif-verify.cjs', ...args], { cwd: folder, stdio: ['ignore', ...stdio] });
      if (gone !== undefined) child.stdio[gone]?.destroy();
      child.stderr?.resume();
      return new Promise((resolve) => child.once('close', resolve));
    };
    const good = ['good.egifcert', '--trust', 'list.json', ...at];
    assert.equal(await ends(['absent'], ['pipe', 'pipe'], 2), 3);
    assert.equal(await ends(good, ['pipe', 'pipe'], 1), 0);
    assert.equal(await ends(['revoked.egifcert', ...good.slice(1)], ['pipe', 'pipe'], 1), 1);
    if (!existsSync('/dev/full')) return;
    const full = await open('/dev/full', 'w');
    assert.equal(await ends(good, [full.fd, 'pipe']), 3);
    await full.close();
  });

  it('judges certificates under a trust list and a freshness pack as egif verify does', async () => {
    const calls = [
      ['good.egifcert', ['--trust', 'nation.egiftrust'], 0, 'valid'],
      ['good.egifcert', ['--trust', 'list.json', '--service', '99990000000', '--tier', 'silver', '--require-profile', 'three-layers'], 0, 'valid'],
      ['good.egifcert', ['--trust', 'list.json', '--service', '99990000001'], 1, 'EXPECT_SERVICE'],
      ['good.egifcert', ['--trust', 'one-key.json'], 1, 'TRUST_THRESHOLD'],
      ['edited.egifcert', ['--trust', 'list.json'], 1, 'LOG_INCLUSION'],
      ['revoked.egifcert', ['--trust', 'list.json'], 1, 'REVOKED'],
      ['bare.egifcert', ['--trust', 'list.json'], 2, 'STATUS_MISSING'],
      ['part.egifcert', ['--trust', 'list.json'], 1, 'EXPECT_KIND'],
      ['part.egifcert', ['--trust', 'list.json', '--kind', 'participation', '--agency', agencyId], 0, 'valid'],
      ['part.egifcert', ['--trust', 'list.json', '--kind', 'any'], 0, 'valid'],
      ['part.egifcert', ['--trust', 'list.json', '--kind', 'any', '--tier', 'bronze'], 1, 'EXPECT_KIND'],
      ['good.egifcert', ['--trust', 'list.json', '--kind', 'participation'], 1, 'EXPECT_KIND'],
      ['decision.json', ['--trust', 'list.json'], 1, 'JWS_ALG'],
      ['good.egifcert', ['--trust', 'list.json', '--max-status-age', '1h', '--at', day(1)], 2, 'STATUS_STALE'],
      ['good.egifcert', ['--trust', 'list.json', '--at', day(401)], 2, 'TRUST_EXPIRED'],
    ] as const;
    for (const [file, more, status, code] of calls) {
      const instant = more.some((word) => word === '--at') ? [] : at;
      const apart = run([file, ...more, ...instant, '--json']);
      assert.deepEqual([apart.status, codeOf(apart)], [status, code], `${file} ${more.join(' ')} ${apart.stderr}`);
      const whole = await runEgif(['verify', file, ...more, ...instant, '--json'], { directory: folder });
      assert.deepEqual(parseJson(apart.stdout)?.value, parseJson(whole.stdout)?.value, `${file} ${more.join(' ')}`);
      assert.equal(whole.status, status);
    }
  });

  it('derives the verdict of a report under a shipped profile as egif verify does', async () => {
    const statement = await writeSubject({ directory: place('case'), origin: 'https://127.0.0.1:9' });
    const made = await runEgif(['run', statement, '--profile', 'three-layers', '--offline', '--out', place('run'), '--format', 'json']);
    assert.ok(made.status === 1 || made.status === 2, made.stderr);
    const report: Report = JSON.parse(await readFile(place('run/report.json'), 'utf8'));
    await writeFile(place('root.pem'), `-----BEGIN CERTIFICATE-----\n${nation.authority.root.toString('base64')}\n-----END CERTIFICATE-----\n`);
    const sign = async (name: string, of: Report): Promise<void> =>
      writeFile(place(name), await signReport(of, nation.seals.agency, new Date(Date.parse(of.run.finishedAt) + 1000)));
    await sign('report.jws.json', report);
    await sign('nicer.jws.json', { ...report, verdict: report.verdict === 'incomplete' ? 'granted' : 'incomplete' });
    const args = ['--trust', 'root.pem', '--signer', agencyId, '--at', new Date(Date.parse(report.run.finishedAt) + 2000).toISOString(), '--json'];
    for (const [file, status, code] of [
      ['report.jws.json', 0, 'valid'],
      ['nicer.jws.json', 1, 'VERDICT_MISMATCH'],
    ] as const) {
      const apart = run([file, ...args]);
      assert.deepEqual([apart.status, codeOf(apart)], [status, code], apart.stdout + apart.stderr);
      const whole = await runEgif(['verify', file, ...args], { directory: folder });
      assert.deepEqual([whole.status, parseJson(whole.stdout)?.value], [status, parseJson(apart.stdout)?.value]);
    }
  });

  it('judges without any network', () => {
    assert.equal(spawnSync('unshare', ['-rn', 'true']).status, 0, 'no network namespace can be made here');
    const ran = run(['good.egifcert', '--trust', 'nation.egiftrust', ...at], ['unshare', '-rn']);
    assert.deepEqual([ran.status, ran.stderr], [0, '']);
  });

  it('takes several files, the worst of which decides', () => {
    const ran = run(['good.egifcert', 'bare.egifcert', '--trust', 'list.json', ...at, '--json']);
    assert.equal(ran.status, 2);
    assert.equal(run(['good.egifcert', 'bare.egifcert', 'revoked.egifcert', '--trust', 'list.json', ...at]).status, 1);
  });

  it('believes only the trust list of a pinned digest', () => {
    assert.equal(run(['good.egifcert', '--trust', 'list.json', '--pin', nation.trust.payloadSha256, ...at]).status, 0);
    const other = run(['good.egifcert', '--trust', 'list.json', '--pin', `sha256:${'0'.repeat(64)}`, ...at, '--json']);
    assert.deepEqual([other.status, codeOf(other)], [1, 'TRUST_PIN']);
  });

  it('believes nothing older than what it has seen, as egif verify does, and keeps the state of both in one form', async () => {
    const list = (sequence: number, set: readonly number[] = []) =>
      nation.statusList('revocation', set, (of) => {
        of.sequence = sequence;
      });
    const bundle = async (sequence: number): Promise<object> =>
      nation.bundle(nation.credential(), { lists: [list(sequence), nation.statusList('suspension'), nation.statusList('refresh')] });
    await writeFile(place('newer.egifcert'), JSON.stringify(await bundle(12)));
    await writeFile(place('older.egifcert'), JSON.stringify(await bundle(11)));
    const seen = (file: string, state: string): readonly string[] => [file, '--trust', 'list.json', ...at, '--json', '--state', state];
    assert.equal(codeOf(run(seen('older.egifcert', 'apart.state'))), 'valid');
    assert.equal(codeOf(run(seen('newer.egifcert', 'apart.state'))), 'valid');
    const rolledBack = run(seen('older.egifcert', 'apart.state'));
    assert.deepEqual([rolledBack.status, codeOf(rolledBack)], [1, 'STATUS_ROLLBACK']);
    await runEgif(['verify', ...seen('newer.egifcert', 'whole.state')], { directory: folder });
    assert.deepEqual(parseJson(await readFile(place('apart.state'), 'utf8')), parseJson(await readFile(place('whole.state'), 'utf8')));
    await writeFile(place('next.json'), await nation.signList({ ...nation.list, version: 2, previousSha256: nation.trust.payloadSha256 }));
    assert.equal(codeOf(run(['newer.egifcert', '--trust', 'next.json', ...at, '--json', '--state', 'apart.state'])), 'valid');
    assert.equal(codeOf(run(seen('newer.egifcert', 'apart.state'))), 'TRUST_ROLLBACK');
    // what is not valid teaches nothing
    await runEgif(['verify', ...seen('revoked.egifcert', 'none.state')], { directory: folder });
    assert.equal(run(seen('revoked.egifcert', 'none.state')).status, 1);
    await assert.rejects(stat(place('none.state')));
  });

  it('ends with 3 where it is called wrongly or a file is absent, and says so in both languages', () => {
    const calls = [
      [],
      ['good.egifcert'],
      ['good.egifcert', '--trust', 'absent'],
      ['absent', '--trust', 'list.json'],
      ['good.egifcert', '--trust', 'list.json', '--tier', 'iron'],
      ['good.egifcert', '--trust', 'list.json', '--bogus'],
      ['good.egifcert', '--trust', 'list.json', '--at', 'soon'],
      ['good.egifcert', '--trust', 'egif-verify.cjs'],
      ['good.egifcert', '--trust', 'list.json', '--kind', 'both'],
      ['good.egifcert', '--trust', 'list.json', '--at', '2026-02-30T00:00:00Z'],
      ['good.egifcert', '--trust', 'list.json', '--at', '11/22/2026'],
      ['good.egifcert', '--trust', 'list.json', '--state', 'list.json'],
      ['decision.json', '--trust', 'root-alone.pem'],
    ];
    for (const call of calls) {
      const [en, fa] = [run(call), run([...call, '--lang', 'fa'])];
      assert.deepEqual([en.status, fa.status], [3, 3], call.join(' '));
      assert.match(fa.stderr, /[\u0600-\u06ff]/);
      assert.doesNotMatch(en.stderr, /[\u0600-\u06ff]|\n\s+at /);
    }
  });

  it('says why and what to do, in both languages', () => {
    const [en, fa] = ['en', 'fa'].map((lang) => run(['revoked.egifcert', '--trust', 'list.json', ...at, '--lang', lang]));
    assert.match(en?.stdout ?? '', /^certificate: INVALID\n {2}REVOKED: \w/);
    assert.match(fa?.stdout ?? '', /^گواهی‌نامه: نامعتبر\n {2}\u2066REVOKED\u2069: [\u0600-\u06ff]/);
  });
});
