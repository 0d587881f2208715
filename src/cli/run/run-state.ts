/**
 * What a run needs to be continued: `run-state.json` in its directory, from its start until it has asked everything.
 *
 * It holds the run's key, from which pseudonyms and salts follow: both parts of a run must draw the same ones. Whoever has the key and the
 * evidence can try codes out against pseudonyms, so the file is for its owner alone and goes as soon as nothing is left to ask.
 *
 * Room     cli (floor 7).
 */
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Json } from '../../contract/api-model.js';
import { isObject, parseJson } from '../../contract/json.js';
import { writeWhole } from '../../contract/write-whole.js';
import { EgifError } from '../../errors.js';
import type { PreparedCase } from '../../index/cases.js';
import type { CaseArguments } from './open-case.js';
import { packageVersion } from '../version.js';

/** The arguments that decide on the case and on the way to it; the statement as an absolute path. */
const caseNames = [
  'challenge',
  'profile',
  'service',
  'environment',
  'layer',
  'only',
  'offline',
  'max-safety',
  'allow-network',
  'vantage',
  'proxy',
  'proxy-password',
  'proxy-names',
  'trust',
] as const;

export interface RunState {
  readonly statement: string;
  readonly arguments: Readonly<Record<string, Json>>;
  readonly seed: string;
  readonly startedAt: string;
  readonly identities: readonly string[];
  readonly runKey: Uint8Array;
  /** What the case was made of: a continued run must be of the very same. */
  readonly made: Json;
}

const ownerOnly = 0o600;
const fileIn = (directory: string): string => join(directory, 'run-state.json');

/** What a case is made of: statement, contracts, law and harness by their digests and versions. */
async function madeOf({ subject, contracts, profile, series }: PreparedCase): Promise<Json> {
  return {
    harness: await packageVersion(),
    statement: subject.loaded.sha256,
    profile: profile.digest,
    series: series?.sha256 ?? null,
    contracts: contracts.map(({ ref, document }) => `${ref.file} ${document.sha256}`),
  };
}

/** Writes the state of a run that is about to start. FILE_NOT_WRITABLE. */
export async function saveRunState(
  directory: string,
  args: CaseArguments & { readonly trust: readonly string[] },
  run: { readonly prepared: PreparedCase; readonly runKey: Uint8Array },
): Promise<void> {
  const { settings, subject } = run.prepared;
  const state = {
    egif: 'run-state/v1',
    statement: resolve(subject.loaded.file),
    arguments: Object.fromEntries(caseNames.flatMap((name) => (args[name] === undefined ? [] : [[name, args[name]]]))),
    seed: settings.seed,
    startedAt: settings.startedAt,
    identities: settings.identities,
    runKey: Buffer.from(run.runKey).toString('base64url'),
    made: await madeOf(run.prepared),
  };
  await writeWhole(fileIn(directory), `${JSON.stringify(state, null, 2)}\n`, ownerOnly);
}

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((each) => typeof each === 'string');

/** The state of the run in a directory. Errors: EVIDENCE_MISSING, EVIDENCE_INVALID. */
export async function loadRunState(directory: string): Promise<RunState> {
  const file = fileIn(directory);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new EgifError('EVIDENCE_MISSING', 'there is no run here that could be continued', {
      file,
      mend: 'name the directory of a run that was interrupted; one that asked everything has nothing left to continue',
      cause,
    });
  });
  const value: unknown = parseJson(text)?.value;
  const broken = new EgifError('EVIDENCE_INVALID', 'the state of the run is not as a run wrote it', { file, mend: 'start a new run' });
  if (!isObject(value)) throw broken;
  const { statement, arguments: own, seed, startedAt, identities, runKey, made = null } = value;
  const texts = [statement, seed, startedAt, runKey];
  if (!isTexts(texts) || !isObject(own) || !isTexts(identities)) throw broken;
  const [statementFile = '', seedText = '', startedText = '', key = ''] = texts;
  return {
    statement: statementFile,
    arguments: own,
    seed: seedText,
    startedAt: startedText,
    identities,
    runKey: Buffer.from(key, 'base64url'),
    made,
  };
}

/** Refuses to continue a run of something else. EVIDENCE_INVALID. */
export async function demandSameCase(state: RunState, prepared: PreparedCase): Promise<void> {
  const now = await madeOf(prepared);
  const changed =
    isObject(now) && isObject(state.made)
      ? Object.keys(now).filter((name) => JSON.stringify(now[name]) !== JSON.stringify(isObject(state.made) ? state.made[name] : undefined))
      : ['everything'];
  if (changed.length === 0) return;
  throw new EgifError('EVIDENCE_INVALID', `the run was begun with another ${changed.join(', ')}`, {
    mend: 'start a new run: answers to another case must not be joined',
  });
}

/** Removes the state of a run that has asked everything. */
export async function removeRunState(directory: string): Promise<void> {
  await rm(fileIn(directory), { force: true });
}
