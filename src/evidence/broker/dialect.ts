/**
 * The shape of a dialect: what is said first, and what comes of each answer. Pure.
 *
 * Room     evidence/broker (floor 3). May be imported within evidence only.
 */
import type { BrokerSays } from '../../contract/evidence.js';

/** More is wanted, this is to be said, or this is what it comes to. */
export type Step = { readonly wait: true } | { readonly say: Uint8Array } | { readonly says: BrokerSays };

export interface Dialect {
  readonly opening: (name: string) => Uint8Array;
  /** Said before the connection is closed, where somebody was let in. */
  readonly goodbye?: Uint8Array;
  /** `heard`: everything since the last thing that was said. */
  readonly hear: (heard: Buffer, said: number) => Step;
}
