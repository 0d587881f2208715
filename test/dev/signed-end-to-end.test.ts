/** End to end over signed messages: what signing is about is examined in the conformant agency, and the key that signs stands nowhere in the evidence. */
import { strict as assert } from 'node:assert';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { kindOf } from '../../src/dev/kinds.js';
import { createPki } from '../../src/dev/pki.js';
import { seeAgency } from './see-agency.js';

describe('The suite and the sample agency of signed messages, end to end', function () {
  this.timeout(240_000);
  let directory: string;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'egif-signed-end-to-end-'));
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  it('without faults nothing is found and nothing is left open, and no key stands in the evidence', async () => {
    const kind = kindOf('signed');
    assert.ok(kind !== undefined);
    const pki = createPki();
    const judges = ({ check }: { readonly check: string }): boolean => !check.startsWith('lint/');
    const { failed, open, judged } = await seeAgency({ kind, directory, pki, faults: [], judges, replays: true });
    assert.deepEqual({ failed, open }, { failed: [], open: [] });
    for (const check of ['probe/messages-signed', 'probe/signed-replay'])
      assert.ok(
        judged.some(({ item, judgement }) => item.check === check && judgement.examined >= 5),
        check,
      );
    const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile() && entry.parentPath.includes('evidence'),
    );
    assert.ok(files.length > 0);
    const [, secret = ''] = /-----\n(.+)\n/.exec(pki.clientOf('declarant').privateKeyPem) ?? [];
    assert.equal(secret.length, 64);
    for (const { parentPath, name } of files) {
      const text = await readFile(path.join(parentPath, name), 'latin1');
      assert.ok(!text.includes(secret) && !text.includes('PRIVATE KEY'), name);
    }
  });
});
