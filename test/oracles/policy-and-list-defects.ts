/** Ways in which policies and revocation lists of a chain can be wrong, or odd and still right. */
import { integer, objectIdentifier, octetString, sequence, tlv } from '../../src/dev/der.js';
import { named, policies } from '../attestation/x509/forge.js';
import { add, at, type Defect, issuer, leaf, list, oid, put, stranger, unknown, without } from './chain-change.js';
import { type ChainDraft, days, policy } from './chain-draft.js';

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

export const policyAndListDefects: readonly Defect[] = [
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
