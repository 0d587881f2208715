/**
 * Functions about AsyncAPI contracts: CloudEvents envelope, delivery semantics, secured brokers.
 *
 * Source   CloudEvents 1.0.2 §3.1 (required context attributes), AsyncAPI 2.6.0 and 3.0.0.
 * Room     checks/lint/functions (floor 3).
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf } from '../../../contract/json.js';
import type { Flaw, LintFunction } from '../lint-function.js';
import type { Model } from '../model/place.js';
import { codeIdOf } from '../../../schemes/field-dictionary.js';
import { bareMediaType, squeezed, stringsOf } from './read-schema.js';
import { exampleProblem, factsOf } from './validate-example.js';

/** Names of the properties of a message's payload or headers, traits included. */
function membersOf(message: JsonObject, part: string, model: Model): ReadonlySet<string> {
  const traits = memberOf(message, 'traits');
  const owners: Json[] = [message, ...(Array.isArray(traits) ? traits : [])];
  const names = new Set<string>();
  for (const owner of owners) {
    const ref = memberOf(owner, '$ref');
    const whole = typeof ref === 'string' ? model.resolve(ref)?.value : owner;
    const schema = memberOf(whole, part);
    const properties = schema === undefined ? undefined : model.effective(memberOf(schema, 'schema') ?? schema, '')['properties'];
    for (const name of isObject(properties) ? Object.keys(properties) : []) names.add(name.toLowerCase());
  }
  return names;
}

const deepestPart = 8;

/** Whether a schema takes a part of what it says from where nothing is fetched. */
function leadsOutside(schema: Json | undefined, model: Model, depth = 0): boolean {
  if (!isObject(schema) || depth > deepestPart) return false;
  const { $ref: ref, allOf } = schema;
  const target = typeof ref === 'string' ? model.resolve(ref)?.value : undefined;
  if (typeof ref === 'string' && (target === undefined || leadsOutside(target, model, depth + 1))) return true;
  return [memberOf(schema, 'schema'), ...(Array.isArray(allOf) ? allOf : [])].some((part) => leadsOutside(part, model, depth + 1));
}

/** Structured mode carries the attributes in the payload, binary mode as `ce_` or `ce-` headers (Kafka, HTTP bindings). */
const asyncCloudEvents: LintFunction = ({ value, pointer }, options, model) => {
  if (!isObject(value)) return undefined;
  const attributes = stringsOf(options['attributes']);
  const type = bareMediaType(String(value['contentType'] ?? model.root['defaultContentType'] ?? ''));
  const payload = membersOf(value, 'payload', model);
  const headers = membersOf(value, 'headers', model);
  const absent = (names: ReadonlySet<string>, prefixes: readonly string[]): readonly string[] =>
    attributes.filter((attribute) => !prefixes.some((prefix) => names.has(prefix + attribute)));
  const structured = absent(payload, ['']);
  const binary = absent(headers, ['ce_', 'ce-', 'cloudevents:', 'cloudevents_']);
  if (structured.length === 0 || binary.length === 0) return [];
  // Many take the envelope from where CloudEvents publishes it: what cannot be read there lacks nothing that is known.
  if (['payload', 'headers'].some((part) => leadsOutside(memberOf(value, part), model))) return undefined;
  const nearer = structured.length <= binary.length ? structured : binary;
  return [{ pointer, got: type === '' ? 'no content type' : type, want: nearer.join(', ') }];
};

const channelDelivery: LintFunction = ({ value, pointer }, options) => {
  const delivery = memberOf(value, 'x-egif-delivery');
  if (!isObject(delivery)) return [{ pointer, want: 'x-egif-delivery' }];
  const absent = stringsOf(options['members']).filter((name) => delivery[name] === undefined);
  return absent.length === 0 ? [] : [{ pointer: `${pointer}/x-egif-delivery`, want: absent.join(', ') }];
};

const securedBroker: LintFunction = ({ value, pointer }, options): readonly Flaw[] => {
  const protocol = String(memberOf(value, 'protocol')).toLowerCase();
  const flaws: Flaw[] = [];
  if (!stringsOf(options['protocols']).includes(protocol)) flaws.push({ code: 'broker-without-tls', pointer: `${pointer}/protocol`, got: protocol });
  const security = memberOf(value, 'security');
  if (!Array.isArray(security) || security.length === 0) flaws.push({ code: 'broker-without-security', pointer });
  return flaws;
};

/** The payload's schema as the message gives it: bare, or with its format beside it (AsyncAPI 3 Multi Format Schema Object). */
function payloadOf(message: Json): { readonly schema: Json; readonly at: string; readonly isJsonSchema: boolean } | undefined {
  const payload = memberOf(message, 'payload');
  if (payload === undefined) return undefined;
  const format = memberOf(payload, 'schemaFormat') ?? memberOf(message, 'schemaFormat');
  const inner = memberOf(payload, 'schemaFormat') === undefined ? undefined : memberOf(payload, 'schema');
  const isJsonSchema = format === undefined || /aai\.asyncapi|schema\+/.test(String(format));
  return { schema: inner ?? payload, at: inner === undefined ? '/payload' : '/payload/schema', isJsonSchema };
}

const saysNothing = (schema: Json | undefined): boolean =>
  schema === undefined ||
  schema === true ||
  (isObject(schema) && Object.keys(schema).every((key) => ['title', 'description', 'type', 'examples'].includes(key)));

/** The payload has a schema, and so has the data in a CloudEvents envelope. */
const payloadSchema: LintFunction = ({ value, pointer }, _options, model) => {
  const payload = payloadOf(value);
  if (payload === undefined) return [{ pointer, want: 'payload' }];
  if (!payload.isJsonSchema) return [];
  if (isObject(payload.schema) && Object.keys(payload.schema).length === 0) return [{ pointer: pointer + payload.at, want: 'a schema' }];
  const properties = model.effective(payload.schema, pointer)['properties'];
  const names = isObject(properties) ? Object.keys(properties) : [];
  const isEnvelope = ['specversion', 'source', 'id'].every((name) => names.includes(name));
  const data = memberOf(properties, 'data') ?? memberOf(properties, 'data_base64');
  const bare = isEnvelope ? data !== undefined && saysNothing(model.effective(data, '')) : saysNothing(model.effective(payload.schema, pointer));
  return bare ? [{ pointer: pointer + payload.at, want: 'properties' }] : [];
};

const payloadExamples: LintFunction = ({ value, pointer }, _options, model) => {
  const payload = payloadOf(value);
  const examples = memberOf(value, 'examples');
  if (payload?.isJsonSchema !== true || !Array.isArray(examples)) return undefined;
  const written = examples.flatMap((example: Json, index) => {
    const sample = memberOf(example, 'payload');
    return sample === undefined ? [] : [{ sample, at: `${pointer}/examples/${index}/payload` }];
  });
  if (written.length === 0) return undefined;
  return written.flatMap(({ sample, at }): readonly Flaw[] => {
    const problem = exampleProblem(sample, payload.schema, model, undefined);
    return problem === undefined ? [] : [{ pointer: at + problem.pointer, ...factsOf(problem) }];
  });
};

const contactCodes: ReadonlySet<string> = new Set(['mobile', 'landline', 'phone']);
const aboutPersons =
  /^(?:(?:first|last|given|family|father|mother|full|sur)name|birth(?:date|place|day)|dateofbirth|placeofbirth|address|homeaddress|email|emailaddress)$/;

/** Names, birth, address and telephone of a person stand in no event; who may know them fetches them. */
const minimalEvent: LintFunction = ({ value, pointer, messageClass }, _options, model) => {
  const payload = payloadOf(value);
  if (payload?.isJsonSchema !== true || (messageClass !== 'personal' && messageClass !== 'sensitive')) return undefined;
  const found = new Set<string>();
  const seen = new Set<Json>();
  const queue: Json[] = [payload.schema];
  for (let schema = queue.pop(); schema !== undefined; schema = queue.pop()) {
    model.spend(1);
    const whole = model.effective(schema, '');
    if (seen.has(whole)) continue;
    seen.add(whole);
    for (const [name, inner] of isObject(whole['properties']) ? Object.entries(whole['properties']) : []) {
      const code = codeIdOf(name);
      if (aboutPersons.test(squeezed(name)) || (code !== undefined && contactCodes.has(code))) found.add(name);
      queue.push(inner);
    }
    if (whole['items'] !== undefined) queue.push(whole['items']);
  }
  return found.size === 0 ? [] : [{ pointer: pointer + payload.at, got: [...found].sort().join(', ') }];
};

const list = (name: string): object => ({
  type: 'object',
  additionalProperties: false,
  required: [name],
  properties: { [name]: { type: 'array', minItems: 1, items: { type: 'string' } } },
});

export const eventFunctions = {
  asyncCloudEvents: { options: list('attributes'), run: asyncCloudEvents },
  channelDelivery: { options: list('members'), run: channelDelivery },
  payloadSchema: { run: payloadSchema },
  payloadExamples: { run: payloadExamples },
  minimalEvent: { run: minimalEvent },
  securedBroker: { options: list('protocols'), run: securedBroker },
};
