/** Signers by URI: a file, a program of the operator's, a token (SoftHSM2 through OpenSC). What each signs is verified, and what goes wrong has its code. */
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { demandSigned } from '../../src/attestation/jws/algorithms.js';
import { demandSignature, readEnvelope } from '../../src/attestation/jws/envelope.js';
import { loadKey, loadSigner } from '../../src/attestation/keys.js';
import { signReport } from '../../src/attestation/sign-report.js';
import { reportType } from '../../src/attestation/report-statement.js';
import { joseSignature } from '../../src/attestation/signers/program-signer.js';
import { issueCertificate } from '../../src/dev/x509.js';
import { EgifError } from '../../src/errors.js';
import { chainOf, now } from './authorities.js';
import { sampleReport } from './sample-report.js';

const softHsm = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find((file) => existsSync(file));
const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${(
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END ${label}-----\n`;
const keyPem = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();
const octets = Buffer.from('what is signed');

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    if (!(error instanceof EgifError)) throw error;
    return error.code;
  }
}

describe('Signers by URI', function () {
  this.timeout(60_000);
  let folder: string;
  const environment = { PATH: process.env['PATH'] };
  const chain = chainOf();
  const program = async (name: string, body: string): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, `#!/bin/sh\n${body}\n`);
    await chmod(file, 0o755);
    return `cmd:./${name};chain=chain.pem`;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-signers-'));
    const certificates = chain.signer.chain.map((der) => pem('CERTIFICATE', der)).join('');
    await writeFile(join(folder, 'seal.pem'), keyPem(chain.leaf.key) + certificates);
    await writeFile(join(folder, 'chain.pem'), certificates);
    await writeFile(join(folder, 'key.pem'), keyPem(chain.leaf.key));
    const ed = generateKeyPairSync('ed25519');
    await writeFile(join(folder, 'log.pem'), keyPem(ed.privateKey));
    await writeFile(join(folder, 'log.pub.pem'), ed.publicKey.export({ format: 'pem', type: 'spki' }));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const load = (uri: string): ReturnType<typeof loadSigner> => loadSigner(uri, folder, environment);
  const signed = async (uri: string): Promise<void> => {
    const signer = await load(uri);
    demandSigned(octets, await signer.sign(octets), { alg: signer.algorithm, key: createPublicKey(chain.leaf.key) });
    assert.deepEqual(
      signer.chain.map((der) => Buffer.from(der).toString('hex')),
      chain.signer.chain.map((der) => Buffer.from(der).toString('hex')),
    );
  };

  it('signs with a file', () => signed('file:seal.pem'));
  it('signs with a program that writes DER', async () => signed(await program('der.sh', 'openssl dgst -sha256 -sign key.pem')));
  it('signs with a program that takes a word', async () =>
    signed(`${await program('word.sh', '[ "$1" = "two words" ] && openssl dgst -sha256 -sign key.pem')};arg=two%20words`));
  it('signs a whole report with a program', async () => {
    const report = sampleReport();
    const text = await signReport(report, await load(await program('report.sh', 'openssl dgst -sha256 -sign key.pem')), now);
    demandSignature(readEnvelope(Buffer.from(text), { type: reportType }), createPublicKey(chain.leaf.key));
  });

  it('takes both forms of an ECDSA signature, and leaves what is neither for the check to refuse', () => {
    for (let round = 0; round < 200; round += 1) {
      const der = sign('sha256', octets, chain.leaf.key);
      const jose = joseSignature(der, 'ES256');
      assert.equal(jose.length, 64);
      assert.ok(verify('sha256', octets, { key: createPublicKey(chain.leaf.key), dsaEncoding: 'ieee-p1363' }, jose));
    }
    for (const odd of [Buffer.alloc(0), Buffer.from([0x30]), Buffer.from('3003020101', 'hex'), Buffer.from('30060201010c0101', 'hex')]) {
      assert.deepEqual(joseSignature(odd, 'ES256'), odd);
    }
  });

  const badPrograms: readonly (readonly [why: string, code: string, body: string])[] = [
    [
      'signs with another key',
      'KEY_MISMATCH',
      'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out o.pem 2>/dev/null; openssl dgst -sha256 -sign o.pem',
    ],
    ['signs other octets', 'KEY_MISMATCH', 'echo other | openssl dgst -sha256 -sign key.pem'],
    ['writes nothing', 'KEY_MISMATCH', 'cat >/dev/null'],
    ['writes a text', 'KEY_MISMATCH', 'cat >/dev/null; echo no'],
    ['fails', 'SIGNER_UNAVAILABLE', 'echo the token is locked >&2; exit 3'],
    ['is killed', 'SIGNER_UNAVAILABLE', 'kill -9 $$'],
    ['never stops writing', 'SIGNER_UNAVAILABLE', 'yes'],
  ];
  for (const [why, code, body] of badPrograms) {
    it(`says ${code} of a program that ${why}`, async () => {
      const signer = await load(await program(`${why.replaceAll(' ', '-')}.sh`, body));
      assert.equal(await codeOf(Promise.resolve(signer.sign(octets))), code);
    });
  }

  const badUris: readonly (readonly [uri: string, code: string])[] = [
    ['cmd:./gone.sh;chain=chain.pem', 'SIGNER_UNAVAILABLE'],
    ['cmd:./gone.sh', 'USAGE'],
    ['cmd:;chain=chain.pem', 'USAGE'],
    ['cmd:./gone.sh;chain=key.pem', 'CERTIFICATE_UNREADABLE'],
    ['cmd:./gone.sh;chain=chain.pem;shell=yes', 'USAGE'],
    ['cmd:./gone.sh;chain=chain.pem;chain=chain.pem', 'USAGE'],
    ['cmd:./gone.sh;chain=%zz', 'USAGE'],
    ['file:key.pem', 'CERTIFICATE_UNREADABLE'],
    ['file:gone.pem', 'FILE_NOT_FOUND'],
    ['seal.pem', 'USAGE'],
    ['https://keys.example/seal', 'USAGE'],
    ['pkcs11:token=ito;object=seal', 'USAGE'],
    ['pkcs11:token=ito?module-path=/gone.so', 'USAGE'],
    ['pkcs11:object=seal?module-path=/gone.so', 'USAGE'],
    ['pkcs11:token=ito;object=seal?module-path=/gone.so&pin-value=1234', 'USAGE'],
    ['pkcs11:token=ito;object=seal?module-path=/gone.so&pin-source=env:GONE', 'SECRET_UNAVAILABLE'],
    ['pkcs11:token=ito;object=seal?module-path=/gone.so&pin-source=1234', 'USAGE'],
    ['pkcs11:token=ito;object=seal?module-path=/gone.so?x=y', 'USAGE'],
  ];
  for (const [uri, code] of badUris) {
    it(`says ${code} of ${uri}`, async () => {
      const made = load(uri).then((signer) => signer.sign(octets));
      assert.equal(await codeOf(made), code);
    });
  }

  it('signs with keys outside X.509, and names them by their digest', async () => {
    const key = await loadKey('file:log.pem', folder);
    assert.equal(key.algorithm, 'EdDSA');
    assert.match(key.kid, /^[\w-]{43}$/);
    assert.ok(verify(null, octets, createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' }), await key.sign(octets)));
    await program('log.sh', 'cat > in.bin; openssl pkeyutl -sign -inkey log.pem -rawin -in in.bin');
    const other = await loadKey('cmd:./log.sh;key=log.pub.pem', folder, environment);
    assert.equal(other.kid, key.kid);
    assert.deepEqual(Buffer.from(await other.sign(octets)), Buffer.from(await key.sign(octets)));
    assert.equal(await codeOf(loadKey('file:chain.pem', folder)), 'KEY_UNREADABLE');
    assert.equal(await codeOf(loadKey('cmd:./log.sh;key=log.sh', folder)), 'KEY_UNREADABLE');
  });

  it('does not seal with Ed25519, which readers of seals refuse', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const der = issueCertificate({
      subject: { commonName: 'x' },
      issuer: { commonName: 'y' },
      subjectKey: privateKey,
      issuerKey: chain.intermediate.key,
      notBefore: now,
      notAfter: new Date(now.getTime() + 86_400_000),
      keyUsage: ['digitalSignature'],
    });
    await writeFile(join(folder, 'ed.pem'), keyPem(privateKey) + pem('CERTIFICATE', der));
    assert.equal(await codeOf(load('file:ed.pem')), 'KEY_UNREADABLE');
  });

  describe('in a token', () => {
    const label = 'egif test';
    let config: string;
    let token: NodeJS.ProcessEnv;
    const tool = (...args: readonly string[]): Buffer =>
      execFileSync('pkcs11-tool', ['--module', softHsm ?? '', '--token-label', label, '--login', '--pin', 'env:PIN', ...args], {
        env: token,
        stdio: 'pipe',
      });
    const uri = (object: string, more = ''): string =>
      `pkcs11:token=egif%20test;object=${object}?module-path=${softHsm ?? ''}&pin-source=env:PIN${more}`;
    const loadToken = (text: string, change: NodeJS.ProcessEnv = {}): ReturnType<typeof loadSigner> =>
      loadSigner(text, folder, { ...token, ...change });

    before(async () => {
      assert.ok(softHsm !== undefined, 'the packages softhsm2 and opensc are not installed (npm test tries to)');
      config = join(folder, 'softhsm2.conf');
      await mkdir(join(folder, 'tokens'));
      await writeFile(config, `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`);
      token = { PATH: process.env['PATH'], SOFTHSM2_CONF: config, PIN: '9876' };
      execFileSync('softhsm2-util', ['--init-token', '--free', '--label', label, '--so-pin', '12345678', '--pin', '9876'], {
        env: token,
        stdio: 'pipe',
      });
      for (const [object, id, kind] of [
        ['ec', '01', 'EC:prime256v1'],
        ['rsa', '02', 'rsa:2048'],
      ] as const) {
        tool('--keypairgen', '--key-type', kind, '--label', object, '--id', id, '--usage-sign');
        const spki = tool('--read-object', '--type', 'pubkey', '--label', object);
        const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
        const der = issueCertificate({
          subject: { commonName: `Seal ${object}`, serialNumber: '99999000014' },
          issuer: { commonName: 'egif test issuing authority' },
          subjectKey: key,
          issuerKey: chain.intermediate.key,
          notBefore: now,
          notAfter: new Date(now.getTime() + 86_400_000),
          keyUsage: ['digitalSignature'],
        });
        await writeFile(join(folder, `${object}.der`), der);
        await writeFile(join(folder, `${object}-chain.pem`), pem('CERTIFICATE', der));
        tool('--write-object', join(folder, `${object}.der`), '--type', 'cert', '--label', object, '--id', id);
      }
    });

    for (const [object, algorithm] of [
      ['ec', 'ES256'],
      ['rsa', 'RS256'],
    ] as const) {
      it(`signs ${algorithm} with the certificate of the token`, async () => {
        const signer = await loadToken(uri(object));
        assert.equal(signer.algorithm, algorithm);
        const [leaf] = signer.chain;
        const key = new X509Certificate(leaf ?? Buffer.alloc(0)).publicKey;
        for (const data of [octets, Buffer.alloc(300_000, 7), Buffer.alloc(0)]) demandSigned(data, await signer.sign(data), { alg: algorithm, key });
      });
    }
    it('signs with an Ed25519 key outside X.509, as a log has it', async () => {
      tool('--keypairgen', '--key-type', 'EC:edwards25519', '--label', 'log', '--id', '03', '--usage-sign');
      const key = await loadKey(uri('log'), folder, token);
      assert.equal(key.algorithm, 'EdDSA');
      assert.ok(verify(null, octets, createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' }), await key.sign(octets)));
    });
    it('signs with a chain of a file, and with the object named by its id', async () => {
      const signer = await loadToken(uri('ec', '&x-chain=ec-chain.pem').replace('object=ec', 'id=%01'));
      assert.equal((await signer.sign(octets)).length, 64);
    });
    it('finds the module by the environment', async () => {
      const signer = await loadToken('pkcs11:token=egif%20test;object=ec?pin-source=env:PIN', { EGIF_PKCS11_MODULE: softHsm });
      assert.equal((await signer.sign(octets)).length, 64);
    });
    it('refuses a label that two keys have', async () => {
      tool('--keypairgen', '--key-type', 'EC:prime256v1', '--label', 'twice', '--id', '04', '--usage-sign');
      tool('--keypairgen', '--key-type', 'EC:prime256v1', '--label', 'twice', '--id', '05', '--usage-sign');
      assert.equal(await codeOf(loadToken(uri('twice', '&x-chain=chain.pem'))), 'SIGNER_UNAVAILABLE');
    });
    it('says KEY_MISMATCH where the chain is that of another key', async () => {
      const signer = await loadToken(uri('ec', '&x-chain=chain.pem'));
      assert.equal(await codeOf(Promise.resolve(signer.sign(octets))), 'KEY_MISMATCH');
    });
    it('says SIGNER_UNAVAILABLE of a wrong PIN, an absent object and an absent token', async () => {
      assert.equal(await codeOf(loadToken(uri('ec'), { PIN: '0000' })), 'SIGNER_UNAVAILABLE');
      assert.equal(await codeOf(loadToken(uri('gone'))), 'SIGNER_UNAVAILABLE');
      assert.equal(await codeOf(loadToken(uri('ec').replace('egif%20test', 'gone'))), 'SIGNER_UNAVAILABLE');
    });
    it('never says the PIN', async () => {
      await loadToken(uri('gone'), { PIN: '918273645' }).then(
        () => assert.fail('it must not sign'),
        (error: unknown) => assert.ok(!String(error).includes('918273645')),
      );
    });
  });
});
