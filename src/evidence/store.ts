/**
 * Writes evidence: `manifest.json` and `blobs/sha256/ab/<hexadecimal>`. Files are whole or absent: written aside, flushed, renamed; the manifest last.
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
import type { Observation } from '../contract/evidence.js';
import { isDocument, problemsOf } from '../contract/validate.js';
import { writeWhole } from '../contract/write-whole.js';
import { EgifError } from '../errors.js';
import { blobPath } from './blobs.js';
import { ownerOnly } from './file-door.js';
import { merkleRoot, saltOf } from './merkle.js';
import type { Entry } from './recorder.js';

/** A file of the subject that is kept for judging again. */
export interface StoredDocument {
  /** As the statement names it; relative, with `/`. */
  readonly name: string;
  readonly role: EvidenceManifest['documents'][number]['role'];
  readonly bytes: Uint8Array;
}

interface EvidenceToSave {
  /** In final order. */
  readonly entries: readonly Entry[];
  readonly documents: readonly StoredDocument[];
  readonly seed: string;
  readonly runKey: Uint8Array;
  /** The directory in which the bodies stand already, where a journal kept them. */
  readonly keptIn?: string;
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
  if (observation.kind === 'dns') return { answer: observation.answer };
  if (observation.kind === 'channel') {
    const { outcome, status, alert } = observation;
    return { channel: { outcome, status, alert } };
  }
  const { status = 0, headers = [], signature } = observation.response ?? {};
  const { digest, bytes } = entry.body ?? bodyOf(observation.response?.body ?? new Uint8Array());
  return {
    response: {
      status,
      reason: entry.reason,
      headers,
      body: digest,
      bytes,
      redactions: entry.redactions,
      ...(signature === undefined ? {} : { signature }),
    },
  };
}

const bodyOf = (body: Uint8Array): NonNullable<Entry['body']> => ({ digest: sha256(body), bytes: body.length });

/** The stored form of an entry. */
export function recordOf(entry: Entry, seq: number): object {
  const { observation, key, attempt, action, remote } = entry;
  const { at, elapsedMs, kind, environment, place } = observation;
  return { seq, key, attempt, at, elapsedMs, kind, environment, place, action, remote, ...contentOf(observation, entry) };
}

function manifestOf({ entries, documents, seed, runKey }: EvidenceToSave): EvidenceManifest {
  const base = {
    egif: 'evidence/v1' as const,
    seed,
    runKeySha256: sha256(runKey),
    observations: entries.map(recordOf),
    documents: documents.map(({ name, role, bytes }) => ({ name, role, digest: sha256(bytes), bytes: bytes.length })),
  };
  // Through JSON once, so that members without a value are gone before the leaves are hashed.
  const plain: unknown = JSON.parse(JSON.stringify(base));
  const draft = { ...base, ...(typeof plain === 'object' ? plain : {}), root: sha256(''), salts: [] };
  if (!isDocument('EvidenceManifest', draft)) {
    const [problem] = problemsOf('EvidenceManifest', draft);
    throw new EgifError('INTERNAL', `evidence that breaks its own schema: ${problem?.pointer ?? ''} ${problem?.message ?? ''}`);
  }
  const leaves = leavesOf(draft);
  const salts = leaves.map((_leaf, index) => saltOf(runKey, index));
  return { ...draft, salts, root: merkleRoot(leaves, salts) };
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

interface ToWrite {
  readonly manifest: EvidenceManifest;
  readonly blobs: ReadonlyMap<string, Uint8Array>;
  /** Digests of bodies that stand there already. */
  readonly kept: ReadonlySet<string>;
}

async function writeAll(directory: string, { manifest, blobs, kept }: ToWrite): Promise<void> {
  await makeFolder(directory);
  // An older manifest must not describe the new blobs while they are being written.
  await rm(join(directory, 'manifest.json'), { force: true });
  for (const digest of kept) await syncFile(join(directory, blobPath(digest)));
  for (const [digest, octets] of blobs) {
    await writeWhole(join(directory, blobPath(digest)), octets, ownerOnly);
  }
  await writeWhole(join(directory, 'manifest.json'), `${canonicalJson(manifest)}\n`, ownerOnly);
  await syncFile(directory);
}

/** Writes the evidence of a run. FILE_NOT_WRITABLE. */
export async function saveEvidence(
  directory: string,
  evidence: EvidenceToSave,
): Promise<{ readonly manifest: EvidenceManifest; readonly bytes: number }> {
  const manifest = manifestOf(evidence);
  const { entries, documents, keptIn } = evidence;
  const blobs = new Map<string, Uint8Array>();
  const kept = new Set<string>();
  for (const { observation, body } of entries) {
    if (observation.kind !== 'http' || observation.response === undefined) continue;
    if (body !== undefined && keptIn === directory) kept.add(body.digest);
    else blobs.set(body?.digest ?? sha256(observation.response.body), observation.response.body);
  }
  for (const { bytes } of documents) blobs.set(sha256(bytes), bytes);
  try {
    await writeAll(directory, { manifest, blobs, kept });
  } catch (cause) {
    const origin = cause instanceof EgifError ? cause.cause : cause;
    const code = origin instanceof Error && 'code' in origin ? String(origin.code) : 'unknown';
    throw new EgifError('FILE_NOT_WRITABLE', `evidence cannot be written to ${directory} (${code})`, {
      file: directory,
      mend: 'name a writable folder',
      cause,
    });
  }
  const sizes = new Map([...blobs].map(([digest, { length }]) => [digest, length]));
  for (const { body } of entries) if (body !== undefined) sizes.set(body.digest, body.bytes);
  return { manifest, bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0) };
}
