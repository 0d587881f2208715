/**
 * The documents that a run keeps beside its evidence, so that it can be planned and judged again; and reading them back.
 *
 * Room     suite (floor 5).
 */
import type { Json, LoadedDocument } from '../contract/api-model.js';
import { digestOf, sha256 } from '../contract/canonical.js';
import type { ResolvedProfile, Statement, Waiver } from '../contract/documents.js';
import { isObject, parseJson } from '../contract/json.js';
import { parseLoaded } from '../contract/load-document.js';
import { readInstant } from '../contract/read-instant.js';
import { isDocument, problemsOf } from '../contract/validate.js';
import { EgifError } from '../errors.js';
import { encodedForms } from '../evidence/document/decode-xml.js';
import { type NeighbourReader, parseContract } from '../evidence/document/load-contract.js';
import type { Replay } from '../evidence/replay.js';
import type { StoredDocument } from '../evidence/store.js';
import { selectSubject } from '../subject/select-subject.js';
import { readCaseContract } from './case-contract.js';
import type { CaseContract, PreparedCase } from './prepare.js';
import { previousFiles } from './previous-files.js';
import { type LoadedSeries, readSeries } from './series.js';
import type { RunSettings } from './settings.js';
import { readWaiver, type WaiverFile } from './waiver-file.js';

/** The octets that a document was read from; a byte order mark is not in its text but is in its digest. */
function octetsOf(document: LoadedDocument): Uint8Array {
  for (const octets of encodedForms(document.text)) if (sha256(octets) === document.sha256) return octets;
  throw new EgifError('INTERNAL', `${document.file} cannot be kept as it was read`);
}

/** A contract and what it draws in, by their paths from the statement's folder. */
function contractFiles({ ref, document }: CaseContract): readonly StoredDocument[] {
  const neighbours = ref.type === 'wsdl' || ref.type === 'arazzo' ? [...(document.neighbours ?? [])] : [];
  return [
    { name: ref.file, role: 'contract', bytes: octetsOf(document) },
    ...neighbours.map(([name, neighbour]) => ({ name, role: 'contract' as const, bytes: octetsOf(neighbour) })),
  ];
}

/** Each name once: contracts may share what they draw in, or draw in each other. */
function eachOnce(documents: readonly StoredDocument[]): readonly StoredDocument[] {
  return [...new Map(documents.map((document) => [document.name, document])).values()];
}

/** What is kept of a case. */
export function documentsOf(prepared: PreparedCase, waivers: readonly LoadedWaiver[]): readonly StoredDocument[] {
  const { subject, profile, contracts, previousDocuments = [], series, settings } = prepared;
  return [
    { name: 'agency.yaml', role: 'statement', bytes: octetsOf(subject.loaded.document) },
    ...eachOnce(contracts.flatMap(contractFiles)),
    ...previousDocuments.map((document) => ({ name: document.file, role: 'previous-contract' as const, bytes: octetsOf(document) })),
    ...(series === undefined ? [] : [{ name: series.file, role: 'series' as const, bytes: series.octets }]),
    ...waivers.map(({ file, document }) => ({ name: file, role: 'waiver' as const, bytes: octetsOf(document) })),
    { name: 'profile.json', role: 'profile', bytes: Buffer.from(JSON.stringify(profile)) },
    { name: 'plan.json', role: 'plan', bytes: Buffer.from(JSON.stringify(settings)) },
  ];
}

/** A waiver and the file that it stands in. */
export interface LoadedWaiver extends WaiverFile {
  /** As the statement names it. */
  readonly file: string;
  readonly document: LoadedDocument;
}

const broken = (what: string, detail: string): EgifError =>
  new EgifError('EVIDENCE_INVALID', `the recorded ${what} ${detail}`, { mend: 'use the evidence as the run wrote it' });

const jsonIn = (replay: Replay, role: string): Json | undefined => parseJson(Buffer.from(replay.document(role)).toString('utf8'))?.value;

/** The flattened profile of the run; its digest must be that of its content. */
export function recordedProfile(replay: Replay): ResolvedProfile {
  const value: unknown = jsonIn(replay, 'profile');
  if (!isDocument('ResolvedProfile', value)) throw broken('profile', 'is none');
  const { digest, ...content } = value;
  if (digestOf(content) !== digest) throw broken('profile', 'does not have the digest that it says');
  return value;
}

const isStrings = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');

function isTypes(value: unknown): boolean {
  const problems: unknown = isObject(value) ? value['problems'] : undefined;
  const isProblem = (each: unknown): boolean =>
    isObject(each) && typeof each['message'] === 'string' && (each['pointer'] === undefined || typeof each['pointer'] === 'string');
  return Array.isArray(problems) && problems.every(isProblem);
}

function isSettings(value: unknown): value is RunSettings {
  if (!isObject(value)) return false;
  const texts = ['service', 'environment', 'seed', 'startedAt', 'maxSafety'].every((name) => typeof value[name] === 'string');
  const lists = ['layers', 'only'].every((name) => value[name] === undefined || isStrings(value[name]));
  const types = value['types'] === undefined || isTypes(value['types']);
  const way = ['vantage', 'proxy'].every((name) => value[name] === undefined || typeof value[name] === 'string');
  return texts && lists && types && way && isStrings(value['identities']) && typeof value['offline'] === 'boolean';
}

/** What the run was asked to do. */
export function recordedSettings(replay: Replay): RunSettings {
  const value: unknown = jsonIn(replay, 'plan');
  if (!isSettings(value)) throw broken('plan', 'is incomplete');
  if (readInstant(value.startedAt) === undefined) throw broken('plan', 'does not say when the run began');
  return value;
}

/** The subject of the run, from the recorded statement. */
export function recordedSubject(replay: Replay, settings: RunSettings): PreparedCase['subject'] {
  const document = parseLoaded('agency.yaml', replay.document('statement'));
  const statement: unknown = document.data;
  if (!isDocument('Statement', statement)) {
    const [problem] = problemsOf('Statement', statement);
    throw broken('statement', `breaks its schema at ${problem?.pointer ?? ''}: ${problem?.message ?? ''}`);
  }
  const loaded = { file: 'agency.yaml', directory: '', sha256: document.sha256, document, statement };
  return selectSubject(loaded, { service: settings.service, environment: settings.environment });
}

/** The contracts of the run, in the statement's order. Evidence from before other kinds than OpenAPI were judged holds none of them. */
export async function recordedContracts(replay: Replay, service: Statement['services'][number]): Promise<readonly CaseContract[]> {
  const kept = new Set(replay.manifest.documents.flatMap(({ name, role }) => (role === 'contract' ? [name] : [])));
  const read: NeighbourReader = (path, maxBytes) => {
    const octets = kept.has(path) ? replay.document('contract', path) : undefined;
    return Promise.resolve(octets === undefined || octets.length > maxBytes ? undefined : octets);
  };
  const refs = (service.contracts ?? []).filter(({ type, file }) => type === 'openapi' || kept.has(file));
  return Promise.all(refs.map((ref) => readCaseContract(ref, replay.document('contract', ref.file), read)));
}

/** The contracts that were certified before, as the run kept them; a run that knew none kept none. */
export function recordedPrevious(replay: Replay, service: Statement['services'][number]): readonly LoadedDocument[] {
  const kept = new Set(replay.manifest.documents.flatMap(({ name, role }) => (role === 'previous-contract' ? [name] : [])));
  return previousFiles(service)
    .filter(({ file }) => kept.has(file))
    .map(({ file }) => parseContract(file, replay.document('previous-contract', file)));
}

/** The series of measurements, as the run kept it. */
export async function recordedSeries(replay: Replay, service: Statement['services'][number]): Promise<LoadedSeries | undefined> {
  const file = service.sla?.series?.file;
  const isKept = replay.manifest.documents.some(({ role }) => role === 'series');
  return file === undefined || !isKept ? undefined : readSeries(file, replay.document('series', file), service);
}

/** The waivers of the run. */
export function recordedWaivers(replay: Replay): readonly Waiver[] {
  return replay.manifest.documents
    .filter(({ role }) => role === 'waiver')
    .map(({ name }) => readWaiver(parseLoaded(name, replay.document('waiver', name))).waiver);
}
