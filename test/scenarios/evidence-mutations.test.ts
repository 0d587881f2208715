/**
 * Evidence that was altered, at random: of what is read as evidence nothing is taken that differs from what the run wrote, and nothing ends otherwise than with a
 * code. Altered octets are judged by opening the evidence, as `egif verify --evidence --recompute` begins; altered records whose root was made anew are held
 * against the signed report, which refuses them before anything is judged; and judged to the end where no report is asked for, as `egif replay` does.
 * EGIF_MUTATIONS sets how many octets are altered; of records it is one in five, of those that are judged one in five hundred.
 */
import { strict as assert } from 'node:assert';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
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
import { replayRun } from '../../src/suite/replay.js';
import { chainOf } from '../attestation/authorities.js';
import { mutated, randomOf } from '../attestation/mutations.js';
import { replayFacts, runHere } from './in-process.js';

const count = Number(process.env['EGIF_MUTATIONS'] ?? 1_500);
const recordCount = Math.max(100, Math.floor(count / 5));
const judgedCount = Math.max(10, Math.floor(count / 500));
/** Few requirements: the evidence is small, and judging it is quick. */
const few = ['EGIF-TEC-HTP-008', 'EGIF-TEC-TLS-009'];

type Random = () => number;
type Path = readonly (string | number)[];
const below = (random: Random, bound: number): number => Math.floor(random() * bound);

/** Copies of the evidence that are altered side by side: most of a round is waiting for files. */
const lanes = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Files of a folder, by their path within it. */
async function filesIn(directory: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(directory, join(parentPath, name)));
  return new Map(await Promise.all(files.sort().map(async (file): Promise<[string, Buffer]> => [file, await readFile(join(directory, file))])));
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

interface Round {
  readonly number: number;
  /** Folder of the copy that is altered in this round. */
  readonly evidence: string;
  readonly random: Random;
}

describe('Evidence that was altered', function () {
  this.timeout(0);
  let folder: string;
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
    const evidence = join(folder, 'run', 'evidence');
    genuine = await toldBy(evidence);
    files = await filesIn(evidence);
    for (const lane of lanes) await cp(evidence, join(folder, lane), { recursive: true });
    facts = await replayFacts();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const cache = createChainCache();
  const verified = (evidence: string): Promise<string> =>
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
    for (const lane of lanes) assert.equal(await verified(join(folder, lane)), 'valid');
  });

  /** Rounds of work, each on a copy that nobody else alters meanwhile; the same alterations however quick each copy is. */
  async function inLanes(rounds: number, seed: number, work: (round: Round) => Promise<void>): Promise<void> {
    const each = async (lane: string, start: number): Promise<void> => {
      const random = randomOf(seed + start);
      for (let number = start; number < rounds; number += lanes.length) await work({ number, evidence: join(folder, lane), random });
    };
    // All come to their end before the first failure is told: the folder is taken away then.
    const ended = await Promise.allSettled(lanes.map(each));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  }

  it(`of ${count} altered octets of its files, none is read as something else than the run wrote`, async () => {
    const names = [...files.keys()];
    let accepted = 0;
    // Both halves in every lane, whose numbers are all even or all odd.
    await inLanes(count, 20_261_124, async ({ number, evidence, random }) => {
      const name = Math.floor(number / lanes.length) % 2 === 0 ? 'manifest.json' : (names[below(random, names.length)] ?? 'manifest.json');
      const octets = files.get(name) ?? Buffer.alloc(0);
      const file = join(evidence, name);
      await writeFile(file, octets.length === 0 ? Buffer.of(below(random, 256)) : mutated(octets, random));
      const code = await codeOf(async () => {
        assert.ok(isDeepStrictEqual(await toldBy(evidence), genuine), `${name} is read as something else in round ${number}`);
        accepted += 1;
        // What is told is the same, so the verdict is: a few are judged to the end.
        if (accepted <= 20) assert.equal(await verified(evidence), 'valid');
        return 'the same';
      });
      tally(code);
      await writeFile(file, octets);
    });
    const others = [...codes.keys()].filter((code) => code !== 'the same' && code !== 'EVIDENCE_MISSING');
    assert.deepEqual(others, ['EVIDENCE_INVALID']);
    told(`altered octets of evidence: ${count}`);
  });

  /** Alters a record at random under a root made anew, for as long as the work takes; nothing is done where the change gave the same octets again. */
  async function withAlteredRecord({ number, evidence, random }: Round, work: (record: object) => Promise<void>): Promise<void> {
    const octets = files.get('manifest.json') ?? Buffer.alloc(0);
    const manifest: EvidenceManifest & { root: string } = JSON.parse(octets.toString('utf8'));
    const turn = Math.floor(number / lanes.length);
    const records: readonly object[] = turn % 4 === 3 ? manifest.documents : manifest.observations;
    const record = records[below(random, records.length)] ?? {};
    const altered = turn % 2 === 0 ? undefined : alteredBody(record, random);
    if (altered === undefined) alterRecord(record, random);
    manifest.root = merkleRoot(leavesOf(manifest), manifest.salts);
    if (manifest.root === report.evidence.root) return;
    const blob = altered === undefined || files.has(blobPath(altered.digest)) ? undefined : join(evidence, blobPath(altered.digest));
    if (blob !== undefined) await makeFolder(dirname(blob));
    if (blob !== undefined) await writeFile(blob, altered?.octets ?? '');
    await writeFile(join(evidence, 'manifest.json'), JSON.stringify(manifest));
    await work(record);
    if (blob !== undefined) await rm(blob, { force: true });
    await writeFile(join(evidence, 'manifest.json'), octets);
  }

  it(`of ${recordCount} altered records under a root made anew, none is judged as the evidence of the report`, async () => {
    await inLanes(recordCount, 20_261_125, (round) =>
      withAlteredRecord(round, async (record) => {
        const code = await verified(round.evidence);
        // Told by the digests alone: codes of judging, as of a contract that cannot be read, would show that it was judged.
        assert.ok(['EVIDENCE_ROOT', 'EVIDENCE_INVALID', 'EVIDENCE_MISSING'].includes(code), `${code} of ${JSON.stringify(record)}`);
        tally(code);
      }),
    );
    assert.ok(codes.has('EVIDENCE_ROOT'), [...codes.keys()].join(' '));
    told(`altered records of evidence: ${recordCount}`);
  });

  it(`of ${judgedCount} altered records that are judged without a report, each gives a report or a code`, async () => {
    await inLanes(judgedCount, 20_261_135, (round) =>
      withAlteredRecord(round, async () => {
        tally(
          await codeOf(async () => {
            const again = await replayRun({ directory: round.evidence, ...facts });
            assert.notEqual(again.evidence.root, report.evidence.root);
            return 'judged';
          }),
        );
      }),
    );
    assert.ok(codes.has('judged'), [...codes.keys()].join(' '));
    told(`altered records that are judged: ${judgedCount}`);
  });

  /** Alters the octets that a record names, with digest and length; undefined where it names none. */
  function alteredBody(record: object, random: Random): { readonly digest: string; readonly octets: Buffer } | undefined {
    const response: unknown = Reflect.get(record, 'response');
    const holder = typeof response === 'object' && response !== null ? response : record;
    const member = holder === record ? 'digest' : 'body';
    const named: unknown = Reflect.get(holder, member);
    const known = typeof named === 'string' ? files.get(blobPath(named)) : undefined;
    if (known === undefined) return undefined;
    const octets = known.length === 0 ? Buffer.from('{') : mutated(known, random);
    const digest = sha256(octets);
    Reflect.set(holder, member, digest);
    Reflect.set(holder, 'bytes', octets.length);
    return { digest, octets };
  }
});
