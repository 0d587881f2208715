/**
 * What the engine signs on behalf of a probe, which sees neither keys nor the clock: SOAP messages and HTTP requests.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */

/** Parts of a SOAP message that a signature covers. */
export type SealedPart = 'timestamp' | 'to' | 'action' | 'message-id' | 'body';

/**
 * What the engine puts into the header of a SOAP envelope before it is sent: message addressing (WS-Addressing 1.0 §3), a token, a Timestamp and a
 * signature (WSS 1.1.1, X.509 Token Profile). Probes see neither keys nor the clock, so they only say what is wanted.
 */
export interface Seal {
  /** Identity whose key signs; absent: there is neither token nor Timestamp nor signature. */
  readonly signer?: string;
  readonly signed: readonly SealedPart[];
  /** Values of wsa:To and wsa:Action; the MessageID is fresh for each message. */
  readonly addressing: { readonly to: string; readonly action: string };
  /** How long before now the message says that it was created, in seconds. */
  readonly ageSeconds?: number;
  /** `body`: one character of the Body is changed after it was signed. */
  readonly altered?: 'body';
  /** Messages of one name, within one run of one probe, are the same to the octet. */
  readonly message?: string;
}

/**
 * How a request is signed (RFC 9421, with Content-Digest of RFC 9530; or as a detached JWS), and what is wrong with that. Probes see neither keys nor the clock, so they only
 * say what is wanted.
 */
export interface Signing {
  /** Identity of the kind `httpsig` whose key signs. */
  readonly signer: string;
  /** `jws`: a detached JWS over the content instead (RFC 7515 appendix F), with its time in the protected header. */
  readonly form?: 'jws';
  /** Field of a detached JWS. */
  readonly field?: string;
  /** `foreign`: signed with a fresh key that nobody knows, under the name of the signer's. */
  readonly key?: 'foreign';
  /** How long before now the signature says that it was made, in seconds. */
  readonly ageSeconds?: number;
  /** After signing: `content`: a blank is put behind the content. `digest`: the same, and Content-Digest is made to fit it. */
  readonly altered?: 'content' | 'digest';
  /** Requests of one name, within one run of one probe, bear the same signature to the octet. */
  readonly message?: string;
}
