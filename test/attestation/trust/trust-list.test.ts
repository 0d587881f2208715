import { strict as assert } from 'node:assert';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'mocha';
import { addSignature, rootSigner, type RootSigner } from '../../../src/attestation/trust/seal-object.js';
import { kidOf, readTrustList, type TrustListOptions } from '../../../src/attestation/trust/trust-list.js';
import type { TrustList } from '../../../src/contract/documents.js';
import { codeOf } from '../code-of.js';
import { day, digest, type Editable, nationOf, now, sha256 } from '../nation.js';

const nation = await nationOf();
const { roots, list, trustText, trust, signList } = nation;
const at = now.getTime();
const [first, second, third] = roots;
const fresh = (): RootSigner => rootSigner(generateKeyPairSync('ed25519').privateKey);
const newRoots = [fresh(), fresh(), fresh()] as const;
const keysOf = (signers: readonly RootSigner[]): TrustList['rootKeys'] => signers.map(({ kid, spki }) => ({ kid, spki }));

interface Outer {
  payload: string;
  signatures: { protected: string; signature: string }[];
}
const outerOf = (text: Buffer): Outer => JSON.parse(text.toString());
const textOf = (outer: unknown): Buffer => Buffer.from(JSON.stringify(outer));
/** The good list with its envelope changed. */
const outer = (change: (of: Outer) => unknown): Buffer => {
  const value = outerOf(trustText);
  return textOf(change(value) ?? value);
};
/** The good payload changed and signed again. */
const signed = (change: (of: Editable<TrustList>) => void, signers?: readonly RootSigner[]): Promise<Buffer> => {
  const value: Editable<TrustList> = structuredClone(list);
  change(value);
  return signList(value, signers);
};
const next = (change: (of: Editable<TrustList>) => void = () => {}, signers: readonly RootSigner[] = [first, second]): Promise<Buffer> =>
  signed((of) => {
    of.version = 2;
    of.previousSha256 = trust.payloadSha256;
    of.issued = day(-5);
    change(of);
  }, signers);
const ecRoot = rootSigner(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey);
const rotated = await next(
  (of) => {
    of.rootKeys = keysOf(newRoots);
  },
  [first, second, newRoots[0], newRoots[1]],
);
const rotatedContext = readTrustList(rotated, { at, known: trust });
const third3 = await signed(
  (of) => {
    of.version = 3;
    of.previousSha256 = rotatedContext.payloadSha256;
    of.rootKeys = keysOf(newRoots);
    of.issued = day(-3);
  },
  [newRoots[1], newRoots[2]],
);

const expired = await next((of) => {
  of.expires = day(-4);
});
const afterExpired = await signed((of) => {
  of.version = 3;
  of.previousSha256 = sha256(Buffer.from(outerOf(expired).payload, 'base64url'));
  of.issued = day(-3);
});

type Case = readonly [why: string, code: string, text: Buffer, options?: Partial<TrustListOptions>];
const known = { known: trust };

const cases: readonly Case[] = [
  ['two of three root keys', 'valid', trustText],
  ['the other two', 'valid', await signList(list, [second, third])],
  ['all three', 'valid', await signList(list, roots)],
  [
    'a root key on P-256',
    'valid',
    await signed(
      (of) => {
        of.rootKeys = [...keysOf([first]), ...keysOf([ecRoot])];
      },
      [first, ecRoot],
    ),
  ],
  ['one of three root keys', 'TRUST_THRESHOLD', await signList(list, [first])],
  ['one root key twice', 'TRUST_THRESHOLD', await signList(list, [first, first])],
  [
    'one root key sixteen times',
    'TRUST_THRESHOLD',
    await signList(
      list,
      Array.from({ length: 16 }, () => first),
    ),
  ],
  ['one signature copied', 'TRUST_THRESHOLD', outer((of) => ({ ...of, signatures: [of.signatures[0], of.signatures[0]] }))],
  [
    'seventeen signatures',
    'JWS_FORMAT',
    await signList(
      list,
      Array.from({ length: 17 }, () => first),
    ),
  ],
  ['no signature', 'JWS_FORMAT', outer((of) => ({ ...of, signatures: [] }))],
  ['one root key and a stranger', 'TRUST_THRESHOLD', await signList(list, [first, fresh()])],
  ['two root keys and a stranger, who counts nothing', 'valid', await signList(list, [first, second, fresh()])],
  ['a stranger under the id of a root key', 'TRUST_THRESHOLD', await signList(list, [first, { ...fresh(), kid: second.kid }])],
  ['two strangers', 'TRUST_THRESHOLD', await signList(list, [fresh(), fresh()])],
  [
    'signatures exchanged',
    'TRUST_THRESHOLD',
    outer((of) => ({ ...of, signatures: of.signatures.map((one, index) => ({ ...one, signature: of.signatures[1 - index]?.signature })) })),
  ],
  [
    'a payload of one other octet',
    'TRUST_THRESHOLD',
    outer((of) => ({ ...of, payload: Buffer.from(`${Buffer.from(of.payload, 'base64url').toString()} `).toString('base64url') })),
  ],
  ['the signatures of another list', 'TRUST_THRESHOLD', outer((of) => ({ ...outerOf(third3), payload: of.payload }))],
  ['a further member of the envelope', 'JWS_FORMAT', outer((of) => ({ ...of, more: 1 }))],
  ['an unprotected header', 'JWS_FORMAT', outer((of) => ({ ...of, signatures: of.signatures.map((one) => ({ ...one, header: {} })) }))],
  ['a flattened envelope', 'JWS_FORMAT', outer((of) => ({ payload: of.payload, ...of.signatures[0] }))],
  [
    'another type',
    'JWS_TYP',
    outer((of) => ({
      ...of,
      signatures: of.signatures.map((one) => ({
        ...one,
        protected: Buffer.from(Buffer.from(one.protected, 'base64url').toString().replace('egif-trust+jws', 'egif-report+jws')).toString('base64url'),
      })),
    })),
  ],
  [
    'RS256, which roots do not use',
    'JWS_ALG',
    await signList(list, [first, rootSigner(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)]),
  ],
  ['a member twice', 'JSON_DUPLICATE_MEMBER', Buffer.from(trustText.toString().replace('{', '{"payload":"e30",'))],
  ['nothing', 'JSON_SYNTAX', Buffer.alloc(0)],
  ['a payload that is no JSON', 'JSON_SYNTAX', outer((of) => ({ ...of, payload: Buffer.from('hello').toString('base64url') }))],
  ['a payload that is a list', 'TRUST_FORMAT', await signList([])],
  ['a payload with a further member', 'TRUST_FORMAT', await signList({ ...list, more: 1 })],
  ['a payload without limits', 'TRUST_FORMAT', await signList({ ...list, limits: undefined })],
  ['a threshold of nobody', 'TRUST_FORMAT', await signList({ ...list, threshold: 0 })],
  ['a threshold beyond its keys', 'TRUST_FORMAT', await signList({ ...list, threshold: 4 }, roots)],
  [
    'a key id that is not the digest of its key',
    'TRUST_FORMAT',
    await signed((of) => {
      of.rootKeys = [...keysOf([first, second]), { kid: third.kid, spki: fresh().spki }];
    }),
  ],
  [
    'one root key under two entries',
    'TRUST_FORMAT',
    await signed((of) => {
      of.rootKeys = keysOf([first, second, first]);
    }),
  ],
  [
    'a root key that is no key',
    'TRUST_FORMAT',
    await signed((of) => {
      of.rootKeys = [...keysOf([first, second]), { kid: kidOf(Buffer.from('AAAA', 'base64')), spki: 'AAAA' }];
    }),
  ],
  [
    'one key in two parts',
    'TRUST_FORMAT',
    await signed((of) => {
      of.roles.status = of.roles.issuer;
    }),
  ],
  [
    'one key twice in one part',
    'TRUST_FORMAT',
    await signed((of) => {
      of.roles.officer = [...of.roles.officer, ...of.roles.officer];
    }),
  ],
  [
    'a key that ends before it begins',
    'TRUST_FORMAT',
    await signed((of) => {
      of.roles.issuer = of.roles.issuer.map((key) => ({ ...key, until: day(-300) }));
    }),
  ],
  [
    'a profile twice',
    'TRUST_FORMAT',
    await signed((of) => {
      of.profiles = [...of.profiles, ...of.profiles];
    }),
  ],
  [
    'an anchor that is no certificate',
    'TRUST_FORMAT',
    await signed((of) => {
      of.anchors = ['AAAA'];
    }),
  ],
  [
    'an anchor that is a seal',
    'TRUST_FORMAT',
    await signed((of) => {
      of.anchors = [nation.seals.agency.certificate.toString('base64')];
    }),
  ],
  [
    'a list that expires before it is issued',
    'TRUST_FORMAT',
    await signed((of) => {
      of.expires = day(-11);
    }),
  ],
  [
    'a first list that names one before it',
    'TRUST_FORMAT',
    await signed((of) => {
      of.previousSha256 = digest('a');
    }),
  ],
  [
    'a second list that names none before it',
    'TRUST_FORMAT',
    await signed((of) => {
      of.version = 2;
    }),
  ],
  ['an expired list', 'TRUST_EXPIRED', trustText, { at: Date.parse(day(401)) }],
  ['a list issued after now', 'CLOCK_BEHIND', trustText, { at: Date.parse(day(-11)) }],
  ['a list issued after now, within the skew', 'valid', trustText, { at: Date.parse(day(-10)) - 299_000 }],
  ['the known list', 'valid', trustText, known],
  ['the known list with other signatures', 'valid', await signList(list, [second, third]), known],
  [
    'another list of the known version',
    'TRUST_CHAIN',
    await signed((of) => {
      of.issued = day(-9);
    }),
    known,
  ],
  ['the list after the known one', 'valid', await next(), known],
  ['the list after it with new root keys and the threshold of both', 'valid', rotated, known],
  [
    'new root keys without the old ones',
    'TRUST_CHAIN',
    await next((of) => {
      of.rootKeys = keysOf(newRoots);
    }, newRoots),
    known,
  ],
  [
    'new root keys with one old key of two',
    'TRUST_CHAIN',
    await next(
      (of) => {
        of.rootKeys = keysOf(newRoots);
      },
      [first, newRoots[0], newRoots[1]],
    ),
    known,
  ],
  [
    'new root keys signed by the old ones alone',
    'TRUST_THRESHOLD',
    await next(
      (of) => {
        of.rootKeys = keysOf(newRoots);
      },
      [first, second],
    ),
    known,
  ],
  [
    'a threshold lowered by one key',
    'TRUST_CHAIN',
    await next(
      (of) => {
        of.threshold = 1;
      },
      [first],
    ),
    known,
  ],
  [
    'a threshold lowered by two keys',
    'valid',
    await next((of) => {
      of.threshold = 1;
    }),
    known,
  ],
  ['the list before the known one', 'TRUST_ROLLBACK', trustText, { known: rotatedContext }],
  [
    'a list that names another one before it',
    'TRUST_CHAIN',
    await next((of) => {
      of.previousSha256 = digest('a');
    }),
    known,
  ],
  [
    'a list that names the signed text before it',
    'TRUST_CHAIN',
    await next((of) => {
      of.previousSha256 = sha256(trustText);
    }),
    known,
  ],
  [
    'a list issued before the one before it',
    'TRUST_CHAIN',
    await next((of) => {
      of.issued = day(-20);
    }),
    known,
  ],
  [
    'a list of another nation',
    'TRUST_CHAIN',
    await next((of) => {
      of.id = 'other.nation';
    }),
    known,
  ],
  ['a list two versions on, without the one between', 'TRUST_CHAIN', third3, known],
  ['a list two versions on, with the one between', 'valid', third3, { ...known, previous: [rotated] }],
  ['a list two versions on, with all of them', 'valid', third3, { ...known, previous: [trustText, rotated] }],
  [
    'a list two versions on, with a forged one between',
    'TRUST_CHAIN',
    third3,
    {
      ...known,
      previous: [
        await next((of) => {
          of.rootKeys = keysOf(newRoots);
        }, newRoots),
      ],
    },
  ],
  [
    'a list two versions on, with one between that too few signed',
    'TRUST_THRESHOLD',
    third3,
    { ...known, previous: [await next(() => {}, [first])] },
  ],
  ['a list two versions on, with one between that has expired since', 'valid', afterExpired, { ...known, previous: [expired] }],
  ['the digest of the text as the pin', 'valid', trustText, { pin: { sha256: sha256(trustText) } }],
  ['the digest of the payload as the pin', 'valid', trustText, { pin: { sha256: trust.payloadSha256 } }],
  ['another digest as the pin', 'TRUST_PIN', trustText, { pin: { sha256: digest('a') } }],
  ['the root keys as the pin', 'valid', trustText, { pin: { roots: { rootKeys: keysOf(roots), threshold: 2 } } }],
  ['other root keys as the pin', 'TRUST_PIN', trustText, { pin: { roots: { rootKeys: keysOf(newRoots), threshold: 2 } } }],
  ['more of the pinned keys than signed', 'TRUST_PIN', trustText, { pin: { roots: { rootKeys: keysOf(roots), threshold: 3 } } }],
];

describe('attestation: trust lists', () => {
  for (const [why, code, text, options] of cases) {
    it(`says ${code}: ${why}`, () => {
      assert.equal(
        codeOf(() => readTrustList(text, { at, ...options })),
        code,
      );
    });
  }

  it('gather signatures one by one, each key once', async () => {
    const one = await signList(list, [first]);
    const again = Buffer.from(await addSignature(one, first, now));
    assert.equal(outerOf(again).signatures.length, 1);
    assert.equal(
      codeOf(() => readTrustList(again, { at })),
      'TRUST_THRESHOLD',
    );
    const two = Buffer.from(await addSignature(again, third, now));
    assert.equal(readTrustList(two, { at }).payloadSha256, trust.payloadSha256);
  });

  it('give the keys by part and fingerprint', () => {
    assert.equal(trust.roles.get('officer')?.size, 2);
    assert.equal(trust.roles.get('issuer')?.get(nation.seals.issuer.fingerprint)?.from, day(-200));
  });
});
