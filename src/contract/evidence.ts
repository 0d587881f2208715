/**
 * The words between probes and the evidence engine: what may be asked for (actions) and what comes back (observations).
 *
 * A probe yields actions and receives observations; the engine in evidence/ owns sockets, limits, consent and recording. The same probe replays
 * against recorded observations, so an action must be a pure function of the subject, the parameters and earlier observations.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { BrokerDialect, BrokerSays } from './broker.js';
import type { BurstFigures } from './burst.js';
import type { Credential, TokenAlteration } from './credential.js';
import type { LostCause, SafetyClass } from './documents.js';
import type { Headers } from './header-fields.js';
import type { InboundCall, InboundCertificate, InboundDoor, InboundRoute, MessageSignature } from './inbound.js';
import type { Seal, Signing } from './signing.js';

export { tokenAlterations, type Credential, type TokenAlteration } from './credential.js';
export type { BrokerDialect, BrokerOutcome, BrokerSays } from './broker.js';
export type { BurstFigures, BurstRefusal } from './burst.js';
export type { Headers } from './header-fields.js';
export type { Seal, SealedPart, Signing } from './signing.js';
export type { InboundCall, InboundCertificate, InboundDoor, InboundReply, InboundRoute, MessageSignature } from './inbound.js';

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
  /** The body is a SOAP envelope (prefix `soapenv`), to whose header the engine adds what is said here. */
  readonly seal?: Seal;
  /** The request is signed beside its credential, and the signature of its answer is looked at. */
  readonly signing?: Signing;
  readonly credential: Credential;
  /** Tells a request from one that is the same to the octet, so that both are sent: `again`, `warm 3`. Without one, equal safe requests share an exchange. */
  readonly occasion?: string;
  /** On a connection that carries nothing else, before or after. */
  readonly connection?: 'fresh';
  /**
   * The head is read octet by octet and everything that comes behind it is the body as it came, framing and content coding on: so that content
   * which must not be there is seen. On a connection of its own, which the request asks to be closed. GET and HEAD only.
   */
  readonly rawHead?: true;
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
  /** Also offers DEFLATE, before no compression (RFC 3749). */
  readonly compression?: true;
  /** Only over this family of addresses. */
  readonly family?: 4 | 6;
}

/** One full handshake with the platform's client, to read the chain and what was negotiated. Chain trust is recorded, not enforced. */
export interface TlsSessionAction extends ActionBase {
  readonly kind: 'tls-session';
  readonly origin: string;
  /** Waits a little for the first session ticket, to see whether it invites early data (RFC 8446 §4.6.1). */
  readonly tickets?: true;
}

export type DnsType = 'A' | 'AAAA' | 'CAA';

/** One question about the host of a target: to a resolver that the statement declares, or, without one, to what this run itself connects to. */
export interface DnsAction extends ActionBase {
  readonly kind: 'dns';
  readonly name: string;
  readonly type: DnsType;
  /** As the statement writes it. */
  readonly resolver?: string;
}

/** Who a client of mutual TLS says it is: nobody, itself (a self-signed certificate in the name of an identity), or an identity by its own certificate. */
export type ClientCertificate = 'none' | `self-signed:${string}` | `identity:${string}`;

/** One GET over a connection of its own that shows a client certificate, or none. Of the answer only the status is kept. */
export interface ChannelAction extends ActionBase {
  readonly kind: 'channel';
  readonly url: string;
  readonly client: ClientCertificate;
  readonly credential: Credential;
}

/** Gets the token of an identity (or the one at hand) and says what it is like. What goes out on the way is recorded by itself. */
export interface TokenAction extends ActionBase {
  readonly kind: 'token';
  readonly identity: string;
}

/** Lets time pass, as between two looks at work that is under way. Nothing is sent; a replay does not wait. */
export interface WaitAction extends ActionBase {
  readonly kind: 'wait';
  readonly milliseconds: number;
}

/**
 * Many equal GETs, as a load that was agreed in writing: always of class S5. They are no more than `count`, and than the run's budget; the first 429
 * ends them where `until` says so. Only their figures are kept.
 */
export interface BurstAction extends ActionBase {
  readonly kind: 'burst';
  readonly url: string;
  readonly headers?: Headers;
  readonly credential: Credential;
  readonly count: number;
  /** Requests a minute at most; absent: as fast as the answers come. */
  readonly perMinute?: number;
  readonly until?: 'refused';
}

/**
 * Listens at an address that the statement names for it, for calls of the agency: `open` begins, `take` waits for the calls and ends the listening. In
 * between the probe may send what makes the agency call. One listening at a time for each door; opening it again ends the former.
 */
export interface InboundAction extends ActionBase {
  readonly kind: 'inbound';
  readonly door: InboundDoor;
  readonly step: 'open' | 'take';
  /** Tells the listenings of one probe apart, `503 three times`; shown to the operator where it is the operator who makes the agency call. */
  readonly occasion: string;
  /** Of `open`. */
  readonly certificate?: InboundCertificate;
  readonly routes?: readonly InboundRoute[];
  readonly byOperator?: true;
  /** Of `open` by the operator: how often the agency has to be made to call; absent: once. */
  readonly times?: number;
  /**
   * Of `take`: ends at so many calls that a route is for (OPTIONS apart), when nothing came for so long after the last, or at the end of all patience. Of `open`, where the
   * operator makes the agency call: what `take` will wait for.
   */
  readonly until?: { readonly calls: number; readonly quietMs: number; readonly withinMs: number };
}

/**
 * One connection to a message broker on which somebody asks to be let in without any credential, and says goodbye where it is. `plain`: without TLS.
 */
export interface BrokerAction extends ActionBase {
  readonly kind: 'broker';
  /** `https://` host and port. */
  readonly origin: string;
  readonly dialect: BrokerDialect;
  readonly channel: 'tls' | 'plain';
}

export type Action =
  | HttpAction
  | TlsHelloAction
  | TlsSessionAction
  | DnsAction
  | ChannelAction
  | TokenAction
  | WaitAction
  | BurstAction
  | InboundAction
  | BrokerAction;

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
  /** Of it, for how long at most the run's own process was held up, so that it heard late; absent where it was not. The service took between `elapsedMs` less this and `elapsedMs`. */
  readonly ownDelayMs?: number;
  readonly lost?: Loss;
}

/** An HTTP response as it came over the wire (after redaction of secrets and personal codes). */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Body octets, content coding removed. */
  readonly body: Uint8Array;
  /** What the signature of an answer to a signed request shows, told from the octets as they came; absent where it bears none. */
  readonly signature?: MessageSignature;
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
  /** Number of the chosen compression method; 0: none. Up to TLS 1.2. */
  readonly compression?: number;
  /** Whether the server says that it renegotiates securely (RFC 5746 §3.6). Up to TLS 1.2. */
  readonly renegotiationInfo?: boolean;
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

/** A list of trust anchors that a run judged by. */
export interface TrustListUsed {
  /** `platform`, `statement`, `operator`, or the id of a list of the law. */
  readonly name: string;
  readonly certificates: number;
  /** Hexadecimal SHA-256 over the DER of its certificates; absent for `platform`. */
  readonly sha256?: string;
}

/** An OCSP response that came with the handshake (RFC 6066 §8), as far as it speaks of the leaf. */
export interface Staple {
  /** `unreadable`: no successful response about the leaf. */
  readonly status: 'good' | 'revoked' | 'unknown' | 'unreadable';
  /** Whether the issuer of the leaf, or a responder that it named, signed the response. */
  readonly signed: boolean;
  /** RFC 3339, UTC. */
  readonly thisUpdate?: string;
  readonly nextUpdate?: string;
  readonly revokedAt?: string;
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
    /** Names of the lists that hold the anchor. */
    readonly trustedBy?: readonly string[];
    /** Every list that could have held it. */
    readonly trustLists?: readonly TrustListUsed[];
    readonly staple?: Staple;
    /** Octets of early data that the first session ticket invites; 0: none, or no ticket came. Only where tickets were waited for. */
    readonly earlyData?: number;
    /** Whether the leaf names the host (RFC 6125, RFC 9525). */
    readonly hostMatches: boolean;
    readonly chain: readonly ServedCertificate[];
  };
}

/** One record of an answer section, as text. */
export interface DnsRecord {
  /** Lower case, without the last dot. */
  readonly name: string;
  /** `A`, `CNAME`, or `TYPE65` for what the suite does not read. */
  readonly type: string;
  readonly data: string;
}

/** What a resolver answered. */
export interface DnsAnswer extends ObservationBase {
  readonly kind: 'dns';
  readonly name: string;
  readonly type: DnsType;
  readonly answer?: {
    /** 0: no error; 3: there is no such name (RFC 1035 §4.1.1). */
    readonly rcode: number;
    /** The resolver says that it has validated the answer (AD, RFC 4035 §3.2.3). */
    readonly authenticated: boolean;
    /** In the order of their text. */
    readonly records: readonly DnsRecord[];
  };
}

/** What came of a request with, or without, a client certificate. */
export interface ChannelAnswer extends ObservationBase {
  readonly kind: 'channel';
  /** `refused`: an alert or a close after the connection stood, before any answer. Absent exactly when `lost` is present. */
  readonly outcome?: 'answered' | 'refused';
  readonly status?: number;
  /** `ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED`: the platform's word for the alert. */
  readonly alert?: string;
}

/** What may be known of a token without holding it. */
export interface TokenFacts {
  /** A JWT (RFC 7519) by its form, or anything else. */
  readonly form: 'jwt' | 'opaque';
  /** Seconds that the token endpoint promised (`expires_in`). Absent for a token of the statement. */
  readonly expiresIn?: number;
  /** Of a JWT, its header: `alg` and `typ`. */
  readonly algorithm?: string;
  readonly type?: string;
  /** Of a JWT: the names of its claims. */
  readonly claims?: readonly string[];
  /** Of a JWT: `aud`, `nbf`, `iat`, `exp`; the times in seconds since 1970. */
  readonly audiences?: readonly string[];
  readonly notBefore?: number;
  readonly issuedAt?: number;
  readonly expiresAt?: number;
  /** Names of the members of `cnf` (RFC 7800): what the token is bound to. */
  readonly confirmation?: readonly string[];
  /** Whether the issuer's published keys verify the signature; absent where that cannot be told. */
  readonly signed?: boolean;
  /** What can be done to it. */
  readonly alterations: readonly TokenAlteration[];
}

/** What a token is like. */
export interface TokenAnswer extends ObservationBase {
  readonly kind: 'token';
  /** Absent exactly when `lost` is present. */
  readonly token?: TokenFacts;
}

/** Time passed. */
export interface Waited extends ObservationBase {
  readonly kind: 'wait';
}

/** What came of many equal requests. */
export interface Burst extends ObservationBase {
  readonly kind: 'burst';
  /** Absent exactly when `lost` is present: nothing was sent. */
  readonly burst?: BurstFigures;
}

/** What came in. Calls are those of `take`, in the order of their coming. */
export interface Inbound extends ObservationBase {
  readonly kind: 'inbound';
  readonly calls: readonly InboundCall[];
  /** Connections that were opened, and those whose handshake the client broke off. */
  readonly connections: number;
  readonly brokenOff: number;
  /** Whether a client asked for an OCSP response, and got one. */
  readonly stapleGiven?: true;
}

/** What a broker said to somebody without a credential. */
export interface BrokerAnswer extends ObservationBase {
  readonly kind: 'broker';
  /** Absent exactly when `lost` is present. */
  readonly answer?: BrokerSays;
}

export type Observation = BrokerAnswer | Exchange | TlsHello | TlsSession | DnsAnswer | ChannelAnswer | TokenAnswer | Waited | Burst | Inbound;

/** The observation that an action of a kind gives. */
export type ObservationOf<A extends Action> = Extract<Observation, { readonly kind: A['kind'] }>;
