/** The verifier for a shell in docs/verify.sh: good objects of every algorithm pass, and what is forged in what it looks at does not. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { verifyCertificate } from '../../src/attestation/certificate/verify.js';
import { signReport } from '../../src/attestation/sign-report.js';
import { forgeCompact, withCompact } from '../attestation/certificate/forgeries.js';
import { authorityOf, day, type Nation, nationOf, now, type Seal } from '../attestation/nation.js';
import { sampleReport } from '../attestation/sample-report.js';
import { repository } from '../scenarios/run-egif.js';

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
/** Another last character of a base64url text, in bits that count. */
const turned = (text: string, at: number): string => `${text.slice(0, at)}${text.charAt(at) === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;

describe('docs/verify.sh', function () {
  this.timeout(120_000);
  let folder: string;
  let nation: Nation;
  const place = (name: string): string => join(folder, name);
  const verify = async (value: unknown, root = 'root.pem', at = now.toISOString()): Promise<readonly [number | null, string]> => {
    const file = place('object.json');
    await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
    const { status, stdout, stderr } = spawnSync('sh', [join(repository, 'docs/verify.sh'), file, place(root), at], { encoding: 'utf8' });
    return [status, stdout + stderr];
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-by-hand-'));
    nation = await nationOf({ log: true });
    await writeFile(place('root.pem'), pem(nation.authority.root));
    await writeFile(place('other.pem'), pem(authorityOf('Test').root));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is short enough to be read', async () => {
    assert.ok((await readFile(join(repository, 'docs/verify.sh'), 'utf8')).trim().split('\n').length <= 30);
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const rsaSeal = (): Seal => nation.authority.seal('RSA', '99999000048', { subjectKey: rsa, issuerKey: nation.authority.issuerKey });
  /** Signs as PS256 does, but for the salt where another length is given. */
  const pssSeal = (saltLength = 32): Seal => ({
    ...rsaSeal(),
    sign: (octets) => sign('sha256', octets, { key: rsa, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }),
  });
  const underPss = (saltLength: number): string => forgeCompact(nation.credential(), pssSeal(saltLength), { alg: 'PS256' });

  it('takes good certificates with ES256, RS256 and PS256, and finds them in the log', async () => {
    const good = await nation.bundle();
    const [status, text] = await verify(good);
    assert.equal(status, 0, text);
    assert.match(text, /in the log: entry 3 of 6/);
    for (const [alg, compact] of [
      ['RS256', forgeCompact(nation.credential(), rsaSeal(), { alg: 'RS256' })],
      ['PS256', underPss(32)],
    ] as const) {
      const bundle = await withCompact(nation, compact, good);
      const [own, said] = await verify(bundle);
      assert.equal(own, 0, `${alg}: ${said}`);
      assert.match(said, /in the log: entry 3 of 6/, alg);
      // The first opinion reads the algorithm in the same way: it holds, and only the part of the key is not that of the trust list.
      const first = verifyCertificate(Buffer.from(JSON.stringify(bundle)), { trust: nation.trust, at: now.getTime() });
      assert.equal(first.code, 'SIGNER_NOT_AUTHORISED', alg);
    }
  });

  it('refuses PS256 with a salt of another length, and a signature of the other RSA scheme', async () => {
    const good = await nation.bundle();
    for (const [why, compact] of [
      ['a short salt', underPss(20)],
      ['RS256 under the name PS256', forgeCompact(nation.credential(), rsaSeal(), { alg: 'PS256' })],
      ['PS256 under the name RS256', forgeCompact(nation.credential(), pssSeal(), { alg: 'RS256' })],
    ] as const) {
      const bundle = await withCompact(nation, compact, good);
      assert.deepEqual(await verify(bundle), [1, 'INVALID: signature\n'], why);
      assert.equal(verifyCertificate(Buffer.from(JSON.stringify(bundle)), { trust: nation.trust, at: now.getTime() }).code, 'JWS_BAD_SIGNATURE', why);
    }
  });

  it('takes signatures of many lengths', async () => {
    // small r and s make short integers in DER: signatures of many keys are tried on the way
    for (let round = 0; round < 4; round += 1) {
      const [status, text] = await verify(await nation.bundle());
      assert.equal(status, 0, text);
    }
  });

  it('takes a good report, and no other type in its place', async () => {
    const signed = await signReport(sampleReport(), nation.seals.agency, now);
    const [status, text] = await verify(signed);
    assert.equal(status, 0, text);
    assert.match(text, /signature and chain hold.*99999000014/);
    const { credential } = await nation.bundle();
    const [head, payload, signature] = credential.split('.');
    assert.deepEqual(await verify({ protected: head, payload, signature }), [1, 'INVALID: type\n']);
  });

  it('refuses what is forged in what it looks at', async () => {
    const good = await nation.bundle();
    const [head = '', payload = '', signature = ''] = good.credential.split('.');
    const proof = good.logProof ?? '';
    const other = await nation.bundle(
      nation.credential((of) => {
        of.id = 'urn:egif:cert:IR-2026-000002';
      }),
    );
    const cases = [
      ['a payload edit', { ...good, credential: `${head}.${turned(payload, 200)}.${signature}` }, /signature/],
      ['a bit of the signature', { ...good, credential: `${head}.${payload}.${turned(signature, 10)}` }, /signature/],
      ['another algorithm', { ...good, credential: forgeCompact(nation.credential(), nation.seals.issuer, { alg: 'none' }) }, /algorithm none/],
      ['RS256 on a P-256 key', { ...good, credential: forgeCompact(nation.credential(), nation.seals.issuer, { alg: 'RS256' }) }, /signature/],
      ['the proof of another certificate', { ...good, logProof: other.logProof }, /not in the log/],
      ['another index', { ...good, logProof: proof.replace('index 3', 'index 2') }, /not in the log/],
      ['an index beyond the tree', { ...good, logProof: proof.replace('index 3', 'index 9') }, /not in the log/],
      ['a hash less', { ...good, logProof: proof.replace(/(index 3\n)[^\n]+\n/, '$1') }, /not in the log/],
      ['a hash more', { ...good, logProof: proof.replace('\n\n', `\n${Buffer.alloc(32).toString('base64')}\n\n`) }, /not in the log/],
      ['another size', { ...good, logProof: proof.replace(/^6$/m, '60') }, /not in the log/],
      ['nothing', {}, /no certificate/],
      ['text', 'hello', /no certificate/],
    ] as const;
    for (const [why, value, words] of cases) {
      const [status, text] = await verify(value);
      assert.equal(status, 1, `${why}: ${text}`);
      assert.match(text, words, why);
    }
  });

  it('refuses another root of the same name, and a seal out of its time', async () => {
    const good = await nation.bundle();
    assert.equal((await verify(good, 'other.pem'))[0], 1);
    assert.equal((await verify(good, 'root.pem', day(2000)))[0], 1);
  });
});
