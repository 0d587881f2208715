/** Tools for forging bundles: one thing wrong, everything else right. */
import { createHash } from 'node:crypto';
import { claimedIssueLeaf } from '../../../src/attestation/certificate/logged-leaf.js';
import type { CertificateBundle } from '../../../src/contract/documents.js';
import { type Nation, now, proofFor, type Seal } from '../nation.js';

export const base64url = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
export const octetsOf = (bundle: unknown): Buffer => Buffer.from(JSON.stringify(bundle));

/** A compact credential with any header members over the good ones, and any payload (an object, or the text of one). */
export function forgeCompact(payload: unknown, seal: Seal, header: Record<string, unknown> = {}): string {
  const members = {
    alg: seal.algorithm,
    typ: 'vc+jwt',
    cty: 'vc',
    iat: now.getTime() / 1000,
    x5c: seal.chain.map((der) => Buffer.from(der).toString('base64')),
    'x5t#S256': createHash('sha256')
      .update(seal.chain[0] ?? '')
      .digest('base64url'),
    ...header,
  };
  const head = base64url(Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)));
  const body = base64url(payload);
  return `${head}.${body}.${Buffer.from(seal.sign(Buffer.from(`${head}.${body}`))).toString('base64url')}`;
}

/** The good bundle with another credential, proven anew where there is a log. */
export async function withCompact(nation: Nation, compact: string, bundle: CertificateBundle): Promise<CertificateBundle> {
  const proof = nation.list.log === undefined ? {} : { logProof: await proofFor(claimedIssueLeaf(compact), now) };
  return { ...bundle, credential: compact, ...proof };
}

/** The other signature of ECDSA over the same octets: s → n − s. */
export function malleated(compact: string): string {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const [head, body, signature = ''] = compact.split('.');
  const octets = Buffer.from(signature, 'base64url');
  const s = BigInt(`0x${octets.subarray(32).toString('hex')}`);
  const other = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex');
  return `${head}.${body}.${Buffer.concat([octets.subarray(0, 32), other]).toString('base64url')}`;
}
