/** Challenges and control proofs: what the authority makes, and what it sees at the origin and in the DNS. */
import { strict as assert } from 'node:assert';
import { createHash, hkdfSync } from 'node:crypto';
import { before, describe, it } from 'mocha';
import { sealObject } from '../../src/attestation/trust/seal-object.js';
import { controlProofType, makeChallenge, seedOf, ulid } from '../../src/certification/challenge.js';
import { checkControl, controlProofOf, type Look, placesOf, txtOf } from '../../src/certification/control-proof.js';
import { openControlProof } from '../../src/certification/open-objects.js';
import { gatherTroubles } from '../../src/certification/opened.js';
import type { Challenge, ControlProof, Directory } from '../../src/contract/documents.js';
import { isDocument } from '../../src/contract/validate.js';
import { agencyId, day, digest, type Nation, nationOf, now, type Seal } from '../attestation/nation.js';

const origin = 'https://service.agency.example';
const service = '99990000000';
const bilingual = { fa: 'نمونه', en: 'Sample' };
const directory: Directory = {
  egif: 'directory/v1',
  version: 1,
  issued: day(-1),
  expires: day(1),
  agencies: [
    {
      legalPersonId: agencyId,
      name: bilingual,
      services: [{ id: service, name: bilingual, origins: [origin, 'https://192.0.2.7'], contracts: [digest('c')], profiles: ['three-layers'] }],
    },
  ],
};
const random = (octets: number): Uint8Array => Uint8Array.from({ length: octets }, (_, index) => (index * 31 + 5) % 256);
const wish = { agency: agencyId, service, profile: 'three-layers', at: now.getTime(), before: 2, random };
const key = digest('f');

describe('a challenge', () => {
  let nation: Nation;
  before(async () => {
    nation = await nationOf();
  });

  it('is a document of its schema, counts its attempt and lasts 72 hours', () => {
    const challenge = makeChallenge(wish, { trust: nation.list, directory });
    assert.ok(isDocument('Challenge', challenge));
    assert.equal(challenge.attempt, 3);
    assert.equal(Date.parse(challenge.expires) - Date.parse(challenge.notBefore), 72 * 3_600_000);
    assert.equal(Buffer.from(challenge.nonce, 'base64url').length, 32);
    assert.deepEqual(challenge.origins, [origin, 'https://192.0.2.7']);
  });

  it('has a seed that follows from its nonce alone (RFC 5869)', () => {
    const nonce = Buffer.alloc(32, 7);
    const expected = Buffer.from(hkdfSync('sha256', nonce, Buffer.alloc(0), 'egif-gen', 16)).toString('hex');
    assert.equal(seedOf(nonce.toString('base64url')), expected);
    assert.equal(expected.length, 32);
  });

  it('has an id that sorts by time', () => {
    const ids = [1, 2, 3].map((ms) => ulid(now.getTime() + ms, random));
    assert.deepEqual([...ids].sort(), ids);
    assert.match(ids[0] ?? '', /^[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  const refused: readonly (readonly [why: string, code: string, change: Partial<typeof wish>])[] = [
    ['an agency that is not on record', 'AGENCY_UNKNOWN', { agency: '99999000029' }],
    ['a service that is not on record', 'SERVICE_NOT_OF_AGENCY', { service: 'x' }],
    ['a profile that the trust list does not name', 'PROFILE_UNKNOWN', { profile: 'own' }],
    ['a profile before its day', 'PROFILE_NOT_IN_FORCE', { at: Date.parse(day(-150)) }],
  ];
  for (const [why, code, change] of refused) {
    it(`is not made for ${why} (${code})`, () => {
      const [trouble] = gatherTroubles([() => makeChallenge({ ...wish, ...change }, { trust: nation.list, directory })]);
      assert.equal(trouble?.code, code);
    });
  }

  it('is not made for a profile that the directory does not ask for', () => {
    const [agency] = directory.agencies;
    assert.ok(agency !== undefined);
    const other: Directory = { ...directory, agencies: [{ ...agency, services: agency.services.map((each) => ({ ...each, profiles: [] })) }] };
    const [trouble] = gatherTroubles([() => makeChallenge(wish, { trust: nation.list, directory: other })]);
    assert.equal(trouble?.code, 'PROFILE_NOT_REQUIRED');
  });
});

describe('control of an origin', () => {
  let nation: Nation;
  let challenge: Challenge;
  let stranger: Seal;
  before(async () => {
    stranger = (await nationOf()).seals.agency;
    nation = await nationOf();
    challenge = makeChallenge(wish, { trust: nation.list, directory });
  });

  interface Served {
    readonly proof?: Partial<ControlProof>;
    readonly signer?: Seal;
    readonly signedAt?: Date;
    readonly origin?: string;
    readonly octets?: (text: string) => Uint8Array | undefined;
    readonly texts?: (right: string) => readonly string[] | undefined;
    readonly at?: number;
    readonly tlsSpkiSha256?: string;
    readonly nameless?: boolean;
  }

  async function check(served: Served = {}) {
    const about = served.origin ?? origin;
    const proof = { ...controlProofOf(challenge, about === 'https://other.example' ? origin : about), ...served.proof };
    const signer = served.signer ?? nation.seals.agency;
    const text = await sealObject(proof, { type: controlProofType, content: 'application/json', signer, at: served.signedAt ?? now });
    const octets = served.octets === undefined ? Buffer.from(text) : served.octets(text);
    const asked: string[] = [];
    const look: Look = {
      fetch: async (url) => {
        asked.push(url);
        return octets === undefined ? undefined : { octets, tlsSpkiSha256: served.tlsSpkiSha256 ?? key };
      },
      texts: async (name) => {
        asked.push(name);
        return (served.texts ?? ((right: string) => ['v=spf1', right]))(txtOf(Buffer.from(text)));
      },
    };
    const at = served.at ?? now.getTime();
    const open = async (given: Uint8Array) => openControlProof(given, { trust: nation.trust, at });
    const found = await checkControl({ challenge, origin: about, at, maxSkewMs: 300_000, open, nameless: served.nameless ?? false }, look);
    return { found, asked };
  }

  it('is seen where seal, path and name agree', async () => {
    const { found, asked } = await check();
    assert.ok('seen' in found, JSON.stringify(found));
    assert.equal(found.seen.seal, nation.seals.agency.fingerprint);
    assert.equal(found.seen.tlsSpkiSha256, key);
    assert.equal(found.seen.txt, true);
    assert.deepEqual(asked, [`${origin}/.well-known/egif-challenge/${challenge.id}`, '_egif.service.agency.example']);
  });

  it('does without a name only where a host has none, and only in a test nation', async () => {
    const address = { origin: 'https://192.0.2.7', texts: () => [] };
    const lax = await check({ ...address, nameless: true });
    assert.ok('seen' in lax.found && !lax.found.seen.txt);
    const strict = await check(address);
    assert.ok('trouble' in strict.found && strict.found.trouble.code === 'CONTROL_PROOF_TXT_MISSING');
    const named = await check({ texts: () => [], nameless: true });
    assert.ok('trouble' in named.found && named.found.trouble.code === 'CONTROL_PROOF_TXT_MISSING');
  });

  it('names the record by the digest of the very file', () => {
    assert.equal(txtOf(Buffer.from('x')), createHash('sha256').update('x').digest('base64url'));
    assert.equal(placesOf(challenge, origin).name, '_egif.service.agency.example');
  });

  const hour = 3_600_000;
  const cases: readonly (readonly [why: string, code: string, served: (nation_: Nation) => Served])[] = [
    ['nothing is served', 'CONTROL_PROOF_UNREACHABLE', () => ({ octets: () => undefined })],
    ['a page is served', 'JSON_SYNTAX', () => ({ octets: () => Buffer.from('<html>') })],
    ['a signature is broken', 'JWS_BAD_SIGNATURE', () => ({ octets: (text) => Buffer.from(text.replace(/"signature":"..../, '"signature":"AAAA')) })],
    ['another agency sealed it', 'SIGNER_NOT_AGENCY', ({ seals }) => ({ signer: seals.otherAgency })],
    ['a stranger of the same names sealed it', 'X509_BAD_SIGNATURE', () => ({ signer: stranger })],
    ['it answers another challenge', 'CONTROL_PROOF_CHALLENGE', () => ({ proof: { challenge: '01JD9Z3V6V0000000000000000' } })],
    ['it has another nonce', 'CONTROL_PROOF_NONCE', () => ({ proof: { nonce: 'A'.repeat(43) } })],
    ['it is of another agency', 'CONTROL_PROOF_AGENCY', () => ({ proof: { agency: '99999000029' } })],
    ['it is of another service', 'CONTROL_PROOF_SERVICE', () => ({ proof: { service: 'x' } })],
    ['it is of another origin', 'CONTROL_PROOF_ORIGIN', () => ({ proof: { origin: 'https://192.0.2.7' } })],
    ['the origin is not of the challenge', 'CHALLENGE_SCOPE', () => ({ origin: 'https://other.example' })],
    ['the challenge has expired', 'CONTROL_PROOF_WINDOW', () => ({ at: now.getTime() + 73 * hour })],
    ['it was signed before the challenge', 'CONTROL_PROOF_WINDOW', () => ({ signedAt: new Date(now.getTime() - 2 * hour) })],
    ['the connection showed another key than it names', 'CONTROL_PROOF_TLS', () => ({ proof: { tlsSpkiSha256: digest('0') } })],
    ['no record is there', 'CONTROL_PROOF_TXT_MISSING', () => ({ texts: () => [] })],
    ['the record is of another file', 'CONTROL_PROOF_TXT_MISMATCH', () => ({ texts: () => [txtOf(Buffer.from('x'))] })],
    ['the DNS does not answer', 'CONTROL_PROOF_DNS', () => ({ texts: () => undefined })],
  ];
  for (const [why, code, served] of cases) {
    it(`is not seen where ${why} (${code})`, async () => {
      const { found } = await check(served(nation));
      assert.ok('trouble' in found, 'control was seen');
      assert.equal(found.trouble.code, code);
    });
  }
});
