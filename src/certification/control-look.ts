/**
 * How the authority looks at an origin: one bounded GET to an address that was resolved once and may be contacted, and one question to the DNS.
 *
 * The chain of the server is not judged here: the proof is sealed, and the key that was shown is kept and compared with those of both runs.
 *
 * Room     certification (floor 4).
 */
import { createHash } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { isPermittedAddress } from '../contract/address.js';
import type { FetchedProof, Look } from './control-proof.js';

export interface LookOptions {
  /** Private ranges (CIDR) that may be contacted. */
  readonly allowNetwork: readonly string[];
  /** `address` or `address:port` of the resolver; absent: that of the system. */
  readonly resolver?: string;
  readonly timeoutMs?: number;
}

const maxProofBytes = 64 * 1024;
const maxMs = 10_000;

function resolverOf({ resolver, timeoutMs = maxMs }: LookOptions): Resolver {
  const made = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (resolver !== undefined) made.setServers([resolver]);
  return made;
}

const isNoRecord = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'ENODATA' || error.code === 'ENOTFOUND');

/** The first address of a host that may be contacted. */
async function addressOf(host: string, options: LookOptions): Promise<string> {
  const resolver = resolverOf(options);
  const found = isIP(host) > 0 ? [host] : host === 'localhost' ? ['127.0.0.1'] : await resolver.resolve4(host).catch(() => resolver.resolve6(host));
  const permitted = found.find((address) => isPermittedAddress(address, options.allowNetwork));
  if (permitted === undefined) throw new Error(`no address of ${host} may be contacted`);
  return permitted;
}

function spkiOf(socket: unknown): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const key = socket.getPeerX509Certificate()?.publicKey.export({ format: 'der', type: 'spki' });
  return key === undefined ? undefined : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}

async function fetchProof(text: string, options: LookOptions): Promise<FetchedProof | undefined> {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const address = await addressOf(host, options);
  const isTls = url.protocol === 'https:';
  const names = isIP(host) > 0 ? {} : { servername: host };
  return new Promise((done, failed) => {
    const how = {
      host: address,
      port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, accept: '*/*', 'accept-encoding': 'identity' },
      signal: AbortSignal.timeout(options.timeoutMs ?? maxMs),
      agent: false,
    };
    const call = isTls ? httpsRequest({ ...how, ...names, rejectUnauthorized: false }) : httpRequest(how);
    call.on('response', (answer) => {
      const tlsSpkiSha256 = spkiOf(answer.socket);
      const parts: Buffer[] = [];
      let length = 0;
      answer.on('data', (part: Buffer) => {
        length += part.length;
        if (length > maxProofBytes) call.destroy(new Error('the answer is too long'));
        else parts.push(part);
      });
      answer.on('error', failed);
      answer.on('end', () => {
        const octets = Buffer.concat(parts);
        done(answer.statusCode === 200 ? { octets, ...(tlsSpkiSha256 === undefined ? {} : { tlsSpkiSha256 }) } : undefined);
      });
    });
    call.on('error', failed);
    call.end();
  });
}

/** Looks from this machine. */
export function lookFromHere(options: LookOptions): Look {
  return {
    fetch: (url) => fetchProof(url, options),
    async texts(name) {
      try {
        return (await resolverOf(options).resolveTxt(name)).map((chunks) => chunks.join(''));
      } catch (error) {
        if (isNoRecord(error)) return [];
        throw error;
      }
    },
  };
}
