/** Chains for tests: a good one, and ones that are wrong in one way. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Algorithm } from '../../src/attestation/jws/algorithms.js';
import { algorithmOf, signOctets } from '../../src/attestation/jws/algorithms.js';
import type { Signer } from '../../src/attestation/keys.js';
import { type CertificateRequest, issueCertificate } from '../../src/dev/x509.js';

export const now = new Date('2026-11-22T09:00:00Z');
const dayMs = 86_400_000;
const at = (days: number): Date => new Date(now.getTime() + days * dayMs);

/** One whose key is at hand. */
export interface FileSigner extends Signer {
  sign(octets: Uint8Array): Uint8Array;
}

export interface Link {
  readonly der: Buffer;
  readonly key: KeyObject;
}

export interface Chain {
  readonly root: Link;
  readonly intermediate: Link;
  readonly leaf: Link;
  readonly signer: FileSigner;
}

type Change = Partial<CertificateRequest>;
export interface Changes {
  readonly root?: Change;
  readonly intermediate?: Change;
  readonly leaf?: Change;
  readonly leafKey?: () => KeyObject;
  readonly rootName?: string;
}

const freshKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;

/** A chain of three: root, intermediate, seal of the agency 99999000014; each link may be changed. */
export function chainOf(changes: Changes = {}): Chain {
  const rootKey = freshKey();
  const intermediateKey = freshKey();
  const leafKey = changes.leafKey?.() ?? freshKey();
  const rootName = { organisation: 'Test', commonName: changes.rootName ?? 'Test root' };
  const intermediateName = { organisation: 'Test', commonName: 'Test intermediate' };
  const validity = { notBefore: at(-30), notAfter: at(300) };
  const rootDer = issueCertificate({
    subject: rootName,
    issuer: rootName,
    subjectKey: rootKey,
    issuerKey: rootKey,
    ...validity,
    authority: { pathLength: 1 },
    keyUsage: ['keyCertSign', 'cRLSign'],
    ...changes.root,
  });
  const intermediateDer = issueCertificate({
    subject: intermediateName,
    issuer: rootName,
    subjectKey: intermediateKey,
    issuerKey: rootKey,
    ...validity,
    authority: { pathLength: 0 },
    keyUsage: ['keyCertSign', 'cRLSign'],
    ...changes.intermediate,
  });
  const leafDer = issueCertificate({
    subject: { organisation: 'Agency', serialNumber: '99999000014', commonName: 'Seal of the agency' },
    issuer: intermediateName,
    subjectKey: leafKey,
    issuerKey: intermediateKey,
    ...validity,
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    ...changes.leaf,
  });
  const chain = [leafDer, intermediateDer];
  const signer: FileSigner = {
    get algorithm(): Algorithm {
      return algorithmOf(leafKey);
    },
    chain,
    sign: (octets) => signOctets(octets, leafKey),
  };
  return {
    root: { der: rootDer, key: rootKey },
    intermediate: { der: intermediateDer, key: intermediateKey },
    leaf: { der: leafDer, key: leafKey },
    signer,
  };
}

/** An authority below the intermediate, so that the chain is one too long for it. */
export function chainTooLong(): { readonly chain: readonly Buffer[]; readonly root: Buffer } {
  const good = chainOf();
  const extraKey = freshKey();
  const leafKey = freshKey();
  const extraName = { commonName: 'Extra authority' };
  const validity = { notBefore: at(-1), notAfter: at(100) };
  const extra = issueCertificate({
    subject: extraName,
    issuer: { organisation: 'Test', commonName: 'Test intermediate' },
    subjectKey: extraKey,
    issuerKey: good.intermediate.key,
    ...validity,
    authority: { pathLength: 0 },
    keyUsage: ['keyCertSign'],
  });
  const leaf = issueCertificate({
    subject: { commonName: 'Leaf' },
    issuer: extraName,
    subjectKey: leafKey,
    issuerKey: extraKey,
    ...validity,
    keyUsage: ['digitalSignature'],
  });
  return { chain: [leaf, extra, good.intermediate.der], root: good.root.der };
}

export { at };
