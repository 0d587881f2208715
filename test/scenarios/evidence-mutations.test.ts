/**
 * Evidence that was altered, at random: of what is read as evidence nothing is taken that differs from what the run wrote, and nothing ends otherwise than with a
 * code. Altered octets are judged by opening the evidence, as `egif verify --evidence --recompute` begins; altered records whose root was made anew are judged to
 * the end, against the signed report. EGIF_MUTATIONS sets how many octets are altered; of records it is one in fifty.
 */
import { strict as assert } from 'node:assert';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { after, before, describe, it } from 'mocha';
import { signReport } from '../../src/attestation/sign-report.js';
import { verifyReport } from '../../src/attestation/verify-report.js';
import { createChainCache } from '../../src/attestation/x509/chain-cache.js';
import { sha256 } from '../../src/contract/canonical.js';
import type { EvidenceManifest, Report } from '../../src/contract/documents.js';
import { makeFolder } from '../../src/contract/make-folder.js';
import { startAgency } from '../../src/dev/agency.js';
import { createPki } from '../../src/dev/pki.js';
import { EgifError } from '../../src/errors.js';
import { blobPath } from '../../src/evidence/blobs.js';
import { merkleRoot } from '../../src/evidence/merkle.js';
import { openReplay } from '../../src/evidence/replay.js';
import { leavesOf } from '../../src/evidence/store.js';
import { recomputeReport } from '../../src/suite/recompute.js';
import { chainOf } from '../attestation/authorities.js';
import { mutated, randomOf } from '../attestation/mutations.js';
import { replayFacts, runHere } from './in-process.js';

const count = Number(process.env['EGIF_MUTATIONS'] ?? 1_500);
const judgedCount = Math.max(20, Math.floor(count / 50));
/** Few requirements: the evidence is small, and judging it is quick. */
const few = ['EGIF-TEC-HTP-008', 'EGIF-TEC-TLS-009'];

type Random = () => number;
type Path = readonly (string | number)[];
const below = (random: Random, bound: number): number => Math.floor(random() * bound);

/** Files of a folder, by their path. */
async function filesIn(directory: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(await Promise.all(files.sort().map(async (file): Promise<[string, Buffer]> => [file, await readFile(file)])));
}

/** All that a judge is told by evidence. */
async function toldBy(directory: string): Promise<object> {
  const replay = await openReplay(directory);
  const documents = replay.manifest.documents.map(({ role, name }) => Buffer.from(replay.document(role, name)).toString('latin1'));
  return { manifest: replay.manifest, documents, observations: replay.observations() };
}

/** The code of what ends a reading; anything without one is a defect, and passes on. */
async function codeOf(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EgifError) || error.code === 'INTERNAL') throw error;
    return error.code;
  }
}

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, [...path, Array.isArray(value) ? Number(name) : name]))];
}

const odd: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  2 ** 40,
  0.5,
  '',
  ' ',
  'https://',
  '999',
  'نام',
  '\u202e',
  '2026-02-30T25:00:00Z',
  [],
  {},
  [['a', 'b']],
  'a'.repeat(5000),
];

/** One member of a record is dropped, doubled, exchanged or altered. */
function alterRecord(record: object, random: Random): void {
  const paths = pathsIn(record).filter((path) => path.length > 0);
  const path = paths[below(random, paths.length)] ?? [];
  const holder = path.slice(0, -1).reduce<unknown>((inner, name) => Reflect.get(Object(inner), name), record);
  const name = path.at(-1) ?? '';
  const value: unknown = Reflect.get(Object(holder), name);
  const choice = below(random, 5);
  if (Array.isArray(holder) && choice === 0) holder.splice(Number(name), 1);
  else if (Array.isArray(holder) && choice === 1) holder.splice(Number(name), 0, structuredClone(value));
  else if (choice === 2) Reflect.set(Object(holder), name, odd[below(random, odd.length)]);
  else if (typeof value === 'number') Reflect.set(Object(holder), name, choice === 3 ? value + 1 : below(random, 1000));
  else if (typeof value === 'string') Reflect.set(Object(holder), name, mutated(Buffer.from(value === '' ? ' ' : value), random).toString('utf8'));
  else if (choice === 3) Reflect.deleteProperty(Object(holder), name);
  else Reflect.set(Object(holder), name, odd[below(random, odd.length)]);
}

describe('Evidence that was altered', function () {
  this.timeout(0);
  let folder: string;
  let evidence: string;
  let report: Report;
  let text: string;
  let genuine: object;
  let files: ReadonlyMap<string, Buffer>;
  let facts: Awaited<ReturnType<typeof replayFacts>>;
  const chain = chainOf();
  const codes = new Map<string, number>();
  const tally = (code: string): void => void codes.set(code, (codes.get(code) ?? 0) + 1);
  const signedAt = (): Date => new Date(Date.parse(report.run.finishedAt) + 1000);
  const told = (what: string): void => {
    if (process.env['EGIF_MUTATIONS'] !== undefined) process.stdout.write(`${what} ${JSON.stringify(Object.fromEntries(codes))}\n`);
    codes.clear();
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-altered-'));
    evidence = join(folder, 'run', 'evidence');
    const agency = await startAgency({ directory: join(folder, 'agency'), faults: ['no-hsts'], pki: createPki() });
    try {
      const change = (prepared: Parameters<NonNullable<Parameters<typeof runHere>[0]['change']>>[0]) => ({
        ...prepared,
        settings: { ...prepared.settings, only: few },
      });
      report = await runHere({ statement: agency.statement, out: join(folder, 'run'), seed: 'altered', change });
    } finally {
      await agency.close();
    }
    text = await signReport(report, chain.signer, signedAt());
    genuine = await toldBy(evidence);
    files = await filesIn(evidence);
    facts = await replayFacts();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const cache = createChainCache();
  const verified = (): Promise<string> =>
    codeOf(async () => {
      const found = await verifyReport(Buffer.from(text), {
        anchors: [chain.root.der],
        at: signedAt(),
        cache,
        derive: ({ canonicalSha256, counts }) => ({ canonicalSha256, counts }),
        recompute: (of) => recomputeReport(of, { directory: evidence, ...facts }),
      });
      return found.code ?? found.standing;
    });

  it('is that of the report before anything is altered', async () => {
    assert.equal(await verified(), 'valid');
  });

  it(`of ${count} altered octets of its files, none is read as something else than the run wrote`, async () => {
    const random = randomOf(20_261_124);
    const names = [...files.keys()];
    const manifest = names.find((name) => name.endsWith('manifest.json')) ?? '';
    let accepted = 0;
    for (let round = 0; round < count; round += 1) {
      const file = round % 2 === 0 ? manifest : (names[below(random, names.length)] ?? manifest);
      const octets = files.get(file) ?? Buffer.alloc(0);
      await writeFile(file, octets.length === 0 ? Buffer.of(below(random, 256)) : mutated(octets, random));
      const code = await codeOf(async () => {
        assert.ok(isDeepStrictEqual(await toldBy(evidence), genuine), `${file} is read as something else in round ${round}`);
        accepted += 1;
        // What is told is the same, so the verdict is: a few are judged to the end.
        if (accepted <= 20) assert.equal(await verified(), 'valid');
        return 'the same';
      });
      tally(code);
      await writeFile(file, octets);
    }
    const others = [...codes.keys()].filter((code) => code !== 'the same' && code !== 'EVIDENCE_MISSING');
    assert.deepEqual(others, ['EVIDENCE_INVALID']);
    told(`altered octets of evidence: ${count}`);
  });

  it(`of ${judgedCount} altered records under a root made anew, none is taken for the evidence of the report`, async () => {
    const random = randomOf(20_261_125);
    const manifestFile = [...files.keys()].find((name) => name.endsWith('manifest.json')) ?? '';
    const octets = files.get(manifestFile) ?? Buffer.alloc(0);
    for (let round = 0; round < judgedCount; round += 1) {
      const manifest: EvidenceManifest & { root: string } = JSON.parse(octets.toString('utf8'));
      const records: readonly object[] = round % 4 === 3 ? manifest.documents : manifest.observations;
      const record = records[below(random, records.length)] ?? {};
      let blob: string | undefined;
      if (round % 2 === 0) alterRecord(record, random);
      else blob = await alterBody(record, random);
      manifest.root = merkleRoot(leavesOf(manifest), manifest.salts);
      // A change may give the same octets again.
      if (manifest.root === report.evidence.root) continue;
      await writeFile(manifestFile, JSON.stringify(manifest));
      const code = await verified();
      assert.notEqual(code, 'valid', JSON.stringify(record));
      tally(code);
      if (blob !== undefined) await rm(blob, { force: true });
    }
    await writeFile(manifestFile, octets);
    assert.ok(codes.has('EVIDENCE_ROOT'), [...codes.keys()].join(' '));
    told(`altered records of evidence: ${judgedCount}`);
  });

  /** Alters the octets that a record names, with digest and length; gives the file that now holds them. */
  async function alterBody(record: object, random: Random): Promise<string | undefined> {
    const response: unknown = Reflect.get(record, 'response');
    const holder = typeof response === 'object' && response !== null ? response : record;
    const member = holder === record ? 'digest' : 'body';
    const digest: unknown = Reflect.get(holder, member);
    const known = typeof digest === 'string' ? files.get(join(evidence, blobPath(digest))) : undefined;
    if (known === undefined) {
      alterRecord(record, random);
      return undefined;
    }
    const octets = known.length === 0 ? Buffer.from('{') : mutated(known, random);
    const altered = sha256(octets);
    Reflect.set(holder, member, altered);
    Reflect.set(holder, 'bytes', octets.length);
    const file = join(evidence, blobPath(altered));
    if (files.has(file)) return undefined;
    await makeFolder(dirname(file));
    await writeFile(file, octets);
    return file;
  }
});
