/**
 * What a bundle says of itself, before anybody verified anything: to be shown only with the word that it is not verified.
 *
 * Room     attestation (floor 3).
 */
import { readCompact } from '../jws/envelope.js';
import { readBundle } from './bundle.js';
import { claimOf } from './claim.js';
import { type Credential, credentialIn } from './credential-rules.js';
import { credentialType } from './words.js';

export interface ClaimedCredential {
  /** Of either kind. */
  readonly certificate: Credential;
  /** `sha256:` of the compact credential. */
  readonly sha256: string;
}

/** The credential of a bundle, by its form alone. Refusals: JSON_*, BUNDLE_*, JWS_*, SCHEMA. */
export function claimedCredential(octets: Uint8Array): ClaimedCredential {
  const { credential } = readBundle(octets);
  readCompact(credential, { type: credentialType });
  const claim = claimOf(credential);
  return { certificate: credentialIn(claim.value()), sha256: `sha256:${claim.sha256()}` };
}
