/**
 * The sample SOAP service: one request in, one answer out.
 *
 * published files → media type → message → security → operation → answer
 *
 * Source   SOAP 1.1 §4.4, §6; SOAP 1.2 Part 1 §5.4, Part 2 §7; MTOM §3.
 * Room     dev (floor 6). May be imported within dev only.
 */
import { envelopeNamespaces } from '../../contract/soap-names.js';
import type { SoapVersion } from '../../contract/soap-model.js';
import { headerOf, type AgencyRequest, type Answer, textAnswer, withHeader } from '../exchange.js';
import type { KeyedCertificate } from '../pki.js';
import type { SoapAnswerContext, SoapFaultHooks, SoapManners } from './manners.js';
import { refusalOf, signAnswer, type SecurityWorld } from './message-security.js';
import { messagesNamespace, operate } from './soap-operations.js';
import { soapPublishedAnswer } from './soap-published.js';
import { namespaces, readRequest, type SoapRequest } from './read-message.js';

export interface SoapWorld {
  readonly origin: string;
  readonly consumer: KeyedCertificate;
  readonly server: KeyedCertificate;
  readonly clock: () => Date;
  readonly manners: SoapManners;
  readonly hooks: readonly SoapFaultHooks[];
  /** Published files by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly seen: Set<string>;
  readonly next: () => number;
}

/** Paths of the ports. */
export const soapPaths: Readonly<Record<SoapVersion, string>> = { '1.1': '/person-inquiry', '1.2': '/person-inquiry/soap12' };
const mediaTypes: Readonly<Record<SoapVersion, string>> = { '1.1': 'text/xml', '1.2': 'application/soap+xml' };

const enveloped = (version: SoapVersion, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${envelopeNamespaces[version]}"><soapenv:Body>${content}</soapenv:Body></soapenv:Envelope>`;

type FaultCode = 'sender' | 'VersionMismatch' | 'MustUnderstand';

const problem = (code: string): string =>
  `<m:problem xmlns:m="${messagesNamespace}"><m:code>${code}</m:code><m:title>درخواست پذیرفته نشد</m:title><m:traceId>trace-${code}</m:traceId></m:problem>`;

function faultContent(version: SoapVersion, code: FaultCode, reason: string): string {
  if (version === '1.1') {
    const name = code === 'sender' ? 'Client' : code;
    return `<soapenv:Fault><faultcode>soapenv:${name}</faultcode><faultstring xml:lang="fa">${reason}</faultstring><detail>${problem(reason)}</detail></soapenv:Fault>`;
  }
  const name = code === 'sender' ? 'Sender' : code;
  return `<soapenv:Fault><soapenv:Code><soapenv:Value>soapenv:${name}</soapenv:Value></soapenv:Code><soapenv:Reason><soapenv:Text xml:lang="fa">${reason}</soapenv:Text></soapenv:Reason><soapenv:Detail>${problem(reason)}</soapenv:Detail></soapenv:Fault>`;
}

class Conversation {
  readonly #world: SoapWorld;
  readonly #request: AgencyRequest;
  readonly #version: SoapVersion;

  constructor(world: SoapWorld, request: AgencyRequest, version: SoapVersion) {
    this.#world = world;
    this.#request = request;
    this.#version = version;
  }

  #bent(answer: Answer, context: Omit<SoapAnswerContext, 'request' | 'version'>): Answer {
    const whole = { request: this.#request, version: this.#version, ...context };
    return this.#world.hooks.reduce((current, { answer: bend }) => (bend === undefined ? current : bend(current, whole)), answer);
  }

  #text(content: string, context: Omit<SoapAnswerContext, 'request' | 'version'>): string {
    const whole = { request: this.#request, version: this.#version, ...context };
    return this.#world.hooks.reduce((current, { envelope }) => envelope?.(current, whole) ?? current, enveloped(this.#version, content));
  }

  #fault(code: FaultCode, reason: string): Answer {
    const status = this.#version === '1.2' && code === 'sender' ? 400 : 500;
    const text = this.#text(faultContent(this.#version, code, reason), { isFault: true });
    return this.#bent(textAnswer(status, `${mediaTypes[this.#version]}; charset=utf-8`, text), { isFault: true });
  }

  #served(operation: string, content: string, attachment?: string): Answer {
    const { manners } = this.#world;
    const context = { operation, isFault: false };
    const payload = `<m:${operation}Response xmlns:m="${messagesNamespace}">${content.replace('<!--attachment-->', attachment ?? '')}</m:${operation}Response>`;
    const text = signAnswer(this.#text(payload, context), this.#security(), manners);
    const type = mediaTypes[this.#version];
    if (attachment === undefined || !manners.attaches) return this.#bent(textAnswer(200, `${type}; charset=utf-8`, text), context);
    const include = '<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:extract@sample.gov.example"/>';
    const root = text.replace(attachment, include);
    const head = `--egif-part\r\nContent-Type: application/xop+xml; charset=utf-8; type="${type}"\r\nContent-ID: <root@sample.gov.example>\r\n\r\n${root}\r\n--egif-part\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <extract@sample.gov.example>\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), Buffer.from(attachment, 'base64'), Buffer.from('\r\n--egif-part--\r\n')]);
    const value = `multipart/related; type="application/xop+xml"; start="<root@sample.gov.example>"; start-info="${type}"; boundary="egif-part"`;
    return this.#bent({ status: 200, headers: [['Content-Type', value]], body }, context);
  }

  #security(): SecurityWorld {
    const { origin, consumer, server, clock, seen } = this.#world;
    return { consumer, server, seen, now: clock(), endpoint: `${origin}${soapPaths[this.#version]}` };
  }

  #process(request: SoapRequest): Answer {
    const { manners, clock, next } = this.#world;
    const own = namespaces[this.#version === '1.1' ? 's11' : 's12'];
    const known: readonly string[] = [namespaces.wsa, namespaces.wsse];
    const foreign = request.headers.some(
      (header) =>
        !known.includes(header.namespaceUri) &&
        /^(?:1|true)$/.test(header.attrs.find(({ name, namespaceUri }) => name === 'mustUnderstand' && namespaceUri === own)?.value ?? ''),
    );
    if (foreign && manners.refusesUnknownHeaders) return this.#fault('MustUnderstand', 'header-not-understood');
    const refusal = refusalOf(request, this.#security(), manners);
    if (refusal !== undefined) return this.#fault('sender', refusal);
    const operated =
      request.payload === undefined ? undefined : operate(request.payload, { now: clock(), demandsMembers: manners.demandsMembers, next });
    if (operated === undefined) return this.#fault('sender', 'unknown-operation');
    if (operated.name === 'echo' && !manners.echoes) return this.#fault('sender', 'not-offered');
    if ('problem' in operated.result) return this.#fault('sender', operated.result.problem);
    return this.#served(operated.name, operated.result.content, operated.result.attachment);
  }

  answer(): Answer {
    const [type = ''] = (headerOf(this.#request, 'content-type') ?? '').split(';');
    if (type.trim().toLowerCase() !== mediaTypes[this.#version]) return textAnswer(415, 'text/plain; charset=utf-8', 'Unsupported Media Type');
    const read = readRequest(this.#request.body, this.#world.manners);
    if ('refused' in read) return this.#fault(read.refused === 'version' ? 'VersionMismatch' : 'sender', read.refused);
    try {
      if (read.request.version !== this.#version) return this.#fault('VersionMismatch', 'version');
      return this.#process(read.request);
    } finally {
      read.request.document.dispose();
    }
  }
}

/** The service of a world. */
export function createSoapService(world: SoapWorld): (request: AgencyRequest) => Answer {
  const answered = (request: AgencyRequest): Answer => {
    if (request.method === 'GET' || request.method === 'HEAD') return soapPublishedAnswer(request, world);
    const version = request.path === soapPaths['1.1'] ? '1.1' : request.path === soapPaths['1.2'] ? '1.2' : undefined;
    if (version === undefined) return textAnswer(404, 'text/plain; charset=utf-8', 'Not Found');
    if (request.method === 'POST') return new Conversation(world, request, version).answer();
    return { ...textAnswer(405, 'text/plain; charset=utf-8', 'Method Not Allowed'), headers: [['Allow', 'POST']] };
  };
  return (request) => withHeader(answered(request), 'Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
}
