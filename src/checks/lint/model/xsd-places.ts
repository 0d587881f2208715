/**
 * The places of XML schemas: types as Schema, element and attribute declarations as Property, with the JSON Schema that says the same.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { JsonObject } from '../../../contract/api-model.js';
import type { Place } from './place.js';
import { attributeOf, childrenOf, everyChild, expandedName, localOf, nameIn, namespaceOf, type XmlNode, xsdNamespace } from './xml-tree.js';
import type { XmlSet } from './xml-set.js';
import { indexSchemas, isUnread, type NameReference, type SymbolSpace, type XsdIndex } from './xsd-index.js';

export interface XsdPlaces {
  readonly index: XsdIndex;
  readonly schemas: readonly Place[];
  readonly properties: readonly Place[];
  readonly references: readonly NameReference[];
  /** Whether a declaration was passed over, because its type was not read or says nothing that one schema can say. */
  readonly unread: boolean;
}

/** Attributes that hold names, by element, and the symbol space of each. */
const naming: ReadonlyMap<string, readonly (readonly [string, SymbolSpace])[]> = new Map<string, readonly (readonly [string, SymbolSpace])[]>([
  [
    'xsd:element',
    [
      ['type', 'type'],
      ['ref', 'element'],
      ['substitutionGroup', 'element'],
    ],
  ],
  [
    'xsd:attribute',
    [
      ['type', 'type'],
      ['ref', 'attribute'],
    ],
  ],
  ['xsd:group', [['ref', 'group']]],
  ['xsd:attributeGroup', [['ref', 'attributeGroup']]],
  ['xsd:restriction', [['base', 'type']]],
  ['xsd:extension', [['base', 'type']]],
  ['xsd:list', [['itemType', 'type']]],
  ['xsd:union', [['memberTypes', 'type']]],
]);

function referencesOf(node: XmlNode, name: string, index: XsdIndex): readonly NameReference[] {
  return (naming.get(name) ?? []).flatMap(([attribute, space]) => {
    const written = attributeOf(node, attribute);
    const names = written === undefined ? [] : written.split(/\s+/).filter((part) => part !== '');
    return names.map((part): NameReference => {
      const whole = expandedName(node, part);
      return {
        pointer: `${node.pointer}/@${attribute}`,
        written: part,
        name: whole,
        state: whole === undefined ? 'missing' : index.stateOf(space, whole),
      };
    });
  });
}

/** The words of a declaration about itself, in all languages together. */
function documentationOf(node: XmlNode): string | undefined {
  const texts = [
    ...childrenOf(node, 'xsd:annotation').flatMap((inner) => childrenOf(inner, 'xsd:documentation')),
    ...childrenOf(node, 'wsdl:documentation'),
  ]
    .map(({ value }) => value['#text'])
    .filter((text) => typeof text === 'string');
  return texts.length === 0 ? undefined : texts.join('\n');
}

/** An object of any shape: nothing but a wildcard that takes everything, or no type at all. */
function complexSchema(node: XmlNode, index: XsdIndex): JsonObject {
  const members = index.membersOf(node);
  const named = members.flatMap((member) => {
    const name = attributeOf(member, 'name') ?? (nameIn(member, 'ref') === undefined ? undefined : localOf(nameIn(member, 'ref') ?? ''));
    return name === undefined ? [] : [[name, {}] as const];
  });
  const isOpen = members.some((member) => attributeOf(member, 'name') === undefined && attributeOf(member, 'ref') === undefined);
  if (named.length === 0 && isOpen) return { type: 'object' };
  return { type: 'object', properties: Object.fromEntries(named) };
}

class PlaceReader {
  readonly schemas: Place[] = [];
  readonly properties: Place[] = [];
  readonly references: NameReference[] = [];
  unread = false;
  readonly #index: XsdIndex;

  constructor(index: XsdIndex) {
    this.#index = index;
  }

  declaration(node: XmlNode): void {
    const name = attributeOf(node, 'name');
    if (name === undefined) return;
    const value = this.#index.schemaOf(node);
    if (isUnread(value)) {
      this.unread = true;
      return;
    }
    const description = documentationOf(node) ?? this.#typeDocumentation(node);
    const described = description === undefined ? value : { ...value, description };
    this.properties.push({ name, in: 'property', pointer: node.pointer, definedAt: node.pointer, value: described });
    // what has a type of XML Schema itself, or any shape, is told at the declaration: there is no type of the author's to tell it at
    const type = nameIn(node, 'type');
    const isBare = type !== undefined && namespaceOf(type) === xsdNamespace;
    if (isBare || (value['type'] === 'object' && value['properties'] === undefined)) this.schemas.push({ name, pointer: node.pointer, value });
  }

  /** What the type of a declaration says of itself, named or written in it. */
  #typeDocumentation(node: XmlNode): string | undefined {
    const [inline] = childrenOf(node, 'xsd:simpleType', 'xsd:complexType');
    const type = inline ?? this.#index.definition('type', nameIn(node, 'type') ?? '');
    return type === undefined ? undefined : documentationOf(type);
  }

  #simpleType(node: XmlNode): void {
    const value = this.#index.simple(node);
    if (!isUnread(value)) this.schemas.push({ pointer: node.pointer, value });
  }

  read(root: XmlNode): void {
    const queue: (XmlNode & { readonly name: string })[] = [...everyChild(root)].reverse();
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      if (node.name === 'xsd:annotation') continue;
      this.references.push(...referencesOf(node, node.name, this.#index));
      if (node.name === 'xsd:element' || node.name === 'xsd:attribute') this.declaration(node);
      if (node.name === 'xsd:simpleType') this.#simpleType(node);
      if (node.name === 'xsd:complexType' && childrenOf(node, 'xsd:simpleContent').length === 0)
        this.schemas.push({ pointer: node.pointer, value: complexSchema(node, this.#index) });
      for (const inner of [...everyChild(node)].reverse()) queue.push(inner);
    }
  }
}

const serialization = 'http://schemas.microsoft.com/2003/10/Serialization/';
const serialized: ReadonlySet<string> = new Set(
  'anyType anyURI base64Binary boolean byte dateTime decimal double float int long QName short string unsignedByte unsignedInt unsignedLong unsignedShort char duration guid FactoryType Id Ref'.split(
    ' ',
  ),
);

/** The schema that .NET writes into every WSDL: names for the types of XML Schema, no words of the author's. Anything more in it is the author's. */
function isOfPlatform(schema: XmlNode): boolean {
  return (
    attributeOf(schema, 'targetNamespace') === serialization && everyChild(schema).every((child) => serialized.has(attributeOf(child, 'name') ?? ''))
  );
}

/** A part of a message that has a type is an element of its own name on the wire (WSDL 1.1 §3.5, rpc): a member like any other. */
function typedParts(set: XmlSet): readonly XmlNode[] {
  return set.definitions
    .flatMap((definitions) => childrenOf(definitions, 'wsdl:message'))
    .flatMap((message) => childrenOf(message, 'wsdl:part'))
    .filter((part) => attributeOf(part, 'type') !== undefined);
}

/** Reads the places of every schema of a set, each once. Throws WorkLimit. */
export function readXsdPlaces(set: XmlSet, spend: (steps: number) => void): XsdPlaces {
  const index = indexSchemas(set, spend);
  const reader = new PlaceReader(index);
  const seen = new Set<string>();
  for (const { node } of set.schemas) {
    if (seen.has(node.pointer) || attributeOf(node, 'targetNamespace') === xsdNamespace || isOfPlatform(node)) continue;
    seen.add(node.pointer);
    reader.read(node);
  }
  for (const part of typedParts(set)) reader.declaration(part);
  const { schemas, properties, references, unread } = reader;
  return { index, schemas, properties, references, unread };
}
