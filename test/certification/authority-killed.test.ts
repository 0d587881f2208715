/** kill -9 while issuing and revoking: nothing acknowledged is lost, the chain of hashes is whole, and what was released holds. */
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, describe, it } from 'mocha';
import { verifyLogProof } from '../../src/attestation/log/log-proof.js';
import { bundleFile } from '../../src/certification/settling.js';
import { replayEvents, standingOf } from '../../src/certification/authority-state.js';
import { readJournal } from '../../src/certification/journal.js';
import { writeLogLeaf } from '../../src/attestation/log/log-leaf.js';
import { isDocument } from '../../src/contract/validate.js';
import { authorityOf } from '../attestation/nation.js';
import { issuer, type Keys, logOrigin, logVkey, makeLog, openFolder, policyOf, storeKeys, stored } from './authority-folder.js';

const rounds = 26;
const child = fileURLToPath(new URL('authority-child.js', import.meta.url));
let root = '';

interface Said {
  readonly issued: Map<string, number>;
  readonly released: Set<string>;
  readonly revoked: Set<string>;
}

/** Runs a child from a number on and kills it so many milliseconds after its first word; notes what it acknowledged. */
function runAndKill(directory: string, said: Said, { from, after: ms }: { readonly from: number; readonly after: number }): Promise<void> {
  return new Promise((done, failed) => {
    const process_ = spawn(process.execPath, [child, directory, String(from)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    let trouble = '';
    process_.stdout.setEncoding('utf8').on('data', (part: string) => {
      if (text === '') setTimeout(() => process_.kill('SIGKILL'), ms);
      text += part;
    });
    process_.stderr.setEncoding('utf8').on('data', (part: string) => {
      trouble += part;
    });
    process_.once('error', failed);
    process_.once('close', () => {
      if (trouble !== '') failed(new Error(trouble));
      // A line that was cut by the signal was not heard.
      for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
        const [word = '', one = '', two = ''] = line.split(' ');
        if (word === 'issued') said.issued.set(two, Number(one));
        if (word === 'released') said.released.add(one);
        if (word === 'revoked') said.revoked.add(one);
      }
      done();
    });
  });
}

async function demandBundle(directory: string, id: string, keys: Keys): Promise<void> {
  const bundle: unknown = JSON.parse(await readFile(bundleFile(join(directory, 'authority'), id), 'utf8'));
  assert.ok(isDocument('CertificateBundle', bundle), `${id} has a whole bundle`);
  const { events } = await readJournal(join(directory, 'authority'));
  const record = replayEvents(events).state.certificates.get(id);
  assert.ok(record !== undefined && bundle.credential === record.credential);
  const leaf = writeLogLeaf({ type: 'issue', id, sha256: record.sha256.slice(7), agency: record.agency, service: record.service });
  const options = { origin: logOrigin, vkey: logVkey(keys), at: Date.now(), maxSkewMs: 60_000 };
  assert.ok(verifyLogProof(bundle.logProof ?? '', leaf, policyOf(keys), options).firstWitnessTime > 0);
}

describe('an authority that is killed', function () {
  this.timeout(240_000);
  after(() => rm(root, { recursive: true, force: true }));

  it(`loses nothing that it acknowledged, in ${rounds} rounds`, async () => {
    root = await mkdtemp(join(tmpdir(), 'egif-killed-'));
    const nation = authorityOf();
    const seal = (name: string) => stored(nation.seal(name, '99999000048'));
    const keys = await storeKeys(join(root, 'keys.json'), seal('Certificates'), seal('Status'));
    await makeLog(root, keys);
    const first = await openFolder(root, keys);
    await first.authority.open(issuer);
    await first.close();
    const said: Said = { issued: new Map(), released: new Set(), revoked: new Set() };
    let from = 1;
    for (let round = 0; round < rounds; round += 1) {
      await runAndKill(root, said, { from, after: 60 + ((round * 137) % 700) });
      const { events, trouble } = await readJournal(join(root, 'authority'));
      assert.equal(trouble, undefined, `round ${round}: the chain is whole`);
      const { state, trouble: broken } = replayEvents(events);
      assert.equal(broken, undefined);
      for (const id of said.issued.keys()) assert.ok(state.certificates.has(id), `round ${round}: ${id} was acknowledged and is lost`);
      for (const id of said.revoked) {
        const record = state.certificates.get(id);
        assert.ok(record !== undefined && standingOf(record) === 'revoked', `round ${round}: the revocation of ${id} was acknowledged and is lost`);
      }
      for (const id of said.released) assert.ok(state.certificates.get(id)?.released !== undefined);
      // The next child begins with the last report again: it must get the same certificate.
      from = Math.max(1, ...said.issued.values());
    }
    assert.ok(said.issued.size >= 8, `${said.issued.size} certificates were issued`);
    assert.ok(said.revoked.size >= 2 && said.released.size >= 4, `${said.revoked.size} revoked, ${said.released.size} released`);
    assert.equal(new Set(said.issued.values()).size, said.issued.size, 'no report has two certificates');
    const last = await openFolder(root, keys);
    const settled = await last.authority.settle();
    await last.close();
    assert.deepEqual(settled.waiting, []);
    for (const id of said.issued.keys()) await demandBundle(root, id, keys);
  });

  it('lets one of two racing writers in', async () => {
    const said: Said = { issued: new Map(), released: new Set(), revoked: new Set() };
    const race = await Promise.allSettled([5000, 6000, 7000, 8000].map((from) => runAndKill(root, said, { from, after: 1500 })));
    const lost = race.filter(({ status }) => status === 'rejected');
    assert.equal(lost.length, 3, 'three of four were turned away');
    for (const one of lost) assert.ok(one.status === 'rejected' && String(one.reason).includes('LOG_BUSY'), String(lost));
    const { events, trouble } = await readJournal(join(root, 'authority'));
    assert.equal(trouble, undefined);
    assert.equal(replayEvents(events).trouble, undefined);
  });
});
