/**
 * Endpoints whose HTTP messages are framed wrongly: heads, lengths, chunks (RFC 9112).
 */
import { type BadServer, dripping, endless, octets, serveTlsRaw } from './bad-server.js';
import { serveRaw } from '../evidence/servers.js';

const ok = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const gibibytes = 10 * 1024 * 1024 * 1024;
const zeros = Buffer.alloc(64 * 1024, 0x30);

export const framingServers: readonly BadServer[] = [
  {
    name: 'drip-head',
    why: 'sends its header fields letter by letter, for ever',
    exit: 2,
    timeoutMs: 300,
    open: () => serveTlsRaw((socket) => dripping(socket, 'HTTP/1.1 200 OK\r\nX-Slow: ', { piece: 'a', everyMs: 40 })),
  },
  {
    name: 'ten-gigabytes',
    why: 'sends a body of 10 GiB as it says',
    exit: 2,
    open: () => serveTlsRaw((socket) => endless(socket, `${ok}Content-Length: ${gibibytes}\r\n\r\n`, zeros)),
  },
  {
    name: 'endless-chunks',
    why: 'sends chunks without a last one',
    exit: 2,
    open: () => serveTlsRaw((socket) => endless(socket, `${ok}Transfer-Encoding: chunked\r\n\r\n`, `10000\r\n${zeros.toString('latin1')}\r\n`)),
  },
  {
    name: 'long-content-length',
    why: 'sends less than it says and keeps the connection open',
    exit: 2,
    timeoutMs: 300,
    open: () => serveTlsRaw((socket) => socket.write(`${ok}Content-Length: 1000\r\n\r\n{}`)),
  },
  {
    name: 'keep-alive-surplus',
    why: 'sends more than it says on connections that it keeps: what follows looks like the next answer',
    exit: 1,
    open: () =>
      serveTlsRaw((socket) => socket.write(`${ok}Content-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfalse`), { each: true }),
  },
  {
    name: 'length-and-chunked',
    why: 'sends Content-Length and Transfer-Encoding at once, as in smuggling',
    exit: 2,
    open: octets(`${ok}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`),
  },
  {
    name: 'two-lengths',
    why: 'sends two Content-Length fields that differ',
    exit: 2,
    open: octets(`${ok}Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}{}`),
  },
  { name: 'negative-length', why: 'sends a negative Content-Length', exit: 2, open: octets(`${ok}Content-Length: -2\r\n\r\n{}`) },
  {
    name: 'endless-continue',
    why: 'answers 100 Continue for ever',
    exit: 2,
    timeoutMs: 500,
    open: () => serveTlsRaw((socket) => endless(socket, '', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100))),
  },
  {
    name: 'unasked-upgrade',
    why: 'switches protocols without being asked',
    exit: 2,
    open: octets('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nblah'),
  },
  {
    name: 'bare-line-feeds',
    why: 'ends its lines with LF alone',
    exit: 2,
    open: octets('HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 2\n\n{}'),
  },
  {
    name: 'endless-field',
    why: 'sends one header field without end',
    exit: 2,
    open: () => serveTlsRaw((socket) => endless(socket, 'HTTP/1.1 200 OK\r\nX-Long: ', 'a'.repeat(16 * 1024))),
  },
  {
    name: 'endless-trailers',
    why: 'sends trailer fields without end',
    exit: 2,
    open: () => serveTlsRaw((socket) => endless(socket, `${ok}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n`, 'X-Trailer: abc\r\n'.repeat(500))),
  },
  {
    name: 'endless-chunk-extension',
    why: 'sends an extension of a chunk without end',
    exit: 2,
    timeoutMs: 500,
    open: () => serveTlsRaw((socket) => endless(socket, `${ok}Transfer-Encoding: chunked\r\n\r\n2;x=`, 'a'.repeat(16 * 1024))),
  },
  {
    name: 'huge-chunk-size',
    why: 'names a chunk of more octets than there are',
    exit: 2,
    open: octets(`${ok}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}`),
  },
  { name: 'http-0.9', why: 'answers without a head, as HTTP/0.9', exit: 2, open: octets('{"a":1}') },
  { name: 'status-99', why: 'answers with status 99', exit: 2, open: octets('HTTP/1.1 99 Odd\r\nContent-Length: 0\r\n\r\n') },
  {
    name: 'status-999',
    why: 'answers with status 999',
    exit: 2,
    open: octets('HTTP/1.1 999 Odd\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}'),
  },
  { name: 'nul-in-field', why: 'has a NUL in a header field', exit: 2, open: octets(`${ok}X-Nul: a\0b\r\nContent-Length: 2\r\n\r\n{}`) },
  { name: 'ssh', why: 'greets as SSH does', exit: 2, open: () => serveRaw((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')) },
  {
    name: 'http2-only',
    why: 'speaks HTTP/2 alone',
    exit: 2,
    open: octets(Buffer.from('0000060400000000000005000040000000040800000000000000ffff', 'hex')),
  },
];
