/**
 * The key with which an identity signs HTTP requests.
 *
 * Source   RFC 9421 §3.3.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Identity } from '../contract/documents.js';
import { EgifError } from '../errors.js';
import { type HttpAlgorithm, ownAlgorithm, signatureBy } from './signature-algorithms.js';

/** What an identity signs requests with. */
export interface RequestKey {
  readonly key: KeyObject;
  readonly algorithm: HttpAlgorithm;
  readonly keyId?: string;
  readonly covers: readonly string[];
}

const usualCovers = ['@method', '@target-uri', 'content-type', 'content-digest'] as const;
/** SECRET_UNAVAILABLE. */
export const unusable = (cause?: unknown): EgifError =>
  new EgifError('SECRET_UNAVAILABLE', 'the key that signs requests cannot be used', {
    mend: 'give it as unencrypted PEM (PKCS #8), of the kind of its algorithm',
    ...(cause === undefined ? {} : { cause }),
  });

/** The key of an identity from its PEM text. SECRET_UNAVAILABLE. */
export function requestKey({ algorithm, keyId, covers }: Identity, pem: string): RequestKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw unusable(cause);
  }
  const chosen = algorithm ?? ownAlgorithm(key);
  if (chosen === undefined || signatureBy(chosen, new Uint8Array(), key) === undefined) throw unusable();
  return { key, algorithm: chosen, covers: covers ?? usualCovers, ...(keyId === undefined ? {} : { keyId }) };
}
