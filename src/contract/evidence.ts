/**
 * The words between probes and the evidence engine: what may be asked for (actions) and what comes back (observations).
 *
 * A probe yields actions and receives observations; the engine in evidence/ owns sockets, limits, consent and recording. The same probe replays
 * against recorded observations, so an action must be a pure function of the subject, the parameters and earlier observations.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { LostCause, SafetyClass } from './documents.js';

/** Header fields in wire order: order and repeats are evidence. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** Who asks: nobody, somebody with a token that cannot be valid, or an identity of the statement by name. */
export type Credential = 'none' | 'broken' | `identity:${string}`;

interface ActionBase {
  /** Highest class of the safety scale that sending this may be; the engine refuses it without consent. */
  readonly safety: SafetyClass;
  /** Where a finding from this observation lies: a path template of the contract (`/persons/{id}`) or a word such as `tls`. */
  readonly place: string;
  /** Losses that the probe wants to see itself. Any other loss ends the probe with `cantTell`. */
  readonly tolerate?: readonly LostCause[];
}

/** One HTTP request. Redirects are never followed by the engine: a redirect is an answer. */
export interface HttpAction extends ActionBase {
  readonly kind: 'http';
  readonly method: string;
  /** Absolute http or https URL; its origin must be one that the statement permits. */
  readonly url: string;
  readonly headers?: Headers;
  readonly body?: string;
  readonly credential: Credential;
  /** Tells a request from one that is the same to the octet, so that both are sent: `again`, `warm 3`. Without one, equal safe requests share an exchange. */
  readonly occasion?: string;
  /** On a connection that carries nothing else, before or after. */
  readonly connection?: 'fresh';
  /** Waits longer for the whole answer than the run's own limit, milliseconds: for calls that show how long an answer takes. */
  readonly patienceMs?: number;
  /** Fields that the engine would add, lower case. */
  readonly omit?: readonly ('accept' | 'user-agent')[];
  /** `document`: a published text (a contract, security.txt) that is stored unredacted. Default: an answer, redacted before judging and storing. */
  readonly purpose?: 'answer' | 'document';
}

export type TlsVersion = 'SSLv3' | 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** One raw ClientHello that offers exactly one protocol version (and the given cipher suites, IANA numbers). No key is exchanged. */
export interface TlsHelloAction extends ActionBase {
  readonly kind: 'tls-hello';
  readonly origin: string;
  readonly version: TlsVersion;
  readonly ciphers?: readonly number[];
}

/** One full handshake with the platform's client, to read the chain and what was negotiated. Chain trust is recorded, not enforced. */
export interface TlsSessionAction extends ActionBase {
  readonly kind: 'tls-session';
  readonly origin: string;
}

export type Action = HttpAction | TlsHelloAction | TlsSessionAction;

/** Why an observation could not be had. */
export interface Loss {
  readonly cause: LostCause;
  /** English, without hosts' secrets: `connect ECONNREFUSED`, `no answer within 10000 ms`. */
  readonly detail: string;
}

interface ObservationBase {
  /** Position in the run's evidence. */
  readonly seq: number;
  /** Identifier of the environment, as in the statement. */
  readonly environment: string;
  readonly place: string;
  /** RFC 3339, UTC, when the action was started. */
  readonly at: string;
  readonly elapsedMs: number;
  readonly lost?: Loss;
}

/** An HTTP response as it came over the wire (after redaction of secrets and personal codes). */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Body octets, content coding removed. */
  readonly body: Uint8Array;
}

/** An HTTP request and its response. `response` is absent exactly when `lost` is present. */
export interface Exchange extends ObservationBase {
  readonly kind: 'http';
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Headers;
    readonly credential: Credential;
    readonly body?: string;
  };
  readonly response?: HttpResponse;
}

/** The server's answer to a raw ClientHello. */
export interface TlsHello extends ObservationBase {
  readonly kind: 'tls-hello';
  readonly offered: TlsVersion;
  /** `accepted`: a ServerHello of `version`. `refused`: an alert or a close. Absent exactly when `lost` is present. */
  readonly outcome?: 'accepted' | 'refused';
  readonly version?: TlsVersion;
  /** IANA number of the chosen cipher suite. */
  readonly cipher?: number;
  readonly alert?: number;
}

/** A certificate as served, leaf first. */
export interface ServedCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** RFC 3339, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly sha256: string;
  readonly spkiSha256: string;
  readonly keyType: string;
  /** Bits of an RSA modulus or of a curve. */
  readonly keyBits: number;
  readonly signatureAlgorithm: string;
  readonly subjectAltNames: readonly string[];
  readonly isCa: boolean;
  readonly selfSigned: boolean;
}

/** What a full TLS handshake showed. */
export interface TlsSession extends ObservationBase {
  readonly kind: 'tls-session';
  readonly session?: {
    readonly protocol: string;
    readonly cipher: string;
    readonly alpn?: string;
    /** Whether the chain ends at an anchor that this run trusts (operator's, the platform's, or the statement's for kind local). */
    readonly trusted: boolean;
    readonly trustError?: string;
    /** Whether the leaf names the host (RFC 6125, RFC 9525). */
    readonly hostMatches: boolean;
    readonly chain: readonly ServedCertificate[];
  };
}

export type Observation = Exchange | TlsHello | TlsSession;

/** The observation that an action of a kind gives. */
export type ObservationOf<A extends Action> = A extends HttpAction ? Exchange : A extends TlsHelloAction ? TlsHello : TlsSession;
