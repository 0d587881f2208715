/**
 * Removes content codings from a body, bounded: a few octets that unpack to gigabytes are a loss, not an out-of-memory.
 *
 * Source   RFC 9110 §8.4 (codings are listed in the order in which they were applied), RFC 1950…1952, RFC 7932.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import type { Headers } from '../contract/evidence.js';
import { lost, type Lost } from './losses.js';

type Unpack = (octets: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Uint8Array>;

const gunzipAsync: Unpack = promisify(gunzip);
const inflateAsync: Unpack = promisify(inflate);
const inflateRawAsync: Unpack = promisify(inflateRaw);
const brotliAsync: Unpack = promisify(brotliDecompress);

/** `deflate` should be zlib's form, yet some servers send the bare stream (RFC 9110 §8.4.1.2, note). */
const deflate: Unpack = (octets, options) => {
  const [first = 0, second = 0] = octets;
  const zlibForm = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
  return zlibForm ? inflateAsync(octets, options) : inflateRawAsync(octets, options);
};

const unpackers: Readonly<Record<string, Unpack>> = { gzip: gunzipAsync, 'x-gzip': gunzipAsync, deflate, br: brotliAsync };

/** More codings on one body than this serve nobody but an attacker. */
const maxCodings = 3;

/** The codings of a message in the order in which they were applied. */
function codingsOf(headers: Headers): readonly string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .flatMap(([, value]) => value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
}

/** Whether a message says that its body is coded. */
export const isCoded = (headers: Headers): boolean => headers.some(([name]) => name.length === 16 && name.toLowerCase() === 'content-encoding');

/** The body without its content codings. Losses: too-large, protocol (the body is not in its coding, or in one that nobody asked for). */
export async function withoutCodings(body: Uint8Array, headers: Headers, maxBytes: number): Promise<Uint8Array | Lost> {
  const codings = codingsOf(headers);
  if (body.length === 0) return body;
  if (codings.length > maxCodings) return lost('protocol', `${codings.length} content codings on one body`);
  let octets = body;
  for (const coding of codings.toReversed()) {
    const unpack = unpackers[coding];
    if (unpack === undefined) return lost('protocol', `a content coding that was not asked for: ${coding.slice(0, 40)}`);
    try {
      octets = await unpack(octets, { maxOutputLength: maxBytes });
    } catch (error) {
      const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      return tooLarge ? lost('too-large', `the body unpacks to more than ${maxBytes} octets`) : lost('protocol', `the body is not ${coding}`);
    }
  }
  return octets;
}
