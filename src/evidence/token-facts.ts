/**
 * What may be known of a token without holding it: its form, its times, what it is bound to, and what can be done to it.
 *
 * Source   RFC 7519 §4.1, RFC 7515 §4.1, RFC 7800 §3.1, RFC 9068 §2.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { tokenAlterations, type TokenAlteration, type TokenFacts } from '../contract/evidence.js';
import { isObject } from '../contract/json.js';
import type { JsonWebToken } from './json-web-token.js';

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((item: unknown) => typeof item === 'string');
const isAlteration = (value: unknown): value is TokenAlteration => tokenAlterations.some((known) => known === value);

const texts = ['algorithm', 'type'] as const;
const numbers = ['expiresIn', 'notBefore', 'issuedAt', 'expiresAt'] as const;
const lists = ['claims', 'audiences', 'confirmation'] as const;

/** Whether a stored value is what the suite writes of a token. */
export function isTokenFacts(value: unknown): value is TokenFacts {
  if (!isObject(value)) return false;
  const { form, signed, alterations } = value;
  const absentOr = (names: readonly string[], holds: (member: unknown) => boolean): boolean =>
    names.every((name) => value[name] === undefined || holds(value[name]));
  return (
    (form === 'jwt' || form === 'opaque') &&
    (signed === undefined || typeof signed === 'boolean') &&
    Array.isArray(alterations) &&
    alterations.every(isAlteration) &&
    absentOr(texts, (member) => typeof member === 'string') &&
    absentOr(numbers, (member) => typeof member === 'number') &&
    absentOr(lists, isTexts)
  );
}

/** Facts of a JWT; a member that is not what RFC 7519 says is left out. */
export function factsOfJwt({ header, claims }: JsonWebToken): Omit<TokenFacts, 'form' | 'alterations'> {
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const time = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
  const audience: unknown = claims['aud'];
  const cnf: unknown = claims['cnf'];
  const found = {
    algorithm: text(header['alg']),
    type: text(header['typ']),
    claims: Object.keys(claims).sort(),
    audiences: typeof audience === 'string' ? [audience] : isTexts(audience) ? audience : undefined,
    notBefore: time(claims['nbf']),
    issuedAt: time(claims['iat']),
    expiresAt: time(claims['exp']),
    confirmation: isObject(cnf) ? Object.keys(cnf).sort() : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
