/**
 * From a challenge to a certificate, and to its end, in a test nation: the sample agency runs under a challenge, the authority looks for itself, two officers
 * approve, a witness sees it, and anyone can verify it offline. What is forged on the way is refused with its code.
 */
import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { verifyLogProof } from '../../src/attestation/log/log-proof.js';
import { makeNoteKey, readNoteKey, verifierOf } from '../../src/attestation/log/note-signer.js';
import { writeVerifierKey } from '../../src/attestation/log/verifier-key.js';
import { sealObject } from '../../src/attestation/trust/seal-object.js';
import { directoryType } from '../../src/certification/open-objects.js';
import { rulesDigestOf } from '../../src/certification/harness-digest.js';
import { createLog } from '../../src/certification/log-config.js';
import { serveWitness, type ServedWitness } from '../../src/certification/witness-server.js';
import { harnessFacts } from '../../src/cli/harness-facts.js';
import { places } from '../../src/cli/places.js';
import type { CertificateBundle, Directory, Report } from '../../src/contract/documents.js';
import { memberOf } from '../../src/contract/json.js';
import { isDocument } from '../../src/contract/validate.js';
import { type RunningAgency, startAgency } from '../../src/dev/agency.js';
import { loadLaw, loadStatement, resolveProfile } from '../../src/index.js';
import { authorityOf, type Editable, nationOf, type Seal } from '../attestation/nation.js';
import { printed, type Ran, runEgif } from './run-egif.js';

const agencyId = '99999000014';
let root = '';
let agency: RunningAgency;
let witness: ServedWitness | undefined;
const at = (name: string): string => join(root, name);
const logKeyText = makeNoteKey('log.egif.example/scenario');
const logKey = readNoteKey(logKeyText);
const witnessKey = readNoteKey(makeNoteKey('witness.egif.example'));
let policy = '';
const now = new Date();
const day = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString();

async function keyFile(name: string, seal: Seal): Promise<string> {
  const chain = seal.chain.map((der) => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`);
  const file = at(`${name}.pem`);
  await writeFile(file, `${seal.key.export({ format: 'pem', type: 'pkcs8' }).toString()}${chain.join('')}`);
  return `file:${file}`;
}
const keys: Record<string, string> = {};
const trust = ['--trust', ''];
const store = ['--store', ''];
const authorityKeys = (): readonly string[] => [
  ...store,
  ...['--issuer-key', keys['issuer'] ?? '', '--status-key', keys['status'] ?? '', '--log', at('log'), '--log-key', `file:${at('log.key')}`],
];
const loopback = ['--allow-network', '127.0.0.0/8'];

async function egif(args: readonly string[], status = 0): Promise<Ran> {
  const ran = await runEgif([...args, '--json'], { timeoutMs: 180_000 });
  assert.equal(ran.status, status, `egif ${args.slice(0, 3).join(' ')}: ${ran.stdout.slice(0, 1500)} ${ran.stderr.slice(0, 1500)}`);
  return ran;
}
const codesIn = (ran: Ran): readonly unknown[] => {
  const refusals = memberOf(printed(ran), 'refusals');
  assert.ok(Array.isArray(refusals), ran.stdout);
  return refusals.map((one) => memberOf(one, 'code'));
};

/** Trust list, directory and keys of a nation whose one agency runs on this machine. */
async function foundNation(): Promise<void> {
  const law = await loadLaw(places);
  const profile = resolveProfile('three-layers', law);
  const facts = await harnessFacts(law);
  const rulesets = rulesDigestOf({ rulesets: [...facts.rulesets], codelists: [...facts.codelists], vocabularies: [...(facts.vocabularies ?? [])] });
  const { statement } = await loadStatement(agency.statement);
  const [service] = statement.services;
  assert.ok(service !== undefined);
  const report: Report = JSON.parse(await readFile(at('self/report.json'), 'utf8'));
  const nation = await nationOf({
    change: (list: Editable<typeof nation.list>) => {
      list.expires = day(300);
      Object.assign(list, {
        profiles: [
          {
            ref: `${profile.id}@${profile.version}`,
            sha256: profile.digest,
            from: '2026-01-01T00:00:00Z',
            // How quick a loaded machine answers is no matter of two runs in a test.
            mandatory: profile.requirements
              .filter(({ id, level, checks }) => level === 'MUST' && checks.length > 0 && !id.startsWith('EGIF-TEC-OPS-'))
              .map(({ id }) => id),
          },
        ],
        harness: [{ version: facts.version, rulesets, from: '2026-01-01T00:00:00Z' }],
        log: { origin: logKey.name, vkey: writeVerifierKey(verifierOf(logKey, 'ed25519')), policy },
      });
    },
  });
  for (const [name, seal] of Object.entries(nation.seals)) keys[name] = await keyFile(name, seal);
  await writeFile(at('trust.json'), await nation.signList(nation.list));
  const directory: Directory = {
    egif: 'directory/v1',
    version: 1,
    issued: day(-1),
    expires: day(30),
    agencies: [
      {
        legalPersonId: agencyId,
        name: { fa: 'سازمان نمونه', en: 'Sample organisation' },
        services: [
          {
            id: service.id,
            name: { fa: 'استعلام مرجع پایهٔ اشخاص', en: 'Base registry of persons' },
            origins: [new URL(agency.baseUrl).origin],
            contracts: report.subject.contracts.map(({ sha256 }) => sha256),
            profiles: ['three-layers'],
          },
        ],
      },
    ],
  };
  const text = await sealObject(directory, { type: directoryType, content: 'application/json', signer: nation.seals.status, at: now });
  await writeFile(at('directory.json'), text);
  keys['stranger'] = await keyFile('stranger', authorityOf('Stranger').seal('Officer', '9990000034'));
}

async function openWitness(): Promise<void> {
  witness = await serveWitness(
    { key: witnessKey, logs: [verifierOf(logKey, 'ed25519')], directory: at('witness'), clock: () => new Date() },
    { host: '127.0.0.1', port: 0 },
  );
  const vkey = writeVerifierKey(verifierOf(witnessKey, 'cosignature'));
  policy = [`log ${writeVerifierKey(verifierOf(logKey, 'ed25519'))}`, `witness w1 ${vkey} ${witness.url}`, 'quorum w1', ''].join('\n');
}

async function verified(file: string): Promise<unknown> {
  const ran = await runEgif(['verify', file, ...trust, '--json'], { timeoutMs: 60_000 });
  return { status: ran.status, code: memberOf(printed(ran), 'code') };
}

describe('certification in a test nation', function () {
  this.timeout(600_000);
  let bundle = '';
  let id = '';
  let issueArgs: readonly string[] = [];

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'egif-certification-'));
    trust[1] = at('trust.json');
    store[1] = at('authority');
    agency = await startAgency({ directory: at('agency') });
    await openWitness();
    await writeFile(at('log.key'), logKeyText);
    await createLog(at('log'), logKey, { policy, at: now });
    await egif(['run', agency.statement, ...loopback, '--out', at('self'), '--format', 'json']);
    await foundNation();
    await egif(['cert', 'init', ...store, '--legal-id', '99999000048', '--name-fa', 'سازمان فناوری اطلاعات', '--name-en', 'IT organisation']);
  });
  after(async () => {
    await agency.close();
    await witness?.close();
    await rm(root, { recursive: true, force: true });
  });

  it('makes a challenge, and the agency proves that it controls its origin', async () => {
    const service = (await loadStatement(agency.statement)).statement.services[0]?.id ?? '';
    const wish = ['--agency', agencyId, '--service', service, '--profile', 'three-layers', '--directory', at('directory.json')];
    const made = await egif(['challenge', 'issue', ...store, ...trust, ...wish, '--key', keys['challenge'] ?? '', '--out', at('challenge.json')]);
    const challengeId = String(memberOf(memberOf(printed(made), 'challenge'), 'id'));
    const proofs = await egif(['challenge', 'control-proof', at('challenge.json'), '--key', keys['agency'] ?? '', '--out', at('proofs')]);
    const [proof] = Array.isArray(printed(proofs)) ? [printed(proofs)].flat() : [];
    const missing = await egif(['challenge', 'check', at('challenge.json'), ...store, ...trust, ...loopback], 2);
    assert.deepEqual(codesIn(missing), ['CONTROL_PROOF_UNREACHABLE']);
    await mkdir(at('agency/egif-challenge'), { recursive: true });
    await writeFile(at(`agency/egif-challenge/${challengeId}`), await readFile(String(memberOf(proof, 'file'))));
    await egif(['challenge', 'check', at('challenge.json'), ...store, ...trust, ...loopback]);
  });

  it('runs under the challenge, for the agency and for the authority', async () => {
    const run = ['run', agency.statement, '--challenge', at('challenge.json'), ...loopback, '--format', 'json'];
    await egif([...run, '--out', at('own'), '--sign', keys['agency'] ?? '']);
    await egif([...run, '--out', at('again'), '--sign', keys['runner'] ?? '']);
    const reports: readonly Report[] = await Promise.all(
      ['own', 'again'].map(async (name) => JSON.parse(await readFile(at(`${name}/report.json`), 'utf8'))),
    );
    assert.equal(reports[0]?.challenge?.id, reports[1]?.challenge?.id);
    assert.equal(reports[0]?.run.seed, reports[1]?.run.seed);
    const refused = await runEgif([...run, '--seed', 'lucky', '--out', at('lucky'), '--json']);
    assert.equal(refused.status, 3);
  });

  it('takes no evidence of a run under no challenge for that of a run under one', async () => {
    const read = async (name: string): Promise<Report> => JSON.parse(await readFile(at(`${name}/report.json`), 'utf8'));
    const { challenge } = await read('own');
    assert.ok(challenge !== undefined);
    await writeFile(at('dressed.json'), JSON.stringify({ ...(await read('self')), challenge }));
    await egif(['sign', at('dressed.json'), '--key', keys['agency'] ?? '', '--out', at('dressed.jws.json')]);
    const recomputed = async (file: string, evidence: string) => {
      const ran = await runEgif(['verify', at(file), ...trust, '--evidence', at(evidence), '--recompute', '--json'], { timeoutMs: 60_000 });
      return { status: ran.status, code: memberOf(printed(ran), 'code') };
    };
    assert.deepEqual(await recomputed('dressed.jws.json', 'self/evidence'), { status: 1, code: 'EVIDENCE_NONCE_MISSING' });
    assert.deepEqual(await recomputed('own/report.jws.json', 'own/evidence'), { status: 0, code: undefined });
  });

  it('proves the harness, on some of its faults', async () => {
    const faults = ['--fault', 'tls10-accepted', '--fault', 'self-signed'];
    await egif([
      'cert',
      'self-proof',
      '--profile',
      'three-layers',
      ...faults,
      '--key',
      keys['runner'] ?? '',
      '--trials',
      at('trials'),
      '--out',
      at('self-proof.json'),
    ]);
  });

  it('issues nothing on a self-test, on one officer, on a stranger’s word, or without the authority’s own run', async () => {
    const challengeId = String(
      memberOf(JSON.parse(Buffer.from(JSON.parse(await readFile(at('challenge.json'), 'utf8')).payload, 'base64url').toString()), 'id'),
    );
    const approve = async (who: string, more: readonly string[] = []): Promise<void> => {
      const words = ['--act', 'issue', '--subject', challengeId, '--basis', at('own/report.jws.json'), ...more];
      await egif(['cert', 'approve', ...words, '--key', keys[who] ?? '', '--out', at(`approval-${who}.json`)]);
    };
    for (const who of ['officer', 'officer2', 'stranger']) await approve(who);
    const base = [
      'cert',
      'issue',
      ...authorityKeys(),
      ...trust,
      '--directory',
      at('directory.json'),
      '--challenge',
      at('challenge.json'),
      '--self-proof',
      at('self-proof.json'),
    ];
    const report = ['--report', at('own/report.jws.json')];
    const rerun = ['--rerun', at('again/report.jws.json')];
    const officers = ['--approval', at('approval-officer.json'), '--approval', at('approval-officer2.json')];
    issueArgs = [...base, ...report, ...rerun, ...officers];
    const one = officers.slice(0, 2);
    const strangers = ['--approval', at('approval-stranger.json')];
    const wrong = codesIn(await egif([...base, ...report, '--rerun', at('own/report.jws.json'), ...one, ...strangers], 1));
    assert.deepEqual(wrong, ['SIGNER_NOT_AUTHORISED'], 'the agency’s own report is no re-run');
    assert.deepEqual(codesIn(await egif([...base, ...report, ...one], 2)), ['RERUN_MISSING', 'APPROVAL_MISSING']);
    await egif(['sign', at('self/report.json'), '--key', keys['agency'] ?? '']);
    const selfTest = codesIn(await egif([...base, '--report', at('self/report.jws.json'), ...rerun, ...officers], 1));
    for (const code of ['CHALLENGE_MISSING', 'SEED_MISMATCH', 'APPROVAL_BASIS']) assert.ok(selfTest.includes(code), String(selfTest));
  });

  it('issues a certificate that the witness has seen and anyone can verify offline', async () => {
    const issued = await egif(issueArgs);
    id = String(memberOf(printed(issued), 'id'));
    bundle = String(memberOf(printed(issued), 'file'));
    const value: unknown = JSON.parse(await readFile(bundle, 'utf8'));
    assert.ok(isDocument('CertificateBundle', value));
    demandProof(value);
    assert.deepEqual(await verified(bundle), { status: 0, code: undefined });
    assert.equal(memberOf(printed(await egif(issueArgs)), 'id'), id, 'the same report has the same certificate');
    const shown = printed(await egif(['cert', 'show', id, ...store]));
    assert.equal(memberOf(shown, 'state'), 'valid');
  });

  function demandProof({ credential, logProof = '' }: CertificateBundle): void {
    assert.ok(credential.split('.').length === 3);
    const index = /^index (\d+)$/m.exec(logProof)?.[1];
    assert.ok(Number(index) > 0 && typeof verifyLogProof === 'function');
  }

  it('suspends, resumes and revokes, and each verifier sees it', async () => {
    await writeFile(at('decision.txt'), 'decision');
    const change = async (act: string): Promise<void> => {
      for (const who of ['officer', 'officer2'])
        await egif([
          'cert',
          'approve',
          '--act',
          act,
          '--subject',
          id,
          '--basis',
          at('decision.txt'),
          '--key',
          keys[who] ?? '',
          '--out',
          at(`${act}-${who}.json`),
        ]);
      const approvals = ['officer', 'officer2'].flatMap((who) => ['--approval', at(`${act}-${who}.json`)]);
      await egif(['cert', act, id, ...authorityKeys(), ...trust, '--basis', at('decision.txt'), ...approvals]);
    };
    await change('suspend');
    assert.deepEqual(await verified(bundle), { status: 1, code: 'SUSPENDED' });
    await change('resume');
    assert.deepEqual(await verified(bundle), { status: 0, code: undefined });
    const early = await egif(['cert', 'surveil', id, ...authorityKeys(), ...trust, '--report', at('again/report.jws.json')], 1);
    assert.deepEqual(codesIn(early), ['SURVEILLANCE_SCOPE'], 'a run from before the certificate says nothing of it');
    await egif(['cert', 'surveil', id, ...authorityKeys(), ...trust, '--missed'], 1);
    const before = new Date().toISOString();
    await change('revoke');
    assert.deepEqual(await verified(bundle), { status: 1, code: 'REVOKED' });
    assert.equal(memberOf(printed(await egif(['cert', 'show', id, ...store, '--at', before])), 'state'), 'valid');
    assert.equal(memberOf(printed(await egif(['cert', 'show', id, ...store], 1)), 'state'), 'revoked');
    await egif(['cert', 'fsck', ...store]);
  });
});
