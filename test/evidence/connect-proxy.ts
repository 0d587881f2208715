/**
 * A loopback proxy that does CONNECT, counts what it was asked for, and misbehaves as told.
 */
import { createServer as createHttp, type IncomingMessage } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';

export interface ConnectProxy {
  readonly url: string;
  /** `host:port` of each CONNECT, in turn. */
  readonly asked: readonly string[];
  /** Requests that were no CONNECT. */
  readonly plain: readonly string[];
  /** Proxy-Authorization of each CONNECT. */
  readonly credentials: readonly (string | undefined)[];
  close(): Promise<void>;
}

export interface ProxyManners {
  /** Answers instead of connecting: a status line and fields, or octets of its own; undefined connects. */
  readonly answer?: (authority: string, request: IncomingMessage) => string | undefined;
  /** Leads every name to loopback. */
  readonly resolves?: boolean;
  /** After the tunnel stands, it is closed. */
  readonly drops?: boolean;
  /** Never answers. */
  readonly silent?: boolean;
  /** Serves TLS itself. */
  readonly tls?: TlsOptions;
}

const isAddress = (address: AddressInfo | string | null): address is AddressInfo => typeof address === 'object' && address !== null;

function tunnel(authority: string, client: Socket, manners: ProxyManners): void {
  if (manners.drops === true) {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n', () => client.destroy());
    return;
  }
  const { hostname, port } = new URL(`http://${authority}`);
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  const server = connect(Number(port || 80), manners.resolves === true ? '127.0.0.1' : bare);
  server.on('connect', () => {
    client.write('HTTP/1.1 200 Connection established\r\nVia: 1.1 test\r\n\r\n');
    server.pipe(client).pipe(server);
  });
  server.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'));
  client.on('error', () => server.destroy());
  client.on('close', () => server.destroy());
  server.on('close', () => client.destroy());
}

/** Starts a proxy on loopback. */
export function serveProxy(manners: ProxyManners = {}): Promise<ConnectProxy> {
  const asked: string[] = [];
  const plain: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server = manners.tls === undefined ? createHttp() : createHttps(manners.tls);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('request', (request, response) => {
    plain.push(request.url ?? '');
    response.writeHead(405).end();
  });
  server.on('connect', (request, client: Socket) => {
    const authority = request.url ?? '';
    asked.push(authority);
    credentials.push(request.headers['proxy-authorization']);
    client.on('error', () => undefined);
    if (manners.silent === true) return;
    const own = manners.answer?.(authority, request);
    if (own === undefined) tunnel(authority, client, manners);
    else client.end(own);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = isAddress(address) ? address.port : 0;
      resolve({
        url: `${manners.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
        asked,
        plain,
        credentials,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}
