/**
 * A service is certified twice: what a later run of the authority says of the first certificate, what a laboratory may add to the second and what it may not,
 * and what the second does to the first. All by the command line of one test nation.
 */
import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { isObject, memberOf, parseJson } from '../../src/contract/json.js';
import { type RunningAgency, startAgency } from '../../src/dev/agency.js';
import { foundLand, type Land, openWitnesses, refusalsOf, type RunningWitnesses } from './nation-at.js';
import { errorCodeOf, printed, type Ran, repository } from './run-egif.js';

const loopback = ['--allow-network', '127.0.0.0/8'];
const policyFile = join(repository, 'profiles/policies/budget-eligibility.yaml');

describe('A service that is certified twice', function () {
  this.timeout(1_800_000);
  let folder: string;
  let agency: RunningAgency;
  let land: Land;
  let witnesses: RunningWitnesses;
  let trust: readonly string[];

  /** A challenge whose proof of control is served, with its id. */
  async function challenged(name: string): Promise<string> {
    const wish = ['--agency', '99999000014', '--service', '99990010001', '--profile', 'three-layers'];
    const made = await land.done(['challenge', 'issue', ...land.nation, ...wish, '--out', `${name}.json`]);
    const id = String(memberOf(memberOf(made, 'challenge'), 'id'));
    await land.done(['challenge', 'control-proof', `${name}.json`, '--key', 'file:land/seal.pem', '--serve-from', land.at('agency/egif-challenge')]);
    await land.done(['challenge', 'check', `${name}.json`, ...land.nation, ...loopback]);
    return id;
  }
  const run = (challenge: string, out: string, key: string): Promise<unknown> =>
    land.done(['run', agency.statement, '--challenge', challenge, ...loopback, '--out', out, '--format', 'json', '--sign', `file:land/${key}.pem`]);
  const bundleOf = (id: string): string => `land/nation/authority/bundles/${id}.egifcert`;
  const verified = async (id: string, ...more: readonly string[]): Promise<unknown> => {
    const ran = await land.egif(['verify', bundleOf(id), ...trust, ...more]);
    return [ran.status, memberOf(printed(ran), 'code')];
  };
  const reportOf = (name: string): string => `${name}/report.jws.json`;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-second-'));
    agency = await startAgency({ directory: join(folder, 'agency') });
    land = await foundLand(folder, agency.statement);
    trust = ['--trust', 'land/nation/nation.egiftrust'];
    witnesses = await openWitnesses(land);
    const faults = ['--fault', 'tls10-accepted', '--fault', 'self-signed'];
    await land.done(['cert', 'self-proof', ...land.nation, '--profile', 'three-layers', ...faults, '--out', 'proof.json']);
  });
  after(async () => {
    await witnesses.stop();
    await agency.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('has its first certificate once the authority’s own runner says the same', async () => {
    const id = await challenged('first');
    await run('first.json', 'own1', 'seal');
    await run('first.json', 'again1', 'nation/runner');
    const approvals = await land.approved({ act: 'issue', subject: id, basis: reportOf('own1') });
    const issue = ['cert', 'issue', ...land.nation, '--challenge', 'first.json', '--report', reportOf('own1'), '--self-proof', 'proof.json'];
    await land.done([...issue, ...approvals, '--rerun', reportOf('again1')]);
    assert.deepEqual(await verified(await firstId()), [0, undefined]);
  });

  it('is surveyed by a later run of the authority, and by each run once', async () => {
    await challenged('second');
    await run('second.json', 'own2', 'seal');
    await run('second.json', 'again2', 'nation/runner');
    const id = await firstId();
    const survey = (name: string): Promise<Ran> => land.egif(['cert', 'surveil', id, ...land.nation, '--report', reportOf(name)]);
    const early = await survey('again1');
    assert.deepEqual([early.status, refusalsOf(early)], [1, ['SURVEILLANCE_SCOPE']], 'from before the certificate');
    const own = await survey('own2');
    assert.deepEqual([own.status, refusalsOf(own)], [1, ['SIGNER_NOT_AUTHORISED']], 'the agency’s own');
    const good = await survey('again2');
    assert.deepEqual([good.status, memberOf(printed(good), 'result')], [0, 'passed'], good.stdout);
    const twice = await survey('again2');
    assert.deepEqual([twice.status, errorCodeOf(twice)], [3, 'ACT_REFUSED']);
  });

  it('has a second certificate in place of the first, of higher assurance where a laboratory says the same', async () => {
    await run('second.json', 'lab2', 'nation/laboratory');
    const first = await firstId();
    const base = ['cert', 'supersede', ...land.nation, '--challenge', 'second.json', '--report', reportOf('own2'), '--self-proof', 'proof.json'];
    const approvals = await land.approved({ act: 'supersede', subject: first, basis: reportOf('own2') });
    const named = [...base, ...approvals, '--supersedes', first];
    const calls: readonly [readonly string[], number, string][] = [
      [[...named, '--laboratory', reportOf('lab2')], 2, 'RERUN_MISSING'],
      [[...named, '--rerun', reportOf('lab2')], 1, 'SIGNER_NOT_AUTHORISED'],
      [[...named, '--rerun', reportOf('again2'), '--laboratory', reportOf('again2')], 1, 'SIGNER_NOT_AUTHORISED'],
    ];
    for (const [call, status, code] of calls) {
      const ran = await land.egif(call);
      assert.deepEqual([ran.status, refusalsOf(ran)], [status, [code]], call.slice(-4).join(' '));
    }
    const bare = await land.egif([...base, ...approvals, '--rerun', reportOf('again2')]);
    assert.deepEqual([bare.status, errorCodeOf(bare)], [3, 'USAGE'], 'no certificate is named');
    const unknown = await land.egif([...base, ...approvals, '--rerun', reportOf('again2'), '--supersedes', 'IR-2026-999999']);
    assert.deepEqual([unknown.status, errorCodeOf(unknown)], [3, 'UNKNOWN_ID']);
    const made = await land.done([...named, '--rerun', reportOf('again2'), '--laboratory', reportOf('lab2')]);
    const second = String(memberOf(made, 'id')).split(':').at(-1) ?? '';
    assert.deepEqual(await verified(first), [1, 'SUPERSEDED']);
    assert.deepEqual(await verified(second, '--assurance', 'L3', '--service', '99990010001', '--tier', 'silver'), [0, undefined]);
    assert.deepEqual(await verified(second, '--tier', 'gold'), [1, 'EXPECT_TIER']);
  });

  it('shows what a draft profile would do to it, from the evidence of real runs', async () => {
    const base = ['--policy', policyFile, ...trust, '--certificates', 'land/nation/authority/bundles'];
    const effects = async (profile: string, evidence: string, status: number): Promise<readonly unknown[]> => {
      const said = memberOf(
        await land.done(['eligibility', 'what-if', '--profile', profile, '--evidence', evidence, ...base], status),
        'certificates',
      );
      assert.ok(Array.isArray(said));
      return said;
    };
    const [same, ...others] = await effects('three-layers', '.', 0);
    assert.deepEqual([others.length, memberOf(same, 'verdict'), memberOf(same, 'falls')], [0, 'granted', false], 'the superseded one is left out');
    const [stricter] = await effects('g2g-rest-provider', '.', 1);
    assert.equal(memberOf(stricter, 'falls'), true);
    await mkdir(land.at('nothing'));
    const [unknown] = await effects('three-layers', 'nothing', 2);
    assert.equal(memberOf(unknown, 'verdict'), 'unknown');
  });

  it('is told apart by egif diff of its runs, and looked after by egif doctor', async () => {
    const diff = await land.done(['diff', 'own1', 'own2']);
    assert.deepEqual([memberOf(diff, 'changes'), memberOf(diff, 'basis')], [[], 'rejudged']);
    const doctor = await land.done(['doctor', ...trust, '--key', 'file:land/seal.pem']);
    assert.equal(memberOf(doctor, 'fail'), 0);
    const late = await land.egif(['doctor', ...trust, '--key', 'file:land/seal.pem', '--at', '2100-01-01T00:00:00Z']);
    assert.equal(late.status, 1);
  });

  async function firstId(): Promise<string> {
    const rows = parseJson((await land.egif(['cert', 'list', ...land.nation])).stdout)?.value;
    const [row] = Array.isArray(rows) ? rows : [];
    assert.ok(isObject(row));
    return String(row['id']).split(':').at(-1) ?? '';
  }
});
