/** The authority at work: order, repetition, witnesses that sleep, status, damage, two writers, and what a journal says of an earlier day. */
import { strict as assert } from 'node:assert';
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { bundleFile, listFile } from '../../src/certification/settling.js';
import { replayEvents, wordOf } from '../../src/certification/authority-state.js';
import { readJournal } from '../../src/certification/journal.js';
import { isDocument } from '../../src/contract/validate.js';
import { decodeBits, bitAt } from '../../src/attestation/trust/status-list.js';
import { EgifError } from '../../src/errors.js';
import { authorityOf } from '../attestation/nation.js';
import { grantedOf, issuer, type Keys, makeLog, type Opened, openFolder, prepare, storeKeys, stored } from './authority-folder.js';
import { digest } from './issuing.js';

let root = '';
let keys: Keys;
let folders = 0;

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'egif-authority-'));
  const nation = authorityOf();
  keys = await storeKeys(join(root, 'keys.json'), stored(nation.seal('Certificates', '99999000048')), stored(nation.seal('Status', '99999000048')));
});
after(() => rm(root, { recursive: true, force: true }));

/** A fresh folder with an authority that is opened. */
async function fresh(clock?: () => Date): Promise<{ readonly directory: string; readonly opened: Opened }> {
  folders += 1;
  const directory = join(root, String(folders));
  await makeLog(directory, keys);
  const opened = await openFolder(directory, keys, clock);
  await opened.authority.open(issuer);
  return { directory, opened };
}

async function issued(opened: Opened, number: number, more: object = {}, at: number = Date.now()): Promise<string> {
  await prepare(opened.authority, number);
  return (await opened.authority.issue({ ...grantedOf(number, at), ...more })).id;
}
let spent = 0;
const twoApprovals = (): readonly string[] => {
  spent += 2;
  return [spent, spent + 1].map((number) => `sha256:${String(number).padStart(64, 'e')}`);
};
const change = (certificate: string, act: 'suspend' | 'resume' | 'revoke', approvals = twoApprovals()) => ({
  certificate,
  act,
  reason: 'decided',
  decision: digest('5'),
  approvals,
});
const refusedAs = (code: string) => (error: unknown) => error instanceof EgifError && error.code === code;
const hasPlace = async (directory: string, purpose: 'revocation' | 'suspension' | 'refresh', index: number): Promise<boolean> => {
  const list: { credential: string } = JSON.parse(await readFile(listFile(directory, purpose), 'utf8'));
  const payload: unknown = JSON.parse(Buffer.from(list.credential.split('.')[1] ?? '', 'base64url').toString('utf8'));
  assert.ok(isDocument('StatusListCredential', payload));
  return bitAt(decodeBits(payload.credentialSubject.encodedList), index);
};

describe('the authority', () => {
  it('releases a bundle once the witness has seen it, with all its lists', async () => {
    const { directory, opened } = await fresh();
    const id = await issued(opened, 1);
    assert.equal(id, `urn:egif:cert:IR-${new Date().getUTCFullYear()}-000001`);
    const settled = await opened.authority.settle();
    assert.deepEqual(settled, { released: [id], waiting: [], listsWaiting: [] });
    const bundle: unknown = JSON.parse(await readFile(bundleFile(join(directory, 'authority'), id), 'utf8'));
    assert.ok(isDocument('CertificateBundle', bundle));
    assert.equal(bundle.statusLists.length, 3);
    assert.ok(bundle.logProof !== undefined && bundle.statusLists.every(({ logProof }) => logProof !== undefined));
    await opened.close();
  });

  it('gives a report its one certificate, however often it is asked', async () => {
    const { opened } = await fresh();
    const id = await issued(opened, 1);
    assert.equal(await issued(opened, 1), id);
    assert.equal(opened.authority.state().certificates.size, 1);
    await opened.close();
  });

  it('uses a challenge once', async () => {
    const { opened } = await fresh();
    await issued(opened, 1);
    await assert.rejects(opened.authority.issue({ ...grantedOf(2, Date.now()), challenge: grantedOf(1, 0).challenge }), refusedAs('ACT_REFUSED'));
    await assert.rejects(opened.authority.issue(grantedOf(3, Date.now())), refusedAs('ACT_REFUSED'), 'there was no challenge 3');
    await opened.close();
  });

  it('signs no decision that is old', async () => {
    const { opened } = await fresh();
    await prepare(opened.authority, 1);
    await assert.rejects(opened.authority.issue(grantedOf(1, Date.now() - 3_600_000)), refusedAs('ACT_REFUSED'));
    await opened.close();
  });

  it('waits for witnesses, releases nothing bare, and goes on when they wake', async () => {
    const { directory, opened } = await fresh();
    opened.awake = false;
    const id = await issued(opened, 1);
    assert.deepEqual((await opened.authority.settle()).waiting, [id]);
    assert.deepEqual(await readdir(join(directory, 'authority', 'bundles')).catch(() => []), []);
    await opened.close();
    const again = await openFolder(directory, keys);
    assert.deepEqual((await again.authority.settle()).released, [id]);
    const before = again.authority.events().length;
    await again.authority.settle();
    assert.equal(again.authority.events().length, before, 'a settled authority has nothing to write');
    await again.close();
  });

  it('suspends, resumes and revokes for good; each list says it', async () => {
    const { directory, opened } = await fresh();
    const { authority } = opened;
    const folder = join(directory, 'authority');
    const id = await issued(opened, 1);
    await authority.settle();
    const { indexes } = authority.state().certificates.get(id) ?? {};
    assert.ok(indexes !== undefined);
    await authority.change(change(id, 'suspend'));
    await authority.settle();
    assert.equal(await hasPlace(folder, 'suspension', indexes.suspension), true);
    await assert.rejects(authority.change(change(id, 'suspend')), refusedAs('ACT_REFUSED'));
    await authority.change(change(id, 'resume'));
    await authority.settle();
    assert.equal(await hasPlace(folder, 'suspension', indexes.suspension), false);
    await authority.change(change(id, 'revoke'));
    await authority.settle();
    assert.equal(await hasPlace(folder, 'revocation', indexes.revocation), true);
    for (const act of ['suspend', 'resume', 'revoke'] as const) await assert.rejects(authority.change(change(id, act)), refusedAs('ACT_REFUSED'));
    assert.equal(authority.state().lists.get('suspension')?.sequence, 3);
    await opened.close();
  });

  it('takes no approval twice', async () => {
    const { opened } = await fresh();
    const id = await issued(opened, 1);
    const approvals = twoApprovals();
    await opened.authority.change(change(id, 'suspend', approvals));
    await assert.rejects(opened.authority.change(change(id, 'resume', approvals)), refusedAs('ACT_REFUSED'));
    await opened.close();
  });

  it('supersedes with the new certificate, once and in no circle', async () => {
    const { directory, opened } = await fresh();
    const { authority } = opened;
    const old = await issued(opened, 1);
    const next = await issued(opened, 2, { supersedes: old });
    await authority.settle();
    assert.equal(authority.state().certificates.get(old)?.supersededBy, next);
    assert.equal(await hasPlace(join(directory, 'authority'), 'refresh', authority.state().certificates.get(old)?.indexes.refresh ?? -1), true);
    await assert.rejects(issued(opened, 3, { supersedes: old }), refusedAs('ACT_REFUSED'), 'superseded twice');
    await assert.rejects(issued(opened, 4, { supersedes: 'urn:egif:cert:IR-2026-999999' }), refusedAs('ACT_REFUSED'), 'superseding what is not');
    await opened.close();
  });

  it('finishes a supersession that was interrupted between its two events', async () => {
    const { directory, opened } = await fresh();
    const old = await issued(opened, 1);
    const next = await issued(opened, 2, { supersedes: old });
    await opened.close();
    const again = await openFolder(directory, keys);
    assert.equal(again.authority.state().certificates.get(old)?.supersededBy, undefined);
    await again.authority.settle();
    assert.equal(again.authority.state().certificates.get(old)?.supersededBy, next);
    await again.close();
  });

  it('suspends after two surveys in a row that failed or were missed, and not after one', async () => {
    const { opened } = await fresh();
    const { authority } = opened;
    const id = await issued(opened, 1);
    assert.equal(await authority.survey(id, { result: 'missed' }), 'kept');
    assert.equal(await authority.survey(id, { result: 'passed', reportSha256: digest('1') }), 'kept');
    assert.equal(await authority.survey(id, { result: 'failed', reportSha256: digest('2'), divergences: ['EGIF-TEC-TLS-001'] }), 'kept');
    assert.equal(await authority.survey(id, { result: 'missed' }), 'suspended');
    assert.equal(authority.state().certificates.get(id)?.changes[0]?.reason, 'surveillance');
    await opened.close();
  });

  it('issues certificates of participation beside', async () => {
    const { opened } = await fresh();
    const { id, kind, credential } = await opened.authority.issueParticipation({
      agency: { legalPersonId: '99999000014', name: { fa: 'دستگاه نمونه', en: 'Sample agency' } },
      cluster: 'C12',
      year: 1405,
      basis: digest('7'),
      approvals: twoApprovals(),
      validUntil: Date.now() + 86_400_000,
    });
    assert.equal(kind, 'participation');
    const payload: unknown = JSON.parse(Buffer.from(credential.split('.')[1] ?? '', 'base64url').toString('utf8'));
    assert.ok(isDocument('ParticipationCredential', payload));
    assert.ok((await opened.authority.settle()).released.includes(id));
    await opened.close();
  });

  it('signs its lists anew each day', async () => {
    let now = Date.parse('2026-11-22T09:00:00Z');
    const { opened } = await fresh(() => new Date(now));
    await issued(opened, 1, {}, now);
    await opened.authority.settle();
    now += 23 * 3_600_000;
    await opened.authority.settle();
    assert.equal(opened.authority.state().lists.get('revocation')?.sequence, 1);
    now += 2 * 3_600_000;
    await opened.authority.settle();
    assert.equal(opened.authority.state().lists.get('revocation')?.sequence, 2);
    await opened.close();
  });

  it('tells of an earlier day what was known then', async () => {
    let now = Date.parse('2026-11-22T09:00:00Z');
    const { opened } = await fresh(() => new Date(now));
    const id = await issued(opened, 1, {}, now);
    now += 86_400_000;
    await opened.authority.change(change(id, 'suspend'));
    now += 86_400_000;
    await opened.authority.change(change(id, 'revoke'));
    const wordAt = (at: number): string => {
      const found = replayEvents(opened.authority.events(), at).state.certificates.get(id);
      return found === undefined ? 'unknown' : wordOf(found, at);
    };
    assert.deepEqual(
      ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'].map((date) => wordAt(Date.parse(`${date}T10:00:00Z`))),
      ['unknown', 'valid', 'suspended', 'revoked'],
    );
    await opened.close();
  });

  it('says expired after its end', async () => {
    const { opened } = await fresh();
    const id = await issued(opened, 1);
    const record = opened.authority.state().certificates.get(id);
    assert.ok(record !== undefined);
    assert.equal(wordOf(record, Date.parse(record.validUntil)), 'valid');
    assert.equal(wordOf(record, Date.parse(record.validUntil) + 1), 'expired');
    await opened.close();
  });

  it('lets one writer in', async () => {
    const { directory, opened } = await fresh();
    await assert.rejects(openFolder(directory, keys), refusedAs('LOG_BUSY'));
    await opened.close();
    await (await openFolder(directory, keys)).close();
  });

  it('notices who writes beside it', async () => {
    const { directory, opened } = await fresh();
    await appendFile(join(directory, 'authority', 'events.ndjson'), '{}\n');
    await assert.rejects(prepare(opened.authority, 1), refusedAs('JOURNAL_CHANGED'));
    await opened.close();
  });

  it('cuts a line that was never finished and keeps it aside', async () => {
    const { directory, opened } = await fresh();
    await issued(opened, 1);
    const count = opened.authority.events().length;
    await opened.close();
    await appendFile(join(directory, 'authority', 'events.ndjson'), '{"seq":99,"at":"2026');
    const again = await openFolder(directory, keys);
    assert.equal(again.authority.events().length, count);
    const [torn] = (await readdir(join(directory, 'authority'))).filter((name) => name.startsWith('events.torn.'));
    assert.equal(await readFile(join(directory, 'authority', torn ?? ''), 'utf8'), '{"seq":99,"at":"2026');
    await again.close();
  });

  const damages: readonly (readonly [why: string, change: (lines: string[]) => void])[] = [
    ['a line edited', (lines) => lines.splice(1, 1, (lines[1] ?? '').replace('99999000014', '99999000029'))],
    ['a line removed', (lines) => lines.splice(1, 1)],
    ['two lines exchanged', (lines) => lines.splice(1, 2, lines[2] ?? '', lines[1] ?? '')],
    ['a line twice', (lines) => lines.splice(1, 0, lines[1] ?? '')],
    ['a line of nothing', (lines) => lines.splice(1, 0, '')],
    ['a blank added', (lines) => lines.splice(0, 1, `${lines[0] ?? ''} `)],
  ];
  for (const [why, damage] of damages) {
    it(`opens no journal that was changed: ${why}`, async () => {
      const { directory, opened } = await fresh();
      await issued(opened, 1);
      await opened.close();
      const file = join(directory, 'authority', 'events.ndjson');
      const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
      damage(lines);
      await writeFile(file, `${lines.join('\n')}\n`);
      await assert.rejects(openFolder(directory, keys), refusedAs('JOURNAL_BROKEN'));
    });
  }

  it('reads every prefix of a journal as what was whole in it', async () => {
    const { directory, opened } = await fresh();
    await issued(opened, 1);
    await opened.close();
    const file = join(directory, 'authority', 'events.ndjson');
    const octets = await readFile(file);
    for (let length = octets.length; length >= 0; length -= 97) {
      await truncate(file, length);
      const { events, trouble, torn } = await readJournal(join(directory, 'authority'));
      assert.equal(trouble, undefined);
      assert.equal(events.length, octets.subarray(0, length).filter((octet) => octet === 0x0a).length);
      assert.equal(torn, length - (octets.subarray(0, length).lastIndexOf(0x0a) + 1));
    }
  });
});
