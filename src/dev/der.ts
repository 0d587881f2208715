/**
 * DER for tests: a writer, and a reader that trusts what it reads, since it reads what this room wrote.
 *
 * Source   X.690.
 * Room     dev (floor 6). May be imported within dev only.
 */

/** One value: tag, length, contents. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const digits = content.length.toString(16);
  const size = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([
    Buffer.of(tag),
    content.length < 0x80 ? Buffer.of(content.length) : Buffer.concat([Buffer.of(0x80 | size.length), size]),
    content,
  ]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => tlv(0x30, ...parts);

/** SET OF: in the order of its encodings. */
export const setOf = (...parts: readonly Uint8Array[]): Buffer => tlv(0x31, ...parts.toSorted(Buffer.compare));

/** INTEGER of unsigned big-endian octets. */
export function integer(octets: Uint8Array | number): Buffer {
  const whole =
    typeof octets === 'number' ? Buffer.of(octets >>> 24, (octets >>> 16) & 0xff, (octets >>> 8) & 0xff, octets & 0xff) : Buffer.from(octets);
  let start = 0;
  while (start < whole.length - 1 && whole.readUInt8(start) === 0) start += 1;
  const trimmed = whole.subarray(start);
  return tlv(0x02, trimmed.readUInt8(0) >= 0x80 ? Buffer.concat([Buffer.of(0), trimmed]) : trimmed);
}

export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const arc = (value: number): number[] => {
    const octets = [value % 128];
    for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) octets.unshift((left % 128) | 0x80);
    return octets;
  };
  return tlv(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(arc)));
}

export const boolean = (value: boolean): Buffer => tlv(0x01, Buffer.of(value ? 0xff : 0));
export const octetString = (octets: Uint8Array): Buffer => tlv(0x04, octets);
export const bitString = (octets: Uint8Array, unused = 0): Buffer => tlv(0x03, Buffer.of(unused), octets);

const digitsOf = (date: Date): string => date.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
export const generalizedTime = (date: Date): Buffer => tlv(0x18, Buffer.from(digitsOf(date), 'latin1'));
/** A time of a certificate or list: UTCTime through 2049 (RFC 5280 §4.1.2.5). */
export const time = (date: Date): Buffer =>
  date.getUTCFullYear() >= 2050 ? generalizedTime(date) : tlv(0x17, Buffer.from(digitsOf(date).slice(2), 'latin1'));

export interface Value {
  readonly tag: number;
  readonly content: Buffer;
  readonly whole: Buffer;
}

/** The values that stand one after another. */
export function valuesIn(octets: Buffer): readonly Value[] {
  const values: Value[] = [];
  for (let at = 0; at < octets.length; ) {
    const first = octets.readUInt8(at + 1);
    const size = first < 0x80 ? 0 : first & 0x7f;
    const body = at + 2 + size;
    const end = body + (size === 0 ? first : octets.readUIntBE(at + 2, size));
    values.push({ tag: octets.readUInt8(at), content: octets.subarray(body, end), whole: octets.subarray(at, end) });
    at = end;
  }
  return values;
}

/** AlgorithmIdentifier of a signature with SHA-2 by a key (RFC 4055 §5, RFC 5758 §3.2). */
export function signatureAlgorithm(keyType: string | undefined, hash: 'sha256' | 'sha384' | 'sha512' = 'sha256'): Buffer {
  const number = { sha256: 2, sha384: 3, sha512: 4 }[hash];
  if (keyType === 'ec') return sequence(objectIdentifier(`1.2.840.10045.4.3.${number}`));
  return sequence(objectIdentifier(`1.2.840.113549.1.1.${number + 9}`), tlv(0x05));
}

/** What other objects need of a certificate: names, serial number, key identifier, all as DER or octets. */
export interface CertificateParts {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly serial: Buffer;
  readonly subjectKey?: Buffer;
}

/** Takes a certificate apart. */
export function partsOf(certificate: Buffer): CertificateParts {
  const [body] = valuesIn(valuesIn(certificate)[0]?.content ?? Buffer.alloc(0));
  const fields = valuesIn(body?.content ?? Buffer.alloc(0)).filter(({ tag }) => tag !== 0xa0);
  const [serial, , issuer, , subject] = fields.map(({ whole }) => whole);
  const list = valuesIn(fields.find(({ tag }) => tag === 0xa3)?.content ?? Buffer.alloc(0))[0];
  const identifier = objectIdentifier('2.5.29.14');
  const extension = valuesIn(list?.content ?? Buffer.alloc(0)).find(({ content }) => content.subarray(0, identifier.length).equals(identifier));
  const value = valuesIn(extension?.content ?? Buffer.alloc(0)).find(({ tag }) => tag === 0x04);
  const subjectKey = value === undefined ? undefined : valuesIn(value.content)[0]?.content;
  if (serial === undefined || issuer === undefined || subject === undefined) throw new TypeError('this is no certificate');
  return { issuer, subject, serial, ...(subjectKey === undefined ? {} : { subjectKey }) };
}
