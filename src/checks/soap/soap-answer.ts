/**
 * What an HTTP answer says as a SOAP message: its version, the child of its Body, its fault.
 *
 * Source   SOAP 1.1 §4; SOAP 1.2 Part 1 §5; MTOM §3.2 (the envelope is the root part of multipart/related, RFC 2387).
 * Room     checks/soap (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import type { CheckSubject } from '../../contract/check.js';
import type { Exchange } from '../../contract/evidence.js';
import { isObject, memberOf } from '../../contract/json.js';
import { envelopeNamespaces } from '../../contract/soap-names.js';
import type { SoapVersion } from '../../contract/soap-model.js';
import { childrenOf, everyChild, expandedName, rootOf, type XmlNode } from '../lint/model/xml-tree.js';
import { mediaTypeOf, responseOf } from '../read.js';

export interface SeenFault {
  /** Expanded name of the code; of SOAP 1.2 the outermost Value. Absent: there is none. */
  readonly code?: string;
  /** Whether a reason is given for people. */
  readonly reason: boolean;
  readonly detail: boolean;
  /** Expanded names of what the detail holds. */
  readonly details: readonly string[];
}

export interface SeenEnvelope {
  readonly version: SoapVersion;
  readonly header?: XmlNode;
  /** Expanded name of the first child of the Body. */
  readonly payload?: string;
  readonly payloadNode?: XmlNode;
  readonly fault?: SeenFault;
  /** Octets of the envelope: the body, or the root part of a multipart body. */
  readonly octets: Uint8Array;
  readonly multipart: boolean;
}

export type SeenAnswer =
  | { readonly envelope: SeenEnvelope }
  /** `none`: no XML at all by its look. */
  | { readonly flaw: 'doctype' | 'encoding' | 'malformed' | 'none' | 'no-envelope'; readonly detail: string };

/** Known prefixes come as such; here names are always expanded. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['soap', 'http://schemas.xmlsoap.org/wsdl/soap/'],
  ['wsu', 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema'],
]);

function expanded(name: string): string {
  if (name.startsWith('{')) return name;
  const at = name.indexOf(':');
  if (at < 0) return `{}${name}`;
  return `{${prefixes.get(name.slice(0, at)) ?? name.slice(0, at)}}${name.slice(at + 1)}`;
}

/** The parts of a multipart body: head and content of each (RFC 2046 §5.1). */
function partsOf(body: Uint8Array, boundary: string): readonly { readonly head: string; readonly content: Buffer }[] {
  const pieces = `\r\n${Buffer.from(body).toString('latin1')}`.split(`\r\n--${boundary}`).slice(1);
  return pieces.flatMap((piece) => {
    const end = piece.indexOf('\r\n\r\n');
    return end < 0 ? [] : [{ head: piece.slice(0, end), content: Buffer.from(piece.slice(end + 4), 'latin1') }];
  });
}

const contentId = (head: string): string => /^content-id:\s*<([^>]*)>/im.exec(head)?.[1] ?? '';

/**
 * Octets of the envelope: the body, or the root part of a multipart one (named by `start`, or the first; RFC 2387 §3.2) with the content of the other
 * parts in the places that name them (XOP §3.2).
 */
function rootPart(exchange: Exchange): Uint8Array | undefined {
  const { type, parameters } = mediaTypeOf(exchange) ?? { type: '', parameters: new Map<string, string>() };
  const { body } = responseOf(exchange);
  if (type !== 'multipart/related') return body;
  const boundary = parameters.get('boundary') ?? '';
  const parts = boundary === '' ? [] : partsOf(body, boundary);
  const start = parameters.get('start')?.replace(/^<(.*)>$/, '$1');
  const root = parts.find(({ head }) => start !== undefined && contentId(head) === start) ?? parts[0];
  if (root === undefined) return undefined;
  const byId = new Map(parts.map(({ head, content }) => [contentId(head), content]));
  const include = /<(?:[\w.-]+:)?Include\s[^>]*?href\s*=\s*["']cid:([^"']*)["'][^>]*?(?:\/>|>\s*<\/(?:[\w.-]+:)?Include>)/g;
  return Buffer.from(
    root.content.toString('utf8').replace(include, (whole, id: string) => byId.get(id.replaceAll('%40', '@'))?.toString('base64') ?? whole),
  );
}

/** A name that is written as text, by the prefixes in scope. */
const nameIn = (node: XmlNode | undefined): string | undefined => {
  const text = node === undefined ? undefined : memberOf(node.value, '#text');
  return node === undefined || typeof text !== 'string' ? undefined : expandedName(node, text);
};

function hasText(node: XmlNode | undefined): boolean {
  return node !== undefined && typeof node.value['#text'] === 'string';
}

function faultOf(node: XmlNode, version: SoapVersion): SeenFault {
  const { '1.2': soap12 } = envelopeNamespaces;
  const code =
    version === '1.1'
      ? childrenOf(node, '{}faultcode')[0]
      : childrenOf(node, `{${soap12}}Code`).flatMap((each) => childrenOf(each, `{${soap12}}Value`))[0];
  const reasons =
    version === '1.1'
      ? childrenOf(node, '{}faultstring')
      : childrenOf(node, `{${soap12}}Reason`).flatMap((each) => childrenOf(each, `{${soap12}}Text`));
  const [detail] = version === '1.1' ? childrenOf(node, '{}detail') : childrenOf(node, `{${soap12}}Detail`);
  const name = nameIn(code);
  return {
    ...(name === undefined ? {} : { code: name }),
    reason: reasons.some(hasText),
    detail: detail !== undefined,
    details: detail === undefined ? [] : everyChild(detail).map((child) => expanded(child.name)),
  };
}

function envelopeIn(data: JsonObject, octets: Uint8Array, multipart: boolean): SeenEnvelope | undefined {
  for (const version of ['1.1', '1.2'] as const) {
    const namespace = envelopeNamespaces[version];
    const root = rootOf({ data: data satisfies Json }, `{${namespace}}Envelope`, '');
    const [body] = root === undefined ? [] : childrenOf(root, `{${namespace}}Body`);
    if (root === undefined) continue;
    if (body === undefined) return undefined;
    const [header] = childrenOf(root, `{${namespace}}Header`);
    const [payload] = everyChild(body);
    const [fault] = childrenOf(body, `{${namespace}}Fault`);
    return {
      version,
      octets,
      multipart,
      ...(header === undefined ? {} : { header }),
      ...(payload === undefined ? {} : { payload: expanded(payload.name), payloadNode: payload }),
      ...(fault === undefined ? {} : { fault: faultOf(fault, version) }),
    };
  }
  return undefined;
}

/** Reads an answer. Without the means to read XML nothing can be told: `none`. */
export function soapAnswer({ xml }: Pick<CheckSubject, 'xml'>, exchange: Exchange): SeenAnswer {
  const octets = rootPart(exchange);
  if (xml === undefined || octets === undefined) return { flaw: 'none', detail: 'no root part' };
  if (octets.length === 0) return { flaw: 'none', detail: 'no content' };
  const read = xml.read(octets);
  if ('flaw' in read) {
    const looksLikeXml = /^(?:\xEF\xBB\xBF)?\s*<(?!!doctype html|html)/i.test(Buffer.from(octets.subarray(0, 200)).toString('latin1'));
    return { flaw: looksLikeXml ? read.flaw : 'none', detail: read.detail };
  }
  const envelope = envelopeIn(read.data, octets, mediaTypeOf(exchange)?.type === 'multipart/related');
  return envelope === undefined
    ? { flaw: 'no-envelope', detail: Object.keys(read.data).find((name) => isObject(read.data[name])) ?? 'no root' }
    : { envelope };
}

/** The envelope of an answer that serves: status 2xx and no fault. */
export function servedEnvelope(subject: Pick<CheckSubject, 'xml'>, exchange: Exchange): SeenEnvelope | undefined {
  const { status } = responseOf(exchange);
  const seen = soapAnswer(subject, exchange);
  return status >= 200 && status < 300 && 'envelope' in seen && seen.envelope.fault === undefined ? seen.envelope : undefined;
}
