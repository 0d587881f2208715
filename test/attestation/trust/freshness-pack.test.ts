import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { writeNote } from '../../../src/attestation/log/note-text.js';
import { openPack, packMediaType, type PackOptions, readPack } from '../../../src/attestation/trust/freshness-pack.js';
import { advanced, emptyState, readTrustState } from '../../../src/attestation/trust/trust-state.js';
import { verifyCertificate } from '../../../src/attestation/certificate/verify.js';
import type { FreshnessPack, TrustState } from '../../../src/contract/documents.js';
import { codeOf } from '../code-of.js';
import { checkpointOf, issueLeaves, noon, origin } from '../log/sample-log.js';
import { day, digest, listUrl, nationOf, now } from '../nation.js';

const at = now.getTime();
const nation = await nationOf({ log: true });
const bundle = await nation.bundle();
const checkpoint = writeNote(await checkpointOf(issueLeaves(6)));
const good: FreshnessPack = { mediaType: packMediaType, trustList: nation.trustText.toString(), statusLists: bundle.statusLists, checkpoint };
const plain = await nationOf();
const state = (change: Partial<TrustState>): Partial<PackOptions> => ({ state: { ...emptyState, ...change } });
const root = openPack(good, { at }).checkpoint?.root ?? '';

type Case = readonly [why: string, code: string, pack: unknown, options?: Partial<PackOptions>];
const cases: readonly Case[] = [
  ['the genuine pack', 'valid', good],
  ['a pack of a trust list alone', 'valid', { mediaType: packMediaType, trustList: nation.trustText.toString() }],
  ['no object', 'PACK_MEDIATYPE', []],
  ['the media type of a certificate', 'PACK_MEDIATYPE', { ...good, mediaType: bundle.mediaType }],
  ['a further member', 'PACK_MEMBER', { ...good, more: 1 }],
  ['no trust list', 'PACK_MEMBER', { ...good, trustList: undefined }],
  ['a trust list cut off', 'JSON_SYNTAX', { ...good, trustList: good.trustList.slice(0, -20) }],
  ['a revocation list that is no base64', 'PACK_MEMBER', { ...good, crls: ['*'] }],
  ['a revocation list that is no DER', 'DER_TRAILING', { ...good, crls: ['AAAA'] }],
  ['a checkpoint where the trust list names no log', 'PACK_MEMBER', { ...good, trustList: plain.trustText.toString() }],
  ['a checkpoint without witnesses', 'LOG_WITNESS_QUORUM', { ...good, checkpoint: writeNote(await checkpointOf(issueLeaves(6), { times: [noon] })) }],
  [
    'a checkpoint from the future',
    'LOG_WITNESS_FUTURE',
    { ...good, checkpoint: writeNote(await checkpointOf(issueLeaves(6), { times: [noon, noon + 86_400] })) },
  ],
  ['a checkpoint smaller than the one seen', 'LOG_ROLLBACK', good, state({ log: { origin, size: 7, root } })],
  ['a checkpoint of the size that was seen with another root', 'LOG_FORK', good, state({ log: { origin, size: 6, root: 'AAAA' } })],
  ['the checkpoint that was seen', 'valid', good, state({ log: { origin, size: 6, root } })],
  ['a checkpoint of another log than the one seen', 'valid', good, state({ log: { origin: 'other.example', size: 700, root } })],
  ['a clock before what was seen', 'CLOCK_BEHIND', good, state({ latest: day(1) })],
  [
    'a trust list older than the one seen',
    'TRUST_ROLLBACK',
    good,
    state({ trustList: { id: 'test.nation', version: 2, payloadSha256: digest('a') } }),
  ],
  ['an expired trust list', 'TRUST_EXPIRED', good, { at: Date.parse(day(401)) }],
];

describe('attestation: freshness packs and what a verifier has seen', () => {
  for (const [why, code, pack, options] of cases) {
    it(`says ${code}: ${why}`, () => {
      assert.equal(
        codeOf(() => openPack(readPack(Buffer.from(JSON.stringify(pack))), { at, ...options })),
        code,
      );
    });
  }

  it('lets a certificate be verified whose own lists were dropped', () => {
    const { trust, statusLists } = openPack(good, { at });
    const octets = Buffer.from(JSON.stringify({ ...bundle, statusLists: [] }));
    assert.equal(verifyCertificate(octets, { trust, at }).code, 'STATUS_MISSING');
    assert.equal(verifyCertificate(octets, { trust, at, lists: statusLists }).standing, 'valid');
  });

  it('keeps the newest of everything', () => {
    const { trust } = openPack(good, { at });
    const { seen } = verifyCertificate(Buffer.from(JSON.stringify(bundle)), { trust, at });
    assert.ok(seen !== undefined);
    const before: TrustState = {
      egif: 'trust-state/v1',
      lists: [
        { url: listUrl('revocation'), sequence: 3, payloadSha256: digest('a') },
        { url: 'https://other.example/1', sequence: 1, payloadSha256: digest('b') },
      ],
    };
    const after = advanced(before, { ...seen, checkpoint: { origin, size: 6, root } });
    assert.deepEqual(
      new Map(after.lists.map(({ url, sequence }) => [url, sequence])),
      new Map([
        [listUrl('revocation'), 10],
        ['https://other.example/1', 1],
        [listUrl('suspension'), 10],
        [listUrl('refresh'), 10],
      ]),
    );
    assert.equal(after.log?.size, 6);
    assert.equal(after.trustList?.version, 1);
    assert.equal(after.latest, new Date(at + 20_000).toISOString());
    assert.deepEqual(advanced(after, { ...seen, checkpoint: { origin, size: 5, root } }), after, 'nothing goes back');
    assert.deepEqual(readTrustState(Buffer.from(JSON.stringify(after))), after);
    assert.equal(
      codeOf(() => readTrustState(Buffer.from('{}'))),
      'TRUST_STATE',
    );
  });
});
