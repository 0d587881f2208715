/**
 * Endpoints that do everything wrong, on loopback. Each opens fresh and counts its connections.
 */
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Listening, serveHttp, serveHttps, serveRaw, strangerPair, unusedPort } from '../evidence/servers.js';
import { always, type BadServer, json, pki, serveTlsRaw, status, wrongly } from './bad-server.js';
import { conductServers } from './bad-servers-conduct.js';
import { contentServers } from './bad-servers-content.js';
import { framingServers } from './bad-servers-framing.js';
import { handshakeServers } from './bad-servers-handshake.js';

export type { BadServer } from './bad-server.js';

const nobody = async (): Promise<Listening> => {
  const port = await unusedPort();
  return { port, http: `http://127.0.0.1:${port}`, https: `https://127.0.0.1:${port}`, close: () => Promise.resolve() };
};

const loginPage =
  '<!doctype html><html lang="fa"><head><title>ورود</title></head><body><form action="/login"><input name="user"></form></body></html>';
const tenMegabytes = Buffer.alloc(10 * 1024 * 1024, '[1,2,3],');
const gzipBomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20), { level: 9 });
const manyHeaders = Array.from({ length: 10_000 }, (_, index) => `X-Header-${index}: ${'v'.repeat(20)}\r\n`).join('');

/** Octets without end, slowly. */
function drip(response: ServerResponse): void {
  response.writeHead(200, json);
  response.write('[');
  const timer = setInterval(() => response.write('1,'), 50);
  response.on('close', () => clearInterval(timer));
}

export const badServers: readonly BadServer[] = [
  { name: 'refused', why: 'nobody listens', exit: 2, open: nobody },
  { name: 'hanging', why: 'takes the connection and says nothing', exit: 2, timeoutMs: 200, open: () => serveRaw(() => undefined) },
  { name: 'closing', why: 'closes every connection at once', exit: 2, open: () => serveRaw((socket) => socket.destroy()) },
  {
    name: 'plain-http',
    why: 'speaks HTTP on the port of HTTPS: content in the clear',
    exit: 1,
    open: () => serveHttp((_request, response) => response.end('{}')),
  },
  {
    name: 'hanging-after-tls',
    why: 'shakes hands and never answers',
    exit: 2,
    timeoutMs: 200,
    open: () => serveTlsRaw(() => undefined),
  },
  {
    name: 'reset-mid-body',
    why: 'promises a body and breaks off',
    exit: 2,
    open: () =>
      serveTlsRaw((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"a":');
        setTimeout(() => socket.destroy(), 10);
      }),
  },
  {
    name: 'short-content-length',
    why: 'sends more than it says',
    exit: 1,
    open: () => serveTlsRaw((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}{}{}{}')),
  },
  {
    name: 'invalid-http',
    why: 'answers with words',
    exit: 2,
    open: () => serveTlsRaw((socket) => socket.end('blah blah\r\n\r\nblah')),
  },
  {
    name: 'many-headers',
    why: 'sends 10,000 header fields',
    exit: 2,
    open: () => serveTlsRaw((socket) => socket.end(`HTTP/1.1 200 OK\r\n${manyHeaders}Content-Length: 2\r\n\r\n{}`)),
  },
  { name: 'endless-body', why: 'drips octets for ever', exit: 2, timeoutMs: 300, open: always(drip) },
  {
    name: 'ten-megabytes',
    why: 'answers everything with 10 MB',
    exit: 2,
    open: always((response) => response.writeHead(200, json).end(tenMegabytes)),
  },
  {
    name: 'gzip-bomb',
    why: 'a few octets that unpack to 64 MB',
    exit: 2,
    open: always((response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipBomb)),
  },
  {
    name: 'login-page',
    why: 'an HTML login page with 200 for everything',
    exit: 1,
    open: always(status(200, { 'content-type': 'text/html' }, loginPage)),
  },
  { name: 'empty-200', why: '200 without a body for everything', exit: 1, open: always(status(200, {})) },
  { name: 'all-500', why: 'a server error for everything', exit: 1, open: always(status(500, json, '{}')) },
  { name: 'all-429', why: 'too busy for everything', exit: 2, open: always(status(429, { ...json, 'retry-after': '1' }, '{}')) },
  { name: 'all-503', why: 'unavailable for everything', exit: 2, open: always(status(503, { ...json, 'retry-after': '1' }, '{}')) },
  {
    name: 'redirect-loop',
    why: 'redirects to itself for ever',
    exit: 1,
    open: always((response, { url = '/' }) => response.writeHead(302, { location: url }).end()),
  },
  {
    name: 'redirect-elsewhere',
    why: 'redirects to a host outside the statement',
    exit: 1,
    open: always(status(307, { location: 'https://169.254.169.254/latest/meta-data/' })),
  },
  {
    name: 'untrusted-tls',
    why: 'a certificate of a root that nobody trusts',
    exit: 1,
    open: () => serveHttps((_request, response) => response.writeHead(200, json).end('{}'), strangerPair),
  },
  { name: 'expired-tls', why: 'has a certificate that has expired', exit: 1, open: wrongly('expired'), root: pki.root.certificatePem },
  { name: 'self-signed-tls', why: 'signs its own certificate', exit: 1, open: wrongly('self-signed'), root: pki.root.certificatePem },
  { name: 'other-host-tls', why: 'has the certificate of another host', exit: 1, open: wrongly('wrong-host'), root: pki.root.certificatePem },
  ...framingServers,
  ...contentServers,
  ...handshakeServers,
  ...conductServers,
];
