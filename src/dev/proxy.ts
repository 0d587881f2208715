/**
 * The dev proxy: stands before a server on a loopback address and makes the way to it bad. For trying out how runs and clients bear it.
 *
 * Room     dev (floor 6).
 */
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { EgifError } from '../errors.js';
import type { KeyedCertificate } from './pki.js';
import { type MessageOptions, passOn } from './proxy-messages.js';
import { deedsFor, needsMessages, type Deeds, type Passing, type ProxyScript } from './proxy-script.js';
import { tunnel } from './proxy-tunnel.js';

export interface ProxyOptions {
  /** Origin before which the proxy stands. */
  readonly target: URL;
  /** Address of the loopback and port; 0: a free one. */
  readonly listen: { readonly host: string; readonly port: number };
  readonly script: ProxyScript;
  /** With it the proxy speaks HTTPS itself and reads the messages, also before a target without TLS; without it TLS goes through unread. */
  readonly certificate?: Pick<KeyedCertificate, 'privateKeyPem' | 'chainPem'>;
  /** PEM text of a root for the target's certificate, where messages are read. */
  readonly trust?: string;
}

/** What the proxy did so far. */
export interface ProxyCounts {
  readonly connections: number;
  /** Requests, or turns of a tunnel. */
  readonly requests: number;
  readonly lost: number;
  readonly cut: number;
  readonly restarts: number;
}

export interface RunningProxy {
  /** Where it listens; the scheme is the target's, or HTTPS with a certificate. */
  readonly origin: string;
  readonly port: number;
  /** Whether HTTP is read, or octets go through. */
  readonly mode: 'messages' | 'tunnel';
  counts(): ProxyCounts;
  /** Resets every connection, listens no more, and again after so many milliseconds. */
  restart(forMs: number): Promise<void>;
  close(): Promise<void>;
}

type Counting = { -readonly [K in keyof ProxyCounts]: ProxyCounts[K] };

function demandPlayable({ target, script, certificate }: ProxyOptions): void {
  if (target.protocol !== 'https:' || certificate !== undefined || !needsMessages(script)) return;
  throw new EgifError('USAGE', 'this script reads messages, which are encrypted', {
    mend: 'give a certificate and its key, or use deeds of a wire alone: delay, lose, cutAfter, corrupt',
    persian: {
      message: 'این دستورنامه پیام‌ها را می‌خواند و پیام‌ها رمز شده‌اند',
      mend: 'گواهی و کلید آن را بدهید، یا تنها کارهای سیم را به کار ببرید: delay، lose، cutAfter، corrupt',
    },
  });
}

function serverOf(options: ProxyOptions, next: MessageOptions['next']): Server {
  const { target, certificate, script, trust } = options;
  if (target.protocol === 'https:' && certificate === undefined) {
    const port = target.port === '' ? 443 : Number(target.port);
    const way = { host: target.hostname.replace(/^\[|\]$/g, ''), port, seed: script.seed, next: () => next({}) };
    return createServer((socket) => tunnel(socket, way));
  }
  const messages: MessageOptions = { target, seed: script.seed, next, ...(trust === undefined ? {} : { trust }) };
  const server =
    certificate === undefined
      ? createHttpServer()
      : createHttpsServer({ key: certificate.privateKeyPem, cert: certificate.chainPem, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'] });
  server.on('request', (message, response) => {
    passOn(message, response, messages).catch(() => message.socket.destroy());
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  return server;
}

function open(server: Server, { host, port }: ProxyOptions['listen']): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: Error): void =>
      reject(
        new EgifError('USAGE', `port ${port} of ${host} cannot be opened`, {
          mend: 'choose a free port',
          persian: { message: `درگاه ${port} در ${host} گشوده نمی‌شود`, mend: 'درگاهی آزاد برگزینید' },
          cause,
        }),
      );
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      const address = server.address();
      resolve(address === null || typeof address === 'string' ? port : address.port);
    });
  });
}

/** Starts the proxy. Errors: USAGE where the port is taken or the script needs messages that are encrypted. */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  demandPlayable(options);
  const { script, target } = options;
  const counts: Counting = { connections: 0, requests: 0, lost: 0, cut: 0, restarts: 0 };
  const next = (about: Pick<Passing, 'method' | 'target'>): { readonly passing: Passing; readonly deeds: Deeds } => {
    counts.requests += 1;
    const passing = { number: counts.requests, ...about };
    const deeds = deedsFor(script, passing);
    if (deeds.lose !== undefined) counts.lost += 1;
    if (deeds.cutAfter !== undefined) counts.cut += 1;
    return { passing, deeds };
  };
  const sockets = new Set<Socket>();
  const server = serverOf(options, next);
  server.on('connection', (socket: Socket) => {
    counts.connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  const port = await open(server, options.listen);
  let ended = false;
  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const restart = async (forMs: number): Promise<void> => {
    if (ended || !server.listening) return;
    counts.restarts += 1;
    await stop();
    await new Promise((resolve) => setTimeout(resolve, forMs));
    if (!ended) await open(server, { host: options.listen.host, port });
  };
  const { restart: rhythm } = script;
  const timer = rhythm === undefined ? undefined : setInterval(() => restart(rhythm.for).catch(() => undefined), rhythm.every);
  const host = options.listen.host.includes(':') ? `[${options.listen.host}]` : options.listen.host;
  return {
    origin: `${options.certificate === undefined ? target.protocol : 'https:'}//${host}:${port}`,
    port,
    mode: target.protocol === 'https:' && options.certificate === undefined ? 'tunnel' : 'messages',
    counts: () => ({ ...counts }),
    restart,
    close: async () => {
      ended = true;
      clearInterval(timer);
      await stop();
    },
  };
}
