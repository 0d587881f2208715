/**
 * What crosses the sample agency's door: a request as received and an answer as it will be sent.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Json } from '../contract/api-model.js';
import type { Headers } from '../contract/evidence.js';
import { parseJson } from '../contract/json.js';

/** A request, read to its end. */
export interface AgencyRequest {
  readonly method: string;
  /** Path without query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** In wire order. */
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** The client's certificate, DER, where the connection was opened with one. */
  readonly certificate?: Uint8Array;
}

/** An answer. Content-Length and Date are added when it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body?: Uint8Array;
  /** The body follows the head also of an answer to HEAD. */
  readonly contentToHead?: true;
}

/** Value of a header field of a request or an answer, the first where it is repeated; names compared without case. */
export function headerOf(message: { readonly headers: Headers }, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return message.headers.find(([field]) => field.toLowerCase() === wanted)?.[1];
}

/** The message without the named header fields. */
export function withoutHeaders<M extends { readonly headers: Headers }>(message: M, ...names: readonly string[]): M {
  const unwanted = new Set(names.map((name) => name.toLowerCase()));
  return { ...message, headers: message.headers.filter(([field]) => !unwanted.has(field.toLowerCase())) };
}

/** The message with one value of a header field, in place of any that it had. */
export function withHeader<M extends { readonly headers: Headers }>(message: M, name: string, value: string): M {
  const bare = withoutHeaders(message, name);
  return { ...bare, headers: [...bare.headers, [name, value]] };
}

/** An answer with UTF-8 text. */
export function textAnswer(status: number, mediaType: string, text: string): Answer {
  return { status, headers: [['Content-Type', mediaType]], body: Buffer.from(text, 'utf8') };
}

/** An answer with a JSON body. */
export function jsonAnswer(status: number, value: Json, mediaType = 'application/json'): Answer {
  return textAnswer(status, mediaType, JSON.stringify(value));
}

/** The JSON body of an answer, or undefined. */
export function jsonBodyOf(answer: Answer): Json | undefined {
  return answer.body === undefined ? undefined : parseJson(Buffer.from(answer.body).toString('utf8'))?.value;
}
