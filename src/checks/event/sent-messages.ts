/**
 * The messages that a service says it sends, each with its payload schema as one that stands alone.
 *
 * Source   AsyncAPI 2.6.0 and 3.0.0; JSON Schema 2020-12 §8.2 (references by pointer).
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { JsonObject, LoadedDocument } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { eventTypeOf, isJsonSchema, payloadOf } from '../diff/event-message.js';
import { readChannels } from '../diff/read-events.js';
import { partsOf } from '../diff/schema-node.js';
import { type Located, Source, Work } from '../diff/source.js';

export interface SentMessage {
  readonly name: string;
  /** The one type of event that its schema permits, where it says one. */
  readonly type: string | undefined;
  /** Whether the schema describes the event as a whole, envelope and all. */
  readonly isEnvelope: boolean;
  /** One object for a message of a document: what was compiled of it is kept by its identity. */
  readonly schema: JsonObject;
}

const envelope = ['specversion', 'source', 'id'] as const;

function isEnvelope(schema: Located, source: Source): boolean {
  const names = new Set(partsOf([schema], source).parts.flatMap(({ value }) => Object.keys(memberOf(value, 'properties') ?? {})));
  return envelope.every((name) => names.has(name));
}

/** The schema in the company of all that it may refer to: pointers into the contract stay what they are. */
function standing({ pointer }: Location, { root }: Source): JsonObject {
  const fragment = pointer.split('/').map(encodeURIComponent).join('/');
  const company = ['components', 'channels', 'operations'].flatMap((name) => (isObject(root[name]) ? [[name, root[name]] as const] : []));
  return { ...Object.fromEntries(company), $ref: `#${fragment}` };
}

type Location = Pick<Located, 'pointer'>;

function read({ data }: Pick<LoadedDocument, 'data'>): readonly SentMessage[] {
  const source = new Source(data, new Work());
  const flows = [...readChannels(source).values()].flatMap(({ flows: own }) =>
    [own.get('send'), own.get('either')].filter((flow) => flow !== undefined),
  );
  const messages = flows.flatMap((flow) => flow.messages);
  return messages.flatMap((message) => {
    const payload = payloadOf(message);
    if (payload === undefined || !isJsonSchema(payload.format)) return [];
    const own = { type: eventTypeOf(message, source), isEnvelope: isEnvelope(payload.schema, source) };
    return [{ name: message.name, ...own, schema: standing(payload.schema, source) }];
  });
}

const known = new WeakMap<object, readonly SentMessage[]>();

/** The messages that a contract says the service sends, of those whose payload is described by JSON Schema. */
export function sentMessages(document: LoadedDocument): readonly SentMessage[] {
  const ready = known.get(document) ?? read(document);
  known.set(document, ready);
  return ready;
}
