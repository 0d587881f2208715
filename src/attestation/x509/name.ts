/**
 * The attributes of a distinguished name.
 *
 * Source   RFC 5280 §4.1.2.4; X.690 §8.23 (strings).
 * Room     attestation (floor 3).
 */
import { demand } from '../problem.js';
import { demandSorted, type Element, membersOf, oidOf, tags } from './der.js';

type Decoder = (octets: Buffer) => string | undefined;
const ofPattern =
  (pattern: RegExp): Decoder =>
  (octets) => {
    const text = octets.toString('latin1');
    return pattern.test(text) ? text : undefined;
  };
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** String types by tag; a value of another type is kept out of the attributes. */
const decoders: ReadonlyMap<number, Decoder> = new Map<number, Decoder>([
  [
    0x0c,
    (octets) => {
      try {
        return utf8.decode(octets);
      } catch {
        return undefined;
      }
    },
  ],
  [0x13, ofPattern(/^[A-Za-z0-9 '()+,\-./:=?]*$/)],
  [0x16, ofPattern(/^[\0-\x7f]*$/)],
  [0x12, ofPattern(/^[0-9 ]*$/)],
  [0x1e, (octets) => (octets.length % 2 === 0 ? Buffer.from(octets).swap16().toString('utf16le') : undefined)],
  [0x14, (octets) => octets.toString('latin1')],
]);

function textOf(value: Element): string | undefined {
  const decode = decoders.get(value.tag);
  if (decode === undefined) return undefined;
  const text = decode(Buffer.from(value.content));
  demand(text !== undefined, 'DER_STRING', 'a string of a name holds what its type does not allow');
  return text;
}

/** Attributes by OID. One that stands several times is left out: which of them counts would be a guess. Refusals: DER_*. */
export function attributesOf(name: Element): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  const several = new Set<string>();
  for (const set of membersOf(name, tags.sequence)) {
    const members = membersOf(set, tags.set);
    demand(members.length > 0, 'DER_VALUE', 'a part of a name is empty');
    demandSorted(members);
    for (const attribute of members) {
      const [type, value, ...rest] = membersOf(attribute, tags.sequence);
      const oid = oidOf(type);
      demand(value !== undefined && rest.length === 0, 'DER_TAG', 'an attribute of a name has not one value');
      const text = textOf(value);
      if (attributes.has(oid)) several.add(oid);
      else if (text !== undefined) attributes.set(oid, text);
    }
  }
  for (const oid of several) attributes.delete(oid);
  return attributes;
}
