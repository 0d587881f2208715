/** The acts of an authority on the command line: every officer's slip is refused with its code, and whatever breaks off, nothing is lost or half-written. */
import { strict as assert } from 'node:assert';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { isObject, memberOf } from '../../src/contract/json.js';
import { startAgency } from '../../src/dev/agency.js';
import { foundLand, type Land, openWitnesses, refusalsOf, type RunningWitnesses } from './nation-at.js';
import { errorCodeOf, hasStackTrace, printed, type Ran } from './run-egif.js';

const agencyId = '99999000014';
const until = ['--until', new Date(Date.now() + 90 * 86_400_000).toISOString()];

describe('The acts of an authority', function () {
  this.timeout(300_000);
  let folder: string;
  let land: Land;
  let witnesses: RunningWitnesses | undefined;
  /** How long one act takes on this machine now. */
  let wholeMs = 1000;
  const basis = ['--basis', 'minutes.txt'];

  const participate = (cluster: string): readonly string[] => [
    ...['cert', 'participate', ...land.nation, '--agency', agencyId, '--cluster', cluster, '--year', '1405'],
    ...until,
    ...basis,
  ];
  const subjectOf = (cluster: string): string => `participation:${agencyId}:${cluster}:1405`;
  const issued = async (cluster: string, status = 0): Promise<string> => {
    const approvals = await land.approved({ act: 'issue', subject: subjectOf(cluster), basis: 'minutes.txt' });
    return String(memberOf(await land.done([...participate(cluster), ...approvals], status), 'id'));
  };
  const change = async (act: 'suspend' | 'resume' | 'revoke', id: string): Promise<Ran> => {
    const approvals = await land.approved({ act, subject: id, basis: 'minutes.txt' });
    return land.egif(['cert', act, id, ...land.nation, ...basis, ...approvals]);
  };
  const stateOf = async (id: string): Promise<unknown> => memberOf(printed(await land.egif(['cert', 'show', id, ...land.nation])), 'state');
  const ids = async (): Promise<readonly string[]> => {
    const rows = await land.done(['cert', 'list', ...land.nation]);
    assert.ok(Array.isArray(rows));
    return rows.map((row: unknown) => String(memberOf(row, 'id')));
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-authority-'));
    const agency = await startAgency({ directory: join(folder, 'agency') });
    await agency.close();
    land = await foundLand(folder, agency.statement);
    await writeFile(land.at('minutes.txt'), 'minutes');
    await writeFile(land.at('other.txt'), 'other minutes');
    witnesses = await openWitnesses(land);
  });
  after(async () => {
    await witnesses?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('issue a certificate of participation to an agency of the directory that two officers approve', async () => {
    const bare = await land.egif(participate('HEALTH'));
    assert.deepEqual([bare.status, refusalsOf(bare)], [2, ['APPROVAL_MISSING']]);
    const wrong: readonly [string, string, string][] = [
      ['--agency', '99999000029', 'UNKNOWN_ID'],
      ['--until', 'yesterday', 'USAGE'],
      ['--basis', 'absent.txt', 'FILE_NOT_FOUND'],
    ];
    for (const [option, value, code] of wrong) {
      const args = [...participate('HEALTH')];
      args[args.indexOf(option) + 1] = value;
      const ran = await land.egif(args);
      assert.deepEqual([ran.status, errorCodeOf(ran)], [3, code], option);
    }
    const approvals = await land.approved({ act: 'issue', subject: subjectOf('HEALTH'), basis: 'minutes.txt' });
    const ran = await land.egif([...participate('HEALTH'), ...approvals]);
    assert.equal(ran.status, 0, ran.stdout);
    wholeMs = ran.elapsedMs;
    const id = String(memberOf(printed(ran), 'id'));
    assert.equal(await stateOf(id), 'valid');
    await readFile(land.at(`land/nation/authority/bundles/${id.split(':').at(-1) ?? ''}.egifcert`));
    const shown = await land.egif(['cert', 'show', id, ...land.nation, '--at', '2020-01-01T00:00:00Z']);
    assert.deepEqual([shown.status, errorCodeOf(shown)], [3, 'AUTHORITY_UNKNOWN'], 'before there was an authority');
  });

  it('suspend, resume and revoke on two approvals of that very act, each good once', async () => {
    const id = await issued('TRADE');
    const short = id.split(':').at(-1) ?? '';
    const suspend = ['cert', 'suspend', short, ...land.nation, ...basis];
    const [file = '', one = ''] = await land.approved({ act: 'suspend', subject: short, basis: 'minutes.txt' }, ['officer-1']);
    const second = await land.approved({ act: 'suspend', subject: id, basis: 'minutes.txt' }, ['officer-2']);
    const refused: readonly [readonly string[], number, string][] = [
      [[file, one], 2, 'APPROVAL_MISSING'],
      [[file, one, file, one], 1, 'APPROVAL_SAME_HOLDER'],
      [await land.approved({ act: 'revoke', subject: id, basis: 'minutes.txt' }), 1, 'APPROVAL_ACT'],
      [await land.approved({ act: 'suspend', subject: 'IR-2026-999999', basis: 'minutes.txt' }), 1, 'APPROVAL_SUBJECT'],
      [await land.approved({ act: 'suspend', subject: id, basis: 'other.txt' }), 1, 'APPROVAL_BASIS'],
      [await land.approved({ act: 'suspend', subject: id, basis: 'minutes.txt' }, ['issuer', 'officer-1']), 1, 'SIGNER_NOT_AUTHORISED'],
    ];
    for (const [approvals, status, code] of refused) {
      const ran = await land.egif([...suspend, ...approvals]);
      assert.equal(ran.status, status, code);
      assert.ok(refusalsOf(ran).includes(code), `${code}: ${ran.stdout}`);
    }
    const worded = await land.egif([...suspend, file, one, ...second, '--reason', 'lost key']);
    assert.deepEqual([worded.status, errorCodeOf(worded), await stateOf(id)], [3, 'USAGE', 'valid']);

    const done = await land.egif([...suspend, file, one, ...second, '--reason', 'key-lost']);
    assert.deepEqual([done.status, await stateOf(id)], [0, 'suspended'], done.stdout);
    assert.deepEqual(refusalsOf(await land.egif([...suspend, file, one, ...second])), ['APPROVAL_SPENT']);
    assert.equal((await change('resume', id)).status, 0);
    assert.equal((await change('revoke', short)).status, 0);
    const back = await change('resume', id);
    assert.deepEqual([back.status, errorCodeOf(back), await stateOf(id)], [3, 'ACT_REFUSED', 'revoked']);
  });

  it('say what the witnesses answered where something waits for them, and bring it to its end once they are back', async () => {
    const id = await issued('JUSTICE');
    await witnesses?.stop();
    const waiting = await change('suspend', id);
    const answers = memberOf(printed(waiting), 'witnesses');
    assert.ok(Array.isArray(answers));
    assert.deepEqual([waiting.status, answers.map((one: unknown) => memberOf(one, 'said'))], [2, ['unreachable', 'unreachable']]);
    const text = await land.egif(['cert', 'publish', ...land.nation, '--lang', 'fa']);
    assert.equal(text.status, 2);
    witnesses = await openWitnesses(land);
    assert.equal((await land.egif(['cert', 'publish', ...land.nation])).status, 0);
    assert.equal(await stateOf(id), 'suspended');
    for (const args of [
      ['log', 'fsck', 'land/nation/log'],
      ['log', 'audit', 'land/nation/log'],
      ['cert', 'fsck', ...land.nation],
    ])
      assert.deepEqual(memberOf(await land.done(args), 'findings'), [], args.join(' '));
  });

  it('are seen by who watches an agency’s service in the log, once', async () => {
    const watch = ['log', 'monitor', 'land/nation/log', '--service', 'cluster:JUSTICE', '--state', 'seen.txt'];
    const leaves = async (): Promise<readonly unknown[]> => {
      const found = memberOf(await land.done(watch), 'leaves');
      assert.ok(Array.isArray(found));
      return found.map((each: unknown) => memberOf(memberOf(each, 'leaf'), 'type'));
    };
    assert.deepEqual(await leaves(), ['issue', 'status-change']);
    assert.deepEqual(await leaves(), []);
    for (const [state, code] of [
      ['minutes.txt', 'LOG_CONFIG'],
      ['land', 'FILE_IS_DIRECTORY'],
    ] as const) {
      const ran = await land.egif(['log', 'monitor', 'land/nation/log', '--service', 'a', '--state', state]);
      assert.deepEqual([ran.status, errorCodeOf(ran)], [3, code]);
    }
  });

  it('never give one number twice, however many are at work at a time', async () => {
    const clusters = ['ONE', 'TWO', 'THREE', 'FOUR'];
    const calls: (readonly string[])[] = [];
    for (const cluster of clusters)
      calls.push([...participate(cluster), ...(await land.approved({ act: 'issue', subject: subjectOf(cluster), basis: 'minutes.txt' }))]);
    const before = (await ids()).length;
    const ran = await Promise.all(calls.map((call) => land.egif(call)));
    const done = ran.filter(({ status }) => status === 0 || status === 2);
    for (const one of ran.filter((each) => !done.includes(each))) assert.deepEqual([one.status, errorCodeOf(one)], [3, 'LOG_BUSY'], one.stdout);
    const known = await ids();
    assert.equal(new Set(known).size, known.length);
    assert.equal(known.length, before + done.length);
    for (const one of done) assert.ok(known.includes(String(memberOf(printed(one), 'id'))));
    assert.equal((await land.egif(['cert', 'publish', ...land.nation])).status, 0);
    assert.deepEqual(memberOf(await land.done(['cert', 'fsck', ...land.nation]), 'findings'), []);
  });

  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    it(`lose nothing to ${signal} at any moment, and the same call then says what stands`, async () => {
      for (const share of [0.4, 0.6, 0.75, 0.9]) {
        const cluster = `${signal}${share * 100}`;
        const wait = Math.round(wholeMs * share);
        const call = [...participate(cluster), ...(await land.approved({ act: 'issue', subject: subjectOf(cluster), basis: 'minutes.txt' }))];
        const before = await ids();
        const ran = await land.egif(call, { signalAfter: [signal, wait] });
        assert.equal(hasStackTrace(ran), false, ran.stderr);
        const said = memberOf(printed(ran), 'id');
        const fsck = await land.egif(['cert', 'fsck', ...land.nation]);
        assert.ok(fsck.status === 0 || fsck.status === 2, `${wait}: ${fsck.stdout}`);
        const known = await ids();
        if (said !== undefined) assert.ok(known.includes(String(said)), 'what was said stands');
        assert.ok(known.length - before.length <= 1);
        assert.equal((await land.egif(['cert', 'publish', ...land.nation])).status, 0);
        const again = await land.egif(call);
        const expected = known.length > before.length ? [1, ['APPROVAL_SPENT']] : [0, undefined];
        assert.deepEqual([again.status, again.status === 1 ? refusalsOf(again) : undefined], expected, again.stdout);
      }
      assert.deepEqual(memberOf(await land.done(['cert', 'fsck', ...land.nation]), 'findings'), []);
      const left = (await readdir(land.at('land/nation/authority'), { recursive: true })).filter((name) => name.endsWith('.part'));
      assert.deepEqual(left, [], 'nothing half-written is left');
    });
  }

  it('refuse a folder, a trust or a key that is not what its option names, each with its place', async () => {
    const id = (await ids())[0] ?? '';
    const calls: readonly [readonly string[], string][] = [
      [['--store', 'minutes.txt'], 'FILE_NOT_WRITABLE'],
      [['--trust', 'minutes.txt'], 'TRUST_REFUSED'],
      [['--trust', 'absent'], 'FILE_NOT_FOUND'],
      [['--status-key', 'file:minutes.txt'], 'KEY_UNREADABLE'],
      [['--log-key', 'file:minutes.txt'], 'KEY_UNREADABLE'],
      [['--log', 'absent'], 'FILE_NOT_FOUND'],
      [['--nation', 'minutes.txt'], 'USAGE'],
    ];
    for (const [more, code] of calls) {
      const ran = await land.egif(['cert', 'suspend', id, ...(more[0] === '--nation' ? [] : land.nation), ...basis, ...more]);
      assert.deepEqual([ran.status, errorCodeOf(ran)], [3, code], more.join(' '));
      const error = memberOf(printed(ran), 'error');
      assert.ok(isObject(error) && error['mend'] !== undefined, more.join(' '));
    }
    assert.equal(await stateOf(id), 'valid');
  });
});
