/** Ways in which the certificates of a chain can be wrong, or odd and still right. */
import { bitString, boolean, integer, objectIdentifier, sequence, tlv } from '../../src/dev/der.js';
import { authorityKey, basicConstraints, keyUsage, named, purposes, subjectKey } from '../attestation/x509/forge.js';
import { add, at, critical, type Defect, issuer, leaf, leafKey, oid, put, root, stranger, unknown, without } from './chain-change.js';
import { days, keyOf } from './chain-draft.js';

export const certificateDefects: readonly Defect[] = [
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
];
