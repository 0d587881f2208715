/**
 * A server before the sample agency that counts what is asked of it, and takes its time over every answer.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, request as ask } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface CountingFront {
  readonly port: number;
  /** `METHOD path` of each request in turn; identifiers that the agency gave are `*`. */
  readonly asked: string[];
  /** Called at each request. */
  onRequest: () => void;
  /** Port of the agency. */
  target: number;
  close(): Promise<void>;
}

const identifier = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const isAddress = (address: AddressInfo | string | null): address is AddressInfo => typeof address === 'object' && address !== null;
/** Those of the connection are this front's own. */
const forwarded = ({
  connection: _connection,
  'keep-alive': _keepAlive,
  'transfer-encoding': _coding,
  ...rest
}: IncomingHttpHeaders): IncomingHttpHeaders => rest;

/** Starts it with the agency's certificate; it answers once `target` is set. */
export function startFront(pair: { readonly key: string; readonly cert: string }, delayMs: number): Promise<CountingFront> {
  const asked: string[] = [];
  const server = createServer({ ...pair, minVersion: 'TLSv1.2' });
  const front = { asked, onRequest: (): void => undefined, target: 0, port: 0, close: () => Promise.resolve() };
  server.on('request', (incoming, outgoing) => {
    asked.push(`${incoming.method ?? ''} ${(incoming.url ?? '').replaceAll(identifier, '*')}`);
    front.onRequest();
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('error', () => undefined);
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const headers = { ...forwarded(incoming.headers), ...(body.length > 0 ? { 'content-length': String(body.length) } : {}) };
      const onward = ask(
        { host: '127.0.0.1', port: front.target, method: incoming.method, path: incoming.url, headers, rejectUnauthorized: false, agent: false },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.statusMessage, forwarded(answer.headers));
          answer.pipe(outgoing);
        },
      );
      onward.on('error', () => outgoing.destroy());
      setTimeout(() => onward.end(body), delayMs);
    });
  });
  server.on('tlsClientError', () => undefined);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(
        Object.assign(front, {
          port: isAddress(address) ? address.port : 0,
          close: () =>
            new Promise<void>((done) => {
              server.close(() => done());
              server.closeAllConnections();
            }),
        }),
      );
    });
  });
}
