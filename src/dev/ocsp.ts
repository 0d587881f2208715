/**
 * OCSP responses for tests: what an authority says of one certificate, signed with the authority's own key.
 *
 * Source   RFC 6960 §4.2.1; RFC 5019 §2.2 (SHA-1 names the issuer).
 * Room     dev (floor 6). May be imported within dev only.
 */
import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import type { KeyedCertificate } from './pki.js';

export interface OcspFacts {
  readonly leaf: KeyedCertificate;
  readonly issuer: KeyedCertificate;
  readonly status: 'good' | 'revoked';
  readonly now: Date;
}

const sha1 = Buffer.from('300906052b0e03021a0500', 'hex');
const signatures: Readonly<Record<string, Buffer>> = {
  ec: Buffer.from('300a06082a8648ce3d040302', 'hex'),
  rsa: Buffer.from('300d06092a864886f70d01010b0500', 'hex'),
};
const basicResponse = Buffer.from('06092b0601050507300101', 'hex');
const dayMs = 86_400_000;

function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const digits = content.length.toString(16);
  const size = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(tag), content.length < 0x80 ? size : Buffer.concat([Buffer.of(0x80 | size.length), size]), content]);
}

const time = (date: Date): Buffer => tlv(0x18, Buffer.from(date.toISOString().replaceAll(/[-:T]|\.\d+/g, ''), 'latin1'));

/** The value that starts at a place, and where the next one does. */
function at(octets: Buffer, start: number): { readonly whole: Buffer; readonly body: number; readonly end: number } {
  const first = octets.readUInt8(start + 1);
  const size = first < 0x80 ? 0 : first & 0x7f;
  const body = start + 2 + size;
  const end = body + (size === 0 ? first : octets.readUIntBE(start + 2, size));
  return { whole: octets.subarray(start, end), body, end };
}

/** The issuer's name as it stands in the leaf: the fourth value of its body (version, serial, algorithm, issuer). */
function issuerName(leaf: Buffer): Buffer {
  let value = at(leaf, at(leaf, at(leaf, 0).body).body);
  for (let index = 0; index < 3; index += 1) value = at(leaf, value.end);
  return value.whole;
}

/** The bits of a key within its SubjectPublicKeyInfo, without the count of unused ones. */
function keyBits(certificate: X509Certificate): Buffer {
  const info = certificate.publicKey.export({ type: 'spki', format: 'der' });
  const bits = at(info, at(info, at(info, 0).body).end);
  return info.subarray(bits.body + 1, bits.end);
}

const digest = (octets: Uint8Array): Buffer => createHash('sha1').update(octets).digest();

/** The DER of a response that holds for a week from yesterday. */
export function ocspResponse({ leaf, issuer, status, now }: OcspFacts): Buffer {
  const [certificate, authority] = [new X509Certificate(leaf.certificatePem), new X509Certificate(issuer.certificatePem)];
  const key = createPrivateKey(issuer.privateKeyPem);
  const keyHash = digest(keyBits(authority));
  const serial = tlv(
    0x02,
    Buffer.from(certificate.serialNumber.padStart(certificate.serialNumber.length + (certificate.serialNumber.length % 2), '0'), 'hex'),
  );
  const certId = tlv(0x30, sha1, tlv(0x04, digest(issuerName(certificate.raw))), tlv(0x04, keyHash), serial);
  const since = new Date(now.getTime() - dayMs);
  const word = status === 'good' ? tlv(0x80) : tlv(0xa1, time(since));
  const single = tlv(0x30, certId, word, time(since), tlv(0xa0, time(new Date(now.getTime() + 6 * dayMs))));
  const data = tlv(0x30, tlv(0xa2, tlv(0x04, keyHash)), time(now), tlv(0x30, single));
  const algorithm = signatures[key.asymmetricKeyType ?? ''] ?? Buffer.alloc(0);
  const basic = tlv(0x30, data, algorithm, tlv(0x03, Buffer.of(0), sign('sha256', data, key)));
  return tlv(0x30, tlv(0x0a, Buffer.of(0)), tlv(0xa0, tlv(0x30, basicResponse, tlv(0x04, basic))));
}
