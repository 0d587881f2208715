/** Revocation lists: what they refuse, what cannot be told, and what counts when. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { createChainCache } from '../../../src/attestation/x509/chain-cache.js';
import { type ChainDemands, validateChain } from '../../../src/attestation/x509/chain.js';
import { parseRevocationList } from '../../../src/attestation/x509/crl.js';
import { Refusal } from '../../../src/attestation/problem.js';
import { issueRevocationList, type RevocationListRequest, type Revoked } from '../../../src/dev/crl.js';
import { integer, sequence, tlv } from '../../../src/dev/der.js';
import { at, chainOf, now } from '../authorities.js';

const good = chainOf();
const stranger = chainOf();
const chain = [good.leaf.der, good.intermediate.der];
const authority = { certificate: good.intermediate.der, key: good.intermediate.key };
const root = { certificate: good.root.der, key: good.root.key };
const week = { thisUpdate: at(-1), nextUpdate: at(6) };
const rootList = issueRevocationList({ issuer: root, ...week });
const listOf = (change: Partial<RevocationListRequest> = {}): Buffer => issueRevocationList({ issuer: authority, ...week, ...change });
const revoking = (entry: Partial<Revoked>, change: Partial<RevocationListRequest> = {}): Buffer =>
  listOf({ revoked: [{ certificate: good.leaf.der, at: at(-2), ...entry }], ...change });

const demands: ChainDemands = { at: now.getTime(), anchors: [good.root.der], requireCrl: true };
function outcomeOf(crls: readonly Uint8Array[], change: Partial<ChainDemands> = {}): string {
  try {
    validateChain(chain, { ...demands, crls: [rootList, ...crls], ...change });
    return 'valid';
  } catch (error) {
    if (error instanceof Refusal) return error.standing === 'indeterminate' ? `${error.code} indeterminate` : error.code;
    throw error;
  }
}

const signedBefore = { at: at(-10).getTime(), now: now.getTime() };
const unknownCritical = [{ oid: '1.3.6.1.4.1.99999.9', critical: true, value: tlv(0x05) }];

const cases: readonly (readonly [why: string, outcome: string, crls: readonly Uint8Array[], change?: Partial<ChainDemands>])[] = [
  ['lists of both issuers', 'valid', [listOf()]],
  ['no list of an issuer', 'X509_NO_CRL indeterminate', []],
  ['no list of an issuer where none is required', 'valid', [], { requireCrl: false }],
  ['a list that revokes although none is required', 'X509_REVOKED', [revoking({})], { requireCrl: false }],
  ['a stale list', 'CRL_STALE indeterminate', [listOf({ thisUpdate: at(-9), nextUpdate: at(-2) })]],
  [
    'a list that is fresh at the instant of verification',
    'valid',
    [listOf({ thisUpdate: at(-9), nextUpdate: at(-2) })],
    {
      now: at(-3).getTime(),
      crls: [issueRevocationList({ issuer: root, thisUpdate: at(-9), nextUpdate: at(6) }), listOf({ thisUpdate: at(-9), nextUpdate: at(-2) })],
    },
  ],
  ['a list of the future', 'CRL_FROM_FUTURE', [listOf({ thisUpdate: at(1) })]],
  ['an old list beside a new one that revokes', 'X509_REVOKED', [listOf({ thisUpdate: at(-3) }), revoking({})]],
  ['an old list that revoked beside a new one that does not', 'valid', [revoking({ reason: 'certificateHold' }, { thisUpdate: at(-3) }), listOf()]],
  [
    'the list of a stranger of the same name',
    'CRL_BAD_SIGNATURE',
    [listOf({ issuer: { certificate: stranger.intermediate.der, key: stranger.intermediate.key } })],
  ],
  [
    'the list of a stranger beside the right one',
    'valid',
    [listOf({ issuer: { certificate: stranger.intermediate.der, key: stranger.intermediate.key }, thisUpdate: at(0) }), listOf()],
  ],
  ['a list with the right identifier and a wrong key', 'CRL_BAD_SIGNATURE', [listOf({ issuer: { ...authority, key: stranger.intermediate.key } })]],
  ['a list without nextUpdate', 'CRL_NO_NEXT_UPDATE', [issueRevocationList({ issuer: authority, thisUpdate: at(-1) })]],
  ['a list of version 1', 'CRL_FORMAT', [listOf({ version: 1 })]],
  ['an unknown critical extension', 'CRL_CRITICAL_EXTENSION', [listOf({ extensions: unknownCritical })]],
  ['an unknown extension that is not critical', 'valid', [listOf({ extensions: [{ oid: '1.3.6.1.4.1.99999.9', value: tlv(0x05) }] })]],
  ['an extension twice', 'X509_DUPLICATE_EXTENSION', [listOf({ extensions: [{ oid: '2.5.29.20', value: integer(2) }] })]],
  ['a delta list', 'CRL_DELTA', [listOf({ extensions: [{ oid: '2.5.29.27', critical: true, value: integer(1) }] })]],
  ['a delta list that does not say so critically', 'CRL_DELTA', [listOf({ extensions: [{ oid: '2.5.29.27', value: integer(1) }] })]],
  ['an indirect list', 'CRL_INDIRECT', [listOf({ extensions: [{ oid: '2.5.29.28', critical: true, value: sequence(tlv(0x84, Buffer.of(0xff))) }] })]],
  [
    'a list of authorities alone',
    'CRL_CRITICAL_EXTENSION',
    [listOf({ extensions: [{ oid: '2.5.29.28', critical: true, value: sequence(tlv(0x82, Buffer.of(0xff))) }] })],
  ],
  ['an entry with an unknown critical extension', 'CRL_CRITICAL_ENTRY_EXTENSION', [revoking({ extensions: unknownCritical })]],
  ['an entry of another issuer', 'CRL_INDIRECT', [revoking({ extensions: [{ oid: '2.5.29.29', critical: true, value: sequence() }] })]],
  ['revoked without a reason', 'X509_REVOKED', [revoking({})]],
  ['revoked on the instant of the signature', 'X509_REVOKED', [revoking({ at: now })]],
  ['revoked after the signature', 'valid', [revoking({ reason: 'superseded' })], signedBefore],
  ['revoked after the signature, no reason', 'valid', [revoking({})], signedBefore],
  ['the key compromised, found after the signature', 'X509_REVOKED', [revoking({ reason: 'keyCompromise' })], signedBefore],
  ['the key of the authority compromised, found after the signature', 'X509_REVOKED', [revoking({ reason: 'cACompromise' })], signedBefore],
  ['an attribute authority compromised, found after the signature', 'X509_REVOKED', [revoking({ reason: 'aACompromise' })], signedBefore],
  [
    'a reason that nobody knows, after the signature',
    'X509_REVOKED',
    [revoking({ extensions: [{ oid: '2.5.29.21', value: tlv(0x0a, Buffer.of(23)) }] })],
    signedBefore,
  ],
  ['suspect since before the signature', 'X509_REVOKED', [revoking({ reason: 'superseded', invalidSince: at(-20) })], signedBefore],
  ['suspect since after the signature', 'valid', [revoking({ reason: 'superseded', invalidSince: at(-5) })], signedBefore],
  ['on hold', 'X509_REVOKED', [revoking({ reason: 'certificateHold' })]],
  ['removed from the list', 'valid', [revoking({ reason: 'removeFromCRL' })]],
  [
    'listed twice, once removed',
    'X509_REVOKED',
    [
      listOf({
        revoked: [
          { certificate: good.leaf.der, at: at(-2), reason: 'superseded' },
          { certificate: good.leaf.der, at: at(-1), reason: 'removeFromCRL' },
        ],
      }),
    ],
  ],
  [
    'listed twice, once compromised',
    'X509_REVOKED',
    [
      listOf({
        revoked: [
          { certificate: good.leaf.der, at: at(-2), reason: 'keyCompromise' },
          { certificate: good.leaf.der, at: at(-1), reason: 'superseded' },
        ],
      }),
    ],
    signedBefore,
  ],
  ['revoked in a list that is stale', 'X509_REVOKED', [revoking({}, { thisUpdate: at(-9), nextUpdate: at(-2) })]],
  [
    'the authority revoked by the root',
    'X509_REVOKED',
    [listOf()],
    { crls: [issueRevocationList({ issuer: root, ...week, revoked: [{ certificate: good.intermediate.der, at: at(-2) }] }), listOf()] },
  ],
  ['something that is no list', 'DER_TAG', [Buffer.from('0500', 'hex')]],
  ['a list of 17 MB', 'DER_TOO_LARGE', [Buffer.alloc(17 * 1024 * 1024, 0x30)]],
];

describe('attestation: revocation lists', () => {
  for (const [why, outcome, crls, change] of cases) {
    it(`says ${outcome}: ${why}`, () => {
      assert.equal(outcomeOf(crls, change), outcome);
    });
  }

  it('refuses a list of an issuer that may not sign lists', () => {
    const other = chainOf({ intermediate: { keyUsage: ['keyCertSign'] } });
    const crls = [
      issueRevocationList({ issuer: { certificate: other.root.der, key: other.root.key }, ...week }),
      issueRevocationList({ issuer: { certificate: other.intermediate.der, key: other.intermediate.key }, ...week }),
    ];
    assert.throws(() => validateChain([other.leaf.der, other.intermediate.der], { ...demands, anchors: [other.root.der], crls }), {
      code: 'CRL_ISSUER_KEY_USAGE',
    });
  });

  it('says the same with a cache, and again after another answer', () => {
    const cache = createChainCache({ certificates: 2, lists: 1, signatures: 2 });
    for (const round of [1, 2]) {
      for (const [why, outcome, crls, change] of cases) assert.equal(outcomeOf(crls, { ...change, cache }), outcome, `${why}, round ${round}`);
    }
  });

  it('does not verify the same issuer again with a cache', () => {
    const cache = createChainCache();
    let verified = 0;
    const counting = {
      ...cache,
      holds: (...given: Parameters<typeof cache.holds>) => {
        verified += 1;
        return cache.holds(...given);
      },
    };
    const crls = [rootList, listOf()];
    const run = (one: typeof cache, times: number): number => {
      const start = performance.now();
      for (let index = 0; index < times; index += 1) validateChain(chain, { ...demands, crls, cache: one });
      return (performance.now() - start) / times;
    };
    run(counting, 1);
    assert.ok(verified > 0);
    const [cold, warm] = [run(createChainCache({ signatures: 0, certificates: 0 }), 20), run(cache, 20)];
    assert.ok(warm < cold, `${warm} ms with, ${cold} ms without`);
  });

  it('reads a list of 100,000 entries in bounded time and finds the one in it', () => {
    const revoked = Array.from({ length: 100_000 }, (_, index) => ({
      certificate: { serial: Buffer.of(1, index >> 16, (index >> 8) & 0xff, index & 0xff) },
      at: at(-3),
    }));
    const list = listOf({ revoked: [...revoked, { certificate: good.leaf.der, at: at(-2) }] });
    assert.equal(parseRevocationList(list).entries.size, 100_001);
    assert.equal(outcomeOf([list]), 'X509_REVOKED');
    assert.equal(outcomeOf([listOf({ revoked })]), 'valid');
  }).timeout(60_000);
});
