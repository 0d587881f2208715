/** A nation on the command line: draft → sign → pack → verify → revoked, as an operator and a budget office would type it. */
import { strict as assert } from 'node:assert';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { day, digest, type Nation, nationOf, now, statusIndex } from '../attestation/nation.js';
import { runEgif } from './run-egif.js';

const at = now.toISOString();
const pem = (der: Uint8Array): string => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;

const draft = `id: sample.nation
test: true
issued: '${day(-1)}'
expires: '${day(300)}'
rootKeys: [{ file: root1.pem }, { file: root2.pem }, { file: root3.pem }]
threshold: 2
anchors: ['file:ca.pem']
roles:
  issuer: [{ file: issuer.pem, from: '${day(-100)}' }]
  status: [{ file: status.pem, from: '${day(-100)}' }]
profiles: [{ ref: three-layers@0.1.0, sha256: '${digest('a')}', from: '${day(-100)}', mandatory: [] }]
limits: { maxValidityDays: 370, maxStatusAgeHours: 168, maxLogDelayMinutes: 60, maxClockSkewSeconds: 300, maxReportAgeHours: 168 }
`;

describe('a trust list and certificates on the command line', function () {
  this.timeout(240_000);
  let folder: string;
  let nation: Nation;
  const egif = async (...words: readonly string[]) => {
    const ran = await runEgif([...words, '--json'], { directory: folder });
    return { status: ran.status, said: ran.stdout === '' ? undefined : JSON.parse(ran.stdout), stderr: ran.stderr };
  };
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'egif-trust-'));
    nation = await nationOf();
    for (const number of [1, 2, 3])
      writeFileSync(join(folder, `root${number}.pem`), generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }));
    writeFileSync(join(folder, 'ca.pem'), pem(nation.authority.root));
    for (const name of ['issuer', 'status'] as const) writeFileSync(join(folder, `${name}.pem`), pem(nation.seals[name].certificate));
    writeFileSync(join(folder, 'nation.yaml'), draft);
    mkdirSync(join(folder, 'certificates'));
    writeFileSync(join(folder, 'good.egifcert'), JSON.stringify(await nation.bundle()));
    const second = nation.credential((of) => {
      of.id = 'urn:egif:cert:IR-2026-000002';
    });
    writeFileSync(join(folder, 'certificates', '1.egifcert'), JSON.stringify(await nation.bundle()));
    writeFileSync(join(folder, 'certificates', '2.egifcert'), JSON.stringify(await nation.bundle(second, { set: { revocation: [statusIndex] } })));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('makes a list that counts once two of three have signed, and verifies by it', async () => {
    assert.equal((await egif('trust', 'init', 'nation.yaml')).status, 0);
    assert.equal((await egif('trust', 'sign', 'trust.payload.json', '--key', 'file:root1.pem', '--at', at)).status, 0);
    const early = await egif('verify', 'good.egifcert', '--trust', 'trust.jws.json', '--at', at);
    assert.deepEqual([early.status, early.said.code], [1, 'TRUST_THRESHOLD']);
    assert.equal((await egif('trust', 'show', 'trust.jws.json')).status, 1);
    assert.equal((await egif('trust', 'sign', 'trust.jws.json', '--key', 'file:root2.pem', '--at', at)).status, 0);
    const shown = await egif('trust', 'show', 'trust.jws.json');
    assert.deepEqual([shown.status, shown.said.signers, shown.said.threshold], [0, 2, 2]);
    const good = await egif('verify', 'good.egifcert', '--trust', 'trust.jws.json', '--at', at, '--state', 'state.json', '--service', '99990000000');
    assert.deepEqual([good.status, good.said.standing], [0, 'valid'], good.stderr);
    assert.equal(JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')).lists.length, 3);
  });

  it('answers by its exit status: no, and cannot tell', async () => {
    const state = readFileSync(join(folder, 'state.json'), 'utf8');
    const other = await egif('verify', 'good.egifcert', '--trust', 'trust.jws.json', '--at', at, '--service', '1', '--state', 'state.json');
    assert.deepEqual([other.status, other.said.code], [1, 'EXPECT_SERVICE']);
    const stale = await egif('verify', 'good.egifcert', '--trust', 'trust.jws.json', '--at', day(30), '--state', 'state.json');
    assert.deepEqual([stale.status, stale.said.code], [2, 'STATUS_STALE']);
    assert.equal(readFileSync(join(folder, 'state.json'), 'utf8'), state, 'what did not hold leaves no trace');
    assert.equal((await egif('verify', 'good.egifcert', '--trust', 'ca.pem')).status, 3);
  });

  it('packs what a verifier without a network needs, and verifies a folder', async () => {
    assert.equal((await egif('trust', 'pack', 'trust.jws.json', '--status', 'good.egifcert', '--at', at)).status, 0);
    const { status, said } = await egif('verify', 'certificates', '--trust', 'nation.egiftrust', '--at', at);
    assert.equal(status, 1);
    // both carry a revocation list of one sequence that differs from that of the pack or of the other
    assert.equal(said.summary.certificates, 2);
    assert.equal(said.rows[0].standing, 'valid');
    assert.equal(said.rows[1].standing, 'invalid');
  });

  it('takes over the list that follows, and no other', async () => {
    assert.equal((await egif('trust', 'init', 'nation.yaml', '--previous', 'trust.jws.json', '--out', 'second.payload.json')).status, 0);
    for (const key of ['root1', 'root3']) {
      const from = key === 'root1' ? 'second.payload.json' : 'second.jws.json';
      assert.equal((await egif('trust', 'sign', from, '--key', `file:${key}.pem`, '--at', at)).status, 0);
    }
    assert.equal((await egif('trust', 'update', 'second.jws.json', '--known', 'trust.jws.json', '--at', at, '--out', 'kept.jws.json')).status, 0);
    const back = await egif('trust', 'update', 'trust.jws.json', '--known', 'kept.jws.json', '--at', at);
    assert.deepEqual([back.status, back.said.code], [1, 'TRUST_ROLLBACK']);
    const pinned = await egif('trust', 'update', 'second.jws.json', '--pin', digest('a'), '--at', at, '--out', 'first.jws.json');
    assert.deepEqual([pinned.status, pinned.said.code], [1, 'TRUST_PIN']);
  });
});
