/**
 * Compares the servers of two contracts of events: where they are reached, by which protocol, and what they demand of who connects.
 *
 * Source   EGIF-TEC-EVT-005; AsyncAPI 2.6.0 and 3.0.0 (Server, Security Requirement, Security Scheme Objects).
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { type Change, shown } from './change.js';
import type { Sides } from './comparison.js';
import { type EventServer, readServers } from './read-events.js';
import type { Source } from './source.js';

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** What a scheme is on the wire, whatever the contract calls it. */
function signatureOf(scheme: Json | undefined): string {
  const [type, place, name, way] = ['type', 'in', 'name', 'scheme'].map((member) => textOf(memberOf(scheme, member)));
  const scopes = memberOf(scheme, 'scopes');
  return [type, place, name, way, ...(Array.isArray(scopes) ? scopes.map(String).sort() : [])]
    .filter((part) => part !== '')
    .join(' ')
    .toLowerCase();
}

/** The ways in; a server that lists none takes anybody. In version 3 the list holds schemes, in 2.x their names. */
function waysIn({ at }: EventServer, source: Source): ReadonlySet<string> {
  const listed = memberOf(at.value, 'security');
  const schemes = memberOf(memberOf(source.root, 'components'), 'securitySchemes');
  const ways = (Array.isArray(listed) ? listed : []).map((entry, index) => {
    const at3 = source.object(entry, `${at.pointer}/security/${index}`);
    if (at3?.value['type'] !== undefined) return signatureOf(at3.value);
    const names = Object.entries(isObject(entry) ? entry : {});
    return names
      .map(([name, scopes]) => {
        const found = source.object(memberOf(schemes, name), `/components/securitySchemes/${name}`);
        return `${found === undefined ? `undeclared ${name}` : signatureOf(found.value)} ${Array.isArray(scopes) ? scopes.map(String).sort().join(' ') : ''}`.trim();
      })
      .join(' + ');
  });
  return new Set(ways.length === 0 ? ['anybody'] : ways);
}

function compareWays(old: EventServer, now: EventServer, sides: Sides): readonly Change[] {
  const [before, after] = [waysIn(old, sides.old), waysIn(now, sides.now)];
  const places = { direction: 'neither', where: old.name, old: old.at.pointer, new: now.at.pointer } as const;
  const texts = { before: shown([...before].join(' | ')), after: shown([...after].join(' | ')) };
  if (!after.has('anybody') && [...before].some((way) => !after.has(way)))
    return [{ ...places, kind: 'security-tightened', breaking: true, reason: 'refuses-more', ...texts }];
  if ([...after].some((way) => !before.has(way))) return [{ ...places, kind: 'security-loosened', breaking: false, reason: 'compatible', ...texts }];
  return [];
}

/** A server is the same one by its address; else by its name. Whether what moved is still to be had at its old address no contract tells. */
export function compareBrokers(sides: Sides): readonly Change[] {
  const now = readServers(sides.now);
  return readServers(sides.old).flatMap((server): readonly Change[] => {
    const same =
      now.find(({ address, protocol }) => address === server.address && protocol === server.protocol) ?? now.find(({ name }) => name === server.name);
    const before = `${server.protocol}://${server.address}`;
    const base = { kind: 'broker-changed', direction: 'neither', where: server.name, old: server.at.pointer, before } as const;
    if (same === undefined) return now.length === 0 ? [] : [{ ...base, breaking: 'unknown', reason: 'incomparable' }];
    const places = { ...base, new: same.at.pointer, after: `${same.protocol}://${same.address}` };
    const ways = compareWays(server, same, sides);
    if (same.protocol !== server.protocol) return [{ ...places, breaking: true, reason: 'differs' }, ...ways];
    return same.address === server.address ? ways : [{ ...places, breaking: 'unknown', reason: 'incomparable' }, ...ways];
  });
}
