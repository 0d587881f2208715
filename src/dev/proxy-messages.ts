/**
 * The dev proxy that reads HTTP: it takes a request whole, sends it on, and bends the answer. What fails at the target fails at the client too;
 * no answer is ever made up that a rule does not ask for.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { request as requestHttp, type IncomingMessage, type RequestOptions, type ServerResponse } from 'node:http';
import { request as requestHttps } from 'node:https';
import { corrupted } from './proxy-corrupt.js';
import type { Deeds, Passing } from './proxy-script.js';

export interface MessageOptions {
  readonly target: URL;
  /** PEM text of a root that the target's certificate may come from, beside those of Node. */
  readonly trust?: string;
  readonly seed: string;
  /** Numbers a request and says what is done to it. */
  readonly next: (about: Pick<Passing, 'method' | 'target'>) => { readonly passing: Passing; readonly deeds: Deeds };
}

interface Whole {
  readonly status: number;
  readonly reason: string;
  /** Names and values in turn, as they came. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

const longestMessage = 64 * 1024 * 1024;
/** Fields of one connection (RFC 9110 §7.6.1), and those that say how long a message is: both are made anew. */
const ownFields = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'content-length']);

async function wholeOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > longestMessage) throw new Error('a message that is too long to be held');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function pairsOf(raw: readonly string[]): readonly (readonly [string, string])[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));
}

const passingFields = (raw: readonly string[]): string[] =>
  pairsOf(raw)
    .filter(([name]) => !ownFields.has(name.toLowerCase()))
    .flat();

function ask(message: IncomingMessage, body: Buffer, { target, trust }: MessageOptions): Promise<Whole> {
  const length = body.length > 0 || message.headers['content-length'] !== undefined ? ['Content-Length', String(body.length)] : [];
  const options: RequestOptions & { ca?: string } = {
    method: message.method ?? 'GET',
    host: target.hostname.replace(/^\[|\]$/g, ''),
    port: target.port === '' ? (target.protocol === 'https:' ? 443 : 80) : Number(target.port),
    path: message.url ?? '/',
    headers: [...passingFields(message.rawHeaders), ...length],
    agent: false,
    ...(trust === undefined ? {} : { ca: trust }),
  };
  return new Promise((resolve, reject) => {
    const request = (target.protocol === 'https:' ? requestHttps : requestHttp)(options, (answer) => {
      wholeOf(answer).then(
        (whole) => resolve({ status: answer.statusCode ?? 0, reason: answer.statusMessage ?? '', headers: answer.rawHeaders, body: whole }),
        reject,
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

function replacedIn(body: Buffer, replace: NonNullable<Deeds['replace']>): Buffer {
  return Buffer.from(
    replace.reduce((text, { find, put }) => text.replaceAll(find, () => put), body.toString('utf8')),
    'utf8',
  );
}

function bend(answer: Whole, deeds: Deeds, lot: { readonly seed: string; readonly label: string }): Whole {
  let body = deeds.body === undefined ? answer.body : Buffer.from(deeds.body, 'utf8');
  if (deeds.replace !== undefined) body = replacedIn(body, deeds.replace);
  if (deeds.corrupt !== undefined) body = corrupted(body, deeds.corrupt, lot);
  const changed = new Map(Object.entries(deeds.headers ?? {}).map(([name, value]) => [name.toLowerCase(), { name, value }]));
  const kept = pairsOf(answer.headers).filter(([name]) => !changed.has(name.toLowerCase()));
  const added = [...changed.values()].flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const]));
  return {
    status: deeds.status ?? answer.status,
    reason: deeds.status === undefined ? answer.reason : '',
    headers: [...kept, ...added].flat(),
    body,
  };
}

function give(answer: Whole, message: IncomingMessage, given: { readonly response: ServerResponse; readonly deeds: Deeds }): void {
  const { response, deeds } = given;
  const bodiless = message.method === 'HEAD' || answer.status === 204 || answer.status === 304;
  const said = pairsOf(answer.headers).find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  const length = message.method === 'HEAD' ? said : bodiless ? undefined : String(answer.body.length);
  response.sendDate = false;
  response.strictContentLength = false;
  response.writeHead(answer.status, answer.reason, [...passingFields(answer.headers), ...(length === undefined ? [] : ['Content-Length', length])]);
  if (bodiless) response.end();
  else if (deeds.cutAfter === undefined || deeds.cutAfter >= answer.body.length) response.end(answer.body);
  else {
    response.flushHeaders();
    response.write(answer.body.subarray(0, deeds.cutAfter), () => message.socket.destroy());
    if (deeds.cutAfter === 0) message.socket.end();
  }
}

/** Sends one request on and gives its answer back, as its deeds want. */
export async function passOn(message: IncomingMessage, response: ServerResponse, options: MessageOptions): Promise<void> {
  const { passing, deeds } = options.next({ method: message.method ?? 'GET', target: message.url ?? '/' });
  response.on('error', () => undefined);
  if (deeds.lose === 'reset') {
    message.socket.destroy();
    return;
  }
  const body = await wholeOf(message);
  if (deeds.lose === 'silence') return;
  if (deeds.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, deeds.delay));
  if (message.socket.destroyed) return;
  const answer = await ask(message, body, options);
  give(bend(answer, deeds, { seed: options.seed, label: String(passing.number) }), message, { response, deeds });
}
