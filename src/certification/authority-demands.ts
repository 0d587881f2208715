/**
 * What an act of the authority needs, and how it is refused where it is not there.
 *
 * Room     certification (floor 4).
 */
import type { Signer } from '../attestation/keys.js';
import { EgifError } from '../errors.js';
import type { AuthorityState, CertificateRecord } from './authority-state.js';
import type { Issuer } from './credential.js';

/** An act that may not follow. */
export function actRefused(detail: string): EgifError {
  return new EgifError('ACT_REFUSED', `the act may not follow: ${detail}`, { mend: 'look at egif cert show, and decide anew' });
}

/** Who issues. Error: AUTHORITY_UNKNOWN. */
export function demandIssuer({ issuer }: AuthorityState, directory: string): Issuer & { readonly listLength: number } {
  if (issuer !== undefined) return issuer;
  throw new EgifError('AUTHORITY_UNKNOWN', `${directory} holds no authority`, { file: directory, mend: 'make one with egif cert init' });
}

/** The key that signs. Error: USAGE. */
export function demandKey(key: Signer | undefined, what: string): Signer {
  if (key !== undefined) return key;
  throw new EgifError('USAGE', `no ${what} key is named`, { mend: `give --${what}-key` });
}

/** The certificate of that id. Error: UNKNOWN_ID. */
export function demandRecord({ certificates }: AuthorityState, id: string): CertificateRecord {
  const found = certificates.get(id);
  if (found !== undefined) return found;
  throw new EgifError('UNKNOWN_ID', `there is no certificate ${id.slice(0, 60)}`, { mend: 'egif cert list shows them' });
}
