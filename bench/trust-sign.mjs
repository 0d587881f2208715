/**
 * `npm run bench -- --trust`, the part of signing: each kind of signer that a key can be named by, with every key that it takes. Each signature is verified under
 * the public key before it is handed out, so the bare operation beside each is `crypto.sign` and `crypto.verify` with a key in memory; of a program or a token it
 * is the start of a program that does nothing, since that is what they cost. Tokens are those of SoftHSM2 through OpenSC, where both are installed.
 */
import { execFileSync } from 'node:child_process';
import { constants, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../dist/src/attestation/signers/run-program.js';
import { loadKey, loadSigner } from '../dist/src/attestation/keys.js';
import { issueCertificate } from '../dist/src/dev/x509.js';
import { compareWorks, worksTable } from './measure.mjs';
import { sized } from './size.mjs';

const module = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find((file) => existsSync(file));
/** As much as a certificate's seal signs. */
const octets = Buffer.alloc(5_000, 7);
/** As much as a log or a witness signs: pkcs11-tool hands Ed25519 no more than some 4,000 octets at once, and cannot hand it parts. */
const note = Buffer.alloc(200, 7);
const environment = { PATH: process.env.PATH };
const authority = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;

const keys = [
  ['P-256', () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }), { dsaEncoding: 'ieee-p1363' }, 50],
  ['RSA-2048', () => generateKeyPairSync('rsa', { modulusLength: 2048 }), { padding: constants.RSA_PKCS1_PADDING }, 30],
  ['RSA-3072', () => generateKeyPairSync('rsa', { modulusLength: 3072 }), { padding: constants.RSA_PKCS1_PADDING }, 10],
  ['Ed25519', () => generateKeyPairSync('ed25519'), {}, 50],
];

const pemOf = (der) =>
  `-----BEGIN CERTIFICATE-----\n${der
    .toString('base64')
    .match(/.{1,64}/g)
    .join('\n')}\n-----END CERTIFICATE-----\n`;

function certificateOf(subjectKey) {
  const notBefore = new Date();
  return issueCertificate({
    subject: { commonName: 'Seal of the bench', serialNumber: '99999000014' },
    issuer: { commonName: 'egif bench authority' },
    subjectKey,
    issuerKey: authority,
    notBefore,
    notAfter: new Date(notBefore.getTime() + 86_400_000),
    keyUsage: ['digitalSignature'],
  });
}

/** Rows of one key in a file, beside the bare operation. */
async function fileRows(folder, [name, generate, parameters, count]) {
  const { privateKey, publicKey } = generate();
  const file = join(folder, `${name}.pem`);
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  const isSeal = name !== 'Ed25519';
  writeFileSync(file, isSeal ? pem + pemOf(certificateOf(privateKey)) : pem);
  const signer = await (isSeal ? loadSigner : loadKey)(`file:${file}`, folder);
  const digest = isSeal ? 'sha256' : null;
  const base = `bare: sign and verify, ${name}`;
  return [
    {
      name: base,
      base,
      count,
      work: () => {
        const signature = sign(digest, octets, { key: privateKey, ...parameters });
        if (!verify(digest, octets, { key: publicKey, ...parameters }, signature)) throw new Error('a bare signature does not hold');
      },
    },
    { name: `file:, ${name}`, base, count, work: () => signer.sign(octets) },
  ];
}

async function programRow(folder, base) {
  const key = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
  writeFileSync(join(folder, 'program-key.pem'), key.export({ format: 'pem', type: 'pkcs8' }));
  writeFileSync(join(folder, 'program-chain.pem'), pemOf(certificateOf(key)));
  writeFileSync(join(folder, 'program.sh'), '#!/bin/sh\nexec openssl dgst -sha256 -sign program-key.pem\n');
  chmodSync(join(folder, 'program.sh'), 0o755);
  const signer = await loadSigner('cmd:./program.sh;chain=program-chain.pem', folder, environment);
  return { name: 'cmd:, P-256 (a shell that runs openssl)', base, count: 5, work: () => signer.sign(octets) };
}

/** A token with one key of each kind that it knows. */
async function tokenRows(folder, base) {
  if (module === undefined || !existsSync('/usr/bin/pkcs11-tool')) return [];
  const label = 'egif bench';
  mkdirSync(join(folder, 'tokens'));
  writeFileSync(join(folder, 'softhsm2.conf'), `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  const env = { ...environment, SOFTHSM2_CONF: join(folder, 'softhsm2.conf'), PIN: '9876' };
  execFileSync('softhsm2-util', ['--init-token', '--free', '--label', label, '--so-pin', '12345678', '--pin', '9876'], { env, stdio: 'pipe' });
  const tool = (...args) =>
    execFileSync('pkcs11-tool', ['--module', module, '--token-label', label, '--login', '--pin', 'env:PIN', ...args], { env, stdio: 'pipe' });
  const rows = [];
  for (const [object, kind, name] of [
    ['ec', 'EC:prime256v1', 'P-256'],
    ['rsa2', 'rsa:2048', 'RSA-2048'],
    ['rsa3', 'rsa:3072', 'RSA-3072'],
    ['ed', 'EC:edwards25519', 'Ed25519'],
  ]) {
    tool('--keypairgen', '--key-type', kind, '--label', object, '--id', `0${rows.length + 1}`, '--usage-sign');
    const uri = `pkcs11:token=egif%20bench;object=${object}?module-path=${module}&pin-source=env:PIN`;
    let signer;
    if (name === 'Ed25519') signer = await loadKey(uri, folder, env);
    else {
      const key = createPublicKey({ key: tool('--read-object', '--type', 'pubkey', '--label', object), format: 'der', type: 'spki' });
      writeFileSync(join(folder, `${object}.pem`), pemOf(certificateOf(key)));
      signer = await loadSigner(`${uri}&x-chain=${object}.pem`, folder, env);
    }
    rows.push({ name: `pkcs11:, ${name} (SoftHSM2, pkcs11-tool)`, base, count: 5, work: () => signer.sign(name === 'Ed25519' ? note : octets) });
  }
  return rows;
}

/** Prints the table. */
export async function tables(write) {
  const folder = mkdtempSync(join(tmpdir(), 'egif-bench-sign-'));
  try {
    const rows = [];
    for (const key of keys) rows.push(...(await fileRows(folder, key)));
    const base = 'bare: a program that does nothing';
    rows.push({ name: base, base, count: 5, work: () => runProgram({ program: '/bin/true', args: [], directory: folder, environment }) });
    rows.push(await programRow(folder, base), ...(await tokenRows(folder, base)));
    write(worksTable('Signing, by signer', await compareWorks(rows, { rounds: sized(5, 1), clock: 'wall' })));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === `file://${process.argv[1]}`) await tables((text) => process.stdout.write(text));
