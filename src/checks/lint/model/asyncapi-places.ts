/**
 * The places of an AsyncAPI document (2.x and 3.x): servers, channels and messages, references followed.
 *
 * Source   AsyncAPI 2.6.0 and 3.0.0 (Server, Channel, Message, Message Trait Objects).
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../../contract/json.js';
import { itemsOf, membersOf } from './members.js';
import type { Place, PlaceKind, Reference } from './place.js';
import type { Resolver } from './resolver.js';
import { createSchemaWalk } from './schema-walk.js';

type AsyncPlaces = Pick<Record<PlaceKind, readonly Place[]>, 'Server' | 'Channel' | 'Message' | 'Schema' | 'Property' | 'Member'>;

/** Reads the places of an AsyncAPI document; references met are added to `references`. */
export function readAsyncPlaces(root: JsonObject, resolver: Resolver, references: Map<string, Reference>): AsyncPlaces {
  const walk = createSchemaWalk(resolver, references);
  const messages = new Map<string, Place>();

  const follow = (value: Json, pointer: string): { value: JsonObject; pointer: string } | undefined => {
    const ref = memberOf(value, '$ref');
    if (typeof ref !== 'string') return isObject(value) ? { value, pointer } : undefined;
    references.set(pointer, { pointer: `${pointer}/$ref`, ref });
    const target = resolver.resolve(ref);
    return target !== undefined && isObject(target.value) ? { value: target.value, pointer: target.pointer } : undefined;
  };

  const classOf = (value: Json | undefined, outer: string | undefined): string | undefined => {
    const own = memberOf(value, 'x-egif-data-class');
    return typeof own === 'string' ? own : outer;
  };
  const rootClass = classOf(root['info'], undefined);

  const readMessage = (name: string, raw: Json, pointer: string, outer = rootClass): void => {
    const found = follow(raw, pointer);
    if (found === undefined || messages.has(found.pointer)) return;
    const oneOf = itemsOf(found.value['oneOf']);
    for (const [index, one] of oneOf.entries()) readMessage(name, one, found.pointer + pointerOf(['oneOf', index]), outer);
    if (oneOf.length > 0) return;
    const messageClass = classOf(found.value, outer);
    messages.set(found.pointer, { ...found, name, ...(messageClass === undefined ? {} : { messageClass }) });
    for (const [index, trait] of itemsOf(found.value['traits']).entries()) follow(trait, found.pointer + pointerOf(['traits', index]));
    for (const part of ['payload', 'headers']) {
      const schema = found.value[part];
      if (schema !== undefined) walk.visit(schema, `${found.pointer}/${part}`, 'response');
    }
  };

  const readEach = (owner: Json | undefined, path: readonly string[], read: (name: string, raw: Json, pointer: string) => void): void => {
    for (const [name, raw] of membersOf(owner)) read(name, raw, pointerOf([...path, name]));
  };

  const servers: Place[] = [];
  readEach(root['servers'], ['servers'], (name, raw, pointer) => {
    const found = follow(raw, pointer);
    if (found !== undefined) servers.push({ ...found, name, in: 'root' });
  });
  const channels: Place[] = [];
  readEach(root['channels'], ['channels'], (name, raw, pointer) => {
    const found = follow(raw, pointer);
    if (found === undefined) return;
    channels.push({ ...found, name });
    const channelClass = classOf(found.value, rootClass);
    for (const [key, message] of membersOf(found.value['messages']))
      readMessage(key, message, found.pointer + pointerOf(['messages', key]), channelClass);
    for (const direction of ['publish', 'subscribe']) {
      const message = memberOf(found.value[direction], 'message');
      if (message !== undefined) readMessage(name, message, `${found.pointer}/${direction}/message`, channelClass);
    }
  });
  const components = root['components'];
  readEach(memberOf(components, 'messages'), ['components', 'messages'], (name, raw, pointer) => readMessage(name, raw, pointer));
  readEach(memberOf(components, 'schemas'), ['components', 'schemas'], (_name, raw, pointer) => walk.visit(raw, pointer));
  const properties = walk.properties();
  return { Server: servers, Channel: channels, Message: [...messages.values()], Schema: walk.schemas(), Property: properties, Member: properties };
}
