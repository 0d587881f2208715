/**
 * Writes evidence: `manifest.json`, and bodies in `blobs/sha256/ab/<hexadecimal>` or, where a journal kept them, in `blobs/pack` (see pack.ts). Files
 * are whole or absent: written aside, flushed, renamed; the manifest last.
 *
 * The root covers every observation, every document and the head (format, seed, digest of the run key), in this order.
 *
 * Room     evidence (floor 3). May be imported by suite.
 */
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, sha256 } from '../contract/canonical.js';
import type { EvidenceManifest } from '../contract/documents.js';
import { makeFolder } from '../contract/make-folder.js';
import type { Exchange, Observation } from '../contract/evidence.js';
import { parseJson } from '../contract/json.js';
import { isDocument, problemsOf } from '../contract/validate.js';
import { writeWhole, writeWholeParts } from '../contract/write-whole.js';
import { EgifError } from '../errors.js';
import { blobPath } from './blobs.js';
import { openDigestTable } from './digest-table.js';
import { ownerOnly } from './file-door.js';
import type { Journal } from './journal.js';
import { openLeaves, saltOf } from './merkle.js';
import type { Entry } from './recorder.js';

/** A file of the subject that is kept for judging again. */
export interface StoredDocument {
  /** As the statement names it; relative, with `/`. */
  readonly name: string;
  readonly role: EvidenceManifest['documents'][number]['role'];
  readonly bytes: Uint8Array;
}

interface EvidenceToSave {
  /** In final order; read once. */
  readonly entries: Iterable<Entry>;
  readonly documents: readonly StoredDocument[];
  readonly seed: string;
  readonly runKey: Uint8Array;
  /** Where the bodies stand already, where a journal kept them. */
  readonly keptIn?: Pick<Journal, 'directory' | 'blobs'>;
}

/** The records under the root, in the order of their salts. */
export function leavesOf(manifest: Pick<EvidenceManifest, 'egif' | 'seed' | 'runKeySha256' | 'observations' | 'documents'>): readonly unknown[] {
  const { egif, seed, runKeySha256 } = manifest;
  return [...manifest.observations, ...manifest.documents, { egif, seed, runKeySha256 }];
}

/** The parts of a record that belong to its kind. */
function contentOf(observation: Observation, entry: Entry): object {
  if (observation.lost !== undefined) return { lost: observation.lost };
  if (observation.kind === 'wait') return {};
  if (observation.kind === 'burst') return { burst: observation.burst };
  if (observation.kind === 'inbound') {
    const { calls, connections, brokenOff, stapleGiven } = observation;
    return { inbound: { calls, connections, brokenOff, stapleGiven } };
  }
  if (observation.kind === 'tls-session') return { session: observation.session };
  if (observation.kind === 'token') return { token: observation.token };
  if (observation.kind === 'tls-hello') {
    const { outcome, version, cipher, alert, compression, renegotiationInfo } = observation;
    return { hello: { outcome, version, cipher, alert, compression, renegotiationInfo } };
  }
  if (observation.kind === 'broker') return { broker: observation.answer };
  if (observation.kind === 'dns') return { answer: observation.answer };
  if (observation.kind === 'channel') {
    const { outcome, status, alert } = observation;
    return { channel: { outcome, status, alert } };
  }
  return { response: responseOf(observation, entry) };
}

/** Members in canonical order. */
function responseOf({ response }: Exchange, { body, reason, redactions }: Entry): object {
  const { status = 0, headers = [], signature } = response ?? {};
  const { digest, bytes } = body ?? bodyOf(response?.body ?? new Uint8Array());
  if (signature === undefined) return { body: digest, bytes, headers, reason, redactions, status };
  return { body: digest, bytes, headers, reason, redactions, signature, status };
}

const bodyOf = (body: Uint8Array): NonNullable<Entry['body']> => ({ digest: sha256(body), bytes: body.length });

/** The stored form of an entry. */
export function recordOf(entry: Entry, seq: number): object {
  const { observation, key, attempt, action, remote } = entry;
  const { at, elapsedMs, ownDelayMs, kind, environment, place } = observation;
  // The usual case in canonical order, so that its text needs no sorting.
  if (observation.kind === 'http' && observation.lost === undefined && ownDelayMs === undefined)
    return { action, at, attempt, elapsedMs, environment, key, kind, place, remote, response: responseOf(observation, entry), seq };
  return { seq, key, attempt, at, elapsedMs, ownDelayMs, kind, environment, place, action, remote, ...contentOf(observation, entry) };
}

/** The canonical text of a record, which is one by the schema. INTERNAL. */
function recordText(entry: Entry, seq: number): string {
  const text = canonicalJson(recordOf(entry, seq));
  // Read back, so that members without a value are gone before it is judged.
  const plain: unknown = parseJson(text)?.value;
  if (isDocument('RecordedObservation', plain)) return text;
  const [problem] = problemsOf('RecordedObservation', plain);
  throw new EgifError('INTERNAL', `evidence that breaks its own schema: ${problem?.pointer ?? ''} ${problem?.message ?? ''}`);
}

/** What was written. */
export interface SavedEvidence {
  readonly root: string;
  /** How many there are. */
  readonly observations: number;
  readonly runKeySha256: string;
  /** Octets of the distinct bodies and documents. */
  readonly bytes: number;
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes each body once that does not stand there yet, and has those flushed that do. */
function openBodies(directory: string, keptIn: EvidenceToSave['keptIn']) {
  const seen = openDigestTable();
  const flushed = new Set<string>();
  let sum = 0;
  const isNew = (digest: string): boolean => {
    const before = seen.size;
    return seen.put(digest) === before;
  };
  const write = async (digest: string, octets: Uint8Array): Promise<void> => {
    if (!isNew(digest)) return;
    sum += octets.length;
    await writeWhole(join(directory, blobPath(digest)), octets, ownerOnly);
  };
  return {
    write,
    async settle({ observation, body }: Entry): Promise<void> {
      if (observation.kind !== 'http' || observation.response === undefined) return;
      if (body === undefined || keptIn?.directory !== directory) {
        const octets = observation.response.body;
        await write(body?.digest ?? sha256(octets), octets);
      } else if (isNew(body.digest)) {
        sum += body.bytes;
        const path = keptIn.blobs.path(body.digest);
        if (!flushed.has(path)) await syncFile(join(directory, path));
        flushed.add(path);
      }
    },
    /** Octets of the distinct bodies. */
    get bytes() {
      return sum;
    },
  };
}

/** Writes the manifest record by record, in canonical form, and the bodies with them: however many there are, few are in memory. */
async function writeAll(directory: string, { entries, documents, seed, runKey, keptIn }: EvidenceToSave): Promise<SavedEvidence> {
  const egif = 'evidence/v1';
  const runKeySha256 = sha256(runKey);
  const leaves = openLeaves();
  const bodies = openBodies(directory, keptIn);
  const stored = documents.map(({ name, role, bytes }) => canonicalJson({ name, role, digest: sha256(bytes), bytes: bytes.length }));
  let count = 0;
  const addLeaf = (text: string): void => leaves.add(saltOf(runKey, count++), text);
  let saved: SavedEvidence | undefined;
  async function* parts(): AsyncGenerator<string> {
    for (const { bytes } of documents) await bodies.write(sha256(bytes), bytes);
    yield `{"documents":[${stored.join(',')}],"egif":"${egif}","observations":[`;
    for (const entry of entries) {
      const text = recordText(entry, count);
      yield count === 0 ? text : `,${text}`;
      addLeaf(text);
      await bodies.settle(entry);
    }
    const observations = count;
    for (const text of [...stored, canonicalJson({ egif, seed, runKeySha256 })]) addLeaf(text);
    saved = { root: leaves.root(), observations, runKeySha256, bytes: bodies.bytes };
    yield `],"root":"${saved.root}","runKeySha256":"${runKeySha256}","salts":[`;
    for (let index = 0; index < count; index += 1) yield `${index === 0 ? '' : ','}"${saltOf(runKey, index)}"`;
    yield `],"seed":${canonicalJson(seed)}}\n`;
  }
  await writeWholeParts(join(directory, 'manifest.json'), parts(), ownerOnly);
  if (saved === undefined) throw new EgifError('INTERNAL', 'a manifest that was not written');
  return saved;
}

/** Writes the evidence of a run. FILE_NOT_WRITABLE. */
export async function saveEvidence(directory: string, evidence: EvidenceToSave): Promise<SavedEvidence> {
  try {
    await makeFolder(directory);
    // An older manifest must not describe the new blobs while they are being written.
    await rm(join(directory, 'manifest.json'), { force: true });
    const saved = await writeAll(directory, evidence);
    await syncFile(directory);
    return saved;
  } catch (cause) {
    // A defect of the suite, and evidence that is not what it was, are no trouble of the place.
    if (cause instanceof EgifError && cause.code !== 'FILE_NOT_WRITABLE') throw cause;
    const origin = cause instanceof EgifError ? cause.cause : cause;
    const code = origin instanceof Error && 'code' in origin ? String(origin.code) : 'unknown';
    throw new EgifError('FILE_NOT_WRITABLE', `evidence cannot be written to ${directory} (${code})`, {
      file: directory,
      mend: 'name a writable folder',
      cause,
    });
  }
}
