/**
 * What a run was asked to do: recorded beside the evidence, so that a replay plans the same.
 *
 * Room     suite (floor 5).
 */
import type { TypesOutcome } from '../contract/check.js';
import type { Layer, SafetyClass } from '../contract/documents.js';

export interface RunSettings {
  readonly service: string;
  readonly environment: string;
  readonly seed: string;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  /** Names of identities whose credentials could be had. */
  readonly identities: readonly string[];
  readonly maxSafety: SafetyClass;
  readonly offline: boolean;
  /** Only these layers; absent: all. */
  readonly layers?: readonly Layer[];
  /** Only these requirements; absent: all. */
  readonly only?: readonly string[];
  /** Where the run looks from, where the operator says it: one of the environment's vantages. */
  readonly vantage?: string;
  /** The permission under which the run is made; its seed is that of the run. */
  readonly challenge?: { readonly id: string; readonly nonce: string; readonly sha256: string };
  /** The run goes through an outbound proxy, which is handed this. */
  readonly proxy?: 'addresses' | 'names';
  /** What came of making types of the contract, which only the command line can: it brings a compiler. */
  readonly types?: TypesOutcome;
}

/** Whether the run judges less than its profile demands. */
export function scopeOf(settings: RunSettings): 'full' | 'partial' {
  return settings.layers === undefined && settings.only === undefined && !settings.offline ? 'full' : 'partial';
}

const safetyOrder: readonly SafetyClass[] = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5'];

/** Whether a safety class is at most another. */
export function atMost(safety: SafetyClass, limit: SafetyClass): boolean {
  return safetyOrder.indexOf(safety) <= safetyOrder.indexOf(limit);
}
