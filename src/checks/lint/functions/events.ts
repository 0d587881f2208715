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
import { bareMediaType, stringsOf } from './read-schema.js';

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

const list = (name: string): object => ({
  type: 'object',
  additionalProperties: false,
  required: [name],
  properties: { [name]: { type: 'array', minItems: 1, items: { type: 'string' } } },
});

export const eventFunctions = {
  asyncCloudEvents: { options: list('attributes'), run: asyncCloudEvents },
  channelDelivery: { options: list('members'), run: channelDelivery },
  securedBroker: { options: list('protocols'), run: securedBroker },
};
