/**
 * Recorded evidence, verified and answered from as the live session answered. No network.
 *
 * Everything is checked before the first answer: the manifest against its schema, the root over its leaves, every file's place (no link, nothing
 * outside the directory), size and digest.
 *
 * Room     evidence (floor 3). May be imported by suite.
 */
import { lstat, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { sha256 } from '../contract/canonical.js';
import type { EvidenceManifest, RecordedObservation } from '../contract/documents.js';
import type { Action, Observation } from '../contract/evidence.js';
import { parseJson } from '../contract/json.js';
import { isDocument, problemsOf } from '../contract/validate.js';
import { EgifError } from '../errors.js';
import { blobPath } from './blobs.js';
import { merkleRoot } from './merkle.js';
import { isShareable, observationKey } from './observation-key.js';
import { indexOfPack, packPath } from './pack.js';
import { observationFrom } from './recorded-observation.js';
import { leavesOf } from './store.js';

/** Evidence of an earlier run. */
export interface Replay {
  readonly manifest: EvidenceManifest;
  /** The recorded observation of an action, with its final number; lost with `harness` where it was not recorded. */
  observe(action: Action, attempt: number, asker?: string): Promise<Observation>;
  /** All recorded observations in order. */
  observations(): readonly Observation[];
  /** Octets of a document by role, and by name where there are several of a role. EVIDENCE_MISSING. */
  document(role: string, name?: string): Uint8Array;
}

const maxManifestBytes = 256 * 1024 * 1024;
const maxPackBytes = 1024 * 1024 * 1024;

const invalid = (message: string, file: string): EgifError =>
  new EgifError('EVIDENCE_INVALID', message, { file, mend: 'use the evidence as the run wrote it' });
const missing = (message: string, file: string): EgifError =>
  new EgifError('EVIDENCE_MISSING', message, { file, mend: 'use the whole evidence directory' });

/** The octets of a regular file that really lies below the directory. */
async function readInside(directory: string, path: string, maxBytes: number): Promise<Buffer> {
  const file = join(directory, path);
  const facts = await lstat(file).catch(() => undefined);
  if (facts === undefined) throw missing(`there is no ${path}`, file);
  if (!facts.isFile()) throw invalid(`${path} is no regular file`, file);
  if (facts.size > maxBytes) throw invalid(`${path} has ${facts.size} bytes; ${maxBytes} were expected`, file);
  const real = await realpath(file);
  if (real !== join(directory, path)) throw invalid(`${path} leads out of the evidence directory`, file);
  return readFile(file);
}

async function readManifest(directory: string): Promise<EvidenceManifest> {
  const file = join(directory, 'manifest.json');
  const octets = await readInside(directory, 'manifest.json', maxManifestBytes);
  const value: unknown = parseJson(octets.toString('utf8'))?.value;
  if (!isDocument('EvidenceManifest', value)) {
    const [problem] = problemsOf('EvidenceManifest', value);
    throw invalid(`the manifest breaks its schema at ${problem?.pointer ?? ''}: ${problem?.message ?? 'no JSON'}`, file);
  }
  const leaves = leavesOf(value);
  if (value.salts.length !== leaves.length) throw invalid(`${value.salts.length} salts for ${leaves.length} records`, file);
  if (value.observations.some(({ seq }, index) => seq !== index)) throw invalid('the observations are not numbered in order', file);
  if (merkleRoot(leaves, value.salts) !== value.root) throw invalid('the root does not cover the records: something was altered', file);
  for (const { name } of value.documents) {
    if (/^[/\\]|^[A-Za-z]:|\0/.test(name) || name.split(/[/\\]/).includes('..')) throw invalid('a document is named outside its directory', file);
  }
  return value;
}

/** The bodies in the pack, if there is one; each is still to be compared with its digest. */
async function readPack(directory: string): Promise<(digest: string) => Uint8Array | undefined> {
  const isThere = await lstat(join(directory, packPath)).then(
    () => true,
    () => false,
  );
  if (!isThere) return () => undefined;
  const octets = new Uint8Array(await readInside(directory, packPath, maxPackBytes));
  const index = indexOfPack(octets);
  if (index.size !== octets.length) throw invalid(`${packPath} ends in what is no body`, directory);
  return (digest) => {
    const place = index.place(digest);
    return place === undefined ? undefined : octets.subarray(place.start, place.start + place.length);
  };
}

/** Every blob that the manifest names, by digest, after its size and digest were checked. */
async function readBlobs(directory: string, manifest: EvidenceManifest): Promise<ReadonlyMap<string, Uint8Array>> {
  const named: { readonly digest: string; readonly bytes?: number }[] = [
    ...manifest.observations.flatMap(({ response }) => (response === undefined ? [] : [{ digest: response.body, bytes: response.bytes }])),
    ...manifest.documents,
  ];
  const blobs = new Map<string, Uint8Array>();
  const packed = await readPack(directory);
  for (const { digest, bytes = maxManifestBytes } of named) {
    const known = blobs.get(digest) ?? packed(digest);
    const octets = known ?? new Uint8Array(await readInside(directory, blobPath(digest), bytes));
    if (bytes !== maxManifestBytes && octets.length !== bytes)
      throw invalid(`${blobPath(digest)} has ${octets.length} bytes, not ${bytes}`, directory);
    if (!blobs.has(digest) && sha256(octets) !== digest) throw invalid(`${blobPath(digest)} is not what its name says`, directory);
    blobs.set(digest, octets);
  }
  return blobs;
}

/** Records by key and attempt, each list in the order of occurrence. */
function indexOf(records: readonly RecordedObservation[]): ReadonlyMap<string, readonly RecordedObservation[]> {
  const index = new Map<string, RecordedObservation[]>();
  for (const record of records) {
    const id = `${record.key} ${record.attempt}`;
    const list = index.get(id) ?? [];
    list.push(record);
    index.set(id, list);
  }
  return index;
}

function notRecorded(action: Action, environment: string): Observation {
  const base = { seq: -1, environment, place: action.place, at: '1970-01-01T00:00:00.000Z', elapsedMs: 0 };
  const lost = { cause: 'harness', detail: 'not recorded' } as const;
  if (action.kind === 'tls-hello') return { ...base, kind: 'tls-hello', offered: action.version, lost };
  if (action.kind === 'tls-session') return { ...base, kind: 'tls-session', lost };
  if (action.kind === 'dns') return { ...base, kind: 'dns', name: action.name, type: action.type, lost };
  if (action.kind === 'channel') return { ...base, kind: 'channel', lost };
  if (action.kind === 'token') return { ...base, kind: 'token', lost };
  if (action.kind === 'wait') return { ...base, kind: 'wait', lost };
  if (action.kind === 'burst') return { ...base, kind: 'burst', lost };
  if (action.kind === 'inbound') return { ...base, kind: 'inbound', calls: [], connections: 0, brokenOff: 0, lost };
  if (action.kind === 'broker') return { ...base, kind: 'broker', lost };
  const { method, url, headers = [], credential, body } = action;
  return { ...base, kind: 'http', request: { method, url, headers, credential, ...(body === undefined ? {} : { body }) }, lost };
}

/** Opens recorded evidence. EVIDENCE_MISSING, EVIDENCE_INVALID. */
export async function openReplay(directory: string): Promise<Replay> {
  const home = await realpath(directory).catch(() => {
    throw missing(`there is no directory ${directory}`, directory);
  });
  const manifest = await readManifest(home.endsWith(sep) ? home.slice(0, -1) : home);
  const blobs = await readBlobs(home, manifest);
  const records = indexOf(manifest.observations);
  const asked = new Map<string, number>();
  const environment = manifest.observations[0]?.environment ?? '';

  const read = (record: RecordedObservation): Observation => observationFrom(record, (digest) => blobs.get(digest) ?? new Uint8Array());
  const pick = (action: Action, id: string): RecordedObservation | undefined => {
    const list = records.get(id) ?? [];
    if (isShareable(action)) return list[0];
    const occurrence = asked.get(id) ?? 0;
    asked.set(id, occurrence + 1);
    return list[occurrence];
  };

  return {
    manifest,
    observe(action, attempt, asker) {
      const key = isShareable(action) ? observationKey(action) : observationKey(action, asker);
      const record = pick(action, `${key} ${attempt}`);
      return Promise.resolve(record === undefined ? notRecorded(action, environment) : { ...read(record), place: action.place });
    },
    observations: () => manifest.observations.map(read),
    document(role, name) {
      const found = manifest.documents.find((each) => each.role === role && (name === undefined || each.name === name));
      const octets = found === undefined ? undefined : blobs.get(found.digest);
      if (octets === undefined) throw missing(`the evidence holds no document ${role}${name === undefined ? '' : ` ${name}`}`, directory);
      return octets;
    },
  };
}
