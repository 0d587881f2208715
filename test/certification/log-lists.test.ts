/** `egif log audit` and `monitor` with status lists: a list that says more than the log, a list that is not genuine, a copy that ends too early. */
import { strict as assert } from 'node:assert';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { claimedStatusListLeaf } from '../../src/attestation/certificate/logged-leaf.js';
import { packMediaType } from '../../src/attestation/trust/freshness-pack.js';
import { writeLogLeaf } from '../../src/attestation/log/log-leaf.js';
import { makeNoteKey, readNoteKey, verifierOf } from '../../src/attestation/log/note-signer.js';
import { createLog, readLogConfig } from '../../src/certification/log-config.js';
import { proveEntry } from '../../src/certification/log-content.js';
import { openLog } from '../../src/certification/log-writer.js';
import { createWitness } from '../../src/certification/witness.js';
import type { StapledStatusList } from '../../src/contract/documents.js';
import { memberOf, parseJson } from '../../src/contract/json.js';
import { issueLeaf } from '../attestation/log/sample-log.js';
import { type Nation, nationOf } from '../attestation/nation.js';
import { runEgif } from '../scenarios/run-egif.js';
import { vkeyOf, withFolder } from './log-folder.js';

const service = '99999000014-01';

/** A log with one witness, and a nation whose trust list names it. */
async function worldIn(folder: string) {
  const at = new Date();
  const text = makeNoteKey('log.example/lists');
  const [key, own] = [readNoteKey(text), readNoteKey(makeNoteKey('w.example/w'))];
  const policy = `log ${vkeyOf(key, 'ed25519')}\nwitness w1 ${vkeyOf(own, 'cosignature')} http://127.0.0.1:1/\nquorum w1\n`;
  const directory = join(folder, 'log');
  await createLog(directory, key, { policy, at });
  const witness = createWitness({ key: own, logs: [verifierOf(key, 'ed25519')], directory: join(folder, 'w'), clock: () => new Date() });
  const nation = await nationOf({
    change: (list) => {
      list.log = { origin: key.name, vkey: vkeyOf(key, 'ed25519'), policy };
      list.expires = new Date(at.getTime() + 86_400_000).toISOString();
    },
  });
  writeFileSync(join(folder, 'trust.json'), await nation.signList(nation.list));
  const append = async (leaf: Uint8Array): Promise<number> => {
    const writer = await openLog({ directory, key, clock: () => new Date() });
    try {
      const index = await writer.append([leaf]);
      await writer.publish(async (_url, body) => witness.addCheckpoint(Buffer.from(body)));
      return index;
    } finally {
      await writer.close();
    }
  };
  /** A genuine list of the authority that is in the log. */
  const listed = async (sequence: number, set: readonly number[]): Promise<StapledStatusList> => {
    const listsAt = new Date();
    const payload = nation.statusList('revocation', set, (list) => {
      list.sequence = sequence;
      list.validFrom = listsAt.toISOString();
      list.validUntil = new Date(listsAt.getTime() + 3_600_000).toISOString();
    });
    const { credential, url } = await nation.staple(payload, { listsAt });
    const index = await append(claimedStatusListLeaf(credential));
    const logProof = await proveEntry({ directory, config: await readLogConfig(directory), now: Date.now() }, index);
    assert.ok(logProof !== undefined);
    return { url, credential, logProof };
  };
  return { nation, append, listed };
}

const changeLeaf = (nation: Nation, index: number): Buffer =>
  writeLogLeaf({
    type: 'status-change',
    id: 'urn:egif:cert:IR-2026-000001',
    sha256: 'a'.repeat(64),
    agency: '99999000014',
    service,
    from: 'valid',
    to: 'revoked',
    reason: 'audit',
    decision: `sha256:${'b'.repeat(64)}`,
    list: nation.statusList('revocation').id,
    index,
  });

describe('egif log with status lists', function () {
  this.timeout(120_000);

  it(
    'finds a status that no logged decision explains, a list that is not genuine, and tells of a copy that ends too early',
    withFolder(async (folder) => {
      const { nation, append, listed } = await worldIn(folder);
      const run = async (status: number, ...args: readonly string[]): Promise<{ readonly codes: readonly unknown[]; readonly out: string }> => {
        const { stdout, stderr, status: ended } = await runEgif(['log', ...args, '--json'], { directory: folder });
        assert.equal(ended, status, `${args.join(' ')} ${stdout} ${stderr}`);
        const findings = memberOf(parseJson(stdout)?.value, 'findings');
        return { codes: Array.isArray(findings) ? findings.map((each) => memberOf(each, 'code')) : [], out: stdout };
      };
      const write = (name: string, value: unknown): void => writeFileSync(join(folder, name), JSON.stringify(value));
      const trust = ['--trust', 'trust.json'];
      await append(writeLogLeaf(issueLeaf(1, service)));

      // what is set was decided: nothing is found, with the lists of a pack and with a file alike
      await append(changeLeaf(nation, 5));
      const explained = await listed(1, [5]);
      write('explained.json', explained);
      write('nation.egiftrust', {
        mediaType: packMediaType,
        trustList: (await nation.signList(nation.list)).toString('utf8'),
        statusLists: [explained],
      });
      for (const args of [
        [...trust, '--status-list', 'explained.json'],
        ['--trust', 'nation.egiftrust'],
      ])
        assert.match((await run(0, 'audit', 'log', ...args)).out, /"statusLists":1/);
      assert.match((await run(0, 'audit', 'log')).out, /"statusLists":0/);

      cpSync(join(folder, 'log'), join(folder, 'old'), { recursive: true });
      const quiet = await listed(2, [5, 77]);
      write('quiet.json', quiet);
      const hold = [...trust, '--status-list', 'quiet.json'];
      assert.deepEqual((await run(1, 'audit', 'log', ...hold)).codes, ['STATUS_UNEXPLAINED']);
      const watch = ['monitor', 'log', '--service', service, '--state', 'seen.txt'];
      assert.deepEqual((await run(1, ...watch, ...hold)).codes, ['STATUS_UNEXPLAINED']);
      assert.deepEqual((await run(0, ...watch)).codes, []);

      // the log of yesterday says nothing of the list of today
      assert.deepEqual((await run(2, 'audit', 'old', ...hold)).codes, ['LOG_BEHIND']);
      assert.deepEqual((await run(2, 'monitor', 'old', '--service', service, '--state', 'other.txt', ...hold)).codes, ['LOG_BEHIND']);

      // a change that the list of later does not show
      write('silent.json', await listed(3, []));
      assert.deepEqual((await run(1, 'audit', 'log', ...trust, '--status-list', 'silent.json')).codes, ['STATUS_NOT_SHOWN']);

      const { logProof: _logProof, ...bare } = quiet;
      write('bare.json', bare);
      assert.deepEqual((await run(1, 'audit', 'log', ...trust, '--status-list', 'bare.json')).codes, ['LOG_PROOF_FORMAT']);
      write('edited.json', { ...quiet, credential: quiet.credential.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')) });
      assert.deepEqual((await run(1, 'audit', 'log', ...trust, '--status-list', 'edited.json')).codes, ['LOG_INCLUSION']);
      write('other.json', { hello: 1 });
      assert.deepEqual((await run(1, 'audit', 'log', ...trust, '--status-list', 'other.json')).codes, ['BUNDLE_MEMBER']);

      await run(3, 'audit', 'log', '--status-list', 'quiet.json');
      const foreign = await nationOf({ log: true, change: (list) => Object.assign(list, { expires: nation.list.expires }) });
      writeFileSync(join(folder, 'foreign.json'), await foreign.signList(foreign.list));
      await run(3, 'audit', 'log', '--trust', 'foreign.json');
    }),
  );
});
