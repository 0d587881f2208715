/** What the lists of defects share: whom they change and how. */
import { tlv } from '../../src/dev/der.js';
import type { RawExtension } from '../../src/dev/crl.js';
import { subjectKey } from '../attestation/x509/forge.js';
import { type CertificateDraft, type ChainDraft, keyOf, type KeyType, type ListDraft } from './chain-draft.js';

export interface Defect {
  readonly name: string;
  /** What the base must have for it. */
  readonly needs?: 'authority' | 'crl' | 'policy' | 'rsa';
  readonly apply: (draft: ChainDraft) => void;
}

export type Change = (certificate: CertificateDraft, draft: ChainDraft) => void;
export const at = (draft: ChainDraft, level: number): CertificateDraft => {
  const found = draft.certificates.at(level);
  if (found === undefined) throw new TypeError('no such certificate');
  return found;
};
export const leaf =
  (change: Change): Defect['apply'] =>
  (draft) =>
    change(at(draft, -1), draft);
/** The lowest authority: that which signs the leaf. */
export const issuer =
  (change: Change): Defect['apply'] =>
  (draft) =>
    change(at(draft, -2), draft);
export const root =
  (change: Change): Defect['apply'] =>
  (draft) =>
    change(at(draft, 0), draft);
export const list =
  (change: (list: ListDraft, draft: ChainDraft) => void): Defect['apply'] =>
  (draft) => {
    const found = draft.lists.at(-1);
    if (found !== undefined) change(found, draft);
  };

export const without = (certificate: CertificateDraft, oid: string): void => {
  certificate.extensions = certificate.extensions.filter((one) => one.oid !== oid);
};
export const put = (certificate: CertificateDraft, extension: RawExtension): void => {
  without(certificate, extension.oid);
  certificate.extensions.push(extension);
};
export const add = (certificate: CertificateDraft, extension: RawExtension): void => {
  certificate.extensions.push(extension);
};
export const critical = (certificate: CertificateDraft, oid: string, value: boolean): void => {
  certificate.extensions = certificate.extensions.map((one) => (one.oid === oid ? { ...one, critical: value } : one));
};
export const stranger = (draft: ChainDraft) => keyOf(draft.base.keyType, 'stranger');
export const leafKey = (type: KeyType): Defect['apply'] =>
  leaf((one) => {
    one.subjectKey = keyOf(type, 'leaf');
    put(one, subjectKey(one.subjectKey));
  });
export const unknown = (isCritical: boolean): RawExtension => ({ oid: '1.3.6.1.4.1.99999.9', critical: isCritical, value: tlv(0x05) });
export const oid = {
  basic: '2.5.29.19',
  usage: '2.5.29.15',
  purposes: '2.5.29.37',
  policies: '2.5.29.32',
  subject: '2.5.29.14',
  authority: '2.5.29.35',
  names: '2.5.29.17',
};
