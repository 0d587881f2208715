/**
 * The wrapper of a time stamp: CMS SignedData with one signer, read in its one strict form.
 *
 * What no signature covers must not be able to say anything: no revocation lists, no unsigned attributes, one digest algorithm, exact version numbers.
 *
 * Source   RFC 5652 §5; RFC 3161 §2.4.2; RFC 5816 (ESSCertIDv2), RFC 5035 §4.
 * Room     attestation (floor 3).
 */
import { demand } from '../problem.js';
import {
  boundedElement,
  contentOf,
  demandSorted,
  type Element,
  elementsOf,
  integerOf,
  membersOf,
  oidOf,
  onlyMemberOf,
  sameOctets,
  sequenceOf,
  smallIntegerOf,
  tags,
} from '../x509/der.js';
import type { Hash } from '../x509/signature-algorithm.js';
import { hashOf } from './imprint.js';

const signedDataOid = '1.2.840.113549.1.7.2';
const timeStampInfoOid = '1.2.840.113549.1.9.16.1.4';
/** Largest token that is read. */
export const maxTokenBytes = 64 * 1024;
const maxCertificates = 10;

export interface SignerInfo {
  /** DER of the issuer's name and serial number (hex) of the signer's certificate. */
  readonly issuer: Uint8Array;
  readonly serial: string;
  readonly digestAlgorithm: Element;
  /** By OID the one value of each attribute. */
  readonly attributes: ReadonlyMap<string, Element>;
  /** The octets that are signed. */
  readonly signedOctets: Uint8Array;
  readonly signatureAlgorithm: Element;
  readonly signature: Uint8Array;
}

export interface SignedTimeStamp {
  /** DER of TSTInfo. */
  readonly content: Uint8Array;
  readonly hash: Hash;
  readonly certificates: readonly Uint8Array[];
  readonly signer: SignerInfo;
}

/** The signed attributes, each once, with one value, in the order of their encodings. */
function attributesOf(holder: Element): ReadonlyMap<string, Element> {
  const members = elementsOf(holder.content);
  demandSorted(members);
  const attributes = new Map<string, Element>();
  for (const member of members) {
    const parts = sequenceOf(member);
    const oid = oidOf(parts.next(tags.oid));
    const value = onlyMemberOf(parts.next(tags.set), tags.set);
    parts.end();
    demand(!attributes.has(oid), 'TST_FORMAT', `the signed attribute ${oid} stands twice`);
    attributes.set(oid, value);
  }
  return attributes;
}

function readSigner(element: Element): SignerInfo {
  const parts = sequenceOf(element);
  demand(smallIntegerOf(parts.next(tags.integer)) === 1, 'TST_FORMAT', 'the signer of a time stamp is not named by issuer and serial number');
  const name = sequenceOf(parts.next(tags.sequence));
  const [issuer, serial] = [name.next(tags.sequence), name.next(tags.integer)];
  name.end();
  const digestAlgorithm = parts.next(tags.sequence);
  const signed = parts.optional(0xa0);
  demand(signed !== undefined, 'TST_NO_SIGNED_ATTRS', 'a time stamp has no signed attributes');
  const signatureAlgorithm = parts.next(tags.sequence);
  const signature = contentOf(parts.next(tags.octetString), tags.octetString);
  demand(parts.optional(0xa1) === undefined, 'TST_FORMAT', 'a time stamp has unsigned attributes');
  parts.end();
  return {
    issuer: issuer.octets,
    serial: Buffer.from(integerOf(serial)).toString('hex'),
    digestAlgorithm,
    attributes: attributesOf(signed),
    // the tag that is signed is that of SET OF (RFC 5652 §5.4)
    signedOctets: Buffer.concat([Buffer.of(tags.set), signed.octets.subarray(1)]),
    signatureAlgorithm,
    signature,
  };
}

function contentIn(element: Element): Uint8Array {
  const parts = sequenceOf(element);
  demand(oidOf(parts.next(tags.oid)) === timeStampInfoOid, 'TST_FORMAT', 'what is signed is no time stamp');
  const content = onlyMemberOf(parts.next(0xa0), 0xa0);
  parts.end();
  return contentOf(content, tags.octetString);
}

/** Reads a time-stamp token. Refusals: DER_*, TST_FORMAT, TST_SIGNER_COUNT, TST_DIGEST_ALG, TST_NO_SIGNED_ATTRS. */
export function readSignedTimeStamp(token: Uint8Array): SignedTimeStamp {
  const info = sequenceOf(boundedElement(token, maxTokenBytes));
  demand(oidOf(info.next(tags.oid)) === signedDataOid, 'TST_FORMAT', 'this is no signed data');
  const data = sequenceOf(onlyMemberOf(info.next(0xa0), 0xa0));
  info.end();
  demand(smallIntegerOf(data.next(tags.integer)) === 3, 'TST_FORMAT', 'the signed data is not of version 3');
  const algorithms = membersOf(data.next(tags.set), tags.set);
  const content = contentIn(data.next(tags.sequence));
  const certificates = data.optional(0xa0);
  demand(data.optional(0xa1) === undefined, 'TST_FORMAT', 'revocation lists stand in a time stamp');
  const signers = membersOf(data.next(tags.set), tags.set);
  data.end();
  const [only, ...others] = signers;
  demand(only !== undefined && others.length === 0, 'TST_SIGNER_COUNT', `${signers.length} signers`);
  const signer = readSigner(only);
  const [algorithm, ...more] = algorithms;
  const same = algorithm !== undefined && more.length === 0 && sameOctets(algorithm.octets, signer.digestAlgorithm.octets);
  const hash = same ? hashOf(algorithm) : undefined;
  demand(hash !== undefined, 'TST_DIGEST_ALG', 'a time stamp is not digested with one algorithm of SHA-2');
  const held = certificates === undefined ? [] : elementsOf(certificates.content);
  demand(held.length <= maxCertificates && held.every(({ tag }) => tag === tags.sequence), 'TST_FORMAT', 'certificates of a time stamp');
  return { content, hash, certificates: held.map(({ octets }) => octets), signer };
}
