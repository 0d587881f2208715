/**
 * Canonical JSON (RFC 8785) and digests. Serves only for digests of the law and for comparing verdicts across runs; what is signed is bytes.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import { hash } from 'node:crypto';
import { EgifError } from '../errors.js';

/** RFC 8785 text of a JSON value. Members that are undefined are left out; anything else that is not JSON is refused. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new EgifError('INTERNAL', 'canonical JSON: a string holds a lone surrogate');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new EgifError('INTERNAL', `canonical JSON: ${value} is not a JSON number`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (typeof value === 'object') {
    const members: object = value;
    let text = '';
    // Array.sort without a comparison orders by UTF-16 code units, as RFC 8785 §3.2.3 demands.
    for (const name of Object.keys(members).sort()) {
      const member: unknown = Reflect.get(members, name);
      if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`;
    }
    return `{${text}}`;
  }
  throw new EgifError('INTERNAL', `canonical JSON: a ${typeof value} cannot be written`);
}

/** `sha256:` and the lower-case hexadecimal SHA-256 of octets or of UTF-8 text. */
export function sha256(octets: Uint8Array | string): string {
  return `sha256:${hash('sha256', octets, 'hex')}`;
}

/** Digest of a JSON value over its canonical form. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
