/**
 * The client of the sample consumer: one request with all that a good client heeds.
 *
 * It connects to the loopback address only.
 *
 * Source   RFC 9110 §10.2.3 (Retry-After), RFC 9525 §6, RFC 9745, RFC 8594.
 * Room     dev (floor 6). May be imported within dev only.
 */
import { randomUUID } from 'node:crypto';
import { request } from 'node:https';
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, parseJson } from '../../contract/json.js';
import { soundClientManners, type ClientManners } from './manners.js';

export interface RegistryClient {
  /** What the provider answered; undefined where it could not be had. */
  ask(
    method: 'GET' | 'POST',
    path: string,
    wanted: { readonly members: readonly string[]; readonly body?: JsonObject },
  ): Promise<JsonObject | undefined>;
}

interface ClientWorld {
  /** Base URL without trailing slash. */
  readonly url: string;
  /** PEM. */
  readonly root: string;
  readonly manners: ClientManners;
  readonly clock: () => Date;
  /** Alerts for its own people. */
  readonly notices: string[];
}

interface Got {
  /** 0: none. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Json | undefined;
}

/** How the word `revoked` begins in an OCSP response without a reason: tag, length, and the time (RFC 6960 §4.2.1). */
const revokedWord = Buffer.of(0xa1, 0x11, 0x18, 0x0f);
const none: Got = { status: 0, headers: {}, body: undefined };
const passing: ReadonlySet<number> = new Set([0, 429, 503]);
const failures: Readonly<Record<ClientManners['verifies'], readonly string[]>> = {
  all: [],
  'not-dates': ['CERT_HAS_EXPIRED'],
  'not-host': ['ERR_TLS_CERT_ALTNAME_INVALID'],
  'not-issuer': ['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
};

function send(method: string, url: URL, given: { readonly world: ClientWorld; readonly key: string; readonly body?: string }): Promise<Got> {
  const { root, manners } = given.world;
  return new Promise((resolve) => {
    const headers = {
      accept: 'application/json',
      ...(given.body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(given.body), 'idempotency-key': given.key }),
    };
    const own = { ca: root, agent: false, rejectUnauthorized: false, requestOCSP: manners.revocation !== 'unasked' } as const;
    const timeout = manners.timeoutMs === undefined ? {} : { timeout: manners.timeoutMs };
    const call = request(url, { method, headers, ...own, ...timeout }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', () => resolve(none));
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: parseJson(Buffer.concat(chunks).toString('utf8'))?.value }),
      );
    });
    // Nothing is written before the certificate was looked at.
    call.once('socket', (socket) => {
      let revoked = false;
      socket.once('OCSPResponse', (response: Buffer | null) => {
        revoked = manners.revocation === 'heeded' && response?.includes(revokedWord) === true;
      });
      socket.once('secureConnect', () => {
        const problem = 'authorizationError' in socket && socket.authorizationError != null ? problemOf(socket.authorizationError) : undefined;
        if (revoked) call.destroy();
        else if (problem === undefined || failures[manners.verifies].includes(problem)) call.end(given.body);
        else call.destroy();
      });
    });
    call.once('timeout', () => call.destroy());
    call.once('error', () => resolve(none));
  });
}

const problemOf = (error: unknown): string => (error instanceof Error ? ('code' in error ? String(error.code) : error.message) : String(error));

/** Milliseconds that the provider asks to wait, as far as they are heeded. */
function askedMs({ headers }: Got, { manners, clock }: ClientWorld): number | undefined {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  const form = /^[0-9]+$/.test(value) ? 'seconds' : 'date';
  if (!manners.heeds.includes(form)) return undefined;
  const wait = form === 'seconds' ? Number(value) * 1000 : Date.parse(value) - clock().getTime();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

/** The members that the consumer reads, or undefined where it cannot take the answer. */
function read(body: Json | undefined, wanted: readonly string[], manners: ClientManners): JsonObject | undefined {
  if (!isObject(body)) return undefined;
  const names = Object.keys(body);
  if (!manners.takesUnknown && names.some((name) => name.startsWith('egif'))) return undefined;
  if (!manners.takesAbsent && wanted.some((name) => !names.includes(name))) return undefined;
  return body;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Opens the client. */
export function openRegistryClient(world: ClientWorld): RegistryClient {
  const { manners, notices } = world;
  return {
    async ask(method, path, { members, body }) {
      let key: string = randomUUID();
      const text = body === undefined ? {} : { body: JSON.stringify(body) };
      for (let attempt = 1; ; attempt += 1) {
        const got = await send(method, new URL(`${world.url}${path}`), { world, key, ...text });
        if (manners.notesDeprecation && got.headers['sunset'] !== undefined) notices.push(`Sunset ${String(got.headers['sunset'])} of ${path}`);
        if (got.status >= 200 && got.status < 300) return read(got.body, members, manners);
        const most = got.status === 0 ? Math.min(manners.attempts, soundClientManners.attempts) : manners.attempts;
        if (attempt >= most || !passing.has(got.status)) return undefined;
        await pause(askedMs(got, world) ?? manners.gapMs * 2 ** (attempt - 1));
        if (!manners.keepsKey) key = randomUUID();
      }
    },
  };
}
