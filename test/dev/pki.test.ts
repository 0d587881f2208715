/** The test PKI holds against an independent implementation (openssl) and against node:tls' own reading. */
import { strict as assert } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { createPki, serverCertificateKinds, type Pki, type ServerCertificateKind } from '../../src/dev/pki.js';
import { writePki, type WrittenPki } from '../../src/dev/write-pki.js';
import { EgifError } from '../../src/errors.js';

const dayMs = 86_400_000;

/** openssl's verdict on the chain of a file: undefined if it verifies, else its message. */
function opensslProblem(directory: string, name: string, options: readonly string[] = []): string | undefined {
  const result = spawnSync(
    'openssl',
    [
      'verify',
      '-x509_strict',
      '-no-CApath',
      '-no-CAstore',
      '-CAfile',
      path.join(directory, 'root-ca.pem'),
      '-untrusted',
      path.join(directory, `${name}.pem`),
      ...options,
      path.join(directory, `${name}.pem`),
    ],
    { encoding: 'utf8' },
  );
  return result.status === 0 ? undefined : `${result.stdout}${result.stderr}`;
}

function requireOpenssl(): void {
  try {
    execFileSync('openssl', ['version']);
  } catch (cause) {
    throw new EgifError('SYSTEM_PACKAGE_MISSING', 'the program openssl is absent', { mend: 'install the system package openssl', cause });
  }
}

describe('The test PKI', () => {
  let directory: string;
  let pki: Pki;
  let written: WrittenPki;

  before(async () => {
    requireOpenssl();
    directory = await mkdtemp(path.join(tmpdir(), 'egif-pki-'));
    pki = createPki();
    written = await writePki(pki, directory);
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  it('is verified strictly by openssl: the server for its names, the seal as a signer', () => {
    assert.equal(opensslProblem(directory, 'server', ['-purpose', 'sslserver', '-verify_hostname', 'localhost']), undefined);
    assert.equal(opensslProblem(directory, 'server', ['-purpose', 'sslserver', '-verify_ip', '127.0.0.1']), undefined);
    assert.equal(opensslProblem(directory, 'server', ['-purpose', 'sslserver', '-verify_ip', '::1']), undefined);
    assert.equal(opensslProblem(directory, 'signer', ['-purpose', 'smimesign']), undefined);
  });

  const wrong: readonly { readonly kind: ServerCertificateKind; readonly message: RegExp; readonly why: string }[] = [
    { kind: 'expired', message: /expired/, why: 'its year is over' },
    { kind: 'not-yet-valid', message: /not yet valid/, why: 'its year has not begun' },
    { kind: 'wrong-host', message: /IP address mismatch/, why: 'it names another host' },
    { kind: 'self-signed', message: /self-signed/, why: 'no authority stands behind it' },
    { kind: 'foreign-root', message: /unable to get|self-signed/, why: 'its root is not trusted' },
    { kind: 'incomplete-chain', message: /unable to get local issuer/, why: 'the intermediate is not sent' },
    { kind: 'weak-key', message: /too weak|too small/, why: '1024 bits are below security level 2' },
  ];
  for (const { kind, message, why } of wrong)
    it(`is refused by openssl as ${kind}, because ${why}`, () => {
      assert.match(opensslProblem(directory, `server-${kind}`, ['-auth_level', '2', '-verify_ip', '127.0.0.1']) ?? 'verified', message);
    });

  it('has a soon expiring certificate that is good today and has less than 11 days left', () => {
    assert.equal(opensslProblem(directory, 'server-soon-expiring', ['-verify_ip', '127.0.0.1']), undefined);
    const left = Date.parse(new X509Certificate(pki.serverOf('soon-expiring').certificatePem).validTo) - Date.now();
    assert.ok(left > 9 * dayMs && left < 11 * dayMs, String(left));
  });

  it('gives every certificate its own key', () => {
    for (const kind of serverCertificateKinds) {
      const { certificatePem, privateKeyPem } = pki.serverOf(kind);
      assert.ok(new X509Certificate(certificatePem).checkPrivateKey(createPrivateKey(privateKeyPem)), kind);
    }
  });

  it('puts the legal id of the agency into the seal', () => {
    assert.match(new X509Certificate(pki.signer.certificatePem).subject, /serialNumber=99999000014/);
  });

  it('takes its validity from the given clock', () => {
    const certificate = new X509Certificate(createPki({ clock: () => new Date('2031-05-01T00:00:00Z') }).server.certificatePem);
    assert.equal(new Date(certificate.validFrom).toISOString(), '2031-04-30T23:00:00.000Z');
    assert.equal(new Date(certificate.validTo).toISOString(), '2032-04-29T23:00:00.000Z');
  });

  it('can have RSA keys of 2048 bits', () => {
    const { publicKey } = new X509Certificate(createPki({ keyType: 'rsa-2048' }).server.certificatePem);
    assert.deepEqual([publicKey.asymmetricKeyType, publicKey.asymmetricKeyDetails?.modulusLength], ['rsa', 2048]);
  });

  it('writes keys that only their owner can read', async () => {
    const keys = written.files.filter((file) => file.endsWith('.key.pem'));
    assert.ok(keys.length >= 12);
    for (const file of keys) assert.equal((await stat(file)).mode & 0o777, 0o600, file);
  });
});
