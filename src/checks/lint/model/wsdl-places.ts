/**
 * The places of a WSDL with its XML schemas, and what its functions know of each.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { LoadedDocument } from '../../../contract/api-model.js';
import type { WsdlFacts } from './kind-facts.js';
import type { Place, PlaceKind } from './place.js';
import { readWsdl, type WsdlModel } from './wsdl-model.js';
import { attributeOf, childrenOf, everyChild, expandedName, type XmlNode } from './xml-tree.js';
import { readXmlSet } from './xml-set.js';
import type { NameReference, XsdIndex } from './xsd-index.js';
import { readXsdPlaces } from './xsd-places.js';

type XmlPlaceKind =
  | 'Server'
  | 'Definitions'
  | 'XmlImport'
  | 'XmlSchema'
  | 'XmlName'
  | 'PortType'
  | 'PortOperation'
  | 'Binding'
  | 'BoundOperation'
  | 'Port'
  | 'Policy'
  | 'Schema'
  | 'Property'
  | 'Member';

type XmlPlaces = Pick<Readonly<Record<PlaceKind, readonly Place[]>>, XmlPlaceKind>;

const placeOf = (node: XmlNode): Place => {
  const name = attributeOf(node, 'name');
  return { pointer: node.pointer, value: node.value, ...(name === undefined ? {} : { name }) };
};

const byPointer = <T extends { readonly node: XmlNode }>(items: Iterable<T>): ReadonlyMap<string, T> =>
  new Map([...items].map((item) => [item.node.pointer, item]));

/** Names that a WSDL refers to: messages, port types, bindings, and the elements and types of parts. */
function wsdlReferences(model: WsdlModel, index: XsdIndex): readonly NameReference[] {
  const found: NameReference[] = [];
  const add = (node: XmlNode, attribute: string, state: (name: string) => NameReference['state']): void => {
    const written = attributeOf(node, attribute);
    if (written === undefined) return;
    const name = expandedName(node, written);
    found.push({ pointer: `${node.pointer}/@${attribute}`, written, name, state: name === undefined ? 'missing' : state(name) });
  };
  const { unread } = model.set;
  const among =
    (definitions: ReadonlyMap<string, unknown>) =>
    (name: string): NameReference['state'] =>
      definitions.has(name) ? 'found' : unread.has(name.slice(1, name.lastIndexOf('}'))) ? 'unknown' : 'missing';
  for (const { parts } of model.messages.values()) {
    for (const { node } of parts) {
      add(node, 'element', (name) => index.stateOf('element', name));
      add(node, 'type', (name) => index.stateOf('type', name));
    }
  }
  for (const { operations } of model.portTypes.values()) {
    for (const { node } of operations) {
      for (const child of childrenOf(node, 'wsdl:input', 'wsdl:output', 'wsdl:fault')) add(child, 'message', among(model.messages));
    }
  }
  for (const { node } of model.bindings.values()) add(node, 'type', among(model.portTypes));
  for (const { node } of model.ports) add(node, 'binding', among(model.bindings));
  return found;
}

/** Policies attached to bindings and ports, and to the operations and messages in them. */
function policiesOf(model: WsdlModel): ReadonlyMap<string, XmlNode | undefined> {
  const byId = new Map<string, XmlNode>();
  for (const definitions of model.set.definitions) {
    for (const policy of childrenOf(definitions, 'wsp:Policy')) {
      const id = attributeOf(policy, 'wsu:Id') ?? attributeOf(policy, 'xml:id');
      if (id !== undefined) byId.set(`${policy.file}#${id}`, policy);
    }
  }
  const attached = new Map<string, XmlNode | undefined>();
  const queue: XmlNode[] = [...[...model.bindings.values()].map(({ node }) => node), ...model.ports.map(({ node }) => node)];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const policy of childrenOf(node, 'wsp:Policy')) attached.set(policy.pointer, policy);
    for (const reference of childrenOf(node, 'wsp:PolicyReference')) {
      const uri = attributeOf(reference, 'URI') ?? '';
      attached.set(reference.pointer, uri.startsWith('#') ? byId.get(`${reference.file}${uri}`) : undefined);
    }
    queue.push(...childrenOf(node, 'wsdl:operation', 'wsdl:input', 'wsdl:output', 'wsdl:fault'));
  }
  return attached;
}

/** Addresses of ports, of whatever binding, as servers: what they are held to is the same. */
function serverPlaces(model: WsdlModel): readonly Place[] {
  return model.ports
    .flatMap(({ node }) => childrenOf(node, 'soap:address', 'soap12:address', 'http:address'))
    .map((node) => ({ pointer: node.pointer, value: { url: (attributeOf(node, 'location') ?? '').trim() } }));
}

function policyPlaces(model: WsdlModel, policies: ReadonlyMap<string, XmlNode | undefined>): readonly Place[] {
  const found: Place[] = [];
  const queue: XmlNode[] = [...[...model.bindings.values()].map(({ node }) => node), ...model.ports.map(({ node }) => node)];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    found.push(
      ...childrenOf(node, 'wsp:Policy', 'wsp:PolicyReference')
        .filter(({ pointer }) => policies.has(pointer))
        .map(placeOf),
    );
    for (const inner of everyChild(node).filter(({ name }) => name.startsWith('wsdl:'))) queue.push(inner);
  }
  return found;
}

/** Reads a WSDL or an XSD with its neighbours. Throws WorkLimit. */
export function readXmlPlaces(document: LoadedDocument, spend: (steps: number) => void): { readonly places: XmlPlaces; readonly facts: WsdlFacts } {
  const set = readXmlSet(document);
  const model = readWsdl(set);
  const xsd = readXsdPlaces(set, spend);
  const bindings = [...model.bindings.values()];
  const operations = bindings.flatMap((binding) => binding.operations.map((operation) => ({ ...operation, binding })));
  const references = [...xsd.references, ...wsdlReferences(model, xsd.index)];
  const policies = policiesOf(model);
  const portTypes = [...model.portTypes.values()];
  return {
    facts: {
      model,
      index: xsd.index,
      imports: byPointer(set.imports),
      names: new Map(references.map((reference) => [reference.pointer, reference])),
      portTypes: byPointer(portTypes),
      bindings: byPointer(bindings),
      operations: byPointer(operations),
      ports: byPointer(model.ports),
      policies,
      whole: !xsd.unread && set.imports.every(({ state }) => state === 'inside' || state === 'inline'),
    },
    places: {
      Definitions: set.definitions.map(placeOf),
      XmlImport: set.imports.map(({ node }) => placeOf(node)),
      XmlSchema: set.schemas.map(({ node, namespace }) => ({ ...placeOf(node), name: namespace })),
      XmlName: references.map(({ pointer, written }) => ({ pointer, value: written, name: written })),
      PortType: portTypes.map(({ node }) => placeOf(node)),
      PortOperation: portTypes.flatMap((portType) => portType.operations.map(({ node }) => placeOf(node))),
      Binding: bindings.map(({ node }) => placeOf(node)),
      BoundOperation: operations.map(({ node }) => placeOf(node)),
      Port: model.ports.map(({ node }) => placeOf(node)),
      Policy: policyPlaces(model, policies),
      Server: serverPlaces(model),
      Schema: xsd.schemas,
      Property: xsd.properties,
      Member: xsd.properties,
    },
  };
}
