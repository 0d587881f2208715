import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { validateChain } from '../../../src/attestation/x509/chain.js';
import { Refusal } from '../../../src/attestation/problem.js';
import { at, chainOf, chainTooLong, now } from '../authorities.js';

interface Case {
  readonly why: string;
  readonly chain: readonly Buffer[];
  readonly root: Buffer;
  readonly code: string | undefined;
  /** Whether the independent oracle refuses it too; absent where the oracle has no notion of it. */
  readonly oracle?: boolean;
}

const good = chainOf();
const stranger = chainOf();
const expired = chainOf({ leaf: { notAfter: at(-1) } });
const early = chainOf({ leaf: { notBefore: at(1) } });
const authorityLeaf = chainOf({ leaf: { authority: { pathLength: 0 }, keyUsage: ['keyCertSign', 'digitalSignature'] } });
const noAuthority = chainOf({ intermediate: { keyUsage: ['digitalSignature'] } });
const wrongUsage = chainOf({ leaf: { keyUsage: ['keyEncipherment'] } });
const weak = chainOf({ leafKey: () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey });
const otherCurve = chainOf({ leafKey: () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey });
const long = chainTooLong();

const cases: readonly Case[] = [
  { why: 'a good chain', chain: [good.leaf.der, good.intermediate.der], root: good.root.der, code: undefined, oracle: false },
  {
    why: 'a root that is not pinned, of the same name',
    chain: [good.leaf.der, good.intermediate.der],
    root: stranger.root.der,
    code: 'X509_BAD_SIGNATURE',
    oracle: true,
  },
  {
    why: 'a root of another name',
    chain: [good.leaf.der, good.intermediate.der],
    root: chainOf({ rootName: 'Other' }).root.der,
    code: 'X509_UNTRUSTED_ROOT',
    oracle: true,
  },
  { why: 'an intermediate that is missing', chain: [good.leaf.der], root: good.root.der, code: 'X509_UNTRUSTED_ROOT', oracle: true },
  { why: 'the order turned round', chain: [good.intermediate.der, good.leaf.der], root: good.root.der, code: 'X509_UNTRUSTED_ROOT' },
  { why: 'the root in the chain', chain: [good.leaf.der, good.intermediate.der, good.root.der], root: good.root.der, code: 'X509_ANCHOR_IN_CHAIN' },
  { why: 'no certificate at all', chain: [], root: good.root.der, code: 'X509_CHAIN_LENGTH' },
  { why: 'an expired leaf', chain: [expired.leaf.der, expired.intermediate.der], root: expired.root.der, code: 'X509_EXPIRED', oracle: true },
  { why: 'a leaf of the future', chain: [early.leaf.der, early.intermediate.der], root: early.root.der, code: 'X509_NOT_YET_VALID', oracle: true },
  {
    why: 'an authority that signs itself',
    chain: [authorityLeaf.leaf.der, authorityLeaf.intermediate.der],
    root: authorityLeaf.root.der,
    code: 'X509_LEAF_IS_CA',
  },
  {
    why: 'an issuer that may not sign certificates',
    chain: [noAuthority.leaf.der, noAuthority.intermediate.der],
    root: noAuthority.root.der,
    code: 'X509_CA_KEY_USAGE',
    oracle: true,
  },
  { why: 'a leaf that may not sign', chain: [wrongUsage.leaf.der, wrongUsage.intermediate.der], root: wrongUsage.root.der, code: 'X509_KEY_USAGE' },
  { why: 'a key of 1024 bits', chain: [weak.leaf.der, weak.intermediate.der], root: weak.root.der, code: 'X509_WEAK_KEY', oracle: true },
  { why: 'a curve that is not allowed', chain: [otherCurve.leaf.der, otherCurve.intermediate.der], root: otherCurve.root.der, code: 'X509_WEAK_KEY' },
  { why: 'a chain longer than its authority allows', chain: long.chain, root: long.root, code: 'X509_PATHLEN', oracle: true },
  {
    why: 'the leaf of another chain',
    chain: [stranger.leaf.der, good.intermediate.der],
    root: good.root.der,
    code: 'X509_BAD_SIGNATURE',
    oracle: true,
  },
];

function codeOf(chain: readonly Buffer[], root: Buffer): string | undefined {
  try {
    validateChain(chain, { at: now.getTime(), anchors: [root] });
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** Whether openssl refuses the chain under its strict rules. */
function oracleRefuses({ chain, root }: Case): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'egif-chain-'));
  try {
    const pem = (der: Buffer): string => new X509Certificate(der).toString();
    const [leaf, ...others] = chain;
    if (leaf === undefined) return true;
    writeFileSync(join(directory, 'root.pem'), pem(root));
    writeFileSync(join(directory, 'leaf.pem'), pem(leaf));
    writeFileSync(join(directory, 'others.pem'), others.map(pem).join(''));
    const args = [
      'verify',
      '-x509_strict',
      '-auth_level',
      '2',
      '-attime',
      String(now.getTime() / 1000),
      '-CAfile',
      'root.pem',
      '-untrusted',
      'others.pem',
      'leaf.pem',
    ];
    const { status, error } = spawnSync('openssl', args, { cwd: directory });
    assert.equal(error, undefined, 'this test needs the system package openssl');
    return status !== 0;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe('attestation: certificate chains', () => {
  for (const one of cases) {
    it(`${one.code === undefined ? 'accepts' : `refuses with ${one.code}`}: ${one.why}`, () => {
      assert.equal(codeOf(one.chain, one.root), one.code);
    });
    if (one.oracle !== undefined) {
      it(`agrees with openssl on: ${one.why}`, () => {
        assert.equal(oracleRefuses(one), one.oracle);
      });
    }
  }

  it('never accepts a chain of which one octet is changed', () => {
    const leaf = good.leaf.der;
    let accepted = 0;
    for (let offset = 0; offset < leaf.length; offset += 1) {
      const changed = Buffer.from(leaf);
      changed.writeUInt8(changed.readUInt8(offset) ^ 0x01, offset);
      try {
        validateChain([changed, good.intermediate.der], { at: now.getTime(), anchors: [good.root.der] });
        accepted += 1;
      } catch (error) {
        assert.ok(error instanceof Refusal, `octet ${offset}: ${String(error)}`);
      }
    }
    assert.equal(accepted, 0);
  });
});
