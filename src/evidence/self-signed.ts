/**
 * A client certificate that nobody vouches for: signed with its own fresh key, in the name that another certificate bears.
 *
 * Shown to see whether a server looks at who signed, and not at the name alone. It is made for one handshake and never leaves the process.
 *
 * Source   RFC 5280 §4.1; RFC 5758 §3.2 (ecdsa-with-SHA256).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { clientChannel, type ClientChannel } from './mtls-channel.js';
import { derOf, derParts, derTags } from './der.js';

function value(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.of(tag, content.length), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const short = length.subarray(length.findIndex((octet) => octet !== 0));
  return Buffer.concat([Buffer.of(tag, 0x80 | short.length), short, content]);
}

const ecdsaWithSha256 = value(derTags.sequence, value(derTags.oid, Buffer.from('2a8648ce3d040302', 'hex')));
const utcTime = (date: Date): Buffer => value(derTags.generalizedTime, Buffer.from(date.toISOString().replaceAll(/[-:T]|\.\d+/g, ''), 'latin1'));

/** The subject's name of a certificate, as it stands there. */
function subjectOf({ raw }: X509Certificate): Buffer {
  const sequence = (octets: Buffer): ReturnType<typeof derParts> => derParts(derOf(octets, derTags.sequence)?.content ?? Buffer.alloc(0));
  const [body] = sequence(raw) ?? [];
  const parts = body === undefined ? [] : (sequence(body.whole) ?? []);
  return parts[parts[0]?.tag === 0xa0 ? 5 : 4]?.whole ?? value(derTags.sequence);
}

const dayMs = 86_400_000;

/** A self-signed pair in the name of the first certificate of a PEM text, valid around an instant. */
export function selfSignedLike(pem: string, now: Date): ClientChannel {
  const name = subjectOf(new X509Certificate(pem));
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const serial = randomBytes(8);
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  const body = value(
    derTags.sequence,
    value(0xa0, value(derTags.integer, Buffer.of(2))),
    value(derTags.integer, serial),
    ecdsaWithSha256,
    name,
    value(derTags.sequence, utcTime(new Date(now.getTime() - dayMs)), utcTime(new Date(now.getTime() + dayMs))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = value(derTags.bitString, Buffer.of(0), sign('sha256', body, privateKey));
  const whole = value(derTags.sequence, body, ecdsaWithSha256, signature);
  return clientChannel({ certificate: new X509Certificate(whole).toString(), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() });
}
