/**
 * A time-stamp authority on the loopback (RFC 3161 over HTTP), for `egif dev tsa` and tests. Nobody trusts its root but who names it.
 *
 * Source   RFC 3161 §2.4, §3.4 (application/timestamp-query, application/timestamp-reply).
 * Room     dev (floor 6).
 */
import { generateKeyPairSync, randomInt } from 'node:crypto';
import { integer, sequence, tlv, type Value, valuesIn } from './der.js';
import type { AgencyRequest, Answer } from './exchange.js';
import { listenCleartext, loopback } from './listen.js';
import { issueToken, type TokenChanges, type TsaKey } from './tsa-token.js';
import { issueCertificate, type CertificateRequest, type NameParts } from './x509.js';

/** Policy under which the test authority stamps (arc for documentation and tests). */
export const testTsaPolicy = '1.3.6.1.4.1.99999.1.1';

export interface TsaIdentity extends TsaKey {
  /** DER of the root that verifiers pin. */
  readonly root: Buffer;
  readonly rootKey: TsaKey['key'];
}

const dayMs = 86_400_000;
const rootName: NameParts = { country: 'IR', organisation: 'egif test PKI', commonName: 'egif test time-stamp root' };
const name: NameParts = { country: 'IR', organisation: 'egif test PKI', commonName: 'egif test time-stamp authority' };

/** A root and below it an authority, fresh; `change`: what its certificate has otherwise. */
export function createTsaIdentity(now: Date, change: Partial<CertificateRequest> = {}): TsaIdentity {
  const [rootKey, key] = [0, 1].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  if (rootKey === undefined || key === undefined) throw new TypeError('no key');
  const validity = { notBefore: new Date(now.getTime() - dayMs), notAfter: new Date(now.getTime() + 365 * dayMs) };
  const root = issueCertificate({
    subject: rootName,
    issuer: rootName,
    subjectKey: rootKey,
    issuerKey: rootKey,
    ...validity,
    authority: { pathLength: 0 },
    keyUsage: ['keyCertSign', 'cRLSign'],
  });
  const certificate = issueCertificate({
    subject: name,
    issuer: rootName,
    subjectKey: key,
    issuerKey: rootKey,
    ...validity,
    keyUsage: ['digitalSignature'],
    purposes: ['timeStamping'],
    purposesCritical: true,
    ...change,
  });
  return { root, rootKey, certificate, key, intermediates: [] };
}

export interface TsaOptions {
  readonly clock: () => Date;
  readonly policy?: string;
  readonly changes?: TokenChanges;
}

const badRequest = sequence(sequence(integer(2), sequence(tlv(0x0c, Buffer.from('the request cannot be read'))), tlv(0x03, Buffer.of(5, 0x20))));

/** The answer to a request (DER of TimeStampResp). */
export function answerRequest(request: Buffer, tsa: TsaKey, { clock, policy = testTsaPolicy, changes }: TsaOptions): Buffer {
  let members: readonly Value[];
  try {
    members = valuesIn(valuesIn(request)[0]?.content ?? Buffer.alloc(0));
  } catch {
    return badRequest;
  }
  const [, imprint, ...rest] = members;
  if (imprint === undefined || imprint.tag !== 0x30) return badRequest;
  const nonce = rest.find(({ tag }) => tag === 0x02);
  const token = issueToken(tsa, {
    imprint: imprint.whole,
    policy,
    serial: randomInt(1, 2 ** 31),
    time: clock(),
    ...(nonce === undefined ? {} : { nonce: nonce.whole }),
    accuracySeconds: 1,
    withCertificates: rest.some(({ tag, content }) => tag === 0x01 && content[0] === 0xff),
    ...(changes === undefined ? {} : { changes }),
  });
  return sequence(sequence(integer(0)), token);
}

const maxBodyBytes = 64 * 1024;

function contentTypeOf(request: AgencyRequest): string | undefined {
  return request.headers.find(([header]) => header.toLowerCase() === 'content-type')?.[1];
}

function respond(request: AgencyRequest, tsa: TsaKey, options: TsaOptions): Answer {
  const refused = (status: number): Answer => ({ status, headers: [] });
  if (request.method !== 'POST') return refused(405);
  if (contentTypeOf(request) !== 'application/timestamp-query') return refused(415);
  if (request.body.length > maxBodyBytes) return refused(413);
  return {
    status: 200,
    headers: [['Content-Type', 'application/timestamp-reply']],
    body: answerRequest(Buffer.from(request.body), tsa, options),
  };
}

export interface RunningTsa {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the authority on the loopback; port 0 is a free one. Error: USAGE where the port is taken. */
export async function startTsa(tsa: TsaKey, options: TsaOptions & { readonly port?: number }): Promise<RunningTsa> {
  const { port = 0, clock } = options;
  const listening = await listenCleartext({ port, respond: (request) => respond(request, tsa, options), date: clock, maxBodyBytes });
  return { url: `http://${loopback}:${listening.port}/`, close: () => listening.close() };
}
