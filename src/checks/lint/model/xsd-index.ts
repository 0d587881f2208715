/**
 * The types and elements of a set of XML schemas by name, and the JSON Schema that says the same of a value where one can.
 *
 * Source   XML Schema Part 1 §3.3 (elements), §3.4 (complex types), §3.14 (simple types); Part 2 §4.3 (facets).
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { JsonObject } from '../../../contract/api-model.js';
import { attributeOf, childrenOf, everyChild, expandedName, localOf, nameIn, namespaceOf, type XmlNode, xsdNamespace } from './xml-tree.js';
import type { XmlSet } from './xml-set.js';
import { builtinTypes } from './xsd-builtin.js';
import { restricted } from './xsd-facets.js';

/** Symbol spaces of a schema. */
export const symbolSpaces = ['type', 'element', 'attribute', 'group', 'attributeGroup'] as const;
export type SymbolSpace = (typeof symbolSpaces)[number];

const maxDepth = 30;

/** What is known of a value whose type was not read: nothing, not even that it has no shape. */
const unread: JsonObject = { 'x-unread': true };
/** Whether a schema rests on a type that was not read. */
export const isUnread = (schema: JsonObject): boolean => schema['x-unread'] === true;

const spaceOf: ReadonlyMap<string, SymbolSpace> = new Map([
  ['xsd:simpleType', 'type'],
  ['xsd:complexType', 'type'],
  ['xsd:element', 'element'],
  ['xsd:attribute', 'attribute'],
  ['xsd:group', 'group'],
  ['xsd:attributeGroup', 'attributeGroup'],
]);

/** A name that a schema or a WSDL refers to. */
export interface NameReference {
  readonly pointer: string;
  readonly written: string;
  /** `{namespace}local`; undefined where the prefix is not declared. */
  readonly name: string | undefined;
  readonly state: 'found' | 'missing' | 'unknown';
}

export interface XsdIndex {
  /** `missing`: it should be in the set and is not; `unknown`: its namespace was not read whole. */
  stateOf(space: SymbolSpace, name: string): 'found' | 'missing' | 'unknown';
  definition(space: SymbolSpace, name: string): XmlNode | undefined;
  /** Schema of the values of an element or attribute declaration. Complex types are objects without their members. */
  schemaOf(declaration: XmlNode): JsonObject;
  /** Schema of a simple type. */
  simple(type: XmlNode): JsonObject;
  /** Element declarations that stand in a content model, groups and base types followed. */
  membersOf(complexType: XmlNode): readonly XmlNode[];
}

const maxUnion = 2_000;

/** What all members of a union say alike: one type, with their patterns or values joined; of a mixed union nothing is said. */
function unionOf(members: readonly JsonObject[]): JsonObject {
  const types = new Set(members.map((member) => member['type']));
  const [type] = types;
  if (members.some(isUnread) || types.size !== 1 || type === undefined) return unread;
  const patterns = members.flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : []));
  if (patterns.length === members.length) {
    const pattern = [...new Set(patterns)].map((each) => `(?:${each})`).join('|');
    return pattern.length > maxUnion ? unread : { type, pattern };
  }
  const values = [...new Set(members.flatMap((member) => (Array.isArray(member['enum']) ? member['enum'] : [])))];
  const isClosed = members.every((member) => Array.isArray(member['enum']));
  if (isClosed) return values.length > maxUnion ? unread : { type, enum: values };
  return members.some((member) => Object.keys(member).length > 1) ? unread : { type };
}

const particles = ['xsd:sequence', 'xsd:choice', 'xsd:all'];

class Index implements XsdIndex {
  readonly #set: XmlSet;
  readonly #spaces: Readonly<Record<SymbolSpace, Map<string, XmlNode>>> = {
    type: new Map(),
    element: new Map(),
    attribute: new Map(),
    group: new Map(),
    attributeGroup: new Map(),
  };

  readonly #ready = new Map<string, JsonObject>();
  readonly #spend: (steps: number) => void;

  constructor(set: XmlSet, spend: (steps: number) => void) {
    this.#set = set;
    this.#spend = spend;
    for (const { node, namespace } of set.schemas) {
      const redefined = childrenOf(node, 'xsd:redefine').flatMap(everyChild);
      for (const child of [...everyChild(node), ...redefined]) {
        const space = spaceOf.get(child.name);
        const name = attributeOf(child, 'name');
        if (space !== undefined && name !== undefined) this.#spaces[space].set(`{${namespace}}${name}`, child);
      }
    }
  }

  definition(space: SymbolSpace, name: string): XmlNode | undefined {
    return this.#spaces[space].get(name);
  }

  stateOf(space: SymbolSpace, name: string): 'found' | 'missing' | 'unknown' {
    if (this.#spaces[space].has(name)) return 'found';
    if (namespaceOf(name) === xsdNamespace) return space === 'type' && builtinTypes.has(localOf(name)) ? 'found' : 'missing';
    return this.#set.unread.has(namespaceOf(name)) ? 'unknown' : 'missing';
  }

  #named(name: string | undefined, depth: number): JsonObject {
    this.#spend(1);
    if (name === undefined || depth > maxDepth) return unread;
    if (namespaceOf(name) === xsdNamespace) return builtinTypes.get(localOf(name)) ?? unread;
    const found = this.#spaces.type.get(name);
    if (found === undefined) return unread;
    // each type once: unions may double at every step
    const ready = this.#ready.get(name);
    if (ready !== undefined) return ready;
    const schema = this.#typed(found, depth + 1);
    this.#ready.set(name, schema);
    return schema;
  }

  /** A type definition; which it is, its content says. */
  #typed(node: XmlNode, depth: number): JsonObject {
    const [simpleContent] = childrenOf(node, 'xsd:simpleContent');
    if (simpleContent !== undefined) {
      const [inner] = childrenOf(simpleContent, 'xsd:extension', 'xsd:restriction');
      return inner === undefined ? {} : restricted(inner, this.#named(nameIn(inner, 'base'), depth));
    }
    const isSimple = childrenOf(node, 'xsd:restriction', 'xsd:list', 'xsd:union').length > 0;
    return isSimple ? this.#simple(node, depth) : { type: 'object', properties: {} };
  }

  #simple(node: XmlNode, depth: number): JsonObject {
    if (depth > maxDepth) return unread;
    const [restriction] = childrenOf(node, 'xsd:restriction');
    if (restriction !== undefined) {
      const [inline] = childrenOf(restriction, 'xsd:simpleType');
      const base = inline === undefined ? this.#named(nameIn(restriction, 'base'), depth) : this.#simple(inline, depth + 1);
      return restricted(restriction, base);
    }
    const [list] = childrenOf(node, 'xsd:list');
    if (list !== undefined) {
      const [inline] = childrenOf(list, 'xsd:simpleType');
      const items = inline === undefined ? this.#named(nameIn(list, 'itemType'), depth) : this.#simple(inline, depth + 1);
      return isUnread(items) ? unread : { type: 'array' };
    }
    const [union] = childrenOf(node, 'xsd:union');
    if (union === undefined) return {};
    const named = (attributeOf(union, 'memberTypes') ?? '').split(/\s+/).filter((written) => written !== '');
    const members = [
      ...named.map((written) => this.#named(expandedName(union, written), depth)),
      ...childrenOf(union, 'xsd:simpleType').map((inner) => this.#simple(inner, depth + 1)),
    ];
    return unionOf(members);
  }

  simple(type: XmlNode): JsonObject {
    return this.#simple(type, 0);
  }

  schemaOf(declaration: XmlNode, depth = 0): JsonObject {
    const ref = nameIn(declaration, 'ref');
    if (ref !== undefined) {
      const target = this.#spaces.element.get(ref) ?? this.#spaces.attribute.get(ref);
      return target === undefined || depth > maxDepth ? unread : this.schemaOf(target, depth + 1);
    }
    const [inline] = childrenOf(declaration, 'xsd:simpleType', 'xsd:complexType');
    if (inline !== undefined) return this.#typed(inline, depth);
    if (attributeOf(declaration, 'type') !== undefined) return this.#named(nameIn(declaration, 'type'), depth);
    const head = nameIn(declaration, 'substitutionGroup');
    const target = head === undefined ? undefined : this.#spaces.element.get(head);
    if (target !== undefined && depth <= maxDepth) return this.schemaOf(target, depth + 1);
    if (attributeOf(declaration, 'ref') !== undefined) return unread;
    return attributeOf(declaration, 'substitutionGroup') === undefined ? { type: 'object' } : unread;
  }

  membersOf(complexType: XmlNode): readonly XmlNode[] {
    const found: XmlNode[] = [];
    const seen = new Set<unknown>();
    const queue: XmlNode[] = [complexType];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      if (seen.has(node.value)) continue;
      seen.add(node.value);
      this.#spend(1);
      found.push(...childrenOf(node, 'xsd:element', 'xsd:any', 'xsd:attribute'));
      queue.push(...childrenOf(node, ...particles, 'xsd:complexContent', 'xsd:simpleContent', 'xsd:extension', 'xsd:restriction'));
      for (const group of childrenOf(node, 'xsd:group')) {
        const target = this.#spaces.group.get(nameIn(group, 'ref') ?? '');
        if (target !== undefined) queue.push(target);
      }
      const base = this.#spaces.type.get(nameIn(node, 'base') ?? '');
      if (base !== undefined) queue.push(base);
    }
    return found;
  }
}

/** An index of a set; `spend` counts its work and throws WorkLimit. */
export function indexSchemas(set: XmlSet, spend: (steps: number) => void): XsdIndex {
  return new Index(set, spend);
}
