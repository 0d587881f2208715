/**
 * One request as it goes over the wire, and its answer.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { ClientChannel } from './mtls-channel.js';
import type { Headers } from '../contract/evidence.js';

/** One request as it goes out. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body?: string | undefined;
  /** Send only over TLS whose chain is trusted and whose certificate names the host. */
  readonly trusted: boolean;
  /** The client certificate to open the connection with. */
  readonly channel?: ClientChannel | undefined;
  /** Milliseconds until the whole answer must be there, where that is longer than the client's own limit. */
  readonly patienceMs?: number | undefined;
  /** On a new connection that is closed behind it. */
  readonly fresh?: boolean | undefined;
  /** The body is everything behind the head, as it came. GET and HEAD only. */
  readonly rawHead?: boolean | undefined;
}

/** One answer as it came in. */
export interface WireAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** The body as it came, where a content coding was taken off. */
  readonly coded?: Uint8Array;
  /** Address that answered. */
  readonly remote?: string | undefined;
}
