/**
 * Strict base64 of the log's texts: the one form of an octet string, nothing else.
 *
 * Source   RFC 4648 §3.5 and §4 (padding, no spare bits); C2SP signed-note, tlog-proof.
 * Room     attestation (floor 3).
 */
import { demand } from '../problem.js';

/** Octets of a base64 text; refused with the code of what it stands in unless the text is the one form of its octets. */
export function readBase64(text: string, what: string, code: string): Buffer {
  const octets = Buffer.from(text, 'base64');
  // The encoder writes nothing but the alphabet: whatever it gives back unchanged has no other characters and no spare bits.
  demand(text !== '' && octets.toString('base64') === text, code, `${what} is not the one base64 form of its octets`);
  return octets;
}

/** A SHA-256 value in base64; refused with the code of what it stands in. */
export function readHash(text: string, what: string, code: string): Buffer {
  const octets = readBase64(text, what, code);
  demand(octets.length === 32, code, `${what} has ${octets.length} octets, not 32`);
  return octets;
}

export const writeBase64 = (octets: Uint8Array): string => Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('base64');
