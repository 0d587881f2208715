/**
 * What issuance wants to know of a pack of evidence without reading its bodies: where it was gathered, when, and which keys the origins showed.
 *
 * Room     certification (floor 4). Pure.
 */
import type { EvidenceManifest, RecordedObservation } from '../contract/documents.js';
import { isObject, memberOf } from '../contract/json.js';
import { unmarkedOf } from '../contract/run-marker.js';

export interface EvidenceFacts {
  readonly root: string;
  readonly seed: string;
  readonly observations: number;
  /** Host names of the environment's calls, each once. */
  readonly hosts: readonly string[];
  /** Milliseconds; absent where nothing was observed. */
  readonly earliest?: number;
  readonly latest?: number;
  /** Of evidence of a run under a challenge: the nonce that its requests are held against, and how many do not carry the marker that follows from it. */
  readonly marked?: { readonly nonce: string; readonly missing: number; readonly first?: number };
  /** By origin the `sha256:` digests of the public keys that it showed. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

const urlOf = (text: unknown): URL | undefined => (typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined);

/** The host of a call to the service; published documents may lie elsewhere. */
function hostOf({ kind, action }: RecordedObservation): string | undefined {
  if (kind !== 'http' && kind !== 'burst') return undefined;
  return memberOf(action, 'purpose') === 'document' ? undefined : urlOf(memberOf(action, 'url'))?.hostname;
}

function keyOf({ kind, action, session }: RecordedObservation): readonly [origin: string, key: string] | undefined {
  if (kind !== 'tls-session' || !isObject(session)) return undefined;
  const chain = session['chain'];
  const leaf: unknown = Array.isArray(chain) ? chain[0] : undefined;
  const key = memberOf(leaf, 'spkiSha256');
  const origin = urlOf(memberOf(action, 'origin'))?.origin;
  return typeof key === 'string' && origin !== undefined ? [origin, `sha256:${key}`] : undefined;
}

/** Whose evidence it is said to be: of which environment, and under which challenge. */
export interface EvidenceOf {
  readonly environment: string;
  /** Nonce of the challenge; absent: the run was made under none. */
  readonly nonce?: string | undefined;
}

function markedIn({ seed, observations }: EvidenceManifest, nonce: string): NonNullable<EvidenceFacts['marked']> {
  const [first, ...others] = unmarkedOf(observations, { nonce, seed });
  return first === undefined ? { nonce, missing: 0 } : { nonce, missing: others.length + 1, first };
}

/** The facts of a manifest, of the observations of one environment; of the markers those of every one. */
export function evidenceFactsOf(manifest: EvidenceManifest, { environment, nonce }: EvidenceOf): EvidenceFacts {
  const { root, seed, observations } = manifest;
  const own = observations.filter((each) => each.environment === environment);
  // Not by spreading: a pack may hold more observations than a call takes arguments.
  const times = own.map(({ at }) => Date.parse(at)).sort((a, b) => a - b);
  const [earliest] = times;
  const latest = times.at(-1);
  const keys = new Map<string, Set<string>>();
  for (const [origin, key] of own.map(keyOf).filter((pair) => pair !== undefined)) keys.set(origin, (keys.get(origin) ?? new Set()).add(key));
  return {
    root,
    seed,
    observations: observations.length,
    hosts: [...new Set(own.map(hostOf).filter((host) => host !== undefined))].sort(),
    ...(earliest === undefined || latest === undefined ? {} : { earliest, latest }),
    ...(nonce === undefined ? {} : { marked: markedIn(manifest, nonce) }),
    keys: Object.fromEntries([...keys].map(([origin, found]) => [origin, [...found].sort()])),
  };
}
