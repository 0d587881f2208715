/**
 * Compares two versions of an AsyncAPI contract: what changed, and whether those who consume or send its events break by it.
 *
 * Channels are held together by their address, for it is what consumers know; one whose id stayed and whose address changed is told of as such. What is
 * gone is breaking, save what had its end announced in the old contract (`x-egif-sunset`) and is over. What cannot be worked out is `unknown`.
 *
 * Source   EGIF-TEC-EVT-005; AsyncAPI 2.6.0, 3.0.0.
 * Room     checks/diff (floor 3). Door of the room for events; pure.
 */
import type { Json, LoadedDocument } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { reasonOfRemoval } from './announced-end.js';
import { type ContractDiff, type Reason, shown } from './change.js';
import { collectChanges } from './collect-changes.js';
import { compareFlow, directionOf, withoutVersions } from './compare-messages.js';
import { breaksBy } from './compare-operations.js';
import { SchemaComparer } from './compare-schemas.js';
import type { Sides, Tell } from './comparison.js';
import { compareBrokers } from './compare-brokers.js';
import { isNewMajor } from './major-version.js';
import { type Channel, readChannels, unresolvedParts, type Way } from './read-events.js';
import { sameSchema } from './same-schema.js';
import { type LocatedObject, Source, Work } from './source.js';

type Documented = Pick<LoadedDocument, 'data'>;

interface World {
  readonly sides: Sides;
  readonly tell: Tell;
  readonly schemas: SchemaComparer;
  readonly asOf: string | undefined;
}

const endOf = ({ value }: LocatedObject, asOf: string | undefined): Reason => {
  const sunset = value['x-egif-sunset'];
  return reasonOfRemoval({ deprecated: true, sunset: typeof sunset === 'string' ? sunset : undefined }, asOf);
};

/** A part of a channel that is compared only for being the same. */
function compareSame(old: Channel, now: Channel, { sides, tell }: World): void {
  const parts = [
    { kind: 'channel-parameter-changed', of: ({ value }: LocatedObject): Json => value['parameters'] ?? {} },
    { kind: 'binding-changed', of: ({ value }: LocatedObject): Json => withoutVersions(value['bindings'] ?? {}) },
  ] as const;
  for (const { kind, of } of parts) {
    const [before, after] = [of(old.at), of(now.at)];
    const at = ({ at: { pointer } }: Channel, value: Json) => ({ value, pointer: `${pointer}/${kind}` });
    if (sameSchema(at(old, before), at(now, after), sides)) continue;
    const places = { where: old.address, old: old.at.pointer, new: now.at.pointer, before: shown(before), after: shown(after) };
    tell({ kind, breaking: 'unknown', reason: 'incomparable', direction: 'neither', ...places });
  }
}

/** An answer to what was asked over a channel (AsyncAPI 3, Operation Reply Object): the same, or it cannot be told. */
function compareReply(old: LocatedObject, now: LocatedObject, { sides, tell }: World, where: string): void {
  const [before, after] = [memberOf(old.value, 'reply'), memberOf(now.value, 'reply')];
  if (before === undefined && after === undefined) return;
  const located = (value: Json | undefined, { pointer }: LocatedObject) => ({ value: value ?? {}, pointer: `${pointer}/reply` });
  if (before !== undefined && after !== undefined && sameSchema(located(before, old), located(after, now), sides)) return;
  const reason = before === undefined ? 'compatible' : after === undefined ? 'gone' : 'incomparable';
  tell({ kind: 'reply-changed', breaking: breaksBy(reason), reason, direction: 'neither', where, old: old.pointer, new: now.pointer });
}

function compareChannel(old: Channel, now: Channel, world: World): void {
  const { sides, tell, schemas, asOf } = world;
  compareSame(old, now, world);
  const ways: readonly Way[] = ['send', 'receive', 'either'];
  for (const way of ways) {
    const [before, after] = [old.flows.get(way), now.flows.get(way)];
    if (before === undefined && after !== undefined && way !== 'either')
      tell({
        kind: 'operation-added',
        breaking: false,
        reason: 'compatible',
        direction: directionOf(way),
        where: after.name,
        new: after.at.pointer,
        after: after.name,
      });
    if (before === undefined) continue;
    // A contract that says nothing of the direction may have got an operation that does: by its messages it is one of the two.
    const is = after ?? (way === 'either' ? (now.flows.get('send') ?? now.flows.get('receive')) : undefined);
    if (is !== undefined) {
      compareFlow({ old: before, now: is, sides, schemas, tell, reasonOfRemoval: (part) => endOf(part, asOf) });
      compareReply(before.at, is.at, world, before.name);
      continue;
    }
    const isUnsaid = now.flows.has('either');
    const reason: Reason = isUnsaid ? 'incomparable' : endOf(before.at, asOf);
    tell({
      kind: 'operation-removed',
      breaking: breaksBy(reason),
      reason,
      direction: directionOf(way),
      where: before.name,
      old: before.at.pointer,
      before: before.name,
    });
  }
}

function compareChannels(world: World): number {
  const { sides, tell, asOf } = world;
  const [old, now] = [readChannels(sides.old), readChannels(sides.now)];
  const moved = new Set<string>();
  for (const [key, channel] of old) {
    const is = now.get(key);
    if (is !== undefined) {
      compareChannel(channel, is, world);
      continue;
    }
    const same = [...now.values()].find(({ id, key: other }) => id === channel.id && !old.has(other));
    const names = { where: channel.address, old: channel.at.pointer, before: channel.address };
    if (same !== undefined) {
      moved.add(same.key);
      tell({
        kind: 'channel-address-changed',
        breaking: true,
        reason: 'differs',
        direction: 'neither',
        ...names,
        new: same.at.pointer,
        after: same.address,
      });
      continue;
    }
    const reason = endOf(channel.at, asOf);
    tell({ kind: 'channel-removed', breaking: breaksBy(reason), reason, direction: 'neither', ...names });
  }
  for (const [key, { address, at }] of now) {
    if (old.has(key) || moved.has(key)) continue;
    tell({ kind: 'channel-added', breaking: false, reason: 'compatible', direction: 'neither', where: address, new: at.pointer, after: address });
  }
  return old.size;
}

/** What leads out of a document is told for each side: what stands there was not compared. */
function tellUnresolved({ sides, tell }: World): void {
  const told = { kind: 'reference-unresolved', breaking: 'unknown', reason: 'incomparable', direction: 'neither' } as const;
  for (const { pointer, reference } of unresolvedParts(sides.old)) tell({ ...told, where: pointer, old: pointer, before: shown(reference) });
  for (const { pointer, reference } of unresolvedParts(sides.now)) tell({ ...told, where: pointer, new: pointer, after: shown(reference) });
}

/** Whether the current contract is of another major version, by `info.version`; undefined where the two do not say. */
function newMajorOf(previous: Documented, current: Documented): boolean | undefined {
  const factsOf = ({ data }: Documented) => ({ version: memberOf(memberOf(data, 'info'), 'version'), majors: new Set<number>() });
  return isNewMajor(factsOf(previous), factsOf(current));
}

/** Compares two contracts of events, the one that consumers know with the one that is to follow it. `operations` counts channels of the old one. */
export function eventDiff(
  previous: Documented,
  current: Documented,
  options: { readonly asOf?: string; readonly maxWork?: number } = {},
): ContractDiff {
  const work = new Work(options.maxWork);
  const sides: Sides = { old: new Source(previous.data, work), now: new Source(current.data, work) };
  let operations = 0;
  const { changes, complete } = collectChanges((tell) => {
    const world: World = { sides, tell, schemas: new SchemaComparer(sides, tell), asOf: options.asOf };
    tellUnresolved(world);
    operations = compareChannels(world);
    for (const change of compareBrokers(sides)) tell(change);
    world.schemas.run();
  });
  return { changes, operations, newMajor: newMajorOf(previous, current), complete };
}

/** Whether a document is a contract of events. */
export const isEventContract = ({ data }: Documented): boolean => isObject(data) && typeof data['asyncapi'] === 'string';
