/** Keys of logs and witnesses in a program and in a token (SoftHSM2 through OpenSC): what they sign holds under a key with the name that was given. */
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { loadNoteKey, type NoteKeySource } from '../../../src/attestation/log/load-note-key.js';
import { cosign, makeNoteKey, type NoteKey, signNote, verifierOf } from '../../../src/attestation/log/note-signer.js';
import { EgifError } from '../../../src/errors.js';

const softHsm = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find((file) => existsSync(file));
const text = 'log.example/held\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n';

describe('Note keys by URI', function () {
  this.timeout(60_000);
  let folder: string;
  let environment: Record<string, string | undefined>;
  const source = (name?: string): NoteKeySource => ({ directory: folder, environment, ...(name === undefined ? {} : { name }) });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-note-key-'));
    environment = { PATH: process.env['PATH'] };
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    await writeFile(join(folder, 'held.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }));
    await writeFile(join(folder, 'held.pub.pem'), publicKey.export({ format: 'pem', type: 'spki' }));
    await writeFile(
      join(folder, 'curve.pub.pem'),
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'pem', type: 'spki' }),
    );
    await writeFile(join(folder, 'file.pem'), makeNoteKey('log.example/file'));
    const script = `#!/bin/sh\nt=$(mktemp); cat > "$t"; openssl pkeyutl -sign -rawin -inkey held.pem -in "$t"; rm "$t"\n`;
    await writeFile(join(folder, 'sign.sh'), script);
    await chmod(join(folder, 'sign.sh'), 0o755);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function demandSigns(key: NoteKey): Promise<void> {
    assert.equal(key.name, 'log.example/held');
    const signature = await signNote(key, text);
    assert.ok(verifierOf(key, 'ed25519').verify(Buffer.from(text), signature.octets) !== undefined);
    const cosigned = await cosign(key, text, 1_700_000_000);
    assert.equal(cosigned.octets.length, 72);
  }

  it('sign with a program', async () => demandSigns(await loadNoteKey('cmd:./sign.sh;key=held.pub.pem', source('log.example/held'))));

  it('sign with a token', async () => {
    assert.ok(softHsm !== undefined, 'softhsm2 is not installed');
    await mkdir(join(folder, 'tokens'));
    await writeFile(join(folder, 'softhsm2.conf'), `directories.tokendir = ${join(folder, 'tokens')}\n`);
    const env = { ...environment, SOFTHSM2_CONF: join(folder, 'softhsm2.conf') };
    execFileSync('softhsm2-util', ['--init-token', '--free', '--label', 'logs', '--pin', '1234', '--so-pin', '5678'], { env, stdio: 'ignore' });
    const make = ['--keypairgen', '--key-type', 'EC:edwards25519', '--label', 'log', '--id', '01'];
    execFileSync('pkcs11-tool', ['--module', softHsm, '--token-label', 'logs', '--login', '--pin', '1234', ...make], { env, stdio: 'ignore' });
    environment = { ...env, LOG_PIN: '1234' };
    await demandSigns(await loadNoteKey(`pkcs11:token=logs;object=log?module-path=${softHsm}&pin-source=env:LOG_PIN`, source('log.example/held')));
  });

  const refused = [
    { why: 'no name for a key of a program', uri: 'cmd:./sign.sh;key=held.pub.pem', name: undefined, code: 'USAGE' },
    { why: 'a name that a note may not have', uri: 'cmd:./sign.sh;key=held.pub.pem', name: 'two words', code: 'KEY_UNREADABLE' },
    { why: 'a key of another kind', uri: 'cmd:./sign.sh;key=curve.pub.pem', name: 'log.example/held', code: 'KEY_UNREADABLE' },
    { why: 'the key of another log', uri: 'file:file.pem', name: 'log.example/held', code: 'KEY_MISMATCH' },
    { why: 'a form that nobody knows', uri: 'vault:x', name: 'log.example/held', code: 'USAGE' },
  ] as const;
  for (const { why, uri, name, code } of refused)
    it(`refuse with ${code}: ${why}`, () =>
      assert.rejects(loadNoteKey(uri, source(name)), (error: unknown) => error instanceof EgifError && error.code === code));

  it('take the name from the file', async () => assert.equal((await loadNoteKey('file:file.pem', source())).name, 'log.example/file'));
});
