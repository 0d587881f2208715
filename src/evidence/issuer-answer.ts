/**
 * Answers on the way to a token, read once: what they issue is known to the redactor before anything of them is kept, since it may stand in them twice.
 *
 * Source   RFC 6749 §5.1; OpenID Connect Core 1.0 §3.1.3.3.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Json } from '../contract/api-model.js';
import { memberOf, parseJson } from '../contract/json.js';
import type { WireAnswer } from './http-client.js';
import type { Redactor } from './redact.js';

/** Octets. A longer one is not read: no token fits a header field, and no set of keys is so large. */
export const longestIssuerAnswer = 512 * 1024;

/** What an issuer has answered. `value` is undefined where its body is no JSON, or too long. */
export interface IssuerAnswer {
  readonly status: number;
  readonly value: Json | undefined;
}

/** Members of a token endpoint's answer that are secrets. */
const issuedMembers = ['access_token', 'refresh_token', 'id_token'] as const;

/** An answer's value; the redactor knows from here on what it issues. */
export function readIssuerAnswer({ status, body }: Pick<WireAnswer, 'status' | 'body'>, redactor: Pick<Redactor, 'learn'>): IssuerAnswer {
  const value = body.length > longestIssuerAnswer ? undefined : parseJson(Buffer.from(body).toString('utf8'))?.value;
  for (const name of issuedMembers) {
    const secret = memberOf(value, name);
    if (typeof secret === 'string') redactor.learn(secret);
  }
  return { status, value };
}
