/**
 * End to end over signed messages: the suite passes the conformant agency of signed messages in every live requirement, and each fault fails exactly what it
 * names; and so does the replay. The key that signs stands nowhere in the evidence.
 *
 * Each fault is seen by default, over what signing is about; the whole profile once.
 */
import { strict as assert } from 'node:assert';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { listFaults } from '../../src/dev/faults.js';
import { signedFaults } from '../../src/dev/faults/signed.js';
import { createPki, type Pki } from '../../src/dev/pki.js';
import { startSignedAgency } from '../../src/dev/signed/signed-agency.js';
import { seeKind, type SeenKind, verdictsOf } from './see-kind.js';

const own = ['EGIF-TEC-HTP-014', 'EGIF-TEC-SEC-013', 'EGIF-TEC-SEC-014'];
/** Finding codes by the fault that shows them. */
const shown: Readonly<Record<string, readonly string[]>> = {
  'legal-act-unsigned-taken': ['unsigned-request-accepted'],
  'digest-not-compared': ['altered-content-accepted'],
  'signature-not-verified': ['altered-digest-accepted', 'foreign-signature-accepted'],
  'legal-answer-unsigned': ['answer-unsigned'],
  'legal-answer-by-foreign-key': ['answer-signature-wrong'],
  'legal-answer-content-unsigned': ['answer-content-unsigned'],
  'legal-answer-status-unsigned': ['answer-status-unsigned'],
  'old-signature-taken': ['old-signature-accepted'],
  'signed-replay-taken': ['repeat-acts-twice', 'signed-replay-acts'],
};

describe('The suite and the sample agency of signed messages, end to end', function () {
  this.timeout(240_000);
  let directory: string;
  let pki: Pki;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'egif-signed-end-to-end-'));
    pki = createPki();
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  const see = (faults: readonly string[], only?: readonly string[]): Promise<SeenKind> =>
    seeKind({
      start: startSignedAgency,
      profile: 'three-layers',
      directory,
      pki,
      faults,
      judges: ({ requirements, check }) => (only === undefined ? !check.startsWith('lint/') : requirements.some((id) => only.includes(id))),
    });

  it('without faults nothing is found and nothing is left open, and no key stands in the evidence', async () => {
    const { failed, open, judged, again } = await see([]);
    assert.deepEqual({ failed, open }, { failed: [], open: [] });
    for (const check of ['probe/messages-signed', 'probe/signed-replay'])
      assert.ok(
        judged.some(({ item, judgement }) => item.check === check && judgement.examined >= 5),
        check,
      );
    assert.deepEqual(verdictsOf(again), verdictsOf(judged));
    const home = path.join(directory, 'none', 'evidence');
    const files = (await readdir(home, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const [, secret = ''] = /-----\n(.+)\n/.exec(pki.clientOf('declarant').privateKeyPem) ?? [];
    assert.equal(secret.length, 64);
    for (const { parentPath, name } of files) {
      const text = await readFile(path.join(parentPath, name), 'latin1');
      assert.ok(!text.includes(secret) && !text.includes('PRIVATE KEY'), name);
    }
  });

  for (const { name, requirements } of signedFaults)
    it(`${name} fails ${requirements.join(', ')} by ${(shown[name] ?? []).join(' and ')}, and so does the replay`, async () => {
      const { failed, judged, again } = await see([name], own);
      assert.deepEqual(failed, [...requirements].sort());
      const codes = judged.flatMap(({ judgement }) => judgement.findings.map(({ code }) => code));
      assert.deepEqual([...new Set(codes)].sort(), [...(shown[name] ?? [])]);
      assert.deepEqual(verdictsOf(again), verdictsOf(judged));
    });
});

describe('The faults of the agency of signed messages', () => {
  it('have names of their own, and a description in both languages', () => {
    const others = new Set(listFaults().map(({ name }) => name));
    assert.deepEqual(signedFaults.map(({ name }) => name).sort(), Object.keys(shown).sort());
    for (const { name, describe: words } of signedFaults) {
      assert.ok(!others.has(name), name);
      assert.match(words.fa, /[\u0600-\u06ff]{3}/, name);
      assert.match(words.en ?? '', /^[A-Z]/, name);
    }
  });
});
