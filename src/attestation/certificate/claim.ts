/**
 * A compact credential that nothing has verified yet: its digest and what its payload says, each made once, whoever asks for it first.
 *
 * The leaf of the log is written from the claim before the signature is looked at; what is judged afterwards is the same value, read from the same octets.
 *
 * Room     attestation (floor 3).
 */
import { hash } from 'node:crypto';
import type { Json } from '../../contract/api-model.js';
import { decodeBase64Url } from '../jws/envelope.js';
import { parseStrictJson } from '../strict-json.js';

export interface Claim {
  /** 64 hexadecimal digits: SHA-256 of the whole compact text. */
  sha256(): string;
  /** Octets of the payload. Refusal: JWS_BASE64. */
  payload(): Uint8Array;
  /** What the payload says. Refusals: JWS_BASE64, JSON_*. */
  value(): Json;
}

/** No credential of the suite is larger: the texts of a bundle are bounded below this. */
const bounds = { maxBytes: 5 * 1024 * 1024, maxDepth: 12 };

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The claim of a compact text. */
export function claimOf(compact: string): Claim {
  const payload = once(() => decodeBase64Url(compact.split('.')[1], 'payload'));
  return {
    payload,
    sha256: once(() => hash('sha256', compact, 'hex')),
    value: once(() => parseStrictJson(payload(), bounds)),
  };
}
