/**
 * What the next certificate is called, and where it stands in the status lists.
 *
 * Room     certification (floor 4).
 */
import type { StatusPurpose } from '../contract/documents.js';
import { actRefused } from './authority-demands.js';
import type { AuthorityState } from './authority-state.js';
import type { Allocation } from './credential.js';

/** Entries of a status list, where the authority was opened without saying how many. */
export const usualListLength = 131_072;

/** A place of a list that nobody has; drawn, so that a neighbour tells nothing. */
function drawPlace(taken: ReadonlySet<number>, length: number, random: (octets: number) => Uint8Array): number {
  if (taken.size >= length) throw actRefused('the status list is full');
  for (;;) {
    const drawn = Buffer.from(random(6)).readUIntBE(0, 6);
    // The largest multiple of the length below 2^48: what lies above would favour low places.
    if (drawn >= Math.floor(2 ** 48 / length) * length) continue;
    if (!taken.has(drawn % length)) return drawn % length;
  }
}

/** Id and places of the next certificate. Error: ACT_REFUSED where a list is full. */
export function allocate({ certificates, places, issuer }: AuthorityState, at: Date, random: (octets: number) => Uint8Array): Allocation {
  const year = at.getUTCFullYear();
  const head = `urn:egif:cert:${issuer?.country ?? 'IR'}-${year}-`;
  const number = [...certificates.keys()].filter((id) => id.startsWith(head)).length + 1;
  const length = issuer?.listLength ?? usualListLength;
  const place = (purpose: StatusPurpose): number => drawPlace(places[purpose], length, random);
  return {
    id: `${head}${String(number).padStart(6, '0')}`,
    indexes: { revocation: place('revocation'), suspension: place('suspension'), refresh: place('refresh') },
  };
}
