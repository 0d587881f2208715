/**
 * The trials of a self-proof on disk: one sealed file for each program and profile, written anew now and then, so that a proof that was broken off goes on.
 *
 * Room     cli (floor 7).
 */
import { join } from 'node:path';
import { EgifError } from '../../errors.js';
import { countingTrials, openTrials, Refusal, sealObject, selfProofTrialsType, type Signer } from '../../index/certification.js';
import { readBounded, type ResolvedProfile, type SelfProofTrials, writeWhole } from '../../index/files.js';
import type { KindOfProof } from './self-proof-plan.js';
import type { World } from '../world.js';

type Kept = Pick<SelfProofTrials, 'clean' | 'faults'>;

export interface RecordOptions {
  readonly folder: string;
  readonly program: string;
  readonly profile: Pick<ResolvedProfile, 'id' | 'version' | 'digest'>;
  readonly signer: Signer;
  /** All that the profile is for: what is kept of other trials stays, whichever are wished now. */
  readonly kinds: readonly KindOfProof[];
  readonly world: World;
}

export interface TrialRecord {
  readonly file: string;
  /** Trials that count from before. */
  readonly before: Kept;
  /** Why what stood there counts for nothing, where that is so: the code of the refusal. */
  readonly refused?: string;
  /** Writes all trials, at most once in a while unless it must. Error: FILE_NOT_WRITABLE. */
  keep(trials: Kept, must: boolean): Promise<void>;
}

const betweenMs = 15_000;
const nothing: Kept = { clean: [], faults: [] };
const digits = 'sha256:'.length + 16;

/** The longest record that is read: 5,000 trials take some 2 MiB. */
const maxBytes = 16 * 1024 * 1024;

async function octetsAt(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readBounded(file, maxBytes);
  } catch (error) {
    if (error instanceof EgifError && error.code === 'FILE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** Opens the record of a program and a profile. What is altered, of another key, or too old is left out. Errors: FILE_UNREADABLE, FILE_TOO_LARGE. */
export async function openRecord({ folder, program, profile, signer, kinds, world }: RecordOptions): Promise<TrialRecord> {
  const file = join(folder, `${profile.id}-${program.slice('sha256:'.length, digits)}.jws.json`);
  const pinned = { ref: `${profile.id}@${profile.version}`, sha256: profile.digest };
  let writtenAt = world.now().getTime();
  const keep = async ({ clean, faults }: Kept, must: boolean): Promise<void> => {
    const at = world.now();
    if (!must && at.getTime() - writtenAt < betweenMs) return;
    writtenAt = at.getTime();
    const trials: SelfProofTrials = { egif: 'self-proof-trials/v1', program, profile: pinned, clean: [...clean], faults: [...faults] };
    await writeWhole(file, await sealObject(trials, { type: selfProofTrialsType, content: 'application/json', signer, at }));
  };
  const octets = await octetsAt(file);
  if (octets === undefined) return { file, before: nothing, keep };
  try {
    const leaf = signer.chain[0] ?? new Uint8Array();
    const known = {
      clean: kinds.map(({ kind, whole }) => ({ kind: kind.name, whole })),
      faults: kinds.flatMap(({ faults }) => faults),
      at: world.now().getTime(),
    };
    return { file, before: countingTrials(openTrials(octets, { leaf, program, profile: pinned }), known), keep };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { file, before: nothing, refused: error.code, keep };
  }
}
