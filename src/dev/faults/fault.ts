/**
 * The shape of a named fault: data about it, and hooks at the few places where the conformant agency lets itself be bent.
 *
 * The agency's own code knows no fault by name. A hook that is absent leaves the conformant behaviour.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { BilingualText, Layer, Statement } from '../../contract/documents.js';
import type { AgencyRequest, Answer } from '../exchange.js';
import type { ServerCertificateKind } from '../pki.js';
import type { Registry } from '../records.js';
import type { RegistryState } from '../registry-state.js';
import type { Authorization } from '../tokens.js';

/** Settings of the TLS server that a fault may bend, as node:tls names them. */
export interface TlsSettings {
  readonly minVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly maxVersion?: 'TLSv1.2' | 'TLSv1.3';
  readonly ciphers?: string;
  readonly requestCert?: boolean;
  readonly rejectUnauthorized?: boolean;
  /** PEM of those whose client certificates are taken. */
  readonly ca?: string;
}

/** Bends the record of a ServerHello of TLS 1.2 or before; gives the record that is sent. */
export type ServerHelloBend = (hello: Buffer, offer: { readonly compression: boolean }) => Buffer;

/** One replacement in the contract's text; every occurrence is replaced, and there must be one. */
export interface TextPatch {
  readonly find: string;
  readonly put: string;
}

/** What an answer hook may know of the request. */
export interface AnswerContext {
  readonly request: AgencyRequest;
  /** operationId, or undefined outside the contract. */
  readonly operationId?: string;
  readonly basePath: string;
  readonly now: Date;
}

export interface FaultHooks {
  readonly certificate?: ServerCertificateKind;
  readonly tls?: TlsSettings;
  /** Settings of the exchange channel, which demands a client certificate. */
  readonly channel?: TlsSettings;
  readonly serverHello?: ServerHelloBend;
  /** What the OCSP response says that is stapled to the handshake; none by default. */
  readonly staple?: 'good' | 'revoked';
  /** Patches of the contract that the agency declares, uses and publishes. */
  readonly contract?: readonly TextPatch[];
  /** Patches of the published contract alone. */
  readonly published?: readonly TextPatch[];
  readonly statement?: (statement: Statement) => Statement;
  /** Files beside the statement that it names. */
  readonly files?: (now: Date) => readonly { readonly name: string; readonly text: string }[];
  readonly data?: (registry: Registry) => Registry;
  /** The request as the agency sees it. */
  readonly request?: (request: AgencyRequest) => AgencyRequest;
  readonly authorization?: (authorization: Authorization) => Authorization;
  /** What a served request does to the state beside what it is for. */
  readonly effect?: (state: RegistryState, context: AnswerContext) => void;
  /** The last hand on an answer. */
  readonly answer?: (answer: Answer, context: AnswerContext) => Answer;
  /** The answer over cleartext HTTP. */
  readonly cleartext?: (answer: Answer, request: AgencyRequest) => Answer;
  /** The answer of the environment beside; with one of these the agency has two. */
  readonly beside?: (answer: Answer, request: AgencyRequest) => Answer;
  /** How far the Date header runs ahead, in seconds. */
  readonly clockAheadSeconds?: number;
}

export interface Fault {
  /** Kebab-case; never reused. */
  readonly name: string;
  readonly layer: Layer;
  /** Exactly the requirements that it breaks. */
  readonly requirements: readonly string[];
  readonly describe: BilingualText;
  readonly hooks: FaultHooks;
}
