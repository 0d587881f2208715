/** Forms of a JWS and of its protected header that are refused, each by its own code, before any key is looked at. */
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { describe, it } from 'mocha';
import { readCompact } from '../../src/attestation/jws/envelope.js';
import { readHeader } from '../../src/attestation/jws/header.js';
import { codeOf } from './code-of.js';

const type = 'egif-report+jws';
/** Octets whose base64 ends in padding. */
const der = Buffer.from('these octets stand for a certificate');
const more = Buffer.from('and these for another one');
const thumbprint = createHash('sha256').update(der).digest('base64url');

const header = (changes: Readonly<Record<string, unknown>>): Buffer => {
  const members = {
    alg: 'ES256',
    typ: type,
    cty: 'application/json',
    iat: 1_790_000_000,
    x5c: [der.toString('base64')],
    'x5t#S256': thumbprint,
    ...changes,
  };
  return Buffer.from(JSON.stringify(members));
};
const base64 = more.toString('base64');
assert.ok(base64.endsWith('='));

const headers: readonly (readonly [why: string, code: string, changes: Readonly<Record<string, unknown>>])[] = [
  ['the header itself', 'valid', {}],
  ['two certificates', 'valid', { x5c: [der.toString('base64'), base64] }],
  ['no content type', 'JWS_HEADER_PARAM', { cty: undefined }],
  ['a content type that is no text', 'JWS_HEADER_PARAM', { cty: 1 }],
  ['a certificate with a line break', 'JWS_X5C', { x5c: [der.toString('base64'), `${base64.slice(0, 8)}\n${base64.slice(8)}`] }],
  ['a certificate without its padding', 'JWS_X5C', { x5c: [der.toString('base64'), base64.replaceAll('=', '')] }],
  ['a certificate with spare bits', 'JWS_X5C', { x5c: [der.toString('base64'), spare(base64)] }],
  ['a certificate of no octets', 'JWS_X5C', { x5c: [der.toString('base64'), ''] }],
  ['a certificate in the alphabet of URLs', 'JWS_X5C', { x5c: [der.toString('base64'), Buffer.alloc(3, 0xff).toString('base64url')] }],
  ['a certificate that is no text', 'JWS_X5C', { x5c: [der.toString('base64'), 7] }],
  ['seven certificates', 'JWS_X5C', { x5c: Array.from({ length: 7 }, () => der.toString('base64')) }],
];

/** The same octets, with a bit set that none of them uses. */
function spare(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bare = text.replaceAll('=', '');
  const last = alphabet.indexOf(bare.at(-1) ?? '');
  return `${bare.slice(0, -1)}${alphabet[last + 1] ?? ''}${text.slice(bare.length)}`;
}

const part = (octets: Buffer): string => octets.toString('base64url');
const compact = `${part(header({}))}.${part(Buffer.from('{}'))}.${part(Buffer.alloc(64))}`;

const compacts: readonly (readonly [why: string, code: string, text: string])[] = [
  ['three parts', 'valid', compact],
  ['two parts', 'JWS_FORMAT', compact.slice(0, compact.lastIndexOf('.'))],
  ['four parts', 'JWS_FORMAT', `${compact}.e30`],
  ['more than eight mebibytes', 'JWS_FORMAT', compact.replace(/\.[^.]*$/, `.${'A'.repeat(8 * 1024 * 1024)}`)],
];

describe('attestation: forms of a JWS', () => {
  for (const [why, code, changes] of headers)
    it(`says ${code} of a header: ${why}`, () => {
      assert.equal(
        codeOf(() => readHeader(header(changes), { type })),
        code,
      );
    });

  for (const [why, code, text] of compacts)
    it(`says ${code} of a compact text: ${why}`, () => {
      assert.equal(
        codeOf(() => readCompact(text, { type })),
        code,
      );
    });
});
