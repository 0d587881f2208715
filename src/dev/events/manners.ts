/**
 * How the sample agency delivers its events; faults bend one manner each.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { JsonObject } from '../../contract/api-model.js';
import type { FaultHooks, Fault, TextPatch } from '../faults/fault.js';
import { soundSignedManners, type SignedManners } from '../signed/manners.js';
import { soundBrokerManners, type BrokerManners } from './sample-broker.js';

export interface EventManners {
  /** Absent: each event has an id of its own. */
  readonly fixedId?: string;
  readonly renamesRedeliveries: boolean;
  /** `other`: over another body. */
  readonly signature: 'sound' | 'none' | 'other';
  /** How long before now a signature says that it was made; undefined: it does not say. */
  readonly signatureAgeSeconds: number | undefined;
  /** Gaps between the attempts, milliseconds. */
  readonly gapsMs: readonly number[];
  readonly repeatsAcknowledged: boolean;
  readonly heeds410: boolean;
  /** Registers any callback. */
  readonly takesAnyCallback: boolean;
  readonly bend: (event: JsonObject) => JsonObject;
  /** In what the certified contract of events differs from the one of today. */
  readonly certified: readonly TextPatch[];
  readonly mediaType: string;
  /** How events of others are taken. */
  readonly receiving: SignedManners;
  readonly broker: BrokerManners;
}

export const soundEventManners: EventManners = {
  renamesRedeliveries: false,
  signature: 'sound',
  signatureAgeSeconds: 0,
  gapsMs: [200, 400, 800, 1600],
  repeatsAcknowledged: false,
  heeds410: true,
  takesAnyCallback: false,
  bend: (event) => event,
  certified: [],
  mediaType: 'application/cloudevents+json',
  // A delivery may come again: it is known by its id, not refused by its nonce.
  receiving: { ...soundSignedManners, remembers: false },
  broker: soundBrokerManners,
};

export interface EventFault extends Fault {
  readonly manners?: Partial<EventManners>;
  readonly hooks: FaultHooks;
}
