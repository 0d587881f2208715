/**
 * Names of the namespaces and algorithms of SOAP messages: the words that senders, readers and checks share.
 *
 * Source   SOAP 1.1; SOAP 1.2 Part 1; WS-Addressing 1.0 Core; WSS SOAP Message Security 1.1.1; XML Signature 1.1 §6; RFC 9231.
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { SoapVersion } from './soap-model.js';

/** Namespace of the envelope by version of SOAP. */
export const envelopeNamespaces: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};

export const addressingNamespace = 'http://www.w3.org/2005/08/addressing';
export const anonymousAddress = `${addressingNamespace}/anonymous`;
export const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';
export const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
export const wsseNamespace = `${wss}-wssecurity-secext-1.0.xsd`;
export const wsuNamespace = `${wss}-wssecurity-utility-1.0.xsd`;
export const base64Encoding = `${wss}-soap-message-security-1.0#Base64Binary`;
export const x509v3Token = `${wss}-x509-token-profile-1.0#X509v3`;
export const sha256Digest = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const ecdsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
