/**
 * Writes one TLS ClientHello that offers exactly one protocol version, independent of what the platform's TLS library can do.
 *
 * The platform's client cannot offer SSL 3.0, RC4 or export suites, and fails on its own side where it is told to; such a failure must never be
 * read as a refusal by the server. So the octets are written here.
 *
 * Source   RFC 3749 (DEFLATE), RFC 6101 (SSL 3.0), RFC 2246, RFC 4346, RFC 5246 §7.4.1, RFC 8446 §4.1.2 and §4.2, RFC 6066 §3, RFC 7627, RFC 5746.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { TlsVersion } from '../contract/evidence.js';

/** What a hello offers. */
export interface HelloOffer {
  readonly version: TlsVersion;
  /** Cipher suites, IANA numbers; the usual ones of the version by default. */
  readonly ciphers?: readonly number[];
  /** Whether DEFLATE is offered, before no compression. */
  readonly compression?: boolean;
  /** Host name for server_name; absent for an address. */
  readonly serverName?: string;
  /** 96 octets: random, session id, key share. They are sent in clear and protect nothing: no key is ever exchanged. */
  readonly octets: Uint8Array;
}

/** Numbers of the versions on the wire. */
export const versionNumbers: Readonly<Record<TlsVersion, number>> = {
  SSLv3: 0x0300,
  TLSv1: 0x0301,
  'TLSv1.1': 0x0302,
  'TLSv1.2': 0x0303,
  'TLSv1.3': 0x0304,
};

const modernSuites = [0x1301, 0x1302, 0x1303, 0x1304, 0x1305];

/** Authenticated encryption and SHA-2, from TLS 1.2 on: ECDHE, DHE, then RSA; GCM, ChaCha20, CCM, CBC, ARIA, Camellia. */
const suitesOf12 = [
  0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca9, 0xcca8, 0xccaa, 0x009e, 0x009f, 0xc0ac, 0xc0ad, 0xc023, 0xc024, 0xc027, 0xc028, 0x0067, 0x006b, 0x009c,
  0x009d, 0xc09c, 0xc09d, 0x003c, 0x003d, 0xc05c, 0xc05d, 0xc060, 0xc061, 0xc050, 0xc051, 0x00ba, 0x00c0,
];

/** Suites of SSL 3.0 to TLS 1.1: AES, Camellia, SEED, 3DES, IDEA, RC4, and the export ones that some old servers know only. */
const oldSuites = [
  0xc00a, 0xc014, 0xc009, 0xc013, 0x0039, 0x0038, 0x0033, 0x0032, 0x0035, 0x002f, 0x0088, 0x0087, 0x0045, 0x0044, 0x0084, 0x0041, 0x009a, 0x0099,
  0x0096, 0xc008, 0xc012, 0x0016, 0x0013, 0x000a, 0x0007, 0xc007, 0xc011, 0x0005, 0x0004, 0x0015, 0x0009, 0x0008, 0x0003, 0x0006,
];

/** TLS_EMPTY_RENEGOTIATION_INFO_SCSV: without it some servers refuse every hello (RFC 5746 §3.3). */
const renegotiationSignal = 0x00ff;

function suitesOf(version: TlsVersion): readonly number[] {
  if (version === 'TLSv1.3') return modernSuites;
  return version === 'TLSv1.2' ? [...suitesOf12, ...oldSuites] : oldSuites;
}

const bytes = (...values: readonly number[]): Buffer => Buffer.from(values);
const word = (value: number): Buffer => bytes((value >> 8) & 0xff, value & 0xff);
const words = (values: readonly number[]): Buffer => Buffer.concat(values.map(word));

/** A vector with its length in one, two or three octets before it. */
function vector(size: 1 | 2 | 3, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length = Buffer.alloc(size);
  length.writeUIntBE(content.length, 0, size);
  return Buffer.concat([length, content]);
}

const extension = (type: number, ...parts: readonly Uint8Array[]): Buffer => Buffer.concat([word(type), vector(2, ...parts)]);

/** x25519, secp256r1, secp384r1, secp521r1. */
const groups = [0x001d, 0x0017, 0x0018, 0x0019];
const signatureAlgorithms = [
  0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201,
];

function extensionsOf({ version, serverName, octets }: HelloOffer): readonly Buffer[] {
  if (version === 'SSLv3') return [];
  const name = serverName === undefined ? [] : [extension(0, vector(2, bytes(0), vector(2, Buffer.from(serverName, 'latin1'))))];
  const curves = [extension(10, vector(2, words(groups))), extension(11, vector(1, bytes(0)))];
  const signatures = extension(13, vector(2, words(signatureAlgorithms)));
  const extendedMasterSecret = extension(23);
  if (version === 'TLSv1.3') {
    const keyShare = extension(51, vector(2, word(0x001d), vector(2, octets.subarray(64, 96))));
    const pskModes = extension(45, vector(1, bytes(1)));
    return [...name, ...curves, signatures, extendedMasterSecret, extension(43, vector(1, word(0x0304))), pskModes, keyShare];
  }
  return version === 'TLSv1.2' ? [...name, ...curves, signatures, extendedMasterSecret] : [...name, ...curves, extendedMasterSecret];
}

/** The record with the ClientHello, ready to be sent. */
export function clientHello(offer: HelloOffer): Buffer {
  const { version, octets } = offer;
  const modern = version === 'TLSv1.3';
  const ciphers = offer.ciphers ?? suitesOf(version);
  const suites = modern ? ciphers : [...ciphers, renegotiationSignal];
  const extensions = extensionsOf(offer);
  const body = Buffer.concat([
    word(Math.min(versionNumbers[version], 0x0303)),
    octets.subarray(0, 32),
    vector(1, modern ? octets.subarray(32, 64) : new Uint8Array()),
    vector(2, words(suites)),
    vector(1, offer.compression === true ? bytes(1, 0) : bytes(0)),
    ...(extensions.length === 0 ? [] : [vector(2, ...extensions)]),
  ]);
  const handshake = Buffer.concat([bytes(1), vector(3, body)]);
  const recordVersion = version === 'SSLv3' ? 0x0300 : 0x0301;
  return Buffer.concat([bytes(0x16), word(recordVersion), vector(2, handshake)]);
}
