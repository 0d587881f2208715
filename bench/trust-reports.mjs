/**
 * `npm run bench -- --trust`, the part of reports and chains: a signed report of a whole run against the sample agency, verified with and without its evidence,
 * and the chain of a seal. The run itself (live, on the loopback) is not timed. Ratios: of reports to one ES256 verification and `JSON.parse` of the same octets,
 * of evidence to SHA-256 of every file and `JSON.parse` of those that are JSON, of chains to two ES256 verifications.
 */
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signReport } from '../dist/src/attestation/sign-report.js';
import { verifyReport } from '../dist/src/attestation/verify-report.js';
import { validateChain } from '../dist/src/attestation/x509/chain.js';
import { createChainCache } from '../dist/src/attestation/x509/chain-cache.js';
import { issueRevocationList } from '../dist/src/dev/crl.js';
import { startAgency } from '../dist/src/dev/agency.js';
import { createPki } from '../dist/src/dev/pki.js';
import { deriveFromRows, recomputeReport } from '../dist/src/suite/recompute.js';
import { loadLaw } from '../dist/src/index/law.js';
import { places } from '../dist/src/cli/places.js';
import { chainOf, now } from '../dist/test/attestation/authorities.js';
import { replayFacts, runHere } from '../dist/test/scenarios/in-process.js';
import { compareWorks, worksTable } from './measure.mjs';
import { sized } from './size.mjs';

const dayMs = 86_400_000;
const key = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const signature = sign('sha256', Buffer.alloc(2_000), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
const verifyOnce = () => verify('sha256', Buffer.alloc(2_000), { key: key.publicKey, dsaEncoding: 'ieee-p1363' }, signature);

function chains() {
  const chain = chainOf();
  const listOf = ({ der, key: issuerKey }) =>
    issueRevocationList({
      issuer: { certificate: der, key: issuerKey },
      thisUpdate: new Date(now.getTime() - dayMs),
      nextUpdate: new Date(now.getTime() + dayMs),
    });
  const demands = { at: now.getTime(), anchors: [chain.root.der], crls: [listOf(chain.root), listOf(chain.intermediate)], requireCrl: true };
  const cache = createChainCache();
  return compareWorks([
    {
      name: 'bare: two ES256 verifications',
      work: () => {
        for (let each = 0; each < 2; each += 1) verifyOnce();
      },
    },
    {
      name: 'a chain of two certificates to a pinned root, two revocation lists',
      count: 30,
      work: () => validateChain(chain.signer.chain, demands),
    },
    { name: 'the same with its links remembered', count: 300, work: () => validateChain(chain.signer.chain, { ...demands, cache }) },
  ]);
}

/** Octets of every file below a folder. */
function filesIn(directory) {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
}

const hashed = (octets) => createHash('sha256').update(octets).digest('hex');

function parsed(octets) {
  try {
    JSON.parse(octets.toString('utf8'));
  } catch {
    // Bodies that are no JSON are part of every run.
  }
}

async function reports(folder) {
  const agency = await startAgency({ directory: join(folder, 'agency'), faults: [], pki: createPki() });
  const report = await runHere({ statement: agency.statement, out: join(folder, 'run'), seed: 'bench' });
  await agency.close();
  const chain = chainOf();
  const at = new Date(Math.max(now.getTime(), Date.parse(report.run.finishedAt)) + 1_000);
  const text = Buffer.from(await signReport(report, chain.signer, at));
  const payload = Buffer.from(JSON.parse(text.toString()).payload, 'base64url');
  const law = await loadLaw(places);
  const facts = await replayFacts();
  const evidence = join(folder, 'run', 'evidence');
  const files = filesIn(evidence);
  const bytes = files.reduce((sum, { length }) => sum + length, 0);
  const options = { anchors: [chain.root.der], at, derive: (of) => deriveFromRows(of, law) };
  const recompute = (of) => recomputeReport(of, { directory: evidence, ...facts });
  const verified = async (given) => {
    const { standing, code, detail } = await verifyReport(text, given);
    if (standing !== 'valid') throw new Error(`the report of the bench is ${standing}: ${code} ${detail}`);
  };
  const base = 'bare: SHA-256 of the evidence, JSON.parse of what is JSON';
  const rows = await compareWorks(
    [
      {
        name: 'bare: one ES256 verification, JSON.parse of the report',
        work: () => {
          verifyOnce();
          JSON.parse(payload.toString('utf8'));
        },
      },
      { name: 'a report, nothing known', count: 10, work: () => verified(options) },
      { name: 'a report, links of its chain remembered', count: 10, work: () => verified({ ...options, cache }) },
      {
        name: base,
        base,
        count: 5,
        work: () => {
          for (const octets of files) {
            hashed(octets);
            parsed(octets);
          }
        },
      },
      { name: 'a report with its evidence judged again', base, count: 1, work: () => verified({ ...options, recompute }) },
    ],
    { rounds: sized(5, 1) },
  );
  const mebibytes = bytes / 2 ** 20;
  const speed = ({ each }) => (mebibytes / (each / 1e6)).toFixed(1);
  return {
    rows,
    note: `\nA report of ${report.requirements.length} requirements, ${text.length} octets; evidence of ${report.evidence.observations} observations, ${mebibytes.toFixed(2)} MiB in ${files.length} files: judged again at ${speed(rows[4])} MiB/s, hashed and parsed at ${speed(rows[3])} MiB/s.\n`,
  };
}

const cache = createChainCache();

/** Prints the tables. */
export async function tables(write) {
  write(worksTable('Chains', await chains()));
  const folder = mkdtempSync(join(tmpdir(), 'egif-bench-reports-'));
  try {
    const { rows, note } = await reports(folder);
    write(worksTable('Reports', rows) + note);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === `file://${process.argv[1]}`) await tables((text) => process.stdout.write(text));
