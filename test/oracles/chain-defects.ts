/** Ways in which a chain can be wrong, or odd and still right: each changes a draft. */
import { bitString, boolean, integer, objectIdentifier, octetString, sequence, tlv } from '../../src/dev/der.js';
import type { RawExtension } from '../../src/dev/crl.js';
import { authorityKey, basicConstraints, keyUsage, named, policies, purposes, subjectKey } from '../attestation/x509/forge.js';
import { type CertificateDraft, type ChainDraft, days, keyOf, type KeyType, type ListDraft, policy } from './chain-draft.js';

export interface Defect {
  readonly name: string;
  /** What the base must have for it. */
  readonly needs?: 'authority' | 'crl' | 'policy' | 'rsa';
  readonly apply: (draft: ChainDraft) => void;
}

type Change = (certificate: CertificateDraft, draft: ChainDraft) => void;
const at = (draft: ChainDraft, level: number): CertificateDraft => {
  const found = draft.certificates.at(level);
  if (found === undefined) throw new TypeError('no such certificate');
  return found;
};
const leaf =
  (change: Change): Defect['apply'] =>
  (draft) =>
    change(at(draft, -1), draft);
/** The lowest authority: that which signs the leaf. */
const issuer =
  (change: Change): Defect['apply'] =>
  (draft) =>
    change(at(draft, -2), draft);
const root =
  (change: Change): Defect['apply'] =>
  (draft) =>
    change(at(draft, 0), draft);
const list =
  (change: (list: ListDraft, draft: ChainDraft) => void): Defect['apply'] =>
  (draft) => {
    const found = draft.lists.at(-1);
    if (found !== undefined) change(found, draft);
  };

const without = (certificate: CertificateDraft, oid: string): void => {
  certificate.extensions = certificate.extensions.filter((one) => one.oid !== oid);
};
const put = (certificate: CertificateDraft, extension: RawExtension): void => {
  without(certificate, extension.oid);
  certificate.extensions.push(extension);
};
const add = (certificate: CertificateDraft, extension: RawExtension): void => {
  certificate.extensions.push(extension);
};
const critical = (certificate: CertificateDraft, oid: string, value: boolean): void => {
  certificate.extensions = certificate.extensions.map((one) => (one.oid === oid ? { ...one, critical: value } : one));
};
const stranger = (draft: ChainDraft) => keyOf(draft.base.keyType, 'stranger');
const leafKey = (type: KeyType): Defect['apply'] =>
  leaf((one) => {
    one.subjectKey = keyOf(type, 'leaf');
    put(one, subjectKey(one.subjectKey));
  });
const unknown = (isCritical: boolean): RawExtension => ({ oid: '1.3.6.1.4.1.99999.9', critical: isCritical, value: tlv(0x05) });
const oid = {
  basic: '2.5.29.19',
  usage: '2.5.29.15',
  purposes: '2.5.29.37',
  policies: '2.5.29.32',
  subject: '2.5.29.14',
  authority: '2.5.29.35',
  names: '2.5.29.17',
};
/** Revokes the certificate of a level (its serial number is 1000 and the level). */
const revoked =
  (level: (draft: ChainDraft) => number, reason?: 'keyCompromise' | 'superseded' | 'removeFromCRL' | 'certificateHold'): Defect['apply'] =>
  (draft) => {
    const of = level(draft);
    const found = draft.lists[Math.max(0, of - 1)];
    const serial = Buffer.of((1000 + of) >> 8, (1000 + of) & 0xff);
    if (found !== undefined) found.revoked = [{ certificate: { serial }, at: days(-2), ...(reason === undefined ? {} : { reason }) }];
  };
const lowest = (draft: ChainDraft): number => draft.certificates.length - 1;

export const defects: readonly Defect[] = [
  {
    name: 'leaf expired',
    apply: leaf((one) => {
      one.notAfter = days(-1);
    }),
  },
  {
    name: 'leaf of the future',
    apply: leaf((one) => {
      one.notBefore = days(1);
    }),
  },
  {
    name: 'issuer expired',
    apply: issuer((one) => {
      one.notAfter = days(-1);
    }),
  },
  {
    name: 'issuer of the future',
    apply: issuer((one) => {
      one.notBefore = days(1);
    }),
  },
  {
    name: 'root expired',
    apply: root((one) => {
      one.notAfter = days(-1);
    }),
  },
  {
    name: 'leaf to 2060',
    apply: leaf((one) => {
      one.notAfter = new Date('2060-01-01T00:00:00Z');
    }),
  },
  {
    name: 'leaf signed by a stranger',
    apply: leaf((one, draft) => {
      one.issuerKey = stranger(draft);
    }),
  },
  {
    name: 'issuer signed by a stranger',
    needs: 'authority',
    apply: issuer((one, draft) => {
      one.issuerKey = stranger(draft);
    }),
  },
  {
    name: 'a bit of the signature of the leaf',
    apply: leaf((one) => {
      one.changeSignature = (made) => {
        const other = Buffer.from(made);
        other.writeUInt8(other.readUInt8(made.length - 3) ^ 4, made.length - 3);
        return other;
      };
    }),
  },
  {
    name: 'a bit of the signature of the issuer',
    needs: 'authority',
    apply: issuer((one) => {
      one.changeSignature = (made) => {
        const other = Buffer.from(made);
        other.writeUInt8(other.readUInt8(made.length - 3) ^ 4, made.length - 3);
        return other;
      };
    }),
  },
  {
    name: 'signature cut off',
    apply: leaf((one) => {
      one.changeSignature = (made) => made.subarray(0, made.length - 1);
    }),
  },
  {
    name: 'another root of the same name',
    apply: (draft) => {
      const one = at(draft, 0);
      draft.pinned = {
        ...one,
        subjectKey: stranger(draft),
        issuerKey: stranger(draft),
        extensions: one.extensions.map((each) => (each.oid === oid.subject ? subjectKey(stranger(draft)) : each)),
      };
    },
  },
  {
    name: 'another root of the same name and key identifier',
    apply: (draft) => {
      draft.pinned = { ...at(draft, 0), subjectKey: stranger(draft), issuerKey: stranger(draft) };
    },
  },
  {
    name: 'a root of another name',
    apply: (draft) => {
      draft.pinned = { ...at(draft, 0), subject: named('other'), issuer: named('other') };
    },
  },
  {
    name: 'an anchor that is no root',
    apply: root((one) => {
      one.issuer = named('above');
    }),
  },
  { name: 'issuer without basicConstraints', apply: issuer((one) => without(one, oid.basic)) },
  { name: 'issuer that is no authority', apply: issuer((one) => put(one, basicConstraints(false))) },
  { name: 'issuer with basicConstraints that are not critical', apply: issuer((one) => critical(one, oid.basic, false)) },
  { name: 'root with basicConstraints that are not critical', apply: root((one) => critical(one, oid.basic, false)) },
  {
    name: 'leaf that is an authority',
    apply: leaf((one) => {
      put(one, basicConstraints(true));
      put(one, keyUsage(0x86));
    }),
  },
  { name: 'leaf with basicConstraints', apply: leaf((one) => put(one, basicConstraints(false))) },
  { name: 'leaf with a path length', apply: leaf((one) => put(one, basicConstraints(false, 1))) },
  { name: 'path length 0 at the root', apply: root((one) => put(one, basicConstraints(true, 0))) },
  { name: 'path length 1 at the root', apply: root((one) => put(one, basicConstraints(true, 1))) },
  { name: 'path length 0 at the issuer', apply: issuer((one) => put(one, basicConstraints(true, 0))) },
  { name: 'issuer without keyUsage', apply: issuer((one) => without(one, oid.usage)) },
  { name: 'root without keyUsage', apply: root((one) => without(one, oid.usage)) },
  { name: 'issuer that may not sign certificates', apply: issuer((one) => put(one, keyUsage(0x02))) },
  { name: 'issuer that may not sign lists', needs: 'crl', apply: issuer((one) => put(one, keyUsage(0x04))) },
  { name: 'leaf that may sign certificates', apply: leaf((one) => put(one, keyUsage(0xc4))) },
  { name: 'leaf without keyUsage', apply: leaf((one) => without(one, oid.usage)) },
  { name: 'leaf for encipherment alone', apply: leaf((one) => put(one, keyUsage(0x20))) },
  { name: 'leaf with a keyUsage of nothing', apply: leaf((one) => put(one, { oid: oid.usage, critical: true, value: bitString(Buffer.of(0), 7) })) },
  {
    name: 'leaf of version 1 with extensions',
    apply: leaf((one) => {
      one.version = 0;
    }),
  },
  {
    name: 'issuer of version 2',
    apply: issuer((one) => {
      one.version = 1;
    }),
  },
  {
    name: 'leaf of version 4',
    apply: leaf((one) => {
      one.version = 3;
    }),
  },
  {
    name: 'a negative serial number',
    apply: leaf((one) => {
      one.serial = tlv(0x02, Buffer.of(0x81));
    }),
  },
  {
    name: 'serial number zero',
    apply: leaf((one) => {
      one.serial = integer(0);
    }),
  },
  {
    name: 'a serial number of 21 octets',
    apply: leaf((one) => {
      one.serial = integer(Buffer.alloc(21, 0x41));
    }),
  },
  {
    name: 'leaf signed with SHA-1',
    apply: leaf((one) => {
      one.signedWith = 'sha1';
      one.algorithm =
        one.issuerKey.asymmetricKeyType === 'ec'
          ? sequence(objectIdentifier('1.2.840.10045.4.1'))
          : sequence(objectIdentifier('1.2.840.113549.1.1.5'), tlv(0x05));
    }),
  },
  {
    name: 'issuer signed with SHA-1',
    needs: 'authority',
    apply: issuer((one) => {
      one.signedWith = 'sha1';
      one.algorithm =
        one.issuerKey.asymmetricKeyType === 'ec'
          ? sequence(objectIdentifier('1.2.840.10045.4.1'))
          : sequence(objectIdentifier('1.2.840.113549.1.1.5'), tlv(0x05));
    }),
  },
  {
    name: 'leaf signed with SHA-384',
    apply: leaf((one) => {
      one.hash = 'sha384';
    }),
  },
  {
    name: 'leaf signed with SHA-512',
    apply: leaf((one) => {
      one.hash = 'sha512';
    }),
  },
  {
    name: 'an algorithm that the signature was not made with',
    apply: leaf((one) => {
      one.signedWith = 'sha512';
    }),
  },
  {
    name: 'two algorithms that differ',
    apply: leaf((one) => {
      one.innerAlgorithm =
        one.issuerKey.asymmetricKeyType === 'ec'
          ? sequence(objectIdentifier('1.2.840.10045.4.3.3'))
          : sequence(objectIdentifier('1.2.840.113549.1.1.12'), tlv(0x05));
    }),
  },
  {
    name: 'an algorithm without its NULL',
    needs: 'rsa',
    apply: leaf((one) => {
      one.algorithm = sequence(objectIdentifier('1.2.840.113549.1.1.11'));
    }),
  },
  { name: 'leaf key of 1024 bits', apply: leafKey('rsa1024') },
  { name: 'leaf key on secp256k1', apply: leafKey('secp256k1') },
  { name: 'leaf key on P-521', apply: leafKey('p521') },
  { name: 'leaf key Ed25519', apply: leafKey('ed25519') },
  { name: 'leaf key of RSA', apply: leafKey('rsa2048') },
  { name: 'leaf key on P-384', apply: leafKey('p384') },
  {
    name: 'issuer key of 1024 bits',
    apply: issuer((one, draft) => {
      one.subjectKey = keyOf('rsa1024', 'issuer');
      put(one, subjectKey(one.subjectKey));
      const below = at(draft, -1);
      below.issuerKey = one.subjectKey;
      put(below, authorityKey(one.subjectKey));
      const own = draft.lists.at(-1);
      if (own !== undefined) own.issuerKey = one.subjectKey;
      if (draft.certificates.length === 2) one.issuerKey = one.subjectKey;
    }),
  },
  { name: 'unknown critical extension in the leaf', apply: leaf((one) => add(one, unknown(true))) },
  { name: 'unknown critical extension in the issuer', apply: issuer((one) => add(one, unknown(true))) },
  { name: 'unknown critical extension in the root', apply: root((one) => add(one, unknown(true))) },
  { name: 'unknown extension in the leaf', apply: leaf((one) => add(one, unknown(false))) },
  {
    name: 'an extension twice',
    apply: leaf((one) => {
      add(one, unknown(false));
      add(one, unknown(false));
    }),
  },
  { name: 'keyUsage twice', apply: leaf((one) => add(one, keyUsage(0x04))) },
  { name: 'basicConstraints twice', apply: issuer((one) => add(one, basicConstraints(false))) },
  {
    name: 'name constraints that are met',
    apply: issuer((one) =>
      add(one, { oid: '2.5.29.30', critical: true, value: sequence(tlv(0xa1, sequence(tlv(0x82, Buffer.from('agency.example'))))) }),
    ),
  },
  {
    name: 'name constraints that are broken',
    apply: (draft) => {
      add(at(draft, -2), { oid: '2.5.29.30', critical: true, value: sequence(tlv(0xa0, sequence(tlv(0x82, Buffer.from('agency.example'))))) });
      put(at(draft, -1), { oid: oid.names, value: sequence(tlv(0x82, Buffer.from('other.example'))) });
    },
  },
  { name: 'leaf that identifies another key', apply: leaf((one, draft) => put(one, authorityKey(stranger(draft)))) },
  { name: 'issuer that identifies another key', needs: 'authority', apply: issuer((one, draft) => put(one, authorityKey(stranger(draft)))) },
  {
    name: 'leaf that identifies another certificate',
    apply: leaf((one) => put(one, { oid: oid.authority, value: sequence(tlv(0xa1, tlv(0xa4, named('root'))), tlv(0x82, Buffer.of(0x55))) })),
  },
  { name: 'leaf that identifies no key', apply: leaf((one) => without(one, oid.authority)) },
  { name: 'leaf whose authorityKeyIdentifier is critical', apply: leaf((one) => critical(one, oid.authority, true)) },
  { name: 'issuer without identifier of its key', apply: issuer((one) => without(one, oid.subject)) },
  { name: 'root without identifier of its key', apply: root((one) => without(one, oid.subject)) },
  { name: 'leaf without identifier of its key', apply: leaf((one) => without(one, oid.subject)) },
  { name: 'issuer whose subjectKeyIdentifier is critical', apply: issuer((one) => critical(one, oid.subject, true)) },
  { name: 'an empty subjectAltName', apply: leaf((one) => put(one, { oid: oid.names, value: sequence() })) },
  {
    name: 'a critical subjectAltName',
    apply: leaf((one) => put(one, { oid: oid.names, critical: true, value: sequence(tlv(0x82, Buffer.from('agency.example'))) })),
  },
  {
    name: 'leaf without a name',
    apply: leaf((one) => {
      one.subject = sequence();
    }),
  },
  {
    name: 'leaf without a name, with a critical subjectAltName',
    apply: leaf((one) => {
      one.subject = sequence();
      put(one, { oid: oid.names, critical: true, value: sequence(tlv(0x82, Buffer.from('agency.example'))) });
    }),
  },
  {
    name: 'leaf without a name, with a subjectAltName that is not critical',
    apply: leaf((one) => {
      one.subject = sequence();
      put(one, { oid: oid.names, value: sequence(tlv(0x82, Buffer.from('agency.example'))) });
    }),
  },
  {
    name: 'issuer without a name',
    needs: 'authority',
    apply: (draft) => {
      at(draft, -2).subject = sequence();
      at(draft, -1).issuer = sequence();
    },
  },
  {
    name: 'names that do not meet',
    apply: leaf((one) => {
      one.issuer = named('other');
    }),
  },
  { name: 'leaf for time stamping', apply: leaf((one) => put(one, purposes(true, '1.3.6.1.5.5.7.3.8'))) },
  { name: 'an empty extendedKeyUsage', apply: leaf((one) => put(one, { oid: oid.purposes, value: sequence() })) },
  {
    name: 'unique identifiers',
    apply: leaf((one) => {
      one.beforeExtensions = tlv(0x81, Buffer.of(0, 1));
    }),
  },
  { name: 'a default value written out', apply: leaf((one) => put(one, { oid: oid.basic, critical: true, value: sequence(boolean(false)) })) },
  { name: 'a BOOLEAN of 01', apply: issuer((one) => put(one, { oid: oid.basic, critical: true, value: sequence(tlv(0x01, Buffer.of(1))) })) },
  { name: 'leaf without policies', needs: 'policy', apply: leaf((one) => without(one, oid.policies)) },
  { name: 'leaf of another policy', needs: 'policy', apply: leaf((one) => put(one, policies('1.3.6.1.4.1.99999.2.2'))) },
  { name: 'leaf of two policies', needs: 'policy', apply: leaf((one) => put(one, policies('1.3.6.1.4.1.99999.2.2', policy))) },
  { name: 'leaf of any policy', needs: 'policy', apply: leaf((one) => put(one, policies('2.5.29.32.0'))) },
  { name: 'issuer without policies', needs: 'policy', apply: issuer((one) => without(one, oid.policies)) },
  { name: 'issuer of another policy', needs: 'policy', apply: issuer((one) => put(one, policies('1.3.6.1.4.1.99999.2.2'))) },
  { name: 'issuer of any policy', needs: 'policy', apply: issuer((one) => put(one, policies('2.5.29.32.0'))) },
  { name: 'a policy twice', needs: 'policy', apply: leaf((one) => put(one, policies(policy, policy))) },
  {
    name: 'issuer that maps another policy',
    needs: 'policy',
    apply: (draft) => {
      add(at(draft, -2), {
        oid: '2.5.29.33',
        critical: true,
        value: sequence(sequence(objectIdentifier(policy), objectIdentifier('1.3.6.1.4.1.99999.2.3'))),
      });
      put(at(draft, -1), policies('1.3.6.1.4.1.99999.2.3'));
    },
  },
  {
    name: 'issuer of any policy that inhibits it',
    needs: 'policy',
    apply: issuer((one) => {
      put(one, policies('2.5.29.32.0'));
      add(one, { oid: '2.5.29.54', critical: true, value: integer(0) });
    }),
  },
  {
    name: 'leaf of any policy below an issuer that inhibits it',
    needs: 'policy',
    apply: (draft) => {
      add(at(draft, -2), { oid: '2.5.29.54', critical: true, value: integer(0) });
      put(at(draft, -1), policies('2.5.29.32.0'));
    },
  },
  {
    name: 'issuer that requires a policy',
    apply: issuer((one) => add(one, { oid: '2.5.29.36', critical: true, value: sequence(tlv(0x80, Buffer.of(0))) })),
  },
  {
    name: 'no list of the issuer',
    needs: 'crl',
    apply: (draft) => {
      draft.lists[draft.lists.length - 1] = undefined;
    },
  },
  {
    name: 'no list of the root',
    needs: 'crl',
    apply: (draft) => {
      draft.lists[0] = undefined;
    },
  },
  {
    name: 'a stale list',
    needs: 'crl',
    apply: list((one) => {
      one.thisUpdate = days(-9);
      one.nextUpdate = days(-2);
    }),
  },
  {
    name: 'a list of the future',
    needs: 'crl',
    apply: list((one) => {
      one.thisUpdate = days(1);
    }),
  },
  {
    name: 'a list without nextUpdate',
    needs: 'crl',
    apply: list((one) => {
      delete one.nextUpdate;
    }),
  },
  {
    name: 'a list signed by a stranger',
    needs: 'crl',
    apply: list((one, draft) => {
      one.issuerKey = stranger(draft);
    }),
  },
  {
    name: 'a bit of a list',
    needs: 'crl',
    apply: list((one) => {
      one.change = (der) => {
        const other = Buffer.from(der);
        other.writeUInt8(other.readUInt8(der.length - 9) ^ 1, der.length - 9);
        return other;
      };
    }),
  },
  {
    name: 'a list of version 1',
    needs: 'crl',
    apply: list((one) => {
      one.version = 1;
    }),
  },
  {
    name: 'a critical extension of a list',
    needs: 'crl',
    apply: list((one) => {
      one.extensions = [unknown(true)];
    }),
  },
  {
    name: 'an unknown extension of a list',
    needs: 'crl',
    apply: list((one) => {
      one.extensions = [unknown(false)];
    }),
  },
  {
    name: 'a delta list',
    needs: 'crl',
    apply: list((one) => {
      one.extensions = [{ oid: '2.5.29.27', critical: true, value: integer(1) }];
    }),
  },
  {
    name: 'a list of leaves alone',
    needs: 'crl',
    apply: list((one) => {
      one.extensions = [{ oid: '2.5.29.28', critical: true, value: sequence(tlv(0x81, Buffer.of(0xff))) }];
    }),
  },
  {
    name: 'a list of authorities alone',
    needs: 'crl',
    apply: list((one) => {
      one.extensions = [{ oid: '2.5.29.28', critical: true, value: sequence(tlv(0x82, Buffer.of(0xff))) }];
    }),
  },
  {
    name: 'an indirect list',
    needs: 'crl',
    apply: list((one) => {
      one.extensions = [{ oid: '2.5.29.28', critical: true, value: sequence(tlv(0x84, Buffer.of(0xff))) }];
    }),
  },
  {
    name: 'an entry with a critical extension',
    needs: 'crl',
    apply: list((one) => {
      one.revoked = [{ certificate: { serial: Buffer.of(77) }, at: days(-5), extensions: [unknown(true)] }];
    }),
  },
  {
    name: 'an entry of another issuer',
    needs: 'crl',
    apply: list((one) => {
      one.revoked = [
        {
          certificate: { serial: Buffer.of(77) },
          at: days(-5),
          extensions: [{ oid: '2.5.29.29', critical: true, value: sequence(tlv(0xa4, named('other'))) }],
        },
      ];
    }),
  },
  {
    name: 'a list of another key identifier',
    needs: 'crl',
    apply: list((one, draft) => {
      one.change = (der) => {
        const own = at(draft, -2).extensions.find((each) => each.oid === oid.subject)?.value ?? octetString(Buffer.alloc(20));
        const place = der.indexOf(Buffer.from(own).subarray(2));
        const other = Buffer.from(der);
        if (place > 0) other.writeUInt8(other.readUInt8(place) ^ 1, place);
        return other;
      };
    }),
  },
  {
    name: 'an empty list',
    needs: 'crl',
    apply: list((one) => {
      one.revoked = [];
    }),
  },
  { name: 'leaf revoked', needs: 'crl', apply: revoked(lowest) },
  { name: 'leaf revoked, key compromised', needs: 'crl', apply: revoked(lowest, 'keyCompromise') },
  { name: 'leaf revoked, superseded', needs: 'crl', apply: revoked(lowest, 'superseded') },
  { name: 'leaf on hold', needs: 'crl', apply: revoked(lowest, 'certificateHold') },
  { name: 'leaf off hold', needs: 'crl', apply: revoked(lowest, 'removeFromCRL') },
  { name: 'issuer revoked', needs: 'crl', apply: revoked((draft) => lowest(draft) - 1) },
  { name: 'root revoked by itself', needs: 'crl', apply: revoked(() => 0) },
];
