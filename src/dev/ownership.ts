/**
 * Which client a record belongs to: what has an owner is not there for anybody else (OWASP API1:2023).
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { clientIds } from './client-ids.js';

const idPrefix = '7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1';

/** Records of one client alone, by id. */
export const ownedRecords: Readonly<Record<string, string>> = { [`${idPrefix}e04`]: clientIds.consumerB };

/** Whether a client may know of a record. */
export function mayKnow(clientId: string, recordId: string | undefined): boolean {
  const owner = recordId === undefined || !Object.hasOwn(ownedRecords, recordId) ? undefined : ownedRecords[recordId];
  return owner === undefined || owner === clientId;
}
