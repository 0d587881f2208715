/**
 * What a signed file says of itself, verified by nobody: for finding out what a file is, and for looking at files that one wrote oneself. Nothing is judged by it;
 * what is judged is read strictly, by attestation.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { Json } from './api-model.js';
import { memberOf, parseJson } from './json.js';

/** The JSON in a part of a JWS, as it stands in its member; undefined where there is none. */
export const claimedPart = (part: unknown): Json | undefined =>
  typeof part === 'string' ? parseJson(Buffer.from(part, 'base64url').toString('utf8'))?.value : undefined;

const isObjectText = (text: string): boolean => text.trimStart().startsWith('{');

/** The payload of a compact or flattened JWS; undefined where there is none that is JSON. */
export function claimedPayload(text: string): Json | undefined {
  return claimedPart(isObjectText(text) ? memberOf(parseJson(text)?.value, 'payload') : text.split('.')[1]);
}

/** The protected header of the same. */
export function claimedHeader(text: string): Json | undefined {
  return claimedPart(isObjectText(text) ? memberOf(parseJson(text)?.value, 'protected') : text.split('.')[0]);
}
