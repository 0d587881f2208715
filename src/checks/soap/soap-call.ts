/**
 * Calls of SOAP operations as actions: endpoint, media type, action, seal.
 *
 * Source   SOAP 1.1 §6.1 (text/xml, SOAPAction quoted); SOAP 1.2 Part 2 §7.5 (application/soap+xml, action); WS-Addressing 1.0 Metadata §4.4.
 * Room     checks/soap (floor 3). May be imported within checks only.
 */
import type { CheckSubject } from '../../contract/check.js';
import type { SafetyClass } from '../../contract/documents.js';
import type { Credential, Headers, HttpAction, Seal } from '../../contract/evidence.js';
import { isObject } from '../../contract/json.js';
import { envelopeNamespaces } from '../../contract/soap-names.js';
import type { SoapContract, SoapOperation } from '../../contract/soap-model.js';
import { localOf } from '../lint/model/xml-tree.js';
import { messageOf } from './message-of.js';

/** One operation of a contract with a message that the statement's data make. */
export interface SoapSample {
  readonly contract: SoapContract;
  readonly operation: SoapOperation;
  /** The child of the Body. */
  readonly message: string;
}

export interface SoapCallOptions {
  readonly safety?: SafetyClass;
  /** `none`: not signed though there is a key; otherwise members of the seal that differ. */
  readonly seal?: 'none' | Partial<Seal>;
  /** The whole body in place of the envelope. */
  readonly envelope?: string;
  readonly headers?: Headers;
  readonly occasion?: string;
}

/** Where the operation is called: the port's address where it is the environment's, else the same path at the environment's origin. */
export function endpointOf({ baseUrl }: Pick<CheckSubject, 'baseUrl'>, { address }: SoapOperation): string | undefined {
  const base = new URL(baseUrl);
  if (address === undefined || !URL.canParse(address)) return address === undefined ? baseUrl : undefined;
  const own = new URL(address);
  if (own.origin === base.origin) return own.href;
  return own.pathname === base.pathname || own.pathname.startsWith(`${base.pathname.replace(/\/$/, '')}/`)
    ? `${base.origin}${own.pathname}${own.search}`
    : baseUrl;
}

/** The statement's first identity that signs messages and whose key could be had. */
export function signerOf(subject: CheckSubject): string | undefined {
  const known = subject.service.credentials?.identities ?? {};
  return subject.identities.find((name) => known[name]?.kind === 'wss_x509');
}

/** Whether the policies in effect demand a signature by a certificate of the caller. */
export function demandsSignature({ policy }: SoapOperation): boolean {
  const { assertions } = policy;
  return (
    (assertions.includes('sp:X509Token') && assertions.some((name) => /^sp:(Asymmetric|Symmetric)Binding$/.test(name))) ||
    assertions.includes('sp:EndorsingSupportingTokens')
  );
}

function wantsAddressing({ policy }: SoapOperation): boolean {
  return policy.assertions.some((name) => /\}(?:Addressing|UsingAddressing)$/.test(name));
}

/** wsa:Action: the SOAPAction of the binding, else the pattern of the metadata specification. */
function actionUri({ soapAction, portType, name }: SoapOperation): string {
  if (soapAction !== undefined && soapAction !== '') return soapAction;
  const namespace = portType.slice(1, portType.lastIndexOf('}'));
  const delimiter = namespace.startsWith('urn:') ? ':' : '/';
  return [namespace.replace(/[/:]$/, ''), localOf(portType), `${name}Request`].join(delimiter);
}

function sealOf(subject: CheckSubject, operation: SoapOperation, { seal }: SoapCallOptions): Seal | undefined {
  const signer = signerOf(subject);
  const bare: Seal = { signed: [], addressing: { to: endpointOf(subject, operation) ?? '', action: actionUri(operation) } };
  if (seal === 'none') return signer === undefined && !wantsAddressing(operation) ? undefined : bare;
  if (signer === undefined) return wantsAddressing(operation) ? { ...bare, ...seal } : undefined;
  return { ...bare, signer, signed: ['timestamp', 'to', 'action', 'message-id', 'body'], ...seal };
}

/** The envelope without a header, as the engine expects it for a seal. */
export function envelopeOf({ operation, message }: Pick<SoapSample, 'operation' | 'message'>, prologue = ''): string {
  const namespace = envelopeNamespaces[operation.soapVersion];
  return `<?xml version="1.0" encoding="UTF-8"?>${prologue}<soapenv:Envelope xmlns:soapenv="${namespace}"><soapenv:Body>${message}</soapenv:Body></soapenv:Envelope>`;
}

function fieldsOf({ soapVersion, soapAction }: SoapOperation): Headers {
  const action = (soapAction ?? '').replace(/["\\\r\n]/g, '');
  if (soapVersion === '1.2') {
    const parameter = action === '' ? '' : `; action="${action}"`;
    return [
      ['Content-Type', `application/soap+xml; charset=utf-8${parameter}`],
      ['Accept', 'application/soap+xml, multipart/related'],
    ];
  }
  return [
    ['Content-Type', 'text/xml; charset=utf-8'],
    ['SOAPAction', `"${action}"`],
    ['Accept', 'text/xml, multipart/related'],
  ];
}

/** The call of an operation, or undefined where it has no endpoint. */
export function soapCall(subject: CheckSubject, sample: SoapSample, options: SoapCallOptions = {}): HttpAction | undefined {
  const { operation } = sample;
  const url = endpointOf(subject, operation);
  if (url === undefined) return undefined;
  const seal = sealOf(subject, operation, options);
  const known = subject.service.credentials?.identities ?? {};
  const name = seal?.signer ?? subject.identities.find((each) => known[each]?.kind !== 'wss_x509');
  const credential: Credential = name === undefined ? 'none' : `identity:${name}`;
  const least = operation.safe ? (credential === 'none' ? 'S1' : 'S2') : 'S4';
  const own = new Set((options.headers ?? []).map(([field]) => field.toLowerCase()));
  return {
    kind: 'http',
    method: 'POST',
    url,
    headers: [...fieldsOf(operation).filter(([field]) => !own.has(field.toLowerCase())), ...(options.headers ?? [])],
    body: options.envelope ?? envelopeOf(sample),
    ...(seal === undefined ? {} : { seal }),
    credential,
    safety: options.safety ?? least,
    place: `/${operation.id}`,
    ...(options.occasion === undefined ? {} : { occasion: options.occasion }),
  };
}

/** The message of an operation with the first of the statement's data for it that make one. */
export function sampleOf({ service }: CheckSubject, contract: SoapContract, operation: SoapOperation): SoapSample | undefined {
  const bindings = service.testData?.bindings ?? {};
  const own = bindings[operation.id] ?? bindings[operation.name] ?? [{}];
  for (const { body, parameters } of own) {
    const data: unknown = body ?? parameters ?? {};
    const message = typeof data === 'string' || isObject(data) ? messageOf(contract, operation, data) : undefined;
    if (message !== undefined) return { contract, operation, message };
  }
  return undefined;
}

/** Operations that answer, of every contract, safe ones or the others, with a message each where the data make one. */
export function samplesIn(
  subject: CheckSubject,
  wanted: (operation: SoapOperation) => boolean = ({ safe }) => safe,
): { readonly samples: readonly SoapSample[]; readonly without: readonly SoapOperation[] } {
  const samples: SoapSample[] = [];
  const without: SoapOperation[] = [];
  for (const contract of subject.soap ?? []) {
    for (const operation of contract.operations.filter((each) => each.flow === 'request-response' && wanted(each))) {
      const sample = sampleOf(subject, contract, operation);
      if (sample === undefined) without.push(operation);
      else samples.push(sample);
    }
  }
  return { samples, without };
}

/** Names of operations that exist to be called by monitors: those that the lint rule knows (EGIF-TEC-MSG-016). */
export const isEcho = ({ name }: Pick<SoapOperation, 'name'>): boolean => /^(?:echo|status|ping|getStatus)$/i.test(name);

/** One sample a port: an echo before anything else, so that no record is touched where none need be. */
export function onePerPort(samples: readonly SoapSample[]): readonly SoapSample[] {
  const byPort = new Map<string, SoapSample>();
  for (const sample of samples) {
    const key = `${sample.operation.service} ${sample.operation.port}`;
    const known = byPort.get(key);
    if (known === undefined || (isEcho(sample.operation) && !isEcho(known.operation))) byPort.set(key, sample);
  }
  return [...byPort.values()];
}
