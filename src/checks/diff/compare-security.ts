/**
 * Compares what an operation demands of the caller's credentials: every way in that was open must still be.
 *
 * Source   OpenAPI 3.1.1 §4.8.30 (Security Requirement: a list of alternatives, each of schemes that are all needed), §4.8.27 (Security Scheme).
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { type Change, shown } from './change.js';
import type { Sides } from './comparison.js';
import type { InterfaceOperation } from './read-interface.js';
import type { Source } from './source.js';

/** Scheme, as the wire sees it, to the scopes that it needs. */
type Alternative = ReadonlyMap<string, ReadonlySet<string>>;

const text = (value: Json | undefined): string => (typeof value === 'string' ? value.toLowerCase() : '');

/** What a scheme is on the wire, whatever the contract calls it; the name where it is not declared. */
function signatureOf(name: string, source: Source): string {
  const components = source.member({ value: source.root, pointer: '' }, 'components');
  const scheme = components === undefined ? undefined : source.map(components, 'securitySchemes').get(name);
  if (scheme === undefined) return `undeclared ${name}`;
  const { value } = scheme;
  const type = text(value['type']);
  if (type === 'apikey') return `apiKey ${text(value['in'])} ${text(value['name'])}`;
  if (type === 'http') return `http ${text(value['scheme'])}`;
  // A bearer token of whatever issuer: the issuer is told apart below.
  return type;
}

function alternativesOf(security: readonly Json[] | undefined, source: Source): readonly Alternative[] {
  if (security === undefined || security.length === 0) return [new Map()];
  return security.filter(isObject).map(
    (alternative) =>
      new Map(
        Object.entries(alternative).map(([name, scopes]) => {
          const list = Array.isArray(scopes) ? scopes.map(String) : [];
          return [signatureOf(name, source), new Set(list)] as const;
        }),
      ),
  );
}

/** Whether a caller who satisfies `held` satisfies `wanted`. */
function satisfies(held: Alternative, wanted: Alternative): boolean {
  return [...wanted].every(([scheme, scopes]) => {
    const own = held.get(scheme);
    return own !== undefined && [...scopes].every((scope) => own.has(scope));
  });
}

const textOf = (alternatives: readonly Alternative[]): string =>
  alternatives.map((alternative) => [...alternative].map(([scheme, scopes]) => [scheme, ...scopes].join(' ')).join(' + ') || 'none').join(' | ');

/** Changes of the security in effect for one operation. */
export function compareSecurity(old: InterfaceOperation, now: InterfaceOperation, sides: Sides): readonly Change[] {
  const before = alternativesOf(old.security, sides.old);
  const after = alternativesOf(now.security, sides.now);
  const base = { direction: 'neither', where: old.name, old: old.at.pointer, new: now.at.pointer } as const;
  const texts = { before: shown(textOf(before)), after: shown(textOf(after)) };
  const isOpen = before.every((held) => after.some((wanted) => satisfies(held, wanted)));
  if (!isOpen) return [{ ...base, kind: 'security-tightened', breaking: true, reason: 'refuses-more', ...texts }];
  const isWider = !after.every((held) => before.some((wanted) => satisfies(held, wanted)));
  return isWider ? [{ ...base, kind: 'security-loosened', breaking: false, reason: 'compatible', ...texts }] : [];
}

const issuerMembers = ['openIdConnectUrl', 'flows'] as const;

function issuersOf(source: Source): ReadonlyMap<string, { readonly pointer: string; readonly text: string }> {
  const components = source.member({ value: source.root, pointer: '' }, 'components');
  const schemes = components === undefined ? [] : [...source.map(components, 'securitySchemes')];
  return new Map(
    schemes.flatMap(([name, { value, pointer }]) => {
      const facts = issuerMembers.flatMap((member) => {
        const own = memberOf(value, member);
        return own === undefined
          ? []
          : [JSON.stringify(own, (key, inner: unknown) => (key === 'scopes' || key.startsWith('x-') ? undefined : inner))];
      });
      return facts.length === 0 ? [] : [[name, { pointer, text: facts.join(' ') }] as const];
    }),
  );
}

/** Schemes whose issuer or flows are others than before: whether tokens are still taken is not told by the contract. */
export function compareIssuers(sides: Sides): readonly Change[] {
  const after = issuersOf(sides.now);
  return [...issuersOf(sides.old)].flatMap(([name, { pointer, text: before }]) => {
    const now = after.get(name);
    if (now === undefined || now.text === before) return [];
    return [
      {
        kind: 'security-scheme-changed',
        breaking: 'unknown',
        reason: 'incomparable',
        direction: 'neither',
        where: name,
        old: pointer,
        new: now.pointer,
        before: shown(before),
        after: shown(now.text),
      } as const,
    ];
  });
}
