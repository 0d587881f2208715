/** Messages are sealed as the standards say: canonical forms, digests, a signature that holds, and one that does not where that is wanted. */
import { strict as assert } from 'node:assert';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { describe, it } from 'mocha';
import type { Seal } from '../../../src/contract/evidence.js';
import { createPki } from '../../../src/dev/pki.js';
import { EgifError } from '../../../src/errors.js';
import { canonicalPart, sealMessage } from '../../../src/evidence/soap/seal-message.js';

const body = (prologue = '', content = '<echo xmlns="urn:a"><token>t</token></echo>'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${prologue}<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>${content}</soapenv:Body></soapenv:Envelope>`;
const seal: Seal = {
  signer: 'consumer',
  signed: ['timestamp', 'to', 'action', 'message-id', 'body'],
  addressing: { to: 'https://a.example/x?y=1&z=2', action: 'urn:a:echo' },
};
const now = new Date('2026-11-01T08:00:00Z');
const uuid = (): string => '6f1c4b9e-0000-4000-8000-000000000001';
const ids = ['egif-timestamp', 'egif-to', 'egif-action', 'egif-message-id', 'egif-body'];

/** Ids of the references whose digest holds, and whether the value signs SignedInfo. */
function validity(text: string, certificate: string): { readonly whole: readonly string[]; readonly signed: boolean } {
  const references = [...text.matchAll(/<ds:Reference URI="#([^"]*)">.*?<ds:DigestValue>([^<]*)</gs)];
  const whole = references.flatMap(([, id = '', digest]) =>
    createHash('sha256')
      .update(canonicalPart(text, `//*[@wsu:Id='${id}']`))
      .digest('base64') === digest
      ? [id]
      : [],
  );
  const [, value = ''] = /<ds:SignatureValue>([^<]*)</.exec(text) ?? [];
  const { publicKey } = new X509Certificate(certificate);
  const octets = Buffer.from(canonicalPart(text, '//ds:SignedInfo'));
  return { whole, signed: verify('sha256', octets, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(value, 'base64')) };
}

describe('Canonical forms', () => {
  it('are those of the example of the recommendation (exc-c14n §2.2): the same subtree in two documents has one form', () => {
    const inner =
      '<n1:elem2 xmlns:n0="http://example.net"\n           xmlns:n1="http://example.net"\n           xmlns:n2="ftp://example.org"\n           xml:lang="en">\n         <n3:stuff xmlns:n3="ftp://example.org"/>\n     </n1:elem2>';
    const wanted =
      '<n1:elem2 xmlns:n1="http://example.net" xml:lang="en">\n         <n3:stuff xmlns:n3="ftp://example.org"></n3:stuff>\n     </n1:elem2>';
    for (const outer of [
      'n0:local xmlns:n0="foo:bar" xmlns:n3="ftp://example.org"',
      'n2:pdu xmlns:n1="http://example.com" xmlns:n2="http://foo.example" xml:space="retain"',
    ])
      assert.equal(canonicalPart(`<${outer}>${inner}</${outer.split(' ')[0] ?? ''}>`, '//*[local-name()="elem2"]'), wanted);
  });

  it('order attributes by namespace, expand what is empty, and resolve references of characters', () => {
    const text = '<a xmlns:y="urn:1" xmlns:x="urn:2"><b z="1" x:a="2" y:b="3" a="&#x41;&quot;"/><!-- no --></a>';
    assert.equal(canonicalPart(text, '/a'), '<a><b xmlns:x="urn:2" xmlns:y="urn:1" a="A&quot;" z="1" y:b="3" x:a="2"></b></a>');
  });
});

describe('A sealed message', () => {
  const keys = (['ec-p256', 'rsa-2048'] as const).map((keyType) => [keyType, createPki({ keyType }).signer] as const);
  const [, pair] = keys[0] ?? [];
  const sealed = (text: string, more: Partial<Seal> = {}, key = pair): string =>
    sealMessage(
      text,
      { ...seal, ...more },
      { now, uuid, ...(key === undefined ? {} : { pair: { key: key.privateKeyPem, certificate: key.certificatePem } }) },
    );

  for (const [keyType, key] of keys) {
    it(`has every part signed with a key of ${keyType}`, () => {
      assert.deepEqual(validity(sealed(body(), {}, key), key.certificatePem), { whole: ids, signed: true });
    });
  }

  it('says when it was made and whom it is for', () => {
    const text = sealed(body());
    assert.match(text, /<wsu:Created>2026-11-01T08:00:00\.000Z<\/wsu:Created><wsu:Expires>2026-11-01T08:05:00\.000Z</);
    assert.match(text, />https:\/\/a\.example\/x\?y=1&amp;z=2<\/wsa:To>/);
    assert.match(sealed(body(), { ageSeconds: 3600 }), /<wsu:Created>2026-11-01T07:00:00\.000Z</);
  });

  it('loses only the digest of the Body where that was altered', () => {
    const { whole, signed } = validity(sealed(body(), { altered: 'body' }), pair?.certificatePem ?? '');
    assert.deepEqual([whole, signed], [ids.filter((id) => id !== 'egif-body'), true]);
  });

  it('is whole for a reader that puts in the entities of its document type', () => {
    const text = sealed(
      body('<!DOCTYPE soapenv:Envelope [<!ENTITY one "t"><!ENTITY egif "&one;">]>', '<echo xmlns="urn:a"><token>&egif;</token></echo>'),
    );
    assert.match(text, /<token>&egif;<\/token>/);
    assert.match(canonicalPart(text, "//*[@wsu:Id='egif-body']"), /<token>t<\/token>/);
    assert.deepEqual(validity(text, pair?.certificatePem ?? '').whole, ids);
  });

  it('keeps a header that it had', () => {
    const text = sealed(body().replace('<soapenv:Body>', '<soapenv:Header><x:y xmlns:x="urn:x"/></soapenv:Header><soapenv:Body>'));
    assert.equal(text.match(/<soapenv:Header>/g)?.length, 1);
    assert.match(text, /<\/wsse:Security><x:y xmlns:x="urn:x"\/><\/soapenv:Header>/);
  });

  it('without a signer has addresses and nothing of security', () => {
    const text = sealMessage(body(), { signed: [], addressing: seal.addressing }, { now, uuid });
    assert.match(text, /<wsa:MessageID[^>]*>urn:uuid:6f1c4b9e/);
    assert.doesNotMatch(text, /wsse:|ds:Signature/);
  });

  it('is not made with a key that is none', () => {
    assert.throws(
      () => sealMessage(body(), seal, { now, uuid, pair: { key: 'none', certificate: 'none' } }),
      (error) => error instanceof EgifError && error.code === 'SECRET_UNAVAILABLE' && !error.message.includes('none'),
    );
  });
});
