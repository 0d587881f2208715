/** The law and its waivers under seal, as a user meets them: `egif sign` on a waiver, `egif profile sign` and `verify`, `egif run --trust-list`. Scenario H of the catalogue. */
import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { stringify } from 'yaml';
import type { Report, TrustList } from '../../src/contract/documents.js';
import { isObject, memberOf, parseJson } from '../../src/contract/json.js';
import { isDocument } from '../../src/contract/validate.js';
import { startAgency } from '../../src/dev/agency.js';
import { type Editable, type Nation, nationOf, type Seal } from '../attestation/nation.js';
import { errorCodeOf, printed, type Ran, runEgif } from './run-egif.js';

const requirement = 'EGIF-TEC-API-008';
const dayMs = 86_400_000;
const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${(
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END ${label}-----\n`;

function reportOf(ran: Ran): Report {
  const value = printed(ran);
  assert.ok(isDocument('Report', value), ran.stderr + ran.stdout.slice(0, 2000));
  return value;
}

const against = (report: Report): readonly string[] => report.notForCertification.map(({ code }) => code);
const detailOf = (report: Report, code: string): string | undefined => report.notForCertification.find((cause) => cause.code === code)?.detail;

describe('The law and its waivers under seal', function () {
  this.timeout(400_000);
  let folder: string;
  let statement: string;
  let nation: Nation;
  let agency: Awaited<ReturnType<typeof startAgency>>;
  const at = (name: string): string => join(folder, name);
  /** The trust lists of the tests: each with the law as it stands, changed in one way. */
  const lists = new Map<string, string>();
  const day = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();
  const seal = async (name: string, of: Seal): Promise<string> => {
    await writeFile(at(name), of.key.export({ format: 'pem', type: 'pkcs8' }).toString() + of.chain.map((der) => pem('CERTIFICATE', der)).join(''));
    return `file:${at(name)}`;
  };
  /** The statement with these waivers, as a file of its own beside the contract. */
  const withWaivers = async (name: string, ...waivers: readonly string[]): Promise<string> => {
    const text = await readFile(statement, 'utf8');
    const named = text.replace(/^( {4})environments:$/m, `$1waivers: ${JSON.stringify(waivers)}\n$1environments:`);
    assert.notEqual(named, text);
    await writeFile(at(name), named);
    return at(name);
  };
  const run = (file: string, ...more: readonly string[]): Promise<Ran> =>
    runEgif(['run', file, '--profile', 'three-layers', '--allow-network', '127.0.0.0/8', '--json', ...more], { timeoutMs: 300_000 });
  let runs = 0;
  const short = async (file: string, ...more: readonly string[]): Promise<Report> => {
    runs += 1;
    return reportOf(await run(file, '--offline', '--only', requirement, '--out', at(`short-${runs}`), ...more));
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-sealed-law-'));
    agency = await startAgency({ faults: ['pii-in-query'], directory: folder, clock: () => new Date() });
    ({ statement } = agency);
    nation = await nationOf();
    const officer = await seal('officer.pem', nation.seals.officer);
    await seal('agency.pem', nation.seals.agency);
    const waiver = (id: string, change: object = {}): string =>
      stringify({
        egif: 'waiver/v1',
        id,
        requirement: `${requirement}@rev1`,
        scope: { agency: '99999000014', service: '99990010001', environment: 'local' },
        reason: { fa: 'درگاه تا پایان مهاجرت شناسه را در نشانی می‌پذیرد', en: 'The gateway takes the id in the address until it has moved' },
        granted: day(-10).slice(0, 10),
        expires: day(60).slice(0, 10),
        grantedBy: { org: 'committee' },
        maxTier: 'silver',
        ...change,
      });
    await writeFile(at('waiver.yaml'), waiver('W-8'));
    const signed = await runEgif(['sign', at('waiver.yaml'), '--key', officer, '--json']);
    assert.equal(signed.status, 0, signed.stderr);
    await runEgif(['sign', at('waiver.yaml'), '--key', `file:${at('agency.pem')}`, '--out', at('own.jws.json')]);
    const released = await runEgif([
      'profile',
      'sign',
      'three-layers',
      '--key',
      await seal('profile.pem', nation.seals.profile),
      '--out',
      at('law.jws.json'),
      '--json',
    ]);
    assert.equal(released.status, 0, released.stderr);
    const release = printed(released);
    assert.ok(isObject(release));
    const list = async (name: string, change: (of: Editable<TrustList>) => void = () => undefined): Promise<void> => {
      const payload: Editable<TrustList> = structuredClone(nation.list);
      const { ref, sha256 } = { ref: String(memberOf(release['profile'], 'ref')), sha256: String(memberOf(release['profile'], 'sha256')) };
      const harness = { version: String(memberOf(release['harness'], 'version')), rulesets: String(memberOf(release['harness'], 'rulesets')) };
      payload.profiles = [{ ref, sha256, from: day(-30), mandatory: [requirement] }];
      payload.harness = [{ ...harness, from: day(-30) }];
      change(payload);
      await writeFile(at(name), await nation.signList(payload));
      lists.set(name, at(name));
    };
    await list('good.json');
    await list('other-profile.json', ({ profiles: [first] }) => {
      if (first !== undefined) first.sha256 = `sha256:${'0'.repeat(64)}`;
    });
    await list('withdrawn.json', ({ profiles: [first] }) => {
      if (first !== undefined) first.withdrawn = true;
    });
    await list('later.json', ({ profiles: [first] }) => {
      if (first !== undefined) first.from = day(1);
    });
    await list('no-profile.json', (payload) => {
      payload.profiles = [];
    });
    await list('other-rules.json', ({ harness: [first] }) => {
      if (first !== undefined) first.rulesets = `sha256:${'0'.repeat(64)}`;
    });
    await list('no-officer.json', ({ roles }) => {
      roles.officer = [];
    });
    await writeFile(at('one-key.json'), await nation.signList(nation.list, [nation.roots[0]]));
    await writeFile(
      at('pack.egiftrust'),
      JSON.stringify({ mediaType: 'application/vnd.egif.trust+json;v=1', trustList: await readFile(at('good.json'), 'utf8') }),
    );
  });
  after(async () => {
    await agency.close();
    await rm(folder, { recursive: true, force: true });
  });

  const list = (name: string): readonly string[] => ['--trust-list', at(name)];

  it('scenario H: a sealed waiver opens the gate, caps the tier, gives no points, and stands against no certificate', async () => {
    const ran = await run(await withWaivers('h.yaml', 'waiver.jws.json'), '--max-safety', 'S4', '--out', at('run'), ...list('good.json'));
    const report = reportOf(ran);
    const row = report.requirements.find(({ id }) => id === requirement);
    assert.deepEqual([row?.verdict, row?.waiver], ['waived', 'W-8']);
    assert.equal(report.verdict, 'conditional');
    assert.equal(ran.status, 0);
    assert.notEqual(report.tiers['gold']?.verdict, 'granted');
    assert.deepEqual(
      against(report).filter((code) => /^(?:law|waiver)-/.test(code)),
      [],
    );
    const again = await runEgif(['replay', at('run'), '--json']);
    assert.equal(memberOf(printed(again), 'canonicalSha256'), report.canonicalSha256);
  });

  it('without the waiver the same fault refuses', async () => {
    const report = await short(statement, ...list('good.json'));
    assert.equal(report.requirements.find(({ id }) => id === requirement)?.verdict, 'failed');
  });

  for (const [why, file, trust, code, detail] of [
    ['a waiver without a seal', 'waiver.yaml', 'good.json', 'waiver-unsigned', 'W-8'],
    ['a sealed waiver, and no trust list', 'waiver.jws.json', undefined, 'waiver-unverified', 'W-8'],
    ['a waiver that the agency sealed itself', 'own.jws.json', 'good.json', 'waiver-unverified', 'W-8: SIGNER_NOT_AUTHORISED'],
    ['a waiver of an officer whom the list no longer names', 'waiver.jws.json', 'no-officer.json', 'waiver-unverified', 'W-8: SIGNER_NOT_AUTHORISED'],
    ['no trust list', undefined, undefined, 'law-unsigned', undefined],
    [
      'a list that names another digest of the profile',
      undefined,
      'other-profile.json',
      'law-not-in-force',
      'the trust list names another digest of three-layers@0.1.0',
    ],
    [
      'a list that withdraws the profile',
      undefined,
      'withdrawn.json',
      'law-not-in-force',
      'three-layers@0.1.0 is not in force at the time of the run',
    ],
    [
      'a list that puts the profile in force tomorrow',
      undefined,
      'later.json',
      'law-not-in-force',
      'three-layers@0.1.0 is not in force at the time of the run',
    ],
    ['a list without the profile', undefined, 'no-profile.json', 'law-not-in-force', 'the trust list does not name three-layers@0.1.0'],
    ['a list that names other rules', undefined, 'other-rules.json', 'law-not-in-force', 'the trust list does not name the rules of egif 0.1.0'],
  ] as const) {
    it(`stands against a certificate: ${why}`, async () => {
      const report = await short(
        file === undefined ? statement : await withWaivers(`${file}.yaml`, file),
        ...(trust === undefined ? [] : list(trust)),
      );
      assert.ok(against(report).includes(code), against(report).join());
      assert.equal(detailOf(report, code), detail);
    });
  }

  it('takes a freshness pack as it takes the list alone', async () => {
    assert.ok(!against(await short(statement, ...list('pack.egiftrust'))).some((code) => code.startsWith('law-')));
  });

  it('believes no list that too few keys signed, and says which rule it breaks', async () => {
    const ran = await run(statement, '--offline', '--out', at('never'), ...list('one-key.json'));
    assert.equal(ran.status, 3);
    assert.equal(errorCodeOf(ran), 'TRUST_REFUSED');
    assert.match(ran.stderr + ran.stdout, /TRUST_THRESHOLD/);
  });

  it('seals nothing that is neither report nor waiver', async () => {
    for (const [name, data] of [
      ['other.json', { egif: 'lock/v1' }],
      ['half.json', { egif: 'waiver/v1', id: 'W-1' }],
    ] as const) {
      await writeFile(at(name), JSON.stringify(data));
      const ran = await runEgif(['sign', at(name), '--key', `file:${at('officer.pem')}`, '--json']);
      assert.deepEqual([ran.status, errorCodeOf(ran)], [3, 'EVIDENCE_INVALID']);
    }
  });

  it('refuses a sealed file that holds no waiver', async () => {
    for (const [name, payload] of [
      ['no-json.jws.json', '{'],
      ['no-waiver.jws.json', '{}'],
    ] as const) {
      await writeFile(at(name), JSON.stringify({ payload: Buffer.from(payload).toString('base64url'), protected: 'e30', signature: 'AA' }));
      const ran = await run(await withWaivers(`${name}.yaml`, name), '--offline', '--out', at('never'));
      assert.deepEqual([ran.status, errorCodeOf(ran)], [3, 'WAIVER_INVALID']);
    }
  });

  it('tells whether the law at hand is the sealed one', async () => {
    const verify = (file: string, name: string): Promise<Ran> => runEgif(['profile', 'verify', at(file), ...list(name), '--json']);
    const good = await verify('law.jws.json', 'good.json');
    assert.equal(good.status, 0, good.stderr + good.stdout);
    assert.deepEqual(memberOf(printed(good), 'differing'), []);
    const text = await readFile(at('law.jws.json'), 'utf8');
    const outer = parseJson(text)?.value;
    assert.ok(isObject(outer));
    const payload = parseJson(Buffer.from(String(outer['payload']), 'base64url').toString('utf8'))?.value;
    assert.ok(isObject(payload));
    const forged = { ...payload, mandatory: [] };
    await writeFile(at('forged.jws.json'), JSON.stringify({ ...outer, payload: Buffer.from(JSON.stringify(forged)).toString('base64url') }));
    const bad = await verify('forged.jws.json', 'good.json');
    assert.deepEqual([bad.status, memberOf(printed(bad), 'code')], [1, 'JWS_BAD_SIGNATURE']);
    const other = await runEgif(['profile', 'sign', 'three-layers', '--key', `file:${at('officer.pem')}`, '--out', at('officer-law.jws.json')]);
    assert.equal(other.status, 0, other.stderr);
    const role = await verify('officer-law.jws.json', 'good.json');
    assert.deepEqual([role.status, memberOf(printed(role), 'code')], [1, 'SIGNER_NOT_AUTHORISED']);
    const untold = await runEgif(['profile', 'verify', at('law.jws.json')]);
    assert.equal(untold.status, 3);
  });
});
