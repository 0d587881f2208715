/**
 * Signatures of JWS against the examples of the RFCs and against forgeries of the kinds that Wycheproof collects.
 *
 * Source   RFC 7515 A.2, A.3, A.4; RFC 7520 §4.1 to §4.3; RFC 8037 A.4.
 */
import { strict as assert } from 'node:assert';
import { constants, createHash, createPublicKey, generateKeyPairSync, type KeyObject, privateEncrypt, sign } from 'node:crypto';
import { describe, it } from 'mocha';
import { type Algorithm, demandSigned } from '../../src/attestation/jws/algorithms.js';
import { Refusal } from '../../src/attestation/problem.js';
import { rfcExamples } from './rfc-signatures.js';

function codeOf(octets: Uint8Array, signature: Uint8Array, by: { readonly alg: Algorithm; readonly key: KeyObject }): string {
  try {
    demandSigned(octets, signature, by);
    return 'valid';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const octets = Buffer.from('eyJhbGciOiJFUzI1NiJ9.e30');
const bad = 'JWS_BAD_SIGNATURE';
const mismatch = 'JWS_ALG_KEY_MISMATCH';

const p256 = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
const field = BigInt('0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff');
const word = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
const number = (octetsOf: Buffer): bigint => BigInt(`0x${octetsOf.toString('hex')}`);
const good = sign('sha256', octets, { key: p256.privateKey, dsaEncoding: 'ieee-p1363' });
const [r, s] = [number(good.subarray(0, 32)), number(good.subarray(32))];
const pair = (first: bigint, second: bigint): Buffer => Buffer.concat([word(first), word(second)]);
const der = sign('sha256', octets, p256.privateKey);

const ecdsa: readonly (readonly [why: string, signature: Buffer, code: string])[] = [
  ['r and s as they are', good, 'valid'],
  ['zero and zero', pair(0n, 0n), bad],
  ['r zero', pair(0n, s), bad],
  ['s zero', pair(r, 0n), bad],
  ['r one, s one', pair(1n, 1n), bad],
  ['r of the order', pair(order, s), bad],
  ['s of the order', pair(r, order), bad],
  ['r and s of the order', pair(order, order), bad],
  ['r one above the order', pair(order + 1n, s), bad],
  ['r of the order, s zero', pair(order, 0n), bad],
  ['r of the field', pair(field, s), bad],
  ['s of the field', pair(r, field), bad],
  ['all ones', Buffer.alloc(64, 0xff), bad],
  ['r and s changed for each other', pair(s, r), bad],
  ['r negative', pair(order - r, s), bad],
  ['s plus the order, if it fits, else zero', s + order < 1n << 256n ? pair(r, s + order) : pair(r, 0n), bad],
  ['DER in place of two words', der, bad],
  ['DER cut to 64 octets', der.subarray(0, 64), bad],
  ['nothing', Buffer.alloc(0), bad],
  ['one octet', Buffer.of(0), bad],
  ['r alone', good.subarray(0, 32), bad],
  ['an octet too few', good.subarray(0, 63), bad],
  ['an octet too many', Buffer.concat([good, Buffer.of(0)]), bad],
  ['an octet before', Buffer.concat([Buffer.of(0), good]), bad],
  ['each word with an octet of zero before', Buffer.concat([Buffer.of(0), good.subarray(0, 32), Buffer.of(0), good.subarray(32)]), bad],
  ['the two words in 128 octets', Buffer.concat([Buffer.alloc(32), good.subarray(0, 32), Buffer.alloc(32), good.subarray(32)]), bad],
  ['SHA-384', sign('sha384', octets, { key: p256.privateKey, dsaEncoding: 'ieee-p1363' }), bad],
  ['SHA-1', sign('sha1', octets, { key: p256.privateKey, dsaEncoding: 'ieee-p1363' }), bad],
  [
    'another key',
    sign('sha256', octets, { key: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey, dsaEncoding: 'ieee-p1363' }),
    bad,
  ],
];

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const size = 256;
const sha256 = createHash('sha256').update(octets).digest();
const digestInfo = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), sha256]);
const padded = (block: Buffer, filling = 0xff): Buffer =>
  Buffer.concat([Buffer.of(0, 1), Buffer.alloc(size - 3 - block.length, filling), Buffer.of(0), block]);
const raw = (block: Buffer): Buffer => privateEncrypt({ key: rsa.privateKey, padding: constants.RSA_NO_PADDING }, block);
const pkcs1 = sign('sha256', octets, rsa.privateKey);
const pss = (saltLength: number, hash = 'sha256'): Buffer =>
  sign(hash, octets, { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });

/** An encoded block whose digest ends early and is followed by anything: what a lax reader of PKCS #1 takes (Bleichenbacher 2006). */
const endsEarly = Buffer.concat([
  Buffer.of(0, 1),
  Buffer.alloc(8, 0xff),
  Buffer.of(0),
  digestInfo,
  Buffer.alloc(size - 11 - digestInfo.length, 0x5a),
]);
const withoutNull = Buffer.concat([Buffer.from('302f300b0609608648016503040201' + '0420', 'hex'), sha256]);
const longLength = Buffer.concat([Buffer.from('308131300d060960864801650304020105000420', 'hex'), sha256]);
const withRubbish = Buffer.concat([Buffer.from('3039300d0609608648016503040201050' + '004200000', 'hex').subarray(0, 19), sha256, Buffer.alloc(8)]);

const rs256: readonly (readonly [why: string, signature: Buffer, code: string])[] = [
  ['the signature as it is', pkcs1, 'valid'],
  ['the block made by hand', raw(padded(digestInfo)), 'valid'],
  ['a digest that ends early', raw(endsEarly), bad],
  ['a filling of zeros', raw(padded(digestInfo, 0)), bad],
  ['a filling of other octets', raw(padded(digestInfo, 0xfe)), bad],
  ['block type 2', raw(Buffer.concat([Buffer.of(0, 2), padded(digestInfo).subarray(2)])), bad],
  ['block type 0', raw(Buffer.concat([Buffer.of(0, 0), padded(digestInfo).subarray(2)])), bad],
  ['no octet between filling and digest', raw(Buffer.concat([Buffer.of(0, 1), Buffer.alloc(size - 2 - digestInfo.length, 0xff), digestInfo])), bad],
  ['an identifier without its NULL', raw(padded(withoutNull)), bad],
  ['a length in the long form', raw(padded(longLength)), bad],
  ['rubbish after the digest', raw(padded(withRubbish)), bad],
  ['the bare digest', raw(padded(sha256)), bad],
  ['another hash', sign('sha512', octets, rsa.privateKey), bad],
  ['SHA-1', sign('sha1', octets, rsa.privateKey), bad],
  ['RSA-PSS', pss(32), bad],
  ['nothing', Buffer.alloc(0), bad],
  ['zero', Buffer.alloc(size), bad],
  ['one', Buffer.concat([Buffer.alloc(size - 1), Buffer.of(1)]), bad],
  ['all ones', Buffer.alloc(size, 0xff), bad],
  ['an octet too few', pkcs1.subarray(0, size - 1), bad],
  ['an octet too many', Buffer.concat([pkcs1, Buffer.of(0)]), bad],
  ['an octet of zero before', Buffer.concat([Buffer.of(0), pkcs1]), bad],
];

const ps256: readonly (readonly [why: string, signature: Buffer, code: string])[] = [
  ['a salt of 32 octets', pss(32), 'valid'],
  ['no salt', pss(0), bad],
  ['a salt of 20 octets', pss(20), bad],
  ['a salt of 31 octets', pss(31), bad],
  ['a salt of 33 octets', pss(33), bad],
  ['the longest salt', pss(constants.RSA_PSS_SALTLEN_MAX_SIGN), bad],
  ['another hash', pss(32, 'sha512'), bad],
  ['PKCS #1 v1.5', pkcs1, bad],
  ['cut off', pss(32).subarray(0, 255), bad],
  ['nothing', Buffer.alloc(0), bad],
];

const ed25519 = generateKeyPairSync('ed25519');
const edGood = sign(undefined, octets, ed25519.privateKey);
const edOrder = BigInt('0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed');
const little = (part: Buffer): bigint => number(Buffer.from(part).reverse());
const eddsa: readonly (readonly [why: string, signature: Buffer, code: string])[] = [
  ['the signature as it is', edGood, 'valid'],
  ['S plus the order', Buffer.concat([edGood.subarray(0, 32), word(little(edGood.subarray(32)) + edOrder).reverse()]), bad],
  ['S zero', Buffer.concat([edGood.subarray(0, 32), Buffer.alloc(32)]), bad],
  ['R zero', Buffer.concat([Buffer.alloc(32), edGood.subarray(32)]), bad],
  ['all zero', Buffer.alloc(64), bad],
  ['cut off', edGood.subarray(0, 63), bad],
  ['an octet too many', Buffer.concat([edGood, Buffer.of(0)]), bad],
];

const exponent3 = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 });
/** The cube root, rounded up, of a block that begins as a signature should: a forgery that needs no key, where the end of the block is not looked at. */
function cubeRootForgery(): Buffer {
  const start = Buffer.concat([Buffer.of(0, 1), Buffer.alloc(8, 0xff), Buffer.of(0), digestInfo]);
  const target = number(Buffer.concat([start, Buffer.alloc(size - start.length)]));
  let [low, high] = [0n, 1n << 700n];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (middle ** 3n < target) low = middle + 1n;
    else high = middle;
  }
  return Buffer.from(low.toString(16).padStart(2 * size, '0'), 'hex');
}

const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
const pssOnly = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
const p384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
const others: readonly (readonly [why: string, alg: Algorithm, key: KeyObject, signature: Buffer, code: string])[] = [
  ['a forged cube root under the exponent 3', 'RS256', exponent3.publicKey, cubeRootForgery(), bad],
  ['a key of 1024 bits', 'RS256', small.publicKey, sign('sha256', octets, small.privateKey), mismatch],
  ['a key for PSS alone under RS256', 'RS256', pssOnly.publicKey, Buffer.alloc(256), mismatch],
  ['a key on P-384 under ES256', 'ES256', p384.publicKey, sign('sha256', octets, { key: p384.privateKey, dsaEncoding: 'ieee-p1363' }), mismatch],
  ['an RSA key under ES256', 'ES256', rsa.publicKey, good, mismatch],
  ['a P-256 key under RS256', 'RS256', p256.publicKey, good, mismatch],
  ['a P-256 key under EdDSA', 'EdDSA', p256.publicKey, good, mismatch],
  ['an Ed25519 key under ES256', 'ES256', ed25519.publicKey, edGood, mismatch],
];

describe('attestation: signatures of JWS', () => {
  const tables = [
    ['ES256', ecdsa, p256.publicKey],
    ['RS256', rs256, rsa.publicKey],
    ['PS256', ps256, rsa.publicKey],
    ['EdDSA', eddsa, ed25519.publicKey],
  ] as const;
  for (const [alg, cases, key] of tables) {
    for (const [why, signature, code] of cases) {
      it(`${alg} says ${code}: ${why}`, () => {
        assert.equal(codeOf(octets, signature, { alg, key }), code);
      });
    }
  }
  for (const [why, alg, key, signature, code] of others) {
    it(`says ${code}: ${why}`, () => {
      assert.equal(codeOf(octets, signature, { alg, key }), code);
    });
  }

  for (const { name, alg, jwk, input, signature } of rfcExamples) {
    it(`verifies ${name}, and not with one bit changed`, () => {
      const key = createPublicKey({ key: jwk, format: 'jwk' });
      const made = Buffer.from(signature, 'base64url');
      assert.equal(codeOf(Buffer.from(input), made, { alg, key }), 'valid');
      for (const place of [0, made.length >> 1, made.length - 1]) {
        const changed = Buffer.from(made);
        changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
        assert.equal(codeOf(Buffer.from(input), changed, { alg, key }), bad, `octet ${place}`);
      }
      assert.equal(codeOf(Buffer.from(`${input}x`), made, { alg, key }), bad);
    });
  }

  it('takes the other s of an ECDSA signature: what is logged is therefore the whole text, signature included', () => {
    assert.equal(codeOf(octets, pair(r, order - s), { alg: 'ES256', key: p256.publicKey }), 'valid');
  });
});
