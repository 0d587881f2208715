/**
 * Why an exchange could not be had: one loss for every way in which a socket, a handshake or a message can fail.
 *
 * Details name the system call and the code, never an address or a port, so that equal failures read alike in every run.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { LostCause } from '../contract/documents.js';
import type { Loss } from '../contract/evidence.js';

/** What an action gave instead of an answer. */
export interface Lost {
  readonly lost: Loss;
}

/** A loss as a result. */
export function lost(cause: LostCause, detail: string): Lost {
  return { lost: { cause, detail } };
}

/** Whether a result is a loss. */
export function isLost(result: object): result is Lost {
  return 'lost' in result && result.lost !== undefined;
}

const causes: Readonly<Record<string, LostCause>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ENODATA: 'dns',
  ESERVFAIL: 'dns',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  // No route is not a refusal: nobody answered.
  EHOSTUNREACH: 'timeout',
  ENETUNREACH: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  EPROTO: 'tls',
  HOSTNAME_MISMATCH: 'tls',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too-large',
  UND_ERR_HEADERS_OVERFLOW: 'too-large',
  HPE_HEADER_OVERFLOW: 'too-large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'protocol',
};

const tlsCode = /^(ERR_SSL_|ERR_TLS_|CERT_|CRL_|UNABLE_TO_|ERROR_IN_CE|DEPTH_ZERO_|SELF_SIGNED_|INVALID_(CA|PURPOSE)|PATH_LENGTH_)/;

function causeOf(code: string): LostCause {
  const known = causes[code];
  if (known !== undefined) return known;
  if (tlsCode.test(code)) return 'tls';
  return code.startsWith('HPE_') ? 'protocol' : 'harness';
}

function textMember(error: object, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}

/** The loss that an error of a socket, a resolver, a handshake or the HTTP client means. What is unknown is the harness's trouble. */
export function lossOf(error: unknown): Lost {
  if (!(error instanceof Error)) return lost('harness', 'something that is no error was thrown');
  // Thrown through a foreign client that knows errors alone.
  if (isLost(error)) return { lost: error.lost };
  // Several addresses were tried: it is a refusal only if every one of them refused.
  if (error instanceof AggregateError && error.errors.length > 0) {
    const losses = error.errors.map((each: unknown) => lossOf(each));
    const worst = losses.find((each) => each.lost.cause !== 'refused') ?? losses[0];
    if (worst !== undefined) return worst;
  }
  const code = textMember(error, 'code') ?? (error.name === 'HTTPParserError' ? 'HPE_UNKNOWN' : 'UNKNOWN');
  const cause = causeOf(code);
  const call = textMember(error, 'syscall');
  return lost(cause, cause === 'harness' ? `${code}: ${error.message}` : call === undefined ? code : `${call} ${code}`);
}
