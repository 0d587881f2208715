/**
 * What a WSDL 1.1 says: messages, port types, bindings, services and policies, names resolved over the whole set of files.
 *
 * Source   WSDL 1.1 §2, §3 (SOAP binding); WSDL 1.1 binding extension for SOAP 1.2; WS-PolicyAttachment 1.2 §4.
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import { attributeOf, childrenOf, nameIn, type XmlNode } from './xml-tree.js';
import type { XmlSet } from './xml-set.js';

export interface WsdlPart {
  readonly node: XmlNode;
  readonly name: string;
  readonly element: string | undefined;
  readonly type: string | undefined;
}
export interface WsdlMessage {
  readonly node: XmlNode;
  readonly parts: readonly WsdlPart[];
}
export interface WsdlFault {
  readonly node: XmlNode;
  readonly name: string;
  readonly message: string | undefined;
}
export interface WsdlOperation {
  readonly node: XmlNode;
  readonly name: string;
  readonly flow: 'request-response' | 'one-way' | 'solicit-response' | 'notification' | 'none';
  readonly input: string | undefined;
  readonly output: string | undefined;
  readonly faults: readonly WsdlFault[];
}
export interface WsdlPortType {
  readonly node: XmlNode;
  readonly operations: readonly WsdlOperation[];
}
export type Soap = 'soap' | 'soap12';
export interface BoundBody {
  readonly node: XmlNode;
  readonly use: string | undefined;
  readonly namespace: string | undefined;
  /** Names of the parts bound, or undefined for all. */
  readonly parts: readonly string[] | undefined;
}
export interface BoundOperation {
  readonly node: XmlNode;
  readonly name: string;
  readonly style: string;
  readonly input: BoundBody | undefined;
  readonly output: BoundBody | undefined;
  /** soap:header and soap:headerfault. */
  readonly headers: readonly BoundBody[];
  readonly faults: readonly { readonly node: XmlNode; readonly name: string; readonly bodies: readonly (BoundBody & { readonly name: string })[] }[];
  /** The operation of the port type, where it was found. */
  readonly operation: WsdlOperation | undefined;
}
export interface WsdlBinding {
  readonly node: XmlNode;
  readonly type: string | undefined;
  readonly portType: WsdlPortType | undefined;
  readonly soap: { readonly version: Soap; readonly node: XmlNode; readonly transport: string | undefined; readonly style: string } | undefined;
  readonly operations: readonly BoundOperation[];
}
export interface WsdlPort {
  readonly node: XmlNode;
  /** Name of the service that it belongs to. */
  readonly service: string;
  readonly binding: WsdlBinding | undefined;
  readonly bindingName: string | undefined;
  readonly address: { readonly node: XmlNode; readonly location: string } | undefined;
}

export interface WsdlModel {
  readonly set: XmlSet;
  readonly messages: ReadonlyMap<string, WsdlMessage>;
  readonly portTypes: ReadonlyMap<string, WsdlPortType>;
  readonly bindings: ReadonlyMap<string, WsdlBinding>;
  readonly ports: readonly WsdlPort[];
}

const soaps = ['soap', 'soap12'] as const satisfies readonly Soap[];

const definedName = (definitions: XmlNode, node: XmlNode): string =>
  `{${attributeOf(definitions, 'targetNamespace') ?? ''}}${attributeOf(node, 'name') ?? ''}`;

/** Definitions of one kind over all files, by their expanded name; the first of a name counts. */
function byName<T>(set: XmlSet, element: string, read: (node: XmlNode) => T): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const definitions of set.definitions) {
    for (const node of childrenOf(definitions, element)) {
      const name = definedName(definitions, node);
      if (!found.has(name)) found.set(name, read(node));
    }
  }
  return found;
}

const partOf = (node: XmlNode): WsdlPart => ({
  node,
  name: attributeOf(node, 'name') ?? '',
  element: nameIn(node, 'element'),
  type: nameIn(node, 'type'),
});

/** The order of input and output tells the flow; the data keep it as the order of the members. */
function flowOf(node: XmlNode): WsdlOperation['flow'] {
  const order = Object.keys(node.value).filter((name) => name === 'wsdl:input' || name === 'wsdl:output');
  if (order.length === 2) return order[0] === 'wsdl:input' ? 'request-response' : 'solicit-response';
  return order.length === 0 ? 'none' : order[0] === 'wsdl:input' ? 'one-way' : 'notification';
}

function operationOf(node: XmlNode): WsdlOperation {
  const messageOf = (element: string): string | undefined => {
    const [child] = childrenOf(node, element);
    return child === undefined ? undefined : nameIn(child, 'message');
  };
  const faults = childrenOf(node, 'wsdl:fault').map((fault) => ({
    node: fault,
    name: attributeOf(fault, 'name') ?? '',
    message: nameIn(fault, 'message'),
  }));
  return {
    node,
    name: attributeOf(node, 'name') ?? '',
    flow: flowOf(node),
    input: messageOf('wsdl:input'),
    output: messageOf('wsdl:output'),
    faults,
  };
}

const bodyOf = (node: XmlNode): BoundBody => ({
  node,
  use: attributeOf(node, 'use'),
  namespace: attributeOf(node, 'namespace'),
  parts: attributeOf(node, 'parts')
    ?.split(/\s+/)
    .filter((part) => part !== ''),
});

const soapNames = (local: string): readonly string[] => soaps.map((soap) => `${soap}:${local}`);

/** A direction's elements: its own children, or those of the first part of a multipart/related body. */
function bodiesIn(node: XmlNode, local: string): readonly XmlNode[] {
  const direct = childrenOf(node, ...soapNames(local));
  if (direct.length > 0) return direct;
  return childrenOf(node, 'mime:multipartRelated')
    .flatMap((related) => childrenOf(related, 'mime:part'))
    .flatMap((part) => childrenOf(part, ...soapNames(local)));
}

function boundOperationOf(node: XmlNode, style: string, portType: WsdlPortType | undefined): BoundOperation {
  const name = attributeOf(node, 'name') ?? '';
  const [own] = childrenOf(node, ...soapNames('operation'));
  const directions = childrenOf(node, 'wsdl:input', 'wsdl:output');
  const body = (element: string): BoundBody | undefined => {
    const [found] = childrenOf(node, element).flatMap((direction) => bodiesIn(direction, 'body'));
    return found === undefined ? undefined : bodyOf(found);
  };
  const headers = directions.flatMap((direction) => bodiesIn(direction, 'header'));
  return {
    node,
    name,
    style: (own === undefined ? undefined : attributeOf(own, 'style')) ?? style,
    input: body('wsdl:input'),
    output: body('wsdl:output'),
    headers: [...headers, ...headers.flatMap((header) => childrenOf(header, ...soapNames('headerfault')))].map(bodyOf),
    faults: childrenOf(node, 'wsdl:fault').map((fault) => ({
      node: fault,
      name: attributeOf(fault, 'name') ?? '',
      bodies: childrenOf(fault, ...soapNames('fault')).map((inner) => ({ ...bodyOf(inner), name: attributeOf(inner, 'name') ?? '' })),
    })),
    operation: portType?.operations.find((operation) => operation.name === name),
  };
}

function bindingOf(node: XmlNode, portTypes: ReadonlyMap<string, WsdlPortType>): WsdlBinding {
  const version = soaps.find((soap) => childrenOf(node, `${soap}:binding`).length > 0);
  const [inner] = version === undefined ? [] : childrenOf(node, `${version}:binding`);
  const style = (inner === undefined ? undefined : attributeOf(inner, 'style')) ?? 'document';
  const type = nameIn(node, 'type');
  const portType = type === undefined ? undefined : portTypes.get(type);
  return {
    node,
    type,
    portType,
    soap: version === undefined || inner === undefined ? undefined : { version, node: inner, transport: attributeOf(inner, 'transport'), style },
    operations: childrenOf(node, 'wsdl:operation').map((operation) => boundOperationOf(operation, style, portType)),
  };
}

function portOf(node: XmlNode, service: string, bindings: ReadonlyMap<string, WsdlBinding>): WsdlPort {
  const bindingName = nameIn(node, 'binding');
  const [address] = childrenOf(node, ...soapNames('address'));
  return {
    node,
    service,
    bindingName,
    binding: bindingName === undefined ? undefined : bindings.get(bindingName),
    address: address === undefined ? undefined : { node: address, location: attributeOf(address, 'location') ?? '' },
  };
}

/** Reads the WSDL of a set. */
export function readWsdl(set: XmlSet): WsdlModel {
  const messages = byName(set, 'wsdl:message', (node) => ({ node, parts: childrenOf(node, 'wsdl:part').map(partOf) }));
  const portTypes = byName(set, 'wsdl:portType', (node) => ({ node, operations: childrenOf(node, 'wsdl:operation').map(operationOf) }));
  const bindings = byName(set, 'wsdl:binding', (node) => bindingOf(node, portTypes));
  const ports = set.definitions
    .flatMap((definitions) => childrenOf(definitions, 'wsdl:service'))
    .flatMap((service) => childrenOf(service, 'wsdl:port').map((node) => portOf(node, attributeOf(service, 'name') ?? '', bindings)));
  return { set, messages, portTypes, bindings, ports };
}
