/** HTTP message signatures: the vectors of RFC 9421 appendix B, what is not covered or stands twice, and requests that are signed and spoilt. */
import { strict as assert } from 'node:assert';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, it } from 'mocha';
import type { Headers } from '../../src/contract/evidence.js';
import { contentDigest, digestHolds } from '../../src/evidence/content-digest.js';
import { httpSignatureOn, signatureOn } from '../../src/evidence/inbound/message-signature.js';
import { requestKey } from '../../src/evidence/request-key.js';
import { signRequest } from '../../src/evidence/sign-request.js';
import { signatureBy, verifies } from '../../src/evidence/signature-algorithms.js';
import { type BaseMessage, signatureBase } from '../../src/evidence/signature-base.js';
import { isInnerList, memberText, readDictionary } from '../../src/evidence/structured-fields.js';
import { EgifError } from '../../src/errors.js';

/** Keys of appendix B.1; the private ones are published there. */
const pssKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2
+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+
oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq
gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W
Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4
aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI
2wIDAQAB
-----END PUBLIC KEY-----`;
const ecKey = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
-----END PUBLIC KEY-----`;
const edKey = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----`;
const edPrivate = createPrivateKey({
  key: { kty: 'OKP', crv: 'Ed25519', x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs', d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU' },
  format: 'jwk',
});

const requestDigest = 'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:';
const answerDigest = 'sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:';
const certificate =
  ':MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGUxGzAZBgNVBAMMEkxBIEludGVybWVkaWF0ZSBDQTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1MzNaMA0xCzAJBgNVBAMMAkJDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaUgmnMtOXU/IncWalRhebrXmckC8vdgJ1p5Be5F/3YC8OthxM4+k1M6aEAEFcGzkJiNy6J84y7uzo9M6NyMHAwCQYDVR0TBAIwADAfBgNVHSMEGDAWgBRm3WjLa38lbEYCuiCPct0ZaSED2DAOBgNVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0RAQH/BBMwEYEPYmRjQGV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0gAMEUCIBHda/r1vaL6G3VliL4/Di6YK0Q6bMjeSkC3dFCOOB8TAiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBVoU4hBVZ1yhk=:';
const body = Buffer.from('{"hello": "world"}');
const requestHeaders: Headers = [
  ['Host', 'example.com'],
  ['Date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
  ['Content-Type', 'application/json'],
  ['Content-Digest', requestDigest],
  ['Content-Length', '18'],
];
const request: BaseMessage = { request: { method: 'POST', url: 'https://example.com/foo?param=Value&Pet=dog', headers: requestHeaders } };
const answer: BaseMessage = {
  ...request,
  answer: {
    status: 200,
    headers: [
      ['Date', 'Tue, 20 Apr 2021 02:07:56 GMT'],
      ['Content-Type', 'application/json'],
      ['Content-Digest', answerDigest],
      ['Content-Length', '23'],
    ],
  },
};
const proxied: BaseMessage = {
  request: {
    method: 'POST',
    url: 'https://service.internal.example/foo?param=Value&Pet=dog',
    headers: [...requestHeaders, ['Client-Cert', certificate]],
  },
};

interface Vector {
  readonly section: string;
  readonly message: BaseMessage;
  readonly key: string;
  readonly algorithm: string;
  readonly input: string;
  /** Of the base, but for its last line. */
  readonly lines: readonly string[];
  readonly signature: string;
}

const vectors: readonly Vector[] = [
  {
    section: 'B.2.1',
    message: request,
    key: pssKey,
    algorithm: 'rsa-pss-sha512',
    input: '();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd"',
    lines: [],
    signature:
      'd2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==',
  },
  {
    section: 'B.2.2',
    message: request,
    key: pssKey,
    algorithm: 'rsa-pss-sha512',
    input: '("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;keyid="test-key-rsa-pss";tag="header-example"',
    lines: ['"@authority": example.com', `"content-digest": ${requestDigest}`, '"@query-param";name="Pet": dog'],
    signature:
      'LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==',
  },
  {
    section: 'B.2.3',
    message: request,
    key: pssKey,
    algorithm: 'rsa-pss-sha512',
    input:
      '("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss"',
    lines: [
      '"date": Tue, 20 Apr 2021 02:07:55 GMT',
      '"@method": POST',
      '"@path": /foo',
      '"@query": ?param=Value&Pet=dog',
      '"@authority": example.com',
      '"content-type": application/json',
      `"content-digest": ${requestDigest}`,
      '"content-length": 18',
    ],
    signature:
      'bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==',
  },
  {
    section: 'B.2.4',
    message: answer,
    key: ecKey,
    algorithm: 'ecdsa-p256-sha256',
    input: '("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"',
    lines: ['"@status": 200', '"content-type": application/json', `"content-digest": ${answerDigest}`, '"content-length": 23'],
    signature: 'wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==',
  },
  {
    section: 'B.2.6',
    message: request,
    key: edKey,
    algorithm: 'ed25519',
    input: '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    lines: [
      '"date": Tue, 20 Apr 2021 02:07:55 GMT',
      '"@method": POST',
      '"@path": /foo',
      '"@authority": example.com',
      '"content-type": application/json',
      '"content-length": 18',
    ],
    signature: 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
  },
  {
    section: 'B.3',
    message: proxied,
    key: ecKey,
    algorithm: 'ecdsa-p256-sha256',
    input: '("@path" "@query" "@method" "@authority" "client-cert");created=1618884473;keyid="test-key-ecc-p256"',
    lines: [
      '"@path": /foo',
      '"@query": ?param=Value&Pet=dog',
      '"@method": POST',
      '"@authority": service.internal.example',
      `"client-cert": ${certificate}`,
    ],
    signature: 'xVMHVpawaAC/0SbHrKRs9i8I3eOs5RtTMGCWXm/9nvZzoHsIg6Mce9315T6xoklyy0yzhD9ah4JHRwMLOgmizw==',
  },
];

function coveredBy(input: string) {
  const member = readDictionary(`sig=${input}`)?.get('sig');
  if (!isInnerList(member)) throw new TypeError(`no inner list: ${input}`);
  return member;
}

const withSignature = (message: BaseMessage, input: string, signature: string): BaseMessage => {
  const fields: Headers = [
    ['Signature-Input', `sig=${input}`],
    ['Signature', `sig=:${signature}:`],
  ];
  const { request: asked, answer: given } = message;
  return given === undefined
    ? { request: { ...asked, headers: [...asked.headers, ...fields] } }
    : { request: asked, answer: { ...given, headers: [...given.headers, ...fields] } };
};

describe('The vectors of RFC 9421, appendix B', () => {
  for (const { section, message, key, algorithm, input, lines, signature } of vectors)
    it(`${section}: the base is that of the appendix, and its signature holds over it and over nothing else`, () => {
      const base = signatureBase(coveredBy(input), message);
      assert.equal(base?.toString(), [...lines, `"@signature-params": ${input}`].join('\n'));
      const given = { key: createPublicKey(key), signature: Buffer.from(signature, 'base64') };
      assert.equal(verifies(algorithm, base ?? Buffer.of(), given), true);
      assert.equal(verifies(algorithm, Buffer.from(`${base} `), given), false);
      const seen = httpSignatureOn(withSignature(message, input, signature), message.answer === undefined ? body : Buffer.of(), [
        createPublicKey(key),
      ]);
      assert.deepEqual([seen?.verified, seen?.createdAt], [true, '2021-04-20T02:07:53.000Z']);
    });

  it('B.2.6: signing the base gives the signature of the appendix', () => {
    const { input, signature } = vectors.find(({ section }) => section === 'B.2.6') ?? vectors[0] ?? assert.fail();
    const base = signatureBase(coveredBy(input), request) ?? Buffer.of();
    assert.equal(signatureBy('ed25519', base, edPrivate)?.toString('base64'), signature);
  });

  it('the digests of the appendix are those of its contents', () => {
    assert.equal(digestHolds(requestHeaders, body), true);
    assert.equal(digestHolds(answer.answer?.headers ?? [], Buffer.from('{"message": "good dog"}')), true);
    assert.equal(digestHolds(requestHeaders, Buffer.from('{"hello": "world"} ')), false);
  });
});

describe('The base of a signature', () => {
  const headers: Headers = [
    ['X-Twice', ' a '],
    ['x-twice', 'b'],
    ['X-Empty', ''],
    ['X-Dictionary', 'a=1,   b=2;x=1;y=2, c=(a  b   c)'],
  ];
  const message: BaseMessage = { request: { method: 'GET', url: 'https://EXAMPLE.com:443?q=a%20b&q2=%C3%A9&d=1&d=2', headers } };
  const cases: readonly {
    readonly why: string;
    readonly input: string;
    readonly message?: BaseMessage;
    readonly lines: readonly string[] | undefined;
  }[] = [
    { why: 'the lines of a field are one', input: '("x-twice")', lines: ['"x-twice": a, b'] },
    { why: 'an empty field is there', input: '("x-empty")', lines: ['"x-empty": '] },
    { why: 'octets of each line', input: '("x-twice";bs)', lines: ['"x-twice";bs: :YQ==:, :Yg==:'] },
    { why: 'one member of a dictionary', input: '("x-dictionary";key="b")', lines: ['"x-dictionary";key="b": 2;x=1;y=2'] },
    { why: 'an inner list of a dictionary', input: '("x-dictionary";key="c")', lines: ['"x-dictionary";key="c": (a b c)'] },
    {
      why: 'the authority without its usual port',
      input: '("@authority" "@path" "@scheme")',
      lines: ['"@authority": example.com', '"@path": /', '"@scheme": https'],
    },
    {
      why: 'a query parameter is encoded anew',
      input: '("@query-param";name="q" "@query-param";name="q2")',
      lines: ['"@query-param";name="q": a%20b', '"@query-param";name="q2": %C3%A9'],
    },
    { why: 'a query parameter that stands twice', input: '("@query-param";name="d")', lines: undefined },
    { why: 'a field that is not there', input: '("x-none")', lines: undefined },
    { why: 'a component twice', input: '("x-empty" "x-empty")', lines: undefined },
    { why: 'a status of a request', input: '("@status")', lines: undefined },
    { why: 'the method of an answer', input: '("@method")', message: answer, lines: undefined },
    {
      why: 'the method of the request of an answer',
      input: '("@method";req "@status")',
      message: answer,
      lines: ['"@method";req: POST', '"@status": 200'],
    },
    {
      why: 'a field of the request of an answer',
      input: '("content-digest";req)',
      message: answer,
      lines: [`"content-digest";req: ${requestDigest}`],
    },
    { why: 'a form that is not known', input: '("x-dictionary";sf)', lines: undefined },
  ];
  for (const { why, input, message: given = message, lines } of cases)
    it(`holds: ${why}`, () => {
      const wanted = lines === undefined ? undefined : [...lines, `"@signature-params": ${input}`].join('\n');
      assert.equal(signatureBase(coveredBy(input), given)?.toString(), wanted);
    });

  it('reads and writes structured fields canonically, and nothing that is none', () => {
    const text = 'a=("x";q=1.0  "y\\"z" );created=1;b , c=:aGk=:, d, e=?0';
    const members = readDictionary(text) ?? assert.fail();
    assert.deepEqual([...members.values()].map(memberText), ['("x";q=1.0 "y\\"z");created=1;b', ':aGk=:', '?1', '?0']);
    for (const broken of ['a=(', 'a="', 'A=1', 'a=1,', 'a=1 b=2', 'a=é']) assert.equal(readDictionary(broken), undefined, broken);
  });
});

describe('A signed request', () => {
  const pairs = {
    'ecdsa-p256-sha256': generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
    'rsa-pss-sha512': generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ed25519: generateKeyPairSync('ed25519'),
    'rsa-v1_5-sha256': generateKeyPairSync('rsa', { modulusLength: 2048 }),
  } as const;
  const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const now = new Date('2026-11-22T08:00:00Z');
  const text = '{"title":"متن"}';
  const message = { method: 'POST', url: 'https://a.example/acts?x=1', headers: [['Content-Type', 'application/json']] as const, body: text };
  const sign = (name: keyof typeof pairs, signing: Parameters<typeof signRequest>[1] = {}) =>
    signRequest(message, signing, {
      key: requestKey({ kind: 'httpsig', key: 'env:X', keyId: 'k-1', algorithm: name }, pem(pairs[name].privateKey)),
      now,
      nonce: 'n-1',
    });
  const seen = (made: ReturnType<typeof sign>, key: KeyObject) =>
    httpSignatureOn({ request: { ...message, headers: made.headers } }, Buffer.from(made.body ?? ''), [key]);

  for (const name of ['ecdsa-p256-sha256', 'rsa-pss-sha512', 'ed25519', 'rsa-v1_5-sha256'] as const)
    it(`holds by ${name}, and only as it was signed`, () => {
      const { publicKey } = pairs[name];
      const sound = { form: 'http', algorithm: name, verified: true, coversContent: true, createdAt: '2026-11-22T08:00:00.000Z' };
      assert.deepEqual(seen(sign(name), publicKey), sound);
      assert.deepEqual(seen(sign(name, { ageSeconds: 3600 }), publicKey), { ...sound, createdAt: '2026-11-22T07:00:00.000Z' });
      assert.deepEqual(seen(sign(name, { altered: 'content' }), publicKey), { ...sound, coversContent: false });
      assert.deepEqual(seen(sign(name, { altered: 'digest' }), publicKey), { ...sound, verified: false });
      assert.deepEqual(seen(sign(name, { key: 'foreign' }), publicKey), { ...sound, verified: false });
    });

  for (const [name, algorithm] of [
    ['ecdsa-p256-sha256', 'ES256'],
    ['rsa-pss-sha512', 'PS512'],
    ['ed25519', 'EdDSA'],
    ['rsa-v1_5-sha256', 'RS256'],
  ] as const)
    it(`holds as a detached JWS by ${algorithm}, and only as it was signed`, () => {
      const { publicKey } = pairs[name];
      const shown = (signing: Parameters<typeof signRequest>[1]) => {
        const made = sign(name, { form: 'jws', ...signing });
        const { origin, pathname, search } = new URL(message.url);
        return signatureOn({ method: 'POST', origin, target: pathname + search, headers: made.headers, body: Buffer.from(made.body ?? '') }, [
          publicKey,
        ]);
      };
      const sound = { form: 'jws', algorithm, verified: true, coversContent: true, createdAt: '2026-11-22T08:00:00.000Z' };
      assert.deepEqual(shown({}), sound);
      assert.deepEqual(shown({ field: 'My-JWS' }), sound);
      assert.deepEqual(shown({ ageSeconds: 3600 }), { ...sound, createdAt: '2026-11-22T07:00:00.000Z' });
      assert.deepEqual(shown({ altered: 'content' }), { ...sound, verified: false });
      assert.deepEqual(shown({ key: 'foreign' }), { ...sound, verified: false });
    });

  it('names key, algorithm, time and nonce, and covers method, target, type and content', () => {
    const { headers } = sign('ed25519');
    const [, input] = headers.find(([name]) => name === 'Signature-Input') ?? [];
    assert.equal(input, 'egif=("@method" "@target-uri" "content-type" "content-digest");created=1795334400;keyid="k-1";alg="ed25519";nonce="n-1"');
    assert.deepEqual(headers.find(([name]) => name === 'Content-Digest')?.[1], contentDigest(text));
  });

  it('is not made with a key of another kind, or with none', () => {
    for (const [algorithm, text] of [
      ['ed25519', pem(pairs['rsa-pss-sha512'].privateKey)],
      ['ecdsa-p256-sha256', pem(generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey)],
      ['ed25519', 'no key'],
    ] as const)
      assert.throws(
        () => requestKey({ kind: 'httpsig', key: 'env:X', algorithm }, text),
        (error: unknown) => error instanceof EgifError && error.code === 'SECRET_UNAVAILABLE',
      );
  });
});
