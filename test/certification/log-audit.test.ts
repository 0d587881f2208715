/** Looking a log through: each thing that can be wrong with it is found, by its code, and an honest log has none. */
import { strict as assert } from 'node:assert';
import { appendFileSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { auditStates, auditStatusLists, type PlacedLeaf } from '../../src/attestation/log/leaf-audit.js';
import { type LogLeaf, readLogLeaf, type StatusChangeLeaf, writeLogLeaf } from '../../src/attestation/log/log-leaf.js';
import { Refusal } from '../../src/attestation/problem.js';
import { auditLog, fsckLog, monitorLog } from '../../src/certification/log-audit.js';
import { readLogConfig } from '../../src/certification/log-config.js';
import type { LogView } from '../../src/certification/log-content.js';
import { checkpointFile } from '../../src/certification/log-files.js';
import { readEntries } from '../../src/certification/log-entries.js';
import { leafHashOf } from '../../src/attestation/log/merkle-tree.js';
import { witnessPost } from '../../src/certification/log-post.js';
import { issueLeaf, issueLeaves } from '../attestation/log/sample-log.js';
import { noon, withFolder, type WitnessedLog, witnessedLog } from './log-folder.js';

const ask = witnessPost(1_000);

/** A log of 260 and then 270 entries, seen by its witnesses, closed. */
async function grown(folder: string): Promise<{ readonly log: WitnessedLog; readonly view: LogView }> {
  const log = await witnessedLog(folder);
  const writer = await log.open();
  await writer.append(issueLeaves(260));
  await writer.publish(ask);
  log.time.now += 60_000;
  await writer.append(issueLeaves(270).slice(260));
  await writer.publish(ask);
  await writer.close();
  return { log, view: { directory: log.directory, config: await readLogConfig(log.directory), now: noon + 120_000 } };
}

/** Writes the entries again with one of them changed, checks and all. */
function rewriteEntry(directory: string, index: number, text: string): void {
  const file = join(directory, 'entries');
  const entries = readEntries(readFileSync(file)).entries.with(index, Buffer.from(text));
  const records = entries.map((entry) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(entry.length);
    return Buffer.concat([length, entry, leafHashOf(entry).subarray(0, 8)]);
  });
  writeFileSync(file, Buffer.concat(records));
}

const codes = (findings: readonly { readonly code: string }[]): readonly string[] => [...new Set(findings.map(({ code }) => code))].sort();

describe('Looking a log through', function () {
  this.timeout(60_000);

  it(
    'finds nothing in an honest log, whole or as it was at an instant',
    withFolder(async (folder) => {
      const { log, view } = await grown(folder);
      const audit = await auditLog(view);
      assert.deepEqual([audit.findings, audit.size, audit.leaves, audit.seenAt], [[], 270, { issue: 270 }, noon + 60_000]);
      assert.equal((await auditLog(view, { asOf: noon + 59_000 })).size, 260);
      const check = await fsckLog(view);
      assert.deepEqual([check.findings, check.tiles, check.checkpoints], [[], 5, { signed: 2, witnessed: 2 }]);
      await log.close();
    }),
  );

  const broken: readonly {
    readonly why: string;
    readonly audit: readonly string[];
    readonly fsck: readonly string[];
    readonly harm: (log: WitnessedLog) => void;
  }[] = [
    {
      why: 'an entry that was rewritten',
      audit: ['LOG_ROOT'],
      fsck: ['LOG_ROOT', 'LOG_TILE'],
      harm: ({ directory }) => rewriteEntry(directory, 7, writeLogLeaf(issueLeaf(9_999)).toString()),
    },
    {
      why: 'an entry that cannot be read',
      audit: ['LOG_LEAF', 'LOG_ROOT'],
      fsck: ['LOG_ROOT', 'LOG_TILE'],
      harm: ({ directory }) => rewriteEntry(directory, 7, 'egif-log/v1\ntype secret\n'),
    },
    {
      why: 'a certificate that is issued twice',
      audit: ['LOG_ISSUED_TWICE', 'LOG_ROOT'],
      fsck: ['LOG_ROOT', 'LOG_TILE'],
      harm: ({ directory }) => rewriteEntry(directory, 7, writeLogLeaf(issueLeaf(3)).toString()),
    },
    {
      why: 'entries that are gone',
      audit: ['LOG_ENTRIES'],
      fsck: ['LOG_ENTRIES', 'LOG_TILE'],
      harm: ({ directory }) => writeFileSync(join(directory, 'entries'), readFileSync(join(directory, 'entries')).subarray(0, -3)),
    },
    {
      why: 'octets after the last entry',
      audit: [],
      fsck: ['LOG_ENTRIES'],
      harm: ({ directory }) => appendFileSync(join(directory, 'entries'), 'x'),
    },
    {
      why: 'a tile that is another',
      audit: [],
      fsck: ['LOG_TILE'],
      harm: ({ directory }) => writeFileSync(join(directory, 'tile/1/000.p/1'), Buffer.alloc(32)),
    },
    { why: 'a tile that is gone', audit: [], fsck: ['LOG_TILE'], harm: ({ directory }) => rmSync(join(directory, 'tile/entries/000')) },
    {
      why: 'a checkpoint with the signature of a witness changed',
      audit: ['LOG_NOTE'],
      fsck: ['LOG_NOTE', 'LOG_PUBLISHED'],
      harm: ({ directory }) => {
        const file = checkpointFile(directory, 'witnessed', 270);
        const lines = readFileSync(file, 'utf8').split('\n');
        writeFileSync(
          file,
          lines.map((line) => (line.startsWith('— audit') ? line.replace(/.{6}==$/, 'AAAAAA==').replace(/.{6}$/, 'AAAAAA') : line)).join('\n'),
        );
      },
    },
    {
      why: 'a checkpoint that is bare',
      audit: ['LOG_WITNESS_QUORUM'],
      fsck: ['LOG_PUBLISHED', 'LOG_WITNESS_QUORUM'],
      harm: ({ directory }) => copyFileSync(checkpointFile(directory, 'signed', 270), checkpointFile(directory, 'witnessed', 270)),
    },
    {
      why: 'a published checkpoint that is bare',
      audit: ['LOG_WITNESS_QUORUM'],
      fsck: ['LOG_PUBLISHED', 'LOG_WITNESS_QUORUM'],
      harm: ({ directory }) => copyFileSync(checkpointFile(directory, 'signed', 270), join(directory, 'checkpoint')),
    },
    {
      why: 'an old checkpoint that is published again',
      audit: [],
      fsck: ['LOG_PUBLISHED'],
      harm: ({ directory }) => copyFileSync(checkpointFile(directory, 'witnessed', 260), join(directory, 'checkpoint')),
    },
  ];
  for (const { why, audit, fsck, harm } of broken) {
    it(
      `finds ${why}: ${[...new Set([...audit, ...fsck])].join(', ')}`,
      withFolder(async (folder) => {
        const { log, view } = await grown(folder);
        harm(log);
        assert.deepEqual([codes((await auditLog(view)).findings), codes((await fsckLog(view)).findings)], [audit, fsck]);
        await log.close();
      }),
    );
  }

  it(
    'finds clocks that go backwards, and ahead',
    withFolder(async (folder) => {
      const { log, view } = await grown(folder);
      const swap = checkpointFile(log.directory, 'witnessed', 260);
      assert.deepEqual(codes((await auditLog({ ...view, now: noon - 3_600_000 })).findings), ['LOG_WITNESS_FUTURE']);
      const fresh = [0, 1, 2];
      for (const number of fresh) await log.stop(number);
      rmSync(swap);
      // witnesses without memory see the first size again, later than the second
      for (const number of fresh) {
        rmSync(join(folder, `witness-${number}`), { recursive: true });
        await log.start(number, { now: noon + 90_000, clock: () => new Date(noon + 90_000) });
      }
      const signed = readFileSync(checkpointFile(log.directory, 'signed', 260), 'utf8');
      const urls = log.policy.match(/http:\S+/g) ?? [];
      const answers = await Promise.all(urls.map((url) => ask(`${url}/add-checkpoint`, `old 0\n\n${signed}`)));
      writeFileSync(swap, signed + answers.map(({ body }) => body).join(''));
      assert.deepEqual(codes((await auditLog(view)).findings), ['LOG_TIME_BACKWARDS']);
      await log.close();
    }),
  );

  it(
    'tells what is new about a service, and that the log is not the one that was seen',
    withFolder(async (folder) => {
      const { log, view } = await grown(folder);
      const first = await monitorLog(view, { service: '99999000014-01' });
      assert.equal(first?.leaves.length, 270);
      assert.deepEqual((await monitorLog(view, { service: '99999000014-01', ...(first === undefined ? {} : { last: first.head }) }))?.leaves, []);
      assert.deepEqual((await monitorLog(view, { service: 'another' }))?.leaves, []);
      const root = '00'.repeat(32);
      const forked = await monitorLog(view, { service: 'another', last: { origin: view.config.origin, size: 260, root } });
      assert.deepEqual(codes(forked?.findings ?? []), ['LOG_FORK']);
      const shrunk = await monitorLog(view, { service: 'another', last: { origin: view.config.origin, size: 271, root } });
      assert.deepEqual(codes(shrunk?.findings ?? []), ['LOG_FORK']);
      await log.close();
    }),
  );
});

const sha256 = 'ab'.repeat(32);
const list = 'https://status.example/2026/revocation/1';
const change = (number: number, more: Partial<StatusChangeLeaf> = {}): LogLeaf => {
  const { id, agency, service } = { agency: '99999000014', service: '99999000014-01', id: issueLeaf(number).id };
  return {
    type: 'status-change',
    id,
    sha256,
    agency,
    service,
    from: 'valid',
    to: 'revoked',
    reason: 'key-compromise',
    decision: 'D-1',
    list,
    index: 5,
    ...more,
  };
};
const statusList = (sequence: number): LogLeaf => ({ type: 'status-list', id: list, sha256, sequence });
const placed = (...leaves: readonly LogLeaf[]): readonly PlacedLeaf[] => leaves.map((leaf, index) => ({ index, leaf }));

describe('The leaves of a log', () => {
  it('have one form each: what is written is read again, and nothing else is', () => {
    const all: readonly LogLeaf[] = [
      issueLeaf(1),
      change(1),
      statusList(3),
      { ...issueLeaf(1), type: 'report-received' },
      { ...issueLeaf(1), type: 'challenge-issued' },
      { type: 'profile-release', id: 'three-layers', sha256, version: '1.0.0' },
      { type: 'harness-release', id: 'egif', sha256, version: '1.0.0' },
      { type: 'trust-list', id: 'trust', sha256, version: '7' },
      { type: 'key-event', id: 'status', sha256, role: 'status', event: 'retired' },
    ];
    for (const leaf of all) {
      const octets = writeLogLeaf(leaf);
      assert.deepEqual(readLogLeaf(octets), leaf);
      const text = octets.toString();
      const wrong = [
        text.slice(0, -1),
        `${text}\n`,
        `${text}more 1\n`,
        text.replace('v1', 'v2'),
        text.replace('\nid ', '\nid  '),
        text.replace(/\nid .*/, '\nid می'),
        text.replace(/[0-9a-f]{64}/, 'AB'.repeat(32)),
        text.replace('type ', 'type x'),
        text.replaceAll('\n', '\r\n'),
        text.split('\n').toSpliced(2, 1).join('\n'),
        text
          .split('\n')
          .toSpliced(2, 2, text.split('\n')[3] ?? '', text.split('\n')[2] ?? '')
          .join('\n'),
      ];
      for (const each of wrong)
        assert.throws(
          () => readLogLeaf(Buffer.from(each)),
          (error) => error instanceof Refusal && error.code === 'LOG_LEAF',
          each,
        );
    }
    assert.throws(() => writeLogLeaf({ ...issueLeaf(1), id: 'two words' }), Refusal);
    assert.throws(() => writeLogLeaf({ ...issueLeaf(1), agency: '9990000018' }), Refusal, 'ten digits are a person’s code');
  });

  const chains: readonly { readonly why: string; readonly leaves: readonly LogLeaf[]; readonly found: readonly string[] }[] = [
    {
      why: 'an honest life',
      leaves: [issueLeaf(1), change(1, { to: 'suspended' }), change(1, { from: 'suspended', to: 'valid' }), change(1)],
      found: [],
    },
    { why: 'a change of what was never issued', leaves: [change(1)], found: ['LOG_STATE_CHAIN'] },
    { why: 'a state that it was not in', leaves: [issueLeaf(1), change(1, { from: 'suspended' })], found: ['LOG_STATE_CHAIN'] },
    { why: 'life after revocation', leaves: [issueLeaf(1), change(1), change(1, { from: 'revoked', to: 'valid' })], found: ['LOG_STATE_CHAIN'] },
    { why: 'a second issue', leaves: [issueLeaf(1), issueLeaf(1)], found: ['LOG_ISSUED_TWICE'] },
  ];
  for (const { why, leaves, found } of chains) {
    it(`tell ${why}: ${found.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(codes(auditStates(placed(...leaves))), found);
    });
  }

  const lists: readonly {
    readonly why: string;
    readonly leaves: readonly LogLeaf[];
    readonly set: readonly number[];
    readonly found: readonly string[];
  }[] = [
    { why: 'a bit that a change explains', leaves: [issueLeaf(1), change(1), statusList(1)], set: [5], found: [] },
    { why: 'a bit that nothing explains', leaves: [issueLeaf(1), statusList(1)], set: [5], found: ['STATUS_UNEXPLAINED'] },
    { why: 'a bit beside the one that was changed', leaves: [issueLeaf(1), change(1), statusList(1)], set: [5, 6], found: ['STATUS_UNEXPLAINED'] },
    {
      why: 'a change of another list',
      leaves: [issueLeaf(1), change(1, { list: 'https://status.example/x' }), statusList(1)],
      set: [5],
      found: ['STATUS_UNEXPLAINED'],
    },
    { why: 'a change that was logged after the list', leaves: [issueLeaf(1), statusList(1), change(1)], set: [5], found: ['STATUS_UNEXPLAINED'] },
    {
      why: 'a bit that was to be cleared',
      leaves: [issueLeaf(1), change(1, { to: 'suspended' }), change(1, { from: 'suspended', to: 'valid' }), statusList(1)],
      set: [5],
      found: ['STATUS_UNEXPLAINED'],
    },
    { why: 'a revocation that the list hides', leaves: [issueLeaf(1), change(1), statusList(1)], set: [], found: ['STATUS_NOT_SHOWN'] },
    { why: 'a list that is older than the change', leaves: [issueLeaf(1), statusList(1), change(1)], set: [], found: [] },
    { why: 'a list that is not logged', leaves: [issueLeaf(1), change(1)], set: [5], found: ['STATUS_UNLOGGED'] },
  ];
  for (const { why, leaves, set, found } of lists) {
    it(`hold a status list to account, ${why}: ${found.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(codes(auditStatusLists(placed(...leaves), [{ id: list, sha256, set: new Set(set) }])), found);
    });
  }
});
