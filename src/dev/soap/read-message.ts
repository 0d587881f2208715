/**
 * A SOAP request as the sample agency reads it.
 *
 * Source   SOAP 1.1 §4; SOAP 1.2 Part 1 §5.
 * Room     dev (floor 6). May be imported within dev only.
 */
import { ParseOption, XmlDocument, XmlElement } from 'libxml2-wasm';
import { addressingNamespace, envelopeNamespaces, signatureNamespace, wsseNamespace, wsuNamespace } from '../../contract/soap-names.js';
import type { SoapVersion } from '../../contract/soap-model.js';

const option = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NO_SYS_CATALOG;

export const namespaces = {
  s11: envelopeNamespaces['1.1'],
  s12: envelopeNamespaces['1.2'],
  wsa: addressingNamespace,
  wsse: wsseNamespace,
  wsu: wsuNamespace,
  ds: signatureNamespace,
} as const;

export interface SoapRequest {
  readonly document: XmlDocument;
  readonly version: SoapVersion;
  readonly body: XmlElement;
  readonly headers: readonly XmlElement[];
  readonly payload?: XmlElement;
}

export type ReadRequest = { readonly request: SoapRequest } | { readonly refused: 'doctype' | 'malformed' | 'version' };

/** The element at a path, or undefined. */
export function elementAt(document: XmlDocument, path: string): XmlElement | undefined {
  const found = document.get(path, namespaces);
  return found instanceof XmlElement ? found : undefined;
}

export const childrenOf = (element: XmlElement): readonly XmlElement[] => element.find('*').filter((node) => node instanceof XmlElement);

/** Reads a request; entities are put in only where document types are taken at all. The caller disposes of the document. */
export function readRequest(octets: Uint8Array, { refusesDoctype }: { readonly refusesDoctype: boolean }): ReadRequest {
  if (refusesDoctype && Buffer.from(octets).includes('<!DOCTYPE')) return { refused: 'doctype' };
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(octets, { option: refusesDoctype ? option : option | ParseOption.XML_PARSE_NOENT });
  } catch {
    return { refused: 'malformed' };
  }
  const version = document.root.namespaceUri === namespaces.s11 ? '1.1' : document.root.namespaceUri === namespaces.s12 ? '1.2' : undefined;
  const prefix = version === '1.2' ? 's12' : 's11';
  const body = elementAt(document, `/${prefix}:Envelope/${prefix}:Body`);
  if (version === undefined || body === undefined) {
    document.dispose();
    return { refused: version === undefined ? 'version' : 'malformed' };
  }
  const header = elementAt(document, `/${prefix}:Envelope/${prefix}:Header`);
  const [payload] = childrenOf(body);
  return {
    request: { document, version, body, headers: header === undefined ? [] : childrenOf(header), ...(payload === undefined ? {} : { payload }) },
  };
}
