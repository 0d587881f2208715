/**
 * Reads a challenge without a trust list, for who runs under it: the authority knows its own challenges again when a report comes in.
 *
 * Room     certification (floor 4). Pure.
 */
import { readEnvelope } from '../attestation/jws/envelope.js';
import { demand } from '../attestation/problem.js';
import { parseStrictJson } from '../attestation/strict-json.js';
import type { Challenge } from '../contract/documents.js';
import { isDocument } from '../contract/validate.js';
import { challengeType, seedOf } from './challenge.js';
import { digestOfOctets } from './open-objects.js';
import { type Trouble, troubleOf } from './opened.js';

export function readUntrustedChallenge(
  octets: Uint8Array,
): { readonly challenge: Challenge; readonly sha256: string } | { readonly trouble: Trouble } {
  try {
    const value: unknown = parseStrictJson(readEnvelope(octets, { type: challengeType }).payload);
    demand(isDocument('Challenge', value), 'SCHEMA', 'the challenge breaks its schema');
    demand(value.seed === seedOf(value.nonce), 'SEED_MISMATCH', 'the seed of the challenge does not follow from its nonce');
    return { challenge: value, sha256: digestOfOctets(octets) };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}
