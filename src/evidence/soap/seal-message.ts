/**
 * Puts message addressing, a token, a Timestamp and a signature into a SOAP envelope.
 *
 * The envelope is one that a probe wrote: prefix `soapenv`, and `<soapenv:Body>` without attributes. Canonical forms come from libxml2.
 *
 * Source   WSS SOAP Message Security 1.1.1 §8, §10; WSS X.509 Token Profile 1.1.1 §3.1; XML Signature 1.1 §3.1; Exclusive XML Canonicalization 1.0;
 *          WS-Addressing 1.0 Core §3.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { createHash, createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { ParseOption, XmlC14NMode, XmlDocument } from 'libxml2-wasm';
import type { Seal, SealedPart } from '../../contract/evidence.js';
import {
  addressingNamespace,
  anonymousAddress,
  base64Encoding,
  ecdsaSha256,
  exclusiveC14n,
  rsaSha256,
  sha256Digest,
  signatureNamespace,
  wsseNamespace,
  wsuNamespace,
  x509v3Token,
} from '../../contract/soap-names.js';
import { EgifError } from '../../errors.js';

/** PEM texts of a key (PKCS #8) and of its certificate. */
export interface SigningPair {
  readonly key: string;
  readonly certificate: string;
}

export interface SealContext {
  /** Present where the seal names a signer. */
  readonly pair?: SigningPair;
  readonly now: Date;
  readonly uuid: () => string;
}

/** How long a message is good for; what receivers commonly bear at most. */
const lifetimeSeconds = 300;
/** Entities of our own document type declarations are put in, so that a receiver that reads them finds the signature whole. */
const parseOption = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NOENT | ParseOption.XML_PARSE_NO_SYS_CATALOG;

const ids: Readonly<Record<SealedPart, string>> = {
  timestamp: 'egif-timestamp',
  to: 'egif-to',
  action: 'egif-action',
  'message-id': 'egif-message-id',
  body: 'egif-body',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? character);
const withId = (part: SealedPart): string => ` xmlns:wsu="${wsuNamespace}" wsu:Id="${ids[part]}"`;

function addressingOf({ addressing }: Seal, uuid: () => string): string {
  const field = (name: string, part: SealedPart, value: string): string =>
    `<wsa:${name} xmlns:wsa="${addressingNamespace}"${withId(part)}>${escaped(value)}</wsa:${name}>`;
  return [
    field('To', 'to', addressing.to),
    field('Action', 'action', addressing.action),
    field('MessageID', 'message-id', `urn:uuid:${uuid()}`),
    `<wsa:ReplyTo xmlns:wsa="${addressingNamespace}"><wsa:Address>${anonymousAddress}</wsa:Address></wsa:ReplyTo>`,
  ].join('');
}

function timestampOf({ ageSeconds = 0 }: Seal, now: Date): string {
  const created = now.getTime() - ageSeconds * 1000;
  const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();
  return `<wsu:Timestamp xmlns:wsu="${wsuNamespace}" wsu:Id="${ids.timestamp}"><wsu:Created>${instant(created)}</wsu:Created><wsu:Expires>${instant(created + lifetimeSeconds * 1000)}</wsu:Expires></wsu:Timestamp>`;
}

interface Key {
  readonly key: KeyObject;
  readonly method: string;
  readonly certificate: string;
}

function readPair({ key, certificate }: SigningPair): Key {
  try {
    const privateKey = createPrivateKey(key);
    const method = privateKey.asymmetricKeyType === 'rsa' ? rsaSha256 : ecdsaSha256;
    return { key: privateKey, method, certificate: new X509Certificate(certificate).raw.toString('base64') };
  } catch (cause) {
    throw new EgifError('SECRET_UNAVAILABLE', 'the key or the certificate of an identity cannot be read', {
      mend: 'give both as unencrypted PEM (PKCS #8, X.509)',
      cause,
    });
  }
}

const places = { wsu: wsuNamespace, ds: signatureNamespace } as const;

/** The canonical form of the part at an XPath, as it is signed: Exclusive XML Canonicalization 1.0 without comments. INTERNAL where there is none. */
export function canonicalPart(text: string, xpath: string): string {
  const document = XmlDocument.fromString(text, { option: parseOption });
  try {
    const found = document.get(xpath, places);
    if (found === null) throw new EgifError('INTERNAL', `an envelope has nothing at ${xpath}`);
    return found.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 });
  } finally {
    document.dispose();
  }
}

function signedInfo(text: string, parts: readonly SealedPart[], method: string): string {
  const reference = (part: SealedPart): string => {
    const digest = createHash('sha256')
      .update(canonicalPart(text, `//*[@wsu:Id='${ids[part]}']`))
      .digest('base64');
    return `<ds:Reference URI="#${ids[part]}"><ds:Transforms><ds:Transform Algorithm="${exclusiveC14n}"/></ds:Transforms><ds:DigestMethod Algorithm="${sha256Digest}"/><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`;
  };
  return `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${exclusiveC14n}"/><ds:SignatureMethod Algorithm="${method}"/>${parts.map(reference).join('')}</ds:SignedInfo>`;
}

const signatureAt = '<!--egif-signature-->';
const valueAt = '<!--egif-value-->';

/** The signature in its place: first what is signed, then the value over its canonical form there. */
function signed(text: string, parts: readonly SealedPart[], { key, method }: Key): string {
  const info = signedInfo(text, parts, method);
  const keyInfo = `<ds:KeyInfo><wsse:SecurityTokenReference><wsse:Reference URI="#egif-token" ValueType="${x509v3Token}"/></wsse:SecurityTokenReference></ds:KeyInfo>`;
  const element = `<ds:Signature xmlns:ds="${signatureNamespace}">${info}<ds:SignatureValue>${valueAt}</ds:SignatureValue>${keyInfo}</ds:Signature>`;
  const whole = text.replace(signatureAt, () => element);
  const value = sign('sha256', Buffer.from(canonicalPart(whole, '//ds:SignedInfo')), { key, dsaEncoding: 'ieee-p1363' });
  return whole.replace(valueAt, value.toString('base64'));
}

/** The envelope as it is sent. SECRET_UNAVAILABLE where the key cannot be used. */
export function sealMessage(envelope: string, seal: Seal, { pair, now, uuid }: SealContext): string {
  const key = pair === undefined ? undefined : readPair(pair);
  const token =
    key === undefined
      ? ''
      : `<wsse:BinarySecurityToken xmlns:wsu="${wsuNamespace}" wsu:Id="egif-token" EncodingType="${base64Encoding}" ValueType="${x509v3Token}">${key.certificate}</wsse:BinarySecurityToken>`;
  const security =
    key === undefined
      ? ''
      : `<wsse:Security xmlns:wsse="${wsseNamespace}" soapenv:mustUnderstand="1">${timestampOf(seal, now)}${token}${signatureAt}</wsse:Security>`;
  const blocks = `${addressingOf(seal, uuid)}${security}`;
  const [, own = ''] = /<soapenv:Header>(.*)<\/soapenv:Header>/s.exec(envelope) ?? [];
  const bare = envelope.replace(/<soapenv:Header>.*<\/soapenv:Header>/s, '');
  const whole = bare.replace('<soapenv:Body>', () => `<soapenv:Header>${blocks}${own}</soapenv:Header><soapenv:Body${withId('body')}>`);
  const sealed = key === undefined ? whole : signed(whole, seal.signed, key);
  // A blank more within the Body says nothing and breaks its digest: whoever takes it has not compared.
  return seal.altered === undefined ? sealed : sealed.replace('</soapenv:Body>', ' </soapenv:Body>');
}
