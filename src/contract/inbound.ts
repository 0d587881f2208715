/**
 * The words of listening: what a listener is told to answer, and what it got.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */

import type { Headers } from './header-fields.js';

/** What a listener does with a call: answers it, closes the connection without an answer, or lets it wait for ever. */
export interface InboundReply {
  /** Absent: 200. */
  readonly status?: number;
  readonly headers?: Headers;
  readonly body?: string;
  /** Adds Retry-After (RFC 9110 §10.2.3), as seconds or as a date that lies so many seconds ahead. */
  readonly retryAfter?: { readonly seconds: number; readonly as: 'seconds' | 'date' };
  readonly instead?: 'close' | 'stall';
}

/** What is answered at one address of a listener: the n-th call gets the n-th reply, and the last one again from there on. */
export interface InboundRoute {
  /** Upper case; absent: any. */
  readonly method?: string;
  /** Without query. */
  readonly path: string;
  readonly replies: readonly [InboundReply, ...InboundReply[]];
}

export type InboundDoor = 'events' | 'registry' | 'canary';
/**
 * Which certificate a listener shows: the one that is right, or one that is wrong in exactly that way. `revoked`: right but for the OCSP response that comes
 * with the handshake where the client asks for one (RFC 6066 §8).
 */
export type InboundCertificate = 'valid' | 'expired' | 'wrong-host' | 'untrusted' | 'revoked';

/** What a signature on a message shows, told from the octets as they came. */
export interface MessageSignature {
  /** `jws`: RFC 7515, in a header field; `http`: RFC 9421. */
  readonly form: 'jws' | 'http';
  readonly algorithm?: string;
  /** Whether a key that the statement names verifies it; absent where the statement names none. */
  readonly verified?: boolean;
  /** Whether it covers the content. */
  readonly coversContent: boolean;
  /** Of the signature of an answer (`http`): the names of what it covers of the answer. */
  readonly covered?: readonly string[];
  /** When it was made, as it says itself; RFC 3339, UTC. */
  readonly createdAt?: string;
}

/** One call that a listener got. */
export interface InboundCall {
  /** Since the listener was opened. */
  readonly afterMs: number;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Headers;
  /** Ill-formed UTF-8 becomes U+FFFD. */
  readonly body: string;
  /** `503`, `close`, `stall`; `unexpected` where no route is for it. */
  readonly reply: string;
  /** Of a call that was let wait: how long until the client gave up; absent where it had not when the listening ended. */
  readonly gaveUpAfterMs?: number;
  readonly signature?: MessageSignature;
}
