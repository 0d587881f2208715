/**
 * Canonical JSON (RFC 8785) and digests. Serves only for digests of the law and for comparing verdicts across runs; what is signed is bytes.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import { hash } from 'node:crypto';
import { EgifError } from '../errors.js';
import { isObject } from './json.js';

/** Whether `JSON.stringify` writes a value in canonical form as it is: members in order, nothing that the canonical form refuses. */
function isInOrder(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return typeof value === 'boolean';
  if (value === null) return true;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) if (!isInOrder(value[index])) return false;
    return true;
  }
  // Anything with a prototype of its own may write itself in its own way.
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return false;
  let last = '';
  for (const name of Object.keys(value)) {
    const member: unknown = value[name];
    if (name < last || (member !== undefined && !isInOrder(member))) return false;
    last = name;
  }
  return true;
}

/** The text of a value whose members stand in any order. */
function sorted(value: unknown): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new EgifError('INTERNAL', 'canonical JSON: a string holds a lone surrogate');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new EgifError('INTERNAL', `canonical JSON: ${value} is not a JSON number`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => sorted(item)).join(',')}]`;
  if (typeof value === 'object') {
    const members: object = value;
    let text = '';
    // Array.sort without a comparison orders by UTF-16 code units, as RFC 8785 §3.2.3 demands.
    for (const name of Object.keys(members).sort()) {
      const member: unknown = Reflect.get(members, name);
      if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${sorted(member)}`;
    }
    return `{${text}}`;
  }
  throw new EgifError('INTERNAL', `canonical JSON: a ${typeof value} cannot be written`);
}

/** RFC 8785 text of a JSON value. Members that are undefined are left out; anything else that is not JSON is refused. */
export function canonicalJson(value: unknown): string {
  return isInOrder(value) ? JSON.stringify(value) : sorted(value);
}

/** `sha256:` and the lower-case hexadecimal SHA-256 of octets or of UTF-8 text. */
export function sha256(octets: Uint8Array | string): string {
  return `sha256:${hash('sha256', octets, 'hex')}`;
}

/** Digest of a JSON value over its canonical form. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
