import { strict as assert } from 'node:assert';
import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'mocha';
import { tokenAlterations } from '../../src/contract/evidence.js';
import {
  parseJsonWebToken,
  publicKeyOf,
  signJsonWebToken,
  verifiesWith,
  type JsonWebToken,
  type SigningAlgorithm,
} from '../../src/evidence/json-web-token.js';
import { alterationsOf, alterToken, createOwnKeys } from '../../src/evidence/token-alteration.js';
import { isObject } from '../../src/contract/json.js';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const good = signJsonWebToken(
  { typ: 'at+jwt', kid: 'k1' },
  { iss: 'https://sso.test', aud: 'https://api.test', exp: 4102444800 },
  { algorithm: 'ES256', key: pair.privateKey },
);
const canary = 'https://canary.test/egif-key-set.json';
const material = { issuerKey: pair.publicKey, ownKey: createOwnKeys(), canary };

function altered(by: (typeof tokenAlterations)[number]): JsonWebToken {
  const token = parseJsonWebToken(alterToken(good, by, material) ?? '');
  assert.ok(token);
  return token;
}

describe('evidence: altered tokens', () => {
  it('are all possible for a JWT whose key is known', () => {
    assert.deepEqual([...alterationsOf(good, material), 'unbound'], [...tokenAlterations]);
    assert.ok(!alterationsOf(good, {}).includes('hs256-key'));
    assert.deepEqual(alterationsOf('opaque-token', material), ['flipped']);
  });

  it('lead to the canary in both members, and to none where none is stated', () => {
    const { header } = altered('canary-url');
    assert.deepEqual([header['jku'], header['x5u']], [canary, canary]);
    const { canary: _none, ...without } = material;
    assert.ok(!alterationsOf(good, without).includes('canary-url'));
    assert.equal(alterToken(good, 'canary-url', without), undefined);
  });

  it('keep the claims, and verify with the issuer key in no case', () => {
    for (const by of tokenAlterations.filter((name) => name !== 'unbound')) {
      const token = altered(by);
      assert.deepEqual(token.claims, parseJsonWebToken(good)?.claims, by);
      assert.notEqual(verifiesWith(token, pair.publicKey), true, by);
    }
    assert.equal(verifiesWith(altered('unbound'), pair.publicKey), true);
  });

  it('differ in one octet of the signature where it is flipped', () => {
    const [before, after] = [parseJsonWebToken(good), altered('flipped')];
    assert.equal(after.input, before?.input);
    assert.equal([...after.signature].filter((octet, index) => octet !== before?.signature[index]).length, 1);
  });

  it('change an opaque token where padding cannot hide it', () => {
    const opaque = Buffer.alloc(32, 7).toString('base64url');
    const other = alterToken(opaque, 'flipped', material) ?? '';
    assert.equal(other.length, opaque.length);
    assert.notDeepEqual(Buffer.from(other, 'base64url'), Buffer.from(opaque, 'base64url'));
    for (const by of ['alg-none', 'hs256-key', 'unknown-key'] as const) assert.equal(alterToken(opaque, by, material), undefined);
  });

  it('have no signature with alg none', () => {
    const token = altered('alg-none');
    assert.equal(token.header['alg'], 'none');
    assert.equal(token.signature.length, 0);
  });

  it('verify under the public key as a secret, for a server that confuses the two', () => {
    const token = altered('hs256-key');
    const mac = createHmac('sha256', pair.publicKey.export({ type: 'spki', format: 'pem' }))
      .update(token.input)
      .digest();
    assert.deepEqual(Buffer.from(token.signature), mac);
  });

  it('verify under the key that they bring along', () => {
    const token = altered('embedded-key');
    const { jwk } = token.header;
    const key = isObject(jwk) ? publicKeyOf(jwk) : undefined;
    assert.ok(key);
    assert.equal(verifiesWith(token, key), true);
    assert.ok(!JSON.stringify(jwk).includes('"d"'));
    assert.equal(new URL(String(altered('key-url').header['jku'])).hostname, 'egif-probe.invalid');
    assert.notEqual(altered('unknown-key').header['kid'], 'k1');
  });

  const algorithms: readonly SigningAlgorithm[] = ['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'];
  for (const algorithm of algorithms) {
    it(`are signed and verified with ${algorithm}`, () => {
      const key = createOwnKeys()(algorithm);
      const token = parseJsonWebToken(signJsonWebToken({}, { sub: 'a' }, { algorithm, key }));
      assert.ok(token);
      assert.equal(verifiesWith(token, createPublicKey(key)), true);
      const flipped = parseJsonWebToken(
        alterToken(`${token.input}.${Buffer.from(token.signature).toString('base64url')}`, 'flipped', material) ?? '',
      );
      assert.ok(flipped);
      assert.notEqual(verifiesWith(flipped, createPublicKey(key)), true);
    });
  }

  for (const text of ['', 'a.b', 'a.b.c', 'a.b.c.d', `${Buffer.from('{}').toString('base64url')}.e30.x`]) {
    it(`takes ${JSON.stringify(text)} for opaque`, () => assert.equal(parseJsonWebToken(text), undefined));
  }
});
