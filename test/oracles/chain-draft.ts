/** A chain before it is signed: every part can still be changed. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { integer } from '../../src/dev/der.js';
import { issueRevocationList, type RevocationListRequest } from '../../src/dev/crl.js';
import {
  authorityKey,
  basicConstraints,
  type ForgedCertificate,
  forge,
  keyUsage,
  named,
  policies,
  type RawExtension,
  subjectKey,
} from '../attestation/x509/forge.js';

export const now = new Date('2026-11-22T09:00:00Z');
export const days = (count: number): Date => new Date(now.getTime() + count * 86_400_000);
export const policy = '1.3.6.1.4.1.99999.2.1';

export const keyTypes = ['p256', 'p384', 'rsa2048', 'rsa3072'] as const;
export type KeyType = (typeof keyTypes)[number] | 'rsa1024' | 'p521' | 'secp256k1' | 'ed25519';

const pool = new Map<string, KeyObject>();
function make(type: KeyType): KeyObject {
  if (type === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  if (type.startsWith('rsa')) return generateKeyPairSync('rsa', { modulusLength: Number(type.slice(3)) }).privateKey;
  const curves: Readonly<Record<string, string>> = { p256: 'prime256v1', p384: 'secp384r1', p521: 'secp521r1', secp256k1: 'secp256k1' };
  return generateKeyPairSync('ec', { namedCurve: curves[type] ?? '' }).privateKey;
}

/** A key of a role, made once. */
export function keyOf(type: KeyType, role: string): KeyObject {
  const known = pool.get(`${type} ${role}`) ?? make(type);
  pool.set(`${type} ${role}`, known);
  return known;
}

type Mutable<T> = { -readonly [Member in keyof T]: T[Member] };
export interface CertificateDraft extends Mutable<ForgedCertificate> {
  extensions: RawExtension[];
}
export type ListDraft = Omit<Mutable<RevocationListRequest>, 'issuer'> & {
  issuerKey: KeyObject;
  change?: (der: Buffer) => Buffer;
};

export interface Base {
  readonly keyType: (typeof keyTypes)[number];
  /** How many authorities stand between root and leaf. */
  readonly depth: number;
  readonly crl: boolean;
  readonly policy: boolean;
}

/** Root first, leaf last; a list of each issuer. */
export interface ChainDraft {
  readonly base: Base;
  readonly certificates: CertificateDraft[];
  readonly lists: (ListDraft | undefined)[];
  /** The root that is pinned, where it is not the first certificate. */
  pinned?: CertificateDraft;
}

function draftOf(base: Base, level: number): CertificateDraft {
  const role = (index: number): string => (index === 0 ? 'root' : index === base.depth + 1 ? 'leaf' : `authority ${index}`);
  const isLeaf = level === base.depth + 1;
  const own = keyOf(base.keyType, role(level));
  const above = keyOf(base.keyType, role(Math.max(0, level - 1)));
  return {
    serial: integer(1000 + level),
    issuer: named(role(Math.max(0, level - 1))),
    subject: isLeaf ? named(role(level), '99999000014') : named(role(level)),
    notBefore: days(-30),
    notAfter: days(300),
    subjectKey: own,
    issuerKey: above,
    extensions: [
      ...(isLeaf ? [] : [basicConstraints(true)]),
      keyUsage(isLeaf ? 0xc0 : 0x06),
      subjectKey(own),
      ...(level === 0 ? [] : [authorityKey(above)]),
      ...(base.policy && level > 0 ? [policies(policy)] : []),
    ],
  };
}

/** A good chain. */
export function draftChain(base: Base): ChainDraft {
  const levels = Array.from({ length: base.depth + 2 }, (_, level) => level);
  const lists = levels.slice(0, -1).map((level): ListDraft | undefined => {
    const issuerKey = draftOf(base, level).subjectKey;
    return base.crl
      ? { thisUpdate: days(-1), nextUpdate: days(6), issuerKey, revoked: [{ certificate: { serial: Buffer.of(77) }, at: days(-5) }] }
      : undefined;
  });
  return { base, certificates: levels.map((level) => draftOf(base, level)), lists };
}

export interface BuiltChain {
  readonly base: Base;
  /** Leaf first, without the root. */
  readonly chain: readonly Buffer[];
  readonly root: Buffer;
  readonly lists: readonly Buffer[];
}

/** Signs everything. */
export function build(draft: ChainDraft): BuiltChain {
  const ders = draft.certificates.map(forge);
  const lists = draft.lists.flatMap((list, level) => {
    const certificate = ders[level];
    if (list === undefined || certificate === undefined) return [];
    const { issuerKey, change, ...request } = list;
    const der = issueRevocationList({ ...request, issuer: { certificate, key: issuerKey } });
    return [change?.(der) ?? der];
  });
  const [first = Buffer.alloc(0)] = ders;
  return { base: draft.base, chain: ders.slice(1).toReversed(), root: draft.pinned === undefined ? first : forge(draft.pinned), lists };
}
