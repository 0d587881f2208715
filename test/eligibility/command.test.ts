/** `egif eligibility` and `egif export-scores` from the command line, over certificates of a test nation that are verified for it. */
import { strict as assert } from 'node:assert';
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { openPolicy } from '../../src/attestation/decision/open-policy.js';
import { sealDocument } from '../../src/attestation/decision/seal-document.js';
import { isObject, memberOf, parseJson } from '../../src/contract/json.js';
import type { EligibilityPolicy } from '../../src/contract/documents.js';
import { isDocument } from '../../src/contract/validate.js';
import { agencyId, day, nationOf, now, type Nation, type Seal } from '../attestation/nation.js';
import { repository } from '../scenarios/run-egif.js';
import { interoperability, policy, project, rule } from './nation.js';

const bin = new URL('../../../bin/egif.js', import.meta.url).pathname;
const budgetId = '99999000033';

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

function pem(seal: Seal): string {
  const block = (der: Uint8Array): string => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;
  return `${String(seal.key.export({ format: 'pem', type: 'pkcs8' }))}${seal.chain.map(block).join('')}`;
}

/** A policy in force at the nation's time. */
const law = (changes: Partial<EligibilityPolicy> = {}): EligibilityPolicy =>
  policy({
    from: day(-100),
    until: day(300),
    issuer: { name: { fa: 'مرجع بودجه', en: 'Budget authority' }, legalPersonId: budgetId },
    rules: [rule({ demand: { certificate: interoperability, tier: 'silver' } })],
    scoring: { weights: { coverage: 0, tier: 60, quality: 40, maturity: 0 }, tierPoints: { bronze: 50, silver: 80, gold: 100 }, sources: ['law'] },
    ...changes,
  });

describe('egif eligibility', function () {
  this.timeout(120_000);
  let nation: Nation;
  let budget: Seal;
  let folder = '';

  const egif = (...args: readonly string[]): Promise<Ran> =>
    new Promise((done) => {
      execFile(
        process.execPath,
        [bin, ...args],
        { cwd: folder, encoding: 'utf8', env: { ...process.env, EGIF_LANG: 'en', NO_COLOR: '1' } },
        (error, out, err) => {
          done({ status: typeof error?.code === 'number' ? error.code : error === null ? 0 : 99, out, err });
        },
      );
    });
  const at = ['--at', now.toISOString()];
  // what is sealed is sealed by the clock of this machine
  /** The verifier that stands apart: its exit status and what it says. */
  const apart = (...args: readonly string[]): readonly [number | null, string] => {
    const { status, stdout } = spawnSync(process.execPath, [join(repository, 'dist/egif-verify.cjs'), ...args], { cwd: folder, encoding: 'utf8' });
    return [status, stdout];
  };
  const sealedAt = (): readonly string[] => ['--at', new Date(Math.max(Date.now(), now.getTime())).toISOString()];
  const basis = ['--trust', 'trust.json', '--certificates', 'certificates', ...at];

  before(async () => {
    nation = await nationOf();
    budget = nation.authority.seal('Seal of the budget', budgetId);
    folder = await mkdtemp(join(tmpdir(), 'egif-eligibility-'));
    await mkdir(join(folder, 'certificates'));
    await writeFile(join(folder, 'trust.json'), nation.trustText);
    const certified = await nation.bundle();
    const revoked = nation.credential((made) => {
      made.id = 'urn:egif:cert:IR-2026-000002';
      made.credentialSubject.service.id = '99990000001';
      made.credentialSubject.id = `urn:egif:service:${agencyId}:99990000001`;
      for (const entry of made.credentialStatus) {
        entry.statusListIndex = '7';
        entry.id = entry.id.replace(/#\d+$/, '#7');
      }
    });
    await writeFile(join(folder, 'certificates/1.egifcert'), JSON.stringify(certified));
    await writeFile(join(folder, 'certificates/2.egifcert'), JSON.stringify(await nation.bundle(revoked, { set: { revocation: [7] } })));
    await writeFile(join(folder, 'certificates/3.egifcert'), '{"mediaType": "something else"}');
    await writeFile(join(folder, 'policy.json'), JSON.stringify(law()));
    await writeFile(join(folder, 'policy.jws.json'), await sealDocument(law(), budget, now));
    await writeFile(join(folder, 'foreign-policy.jws.json'), await sealDocument(law(), nation.seals.agency, now));
    await writeFile(
      join(folder, 'draft.json'),
      JSON.stringify(law({ version: '2.0.0', rules: [rule({ demand: { certificate: interoperability, tier: 'gold' } })] })),
    );
    await writeFile(join(folder, 'project.json'), JSON.stringify(project()));
    await writeFile(join(folder, 'budget.pem'), pem(budget));
    await writeFile(
      join(folder, 'projects.csv'),
      [
        '\uFEFFid,agency,kind,year,services,amount,name',
        `P-1,${agencyId},system,1405,99990000000,1000,"نام، با ویرگول"`,
        `P-2,${agencyId},system,1405,99990000000 99990000001,,`,
        `P-3,${agencyId},system,1405,99990000002,,`,
        `P-4,${agencyId.replace(/\d/g, (digit) => String.fromCharCode(0x6f0 + Number(digit)))},system,۱۴۰۵,٩٩٩٩٠٠٠٠٠٠٠,,`,
        `P-5,${agencyId},system,1405,99990000000,"1,000",`,
        `=P-6,12,system,1405,99990000000,,`,
        `P-1,${agencyId},system,1405,99990000000,,`,
        '',
      ].join('\r\n'),
    );
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('decides on one project, seals the record, and writes pages in both languages', async () => {
    const { status, out } = await egif(
      'eligibility',
      '--project',
      'project.json',
      '--policy',
      'policy.jws.json',
      ...basis,
      '--out',
      'one',
      '--sign',
      'file:budget.pem',
      '--json',
    );
    assert.equal(status, 0, out);
    const record: unknown = JSON.parse(out);
    assert.ok(isDocument('DecisionRecord', record));
    assert.deepEqual([record.decision, record.forBudget, record.notForBudget.map(({ code }) => code)], ['eligible', false, ['trust-list-of-a-test']]);
    assert.equal(record.policy.signer, budget.fingerprint);
    const told = await egif('verify', 'one/decision.jws.json', '--trust', 'trust.json', '--signer', budgetId, '--json', ...sealedAt());
    assert.deepEqual([told.status, memberOf(parseJson(told.out)?.value, 'standing')], [0, 'valid'], told.out + told.err);
    assert.deepEqual(apart('one/decision.jws.json', '--trust', 'trust.json', '--signer', budgetId, '--json', ...sealedAt()), [0, told.out]);
    for (const lang of ['fa', 'en'])
      assert.match(await readFile(join(folder, `one/decision.${lang}.html`), 'utf8'), new RegExp(`<html lang="${lang}"`));
  });

  it('decides on a table in a stream, every row told, the whole bound by digests', async () => {
    const { status, out } = await egif(
      'eligibility',
      '--projects',
      'projects.csv',
      '--policy',
      'policy.json',
      ...basis,
      '--out',
      'many',
      '--sign',
      'file:budget.pem',
      '--json',
    );
    assert.equal(status, 3, 'two rows cannot be read');
    const batch: unknown = JSON.parse(out);
    assert.ok(isDocument('DecisionBatch', batch), out);
    assert.deepEqual(batch.counts, { eligible: 2, notEligible: 1, undetermined: 2 });
    assert.deepEqual([batch.unreadable, batch.projects, batch.input.records], [2, 5, 7]);
    const table = await readFile(join(folder, 'many/decisions.csv'), 'utf8');
    const rows = table.replace('\uFEFF', '').trim().split('\r\n').slice(1);
    assert.deepEqual(
      rows.map((row) => row.split(',')[6]),
      ['eligible', 'notEligible', 'undetermined', 'eligible', 'unreadable', 'unreadable', 'undetermined'],
    );
    assert.ok(rows[5]?.includes("'=P-6"), 'a cell that a spreadsheet would run is disarmed');
    const digest = (text: string | Buffer): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
    for (const { name, sha256 } of batch.files) assert.equal(digest(await readFile(join(folder, 'many', name))), sha256, name);
    assert.equal(batch.input.sha256, digest(await readFile(join(folder, 'projects.csv'))));
    const lines = (await readFile(join(folder, 'many/decisions.ndjson'), 'utf8')).trim().split('\n');
    assert.ok(lines.every((line) => isDocument('DecisionRecord', parseJson(line)?.value)));
    const verify = (...more: readonly string[]): Promise<Ran> =>
      egif('verify', 'many/batch.jws.json', '--trust', 'trust.json', '--json', ...more, ...sealedAt());
    assert.equal((await verify('--signer', budgetId)).status, 0);
    const nobodys = await verify();
    assert.deepEqual([nobodys.status, memberOf(parseJson(nobodys.out)?.value, 'code')], [2, 'DECISION_SIGNER']);
    const alone = (): readonly [number | null, string] =>
      apart('many/batch.jws.json', '--trust', 'trust.json', '--json', '--signer', budgetId, ...sealedAt());
    assert.equal(alone()[0], 0);
    await writeFile(join(folder, 'many/decisions.csv'), table.replace('notEligible', 'eligible'));
    const changed = await verify('--signer', budgetId);
    assert.deepEqual([changed.status, memberOf(parseJson(changed.out)?.value, 'code')], [1, 'BATCH_FILE_DIGEST']);
    assert.deepEqual(alone(), [1, changed.out]);
    await rm(join(folder, 'many/decisions.csv'));
    assert.equal(alone()[0], 2);
  });

  for (const { why, args, status, code } of [
    {
      why: 'a policy that bears another seal than its issuer’s',
      args: ['--project', 'project.json', '--policy', 'foreign-policy.jws.json'],
      status: 3,
      code: 'POLICY_INVALID',
    },
    { why: 'a project that is none', args: ['--project', 'policy.json', '--policy', 'policy.json'], status: 3, code: 'PROJECT_INVALID' },
    { why: 'neither a project nor a table', args: ['--policy', 'policy.json'], status: 3, code: 'USAGE' },
  ]) {
    it(`refuses ${why}`, async () => {
      const ran = await egif('eligibility', ...args, ...basis, '--json');
      assert.deepEqual([ran.status, `${ran.out}${ran.err}`.includes(code)], [status, true], ran.err);
    });
  }

  it('cannot tell once the status lists are stale', async () => {
    const { status, out } = await egif(
      'eligibility',
      '--project',
      'project.json',
      '--policy',
      'policy.json',
      '--trust',
      'trust.json',
      '--certificates',
      'certificates',
      '--at',
      day(8),
      '--json',
    );
    assert.equal(status, 2, out);
    assert.equal(memberOf(parseJson(out)?.value, 'decision'), 'undetermined');
  });

  it('tells who a draft policy would decide otherwise', async () => {
    const { status, out } = await egif(
      'eligibility',
      'what-if',
      '--policy',
      'draft.json',
      '--against',
      'policy.json',
      '--projects',
      'projects.csv',
      ...basis,
      '--json',
    );
    assert.equal(status, 3, 'two rows cannot be read');
    const effect = parseJson(out)?.value;
    assert.ok(isObject(effect));
    const changes = effect['changes'];
    assert.ok(Array.isArray(changes));
    assert.deepEqual(
      changes.map((change) => [memberOf(change, 'project'), memberOf(change, 'from'), memberOf(change, 'to')]),
      [
        ['P-1', 'eligible', 'notEligible'],
        ['P-4', 'eligible', 'notEligible'],
        ['P-1', 'eligible', 'notEligible'],
      ],
    );
  });

  it('writes the yearly scores of agencies', async () => {
    const { status, out } = await egif('export-scores', '--year', '1405', '--policy', 'policy.json', ...basis);
    assert.equal(status, 0, out);
    const scores: unknown = JSON.parse(out);
    assert.ok(isDocument('ScoreExport', scores), out);
    assert.deepEqual(
      scores.agencies.map(({ agency, score, certified, notCounted }) => [agency, score, certified, notCounted]),
      [[agencyId, 85, 1, 1]],
    );
  });

  it('opens a policy only under the seal of the issuer that it names', async () => {
    const { policy: opened } = openPolicy(await readFile(join(folder, 'policy.jws.json')), { trust: nation.trust, at: now });
    assert.equal(opened.id, 'sample-policy');
  });
});
