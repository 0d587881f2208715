/**
 * Keys of a trust list from PEM files: root keys, with or without their private half, and the fingerprints of seals.
 *
 * Room     attestation (floor 3).
 */
import { createHash, createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { TrustList } from '../../contract/documents.js';
import { EgifError } from '../../errors.js';
import { Refusal } from '../problem.js';
import { type RootSigner, rootSigner } from './seal-object.js';
import { kidOf } from './trust-list.js';

const certificateBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** What a PEM text holds: the entry of a root key, and of its certificates DER and fingerprint. Error: KEY_UNREADABLE. */
export interface TrustKey {
  /** Absent where the file holds no key that can be a root key. */
  readonly root?: TrustList['rootKeys'][number];
  readonly certificates: readonly { readonly der: string; readonly sha256: string }[];
}

function publicOf(text: string): TrustList['rootKeys'][number] | undefined {
  try {
    const spki = createPublicKey(text).export({ format: 'der', type: 'spki' });
    return { kid: kidOf(spki), spki: spki.toString('base64') };
  } catch {
    return undefined;
  }
}

/** Reads a PEM text for a trust list. Error: KEY_UNREADABLE. */
export function readTrustKey(text: string, file: string): TrustKey {
  const certificates = (text.match(certificateBlock) ?? []).map((block) => {
    const { raw } = new X509Certificate(block);
    return { der: raw.toString('base64'), sha256: `sha256:${createHash('sha256').update(raw).digest('hex')}` };
  });
  const root = publicOf(text);
  if (root === undefined && certificates.length === 0)
    throw new EgifError('KEY_UNREADABLE', `${file} holds neither a key nor a certificate`, {
      file,
      mend: 'name a PEM file with a key or with certificates',
    });
  return { ...(root === undefined ? {} : { root }), certificates };
}

/** The root key of a PEM text with its private half. Error: KEY_UNREADABLE. */
export function readRootSigner(text: string, file: string): RootSigner {
  try {
    return rootSigner(createPrivateKey(text));
  } catch (cause) {
    const detail = cause instanceof Refusal ? cause.message : 'it holds no unencrypted private key';
    throw new EgifError('KEY_UNREADABLE', `${file} is no root key: ${detail}`, { file, mend: 'name a PEM file with an Ed25519 or P-256 key', cause });
  }
}
