/**
 * Reads a server's first answer to a ClientHello: a ServerHello (or HelloRetryRequest), an alert, or something that is no TLS.
 *
 * Source   RFC 5746 §3.6; RFC 8446 §4.1.3, §4.1.4, §5.1, §6; RFC 5246 §6.2.1, §7.2, §7.4.1.3.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { TlsVersion } from '../contract/evidence.js';
import { versionNumbers } from './client-hello.js';

/** What the octets so far say. `more`: not enough of them yet. */
export type HelloAnswer =
  | { readonly kind: 'more' }
  | {
      readonly kind: 'hello';
      readonly version: TlsVersion;
      readonly cipher: number;
      readonly compression: number;
      readonly renegotiationInfo: boolean;
    }
  | { readonly kind: 'alert'; readonly alert: number }
  | { readonly kind: 'no-tls'; readonly detail: string };

const more: HelloAnswer = { kind: 'more' };
const maxOctets = 64 * 1024;
const alertRecord = 0x15;
const handshakeRecord = 0x16;
const serverHelloMessage = 2;
const supportedVersions = 43;
const renegotiationInfo = 0xff01;
const warning = 1;
const closeNotify = 0;

const versionsByNumber: ReadonlyMap<number, TlsVersion> = new Map([
  [versionNumbers.SSLv3, 'SSLv3'],
  [versionNumbers.TLSv1, 'TLSv1'],
  [versionNumbers['TLSv1.1'], 'TLSv1.1'],
  [versionNumbers['TLSv1.2'], 'TLSv1.2'],
  [versionNumbers['TLSv1.3'], 'TLSv1.3'],
]);

const noTls = (detail: string): HelloAnswer => ({ kind: 'no-tls', detail });

/** The content of an extension of a ServerHello, if it is there in whole. */
function extensionOf(extensions: Buffer, type: number): Buffer | undefined {
  let at = 0;
  while (at + 4 <= extensions.length) {
    const end = at + 4 + extensions.readUInt16BE(at + 2);
    if (extensions.readUInt16BE(at) === type && end <= extensions.length) return extensions.subarray(at + 4, end);
    at = end;
  }
  return undefined;
}

/** The version in a supported_versions extension of a ServerHello, if there is one. */
function selectedVersion(extensions: Buffer): number | undefined {
  const content = extensionOf(extensions, supportedVersions);
  return content?.length === 2 ? content.readUInt16BE(0) : undefined;
}

/** Reads the body of a ServerHello: version, random (32), session id, suite, compression, extensions. */
function readServerHello(body: Buffer): HelloAnswer {
  if (body.length < 38) return noTls('a ServerHello that is too short');
  const suiteAt = 35 + body.readUInt8(34);
  if (body.length < suiteAt + 3) return noTls('a ServerHello that is too short');
  const extensions = body.length >= suiteAt + 5 ? body.subarray(suiteAt + 5) : Buffer.alloc(0);
  const version = versionsByNumber.get(selectedVersion(extensions) ?? body.readUInt16BE(0));
  if (version === undefined) return noTls('a ServerHello of an unknown version');
  const renegotiation = extensionOf(extensions, renegotiationInfo);
  return {
    kind: 'hello',
    version,
    cipher: body.readUInt16BE(suiteAt),
    compression: body.readUInt8(suiteAt + 2),
    // In a first handshake its content is one octet: a length of zero (RFC 5746 §3.6).
    renegotiationInfo: renegotiation?.equals(Buffer.of(0)) === true,
  };
}

/** Reads the handshake octets collected so far; messages may be spread over records. */
function readHandshake(octets: Buffer): HelloAnswer {
  if (octets.length < 4) return more;
  if (octets.readUInt8(0) !== serverHelloMessage) return noTls('a handshake message other than ServerHello');
  const length = octets.readUIntBE(1, 3);
  if (length > maxOctets) return noTls('a ServerHello that is too long');
  return octets.length < 4 + length ? more : readServerHello(octets.subarray(4, 4 + length));
}

/** What a server answered, from all octets received so far. Warnings other than close_notify are passed over, as a client does. */
export function readHelloAnswer(octets: Buffer): HelloAnswer {
  if (octets.length > maxOctets) return noTls('too many octets before a ServerHello');
  const handshake: Buffer[] = [];
  let at = 0;
  while (at < octets.length) {
    const type = octets.readUInt8(at);
    if (type !== alertRecord && type !== handshakeRecord) return noTls('an answer that is no TLS record');
    if (at + 5 > octets.length) return more;
    if (octets.readUInt8(at + 1) !== 3) return noTls('an answer that is no TLS record');
    const length = octets.readUInt16BE(at + 3);
    const content = octets.subarray(at + 5, at + 5 + length);
    if (content.length < length) return more;
    at += 5 + length;
    if (type === handshakeRecord) {
      handshake.push(content);
      const answer = readHandshake(Buffer.concat(handshake));
      if (answer.kind !== 'more') return answer;
    } else {
      if (content.length < 2) return noTls('an alert that is too short');
      const alert = content.readUInt8(1);
      if (content.readUInt8(0) !== warning || alert === closeNotify) return { kind: 'alert', alert };
    }
  }
  return more;
}
