/** Signatures on what comes in: JWS and HTTP message signatures, sound, altered, by another key, and what they cover. */
import { strict as assert } from 'node:assert';
import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, it } from 'mocha';
import type { Headers } from '../../src/contract/evidence.js';
import { signatureOn, type SignedMessage } from '../../src/evidence/inbound/message-signature.js';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const body = Buffer.from('{"id":"e-1","data":{"requestId":"r-1"}}');
const at = 1_793_520_000;

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const message = (headers: Headers, content: Uint8Array = body): SignedMessage => ({
  method: 'POST',
  origin: 'https://listener.example:18443',
  target: '/egif/events?x=1',
  headers,
  body: content,
});

function detached(key: KeyObject, header: object, over: Buffer = Buffer.from(body.toString('base64url'))): string {
  const head = encoded(header);
  const input = Buffer.concat([Buffer.from(`${head}.`), over]);
  return `${head}..${sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

/** An HTTP message signature over the components, in the order given. */
function httpSigned(
  key: KeyObject,
  options: { readonly components?: readonly string[]; readonly alg?: string; readonly digest?: string } = {},
): Headers {
  const { components = ['@method', '@target-uri', '@authority', 'content-digest'], alg } = options;
  const values: Readonly<Record<string, string>> = {
    '@method': 'POST',
    '@target-uri': 'https://listener.example:18443/egif/events?x=1',
    '@authority': 'listener.example:18443',
    '@path': '/egif/events',
    '@query': '?x=1',
    'content-digest': options.digest ?? digest,
  };
  const parameters = `(${components.map((name) => `"${name}"`).join(' ')});created=${at};keyid="k"${alg === undefined ? '' : `;alg="${alg}"`}`;
  const text = [...components.map((name) => `"${name}": ${values[name] ?? ''}`), `"@signature-params": ${parameters}`].join('\n');
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 };
  const signature =
    key.asymmetricKeyType === 'ed25519'
      ? sign(null, Buffer.from(text), key)
      : key.asymmetricKeyType === 'rsa'
        ? sign('sha512', Buffer.from(text), { key, ...pss })
        : sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return [
    ['Content-Digest', options.digest ?? digest],
    ['Signature-Input', `sig1=${parameters}`],
    ['Signature', `sig1=:${signature.toString('base64')}:`],
  ];
}

const created = new Date(at * 1000).toISOString();
const jws = (value: string): Headers => [['X-JWS-Signature', value]];

const cases: readonly {
  readonly why: string;
  readonly given: SignedMessage;
  readonly keys: readonly KeyObject[];
  readonly want: object | undefined;
}[] = [
  { why: 'no signature at all', given: message([['X-Trace', 'a']]), keys: [ec.publicKey], want: undefined },
  {
    why: 'a detached JWS',
    given: message(jws(detached(ec.privateKey, { alg: 'ES256', iat: at }))),
    keys: [ec.publicKey],
    want: { form: 'jws', algorithm: 'ES256', verified: true, coversContent: true, createdAt: created },
  },
  {
    why: 'a detached JWS of unencoded content (RFC 7797)',
    given: message(jws(detached(ec.privateKey, { alg: 'ES256', b64: false, crit: ['b64'] }, body))),
    keys: [ec.publicKey],
    want: { form: 'jws', algorithm: 'ES256', verified: true, coversContent: true },
  },
  {
    why: 'a body that was altered',
    given: message(jws(detached(ec.privateKey, { alg: 'ES256', iat: at })), Buffer.from('{"id":"e-2"}')),
    keys: [ec.publicKey],
    want: { form: 'jws', algorithm: 'ES256', verified: false, coversContent: true, createdAt: created },
  },
  {
    why: 'another key',
    given: message(jws(detached(ec.privateKey, { alg: 'ES256' }))),
    keys: [generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey],
    want: { form: 'jws', algorithm: 'ES256', verified: false, coversContent: true },
  },
  {
    why: 'no key known',
    given: message(jws(detached(ec.privateKey, { alg: 'ES256' }))),
    keys: [],
    want: { form: 'jws', algorithm: 'ES256', coversContent: true },
  },
  {
    why: 'the algorithm none',
    given: message(jws(`${encoded({ alg: 'none' })}..AA`)),
    keys: [ec.publicKey],
    want: { form: 'jws', algorithm: 'none', verified: false, coversContent: true },
  },
  {
    why: 'an HTTP message signature by Ed25519',
    given: message(httpSigned(ed.privateKey, { alg: 'ed25519' })),
    keys: [ed.publicKey],
    want: { form: 'http', algorithm: 'ed25519', verified: true, coversContent: true, createdAt: created },
  },
  {
    why: 'one by RSA-PSS whose algorithm the key implies',
    given: message(httpSigned(rsa.privateKey)),
    keys: [ed.publicKey, rsa.publicKey],
    want: { form: 'http', verified: true, coversContent: true, createdAt: created },
  },
  {
    why: 'one that covers path and query',
    given: message(httpSigned(ec.privateKey, { components: ['@path', '@query', 'content-digest'] })),
    keys: [ec.publicKey],
    want: { form: 'http', verified: true, coversContent: true, createdAt: created },
  },
  {
    why: 'one that does not cover the content',
    given: message(httpSigned(ec.privateKey, { components: ['@method', '@path'] })),
    keys: [ec.publicKey],
    want: { form: 'http', verified: true, coversContent: false, createdAt: created },
  },
  {
    why: 'one whose digest is not that of the body',
    given: message(httpSigned(ec.privateKey), Buffer.from('{}')),
    keys: [ec.publicKey],
    want: { form: 'http', verified: true, coversContent: false, createdAt: created },
  },
];

describe('The signature on a message', () => {
  for (const { why, given, keys, want } of cases) it(`is told: ${why}`, () => assert.deepEqual(signatureOn(given, keys), want));

  it('of a JWS with claims covers the content where they hold its digest', () => {
    const signed = (claims: object): Headers => {
      const input = `${encoded({ alg: 'ES256', typ: 'JWT' })}.${encoded(claims)}`;
      return [
        [
          'Agid-JWT-Signature',
          `${input}.${sign('sha256', Buffer.from(input), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`,
        ],
      ];
    };
    const facts = (claims: object) => signatureOn(message(signed(claims)), [ec.publicKey]);
    const sound = { iat: at, signed_headers: [{ digest: `SHA-256=${createHash('sha256').update(body).digest('base64')}` }] };
    assert.deepEqual(facts(sound), { form: 'jws', algorithm: 'ES256', verified: true, coversContent: true, createdAt: created });
    assert.equal(facts({ iat: at })?.coversContent, false);
  });
});
