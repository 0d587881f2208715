/**
 * WS-Security as the sample agency demands it of requests, and puts it into its answers.
 *
 * Source   WSS SOAP Message Security 1.1.1 §8, §10; WSS X.509 Token Profile 1.1.1; XML Signature 1.1 §3.2; Exclusive XML Canonicalization 1.0.
 * Room     dev (floor 6). May be imported within dev only.
 */
import { createHash, createPrivateKey, sign, verify, X509Certificate } from 'node:crypto';
import { XmlC14NMode, XmlDocument, XmlElement } from 'libxml2-wasm';
import { ecdsaSha256, exclusiveC14n, sha256Digest, signatureNamespace, wsseNamespace, wsuNamespace } from '../../contract/soap-names.js';
import type { KeyedCertificate } from '../pki.js';
import type { SoapManners } from './manners.js';
import { elementAt, namespaces, type SoapRequest } from './read-message.js';

export interface SecurityWorld {
  /** Who may call. */
  readonly consumer: KeyedCertificate;
  readonly server: KeyedCertificate;
  readonly now: Date;
  /** Address of the endpoint that was called. */
  readonly endpoint: string;
  /** Message ids that were served. */
  readonly seen: Set<string>;
}

export type Refusal = 'unsigned' | 'untrusted' | 'broken' | 'stale' | 'misdirected' | 'replayed';

const canonical = (element: XmlElement, mode: 0 | 1 | 2 = XmlC14NMode.XML_C14N_EXCLUSIVE_1_0): string => element.canonicalizeToString({ mode });
const textAt = (document: XmlDocument, path: string): string => elementAt(document, path)?.content.trim() ?? '';

/** Ids of the elements whose digests hold. */
function wholeParts(document: XmlDocument, { comparesBody }: SoapManners): ReadonlySet<string> | undefined {
  const whole = new Set<string>();
  for (const reference of document.find('//wsse:Security/ds:Signature/ds:SignedInfo/ds:Reference', namespaces)) {
    if (!(reference instanceof XmlElement)) return undefined;
    const id = (reference.attr('URI')?.value ?? '').replace(/^#/, '');
    const targets = document.find('//*[@wsu:Id]', namespaces).filter((node) => node instanceof XmlElement && node.attr('Id', 'wsu')?.value === id);
    const [target] = targets;
    const value = reference.get('ds:DigestValue', namespaces)?.content.trim();
    if (targets.length !== 1 || !(target instanceof XmlElement)) return undefined;
    const isBody = target.name === 'Body';
    if (createHash('sha256').update(canonical(target)).digest('base64') !== value && (comparesBody || !isBody)) return undefined;
    whole.add(isBody ? 'Body' : target.name);
  }
  return whole;
}

function signatureTrouble(document: XmlDocument, world: SecurityWorld, manners: SoapManners): Refusal | undefined {
  const info = elementAt(document, '//wsse:Security/ds:Signature/ds:SignedInfo');
  if (info === undefined) return manners.refusesUnsigned ? 'unsigned' : undefined;
  const certificate = new X509Certificate(world.consumer.certificatePem);
  if (textAt(document, '//wsse:Security/wsse:BinarySecurityToken') !== certificate.raw.toString('base64')) return 'untrusted';
  const value = Buffer.from(textAt(document, '//wsse:Security/ds:Signature/ds:SignatureValue'), 'base64');
  if (!verify('sha256', Buffer.from(canonical(info)), { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' }, value)) return 'broken';
  const whole = wholeParts(document, manners);
  return whole !== undefined && ['Timestamp', 'To', 'MessageID', 'Body'].every((part) => whole.has(part)) ? undefined : 'broken';
}

function timeTrouble(document: XmlDocument, { now }: SecurityWorld): Refusal | undefined {
  const [created, expires] = ['Created', 'Expires'].map((name) => Date.parse(textAt(document, `//wsse:Security/wsu:Timestamp/wsu:${name}`)));
  const skewMs = 300_000;
  return created !== undefined && expires !== undefined && created <= now.getTime() + skewMs && expires + skewMs / 5 >= now.getTime()
    ? undefined
    : 'stale';
}

/** Why a request is refused, or undefined. A message that passes is remembered. */
export function refusalOf({ document }: SoapRequest, world: SecurityWorld, manners: SoapManners): Refusal | undefined {
  const isSigned = elementAt(document, '//wsse:Security/ds:Signature') !== undefined;
  const trouble = signatureTrouble(document, world, manners);
  if (trouble !== undefined) return trouble;
  if (isSigned && manners.refusesStale && timeTrouble(document, world) !== undefined) return 'stale';
  const to = textAt(document, '//wsa:To');
  if (manners.refusesMisdirected && to !== '' && to !== world.endpoint) return 'misdirected';
  const id = textAt(document, '//wsa:MessageID');
  if (id !== '' && world.seen.has(id) && manners.refusesReplay) return 'replayed';
  world.seen.add(id);
  return undefined;
}

const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const sha1Digest = `${signatureNamespace}sha1`;
const ecdsaSha1 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1';

/** The answer with a Timestamp and a signature over it and the Body. `text` has `<soapenv:Body>` and no header. */
export function signAnswer(text: string, { server, now }: SecurityWorld, { answerDigest, answerC14n }: SoapManners): string {
  const mode = answerC14n === 'exclusive' ? XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 : XmlC14NMode.XML_C14N_1_0;
  const c14n = answerC14n === 'exclusive' ? exclusiveC14n : inclusive;
  const instant = (milliseconds: number): string => new Date(now.getTime() + milliseconds).toISOString();
  const timestamp = `<wsu:Timestamp wsu:Id="answer-time"><wsu:Created>${instant(0)}</wsu:Created><wsu:Expires>${instant(300_000)}</wsu:Expires></wsu:Timestamp>`;
  const header = `<soapenv:Header><wsse:Security xmlns:wsse="${wsseNamespace}" xmlns:wsu="${wsuNamespace}">${timestamp}<!--signature--></wsse:Security></soapenv:Header>`;
  const whole = text.replace('<soapenv:Body>', () => `${header}<soapenv:Body xmlns:wsu="${wsuNamespace}" wsu:Id="answer-body">`);
  const form = (xml: string, path: string): string => {
    const document = XmlDocument.fromString(xml);
    const element = elementAt(document, path);
    const result = element === undefined ? '' : canonical(element, mode);
    document.dispose();
    return result;
  };
  const reference = (id: string): string => {
    const digest = createHash(answerDigest)
      .update(form(whole, `//*[@wsu:Id='${id}']`))
      .digest('base64');
    const method = answerDigest === 'sha256' ? sha256Digest : sha1Digest;
    return `<ds:Reference URI="#${id}"><ds:Transforms><ds:Transform Algorithm="${c14n}"/></ds:Transforms><ds:DigestMethod Algorithm="${method}"/><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`;
  };
  const method = answerDigest === 'sha256' ? ecdsaSha256 : ecdsaSha1;
  const info = `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${c14n}"/><ds:SignatureMethod Algorithm="${method}"/>${reference('answer-time')}${reference('answer-body')}</ds:SignedInfo>`;
  const signed = whole.replace(
    '<!--signature-->',
    () => `<ds:Signature xmlns:ds="${signatureNamespace}">${info}<ds:SignatureValue><!--value--></ds:SignatureValue></ds:Signature>`,
  );
  const key = createPrivateKey(server.privateKeyPem);
  const value = sign(answerDigest, Buffer.from(form(signed, '//ds:SignedInfo')), { key, dsaEncoding: 'ieee-p1363' });
  return signed.replace('<!--value-->', value.toString('base64'));
}
