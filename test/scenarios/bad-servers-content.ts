/**
 * Endpoints whose answers are well framed and whose content is not to be borne: codings, encodings, depth, size.
 */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { always, type BadServer, json, status } from './bad-server.js';

const mebibyte = 1024 * 1024;
const spaces = Buffer.alloc(64 * mebibyte, 0x20);
const brotliBomb = brotliCompressSync(spaces, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
const nested = gzipSync(gzipSync(spaces, { level: 9 }), { level: 9 });
const coded = (coding: string): Readonly<Record<string, string>> => ({ ...json, 'content-encoding': coding });
const deep = 1_000_000;
const problem = { 'content-type': 'application/problem+json' };
const problemBomb = JSON.stringify({
  type: 'about:blank',
  title: 'x',
  status: 400,
  errors: Array.from({ length: 20_000 }, (_, index) => ({ pointer: `#/${index}`, detail: 'd' })),
});
/** The magic number of zstd (RFC 8878 §3.1.1) and a frame without content. */
const zstd = Buffer.from('28b52ffd2000010000', 'hex');
const cookies = Array.from({ length: 40 }, (_, index) => `c${index}=${'v'.repeat(1_000)}; Path=/`);
const bigCookies = Array.from({ length: 1_000 }, (_, index) => `c${index}=${'v'.repeat(64 * 1024)}`);

export const contentServers: readonly BadServer[] = [
  { name: 'brotli-bomb', why: 'a few octets of brotli that unpack to 64 MB', exit: 2, open: always(status(200, coded('br'), brotliBomb)) },
  { name: 'nested-gzip', why: 'gzip within gzip that unpacks to 64 MB', exit: 2, open: always(status(200, coded('gzip, gzip'), nested)) },
  {
    name: 'many-codings',
    why: 'names a hundred content codings',
    exit: 2,
    open: always(status(200, coded(Array.from({ length: 100 }, () => 'gzip').join(', ')), '{}')),
  },
  { name: 'zstd-unasked', why: 'uses a content coding that nobody asked for', exit: 2, open: always(status(200, coded('zstd'), zstd)) },
  { name: 'gzip-that-is-none', why: 'says gzip and sends text', exit: 2, open: always(status(200, coded('gzip'), '{}')) },
  { name: 'gzip-cut', why: 'breaks off within gzip', exit: 2, open: always(status(200, coded('gzip'), gzipSync('{"a":"b"}').subarray(0, 15))) },
  {
    name: 'deep-json',
    why: 'nests arrays a million deep',
    exit: 1,
    open: always(status(200, json, `${'['.repeat(deep / 2)}${']'.repeat(deep / 2)}`)),
  },
  { name: 'duplicate-names', why: 'repeats the names of members', exit: 1, open: always(status(200, json, '{"id":1,"id":2,"__proto__":{"a":1}}')) },
  {
    name: 'huge-numbers',
    why: 'has numbers that no machine holds',
    exit: 1,
    open: always(status(200, json, `{"id":${'9'.repeat(100_000)},"x":1e999}`)),
  },
  { name: 'invalid-utf8', why: 'has octets that are no UTF-8', exit: 1, open: always(status(200, json, Buffer.from('7b2261223a22ff22c07d', 'hex'))) },
  {
    name: 'utf-16',
    why: 'answers in UTF-16',
    exit: 1,
    open: always(status(200, { 'content-type': 'application/json; charset=utf-16' }, Buffer.from('\ufeff{"a":1}', 'utf16le'))),
  },
  { name: 'problem-bomb', why: 'a problem with twenty thousand errors', exit: 1, open: always(status(400, problem, problemBomb)) },
  {
    name: 'cookie-bomb',
    why: 'sets forty cookies of a thousand octets each time',
    exit: 1,
    open: always((response) => response.setHeader('set-cookie', cookies).writeHead(200, json).end('{}')),
  },
  {
    name: 'huge-cookies',
    why: 'sets a thousand cookies of 64 KiB',
    exit: 2,
    open: always((response) => response.setHeader('set-cookie', bigCookies).writeHead(200, json).end('{}')),
  },
  {
    name: 'regex-bait',
    why: 'has texts on which expressions without bound go astray',
    exit: 1,
    open: always(status(200, json, JSON.stringify({ a: `${'a'.repeat(50_000)}!`, b: `${'0-'.repeat(50_000)}` }))),
  },
];
