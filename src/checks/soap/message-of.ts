/**
 * The child of a SOAP Body that calls an operation: built from the schema of its input and the statement's data.
 *
 * No value is invented: what is required and has neither datum nor fixed, default or first enumerated value makes the message one that cannot be
 * built. Order, namespaces and occurrence are the schema's.
 *
 * Source   XML Schema Part 1 §3.3 (elements), §3.4 (complex types), §3.8 (model groups); WSDL 1.1 §3.5 (rpc wrapper, document).
 * Room     checks/soap (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import type { SoapContract, SoapOperation } from '../../contract/soap-model.js';
import { readModel } from '../lint/model/read-model.js';
import type { XsdIndex } from '../lint/model/xsd-index.js';
import { attributeOf, childrenOf, everyChild, localOf, nameIn, namespaceOf, type XmlNode, xsdNamespace } from '../lint/model/xml-tree.js';

const maxDepth = 20;
/** Why a message cannot be built: thrown and caught in this file alone. */
class Unbuildable extends Error {}

interface Build {
  readonly contract: SoapContract;
  readonly index: XsdIndex;
  /** Default of local elements by file of the schema. */
  readonly qualified: ReadonlyMap<JsonObject, boolean>;
}

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? character);

/** Children in the order of the document: the data group them by name. */
function inOrder({ contract }: Build, nodes: readonly (XmlNode & { readonly name: string })[]): readonly (XmlNode & { readonly name: string })[] {
  const place = ({ file, pointer }: XmlNode): number => {
    const document = file === '' ? contract.document : contract.document.neighbours?.get(file);
    const { line, column } = document?.position(pointer.slice(pointer.indexOf('#') + 1)) ?? { line: 0, column: 0 };
    return line * 100_000 + column;
  };
  return nodes.length < 2 ? nodes : [...nodes].sort((a, b) => place(a) - place(b));
}

const particles: ReadonlySet<string> = new Set(['xsd:element', 'xsd:sequence', 'xsd:choice', 'xsd:all', 'xsd:group', 'xsd:any']);

const scalar = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** A value that the schema itself offers. */
function offered({ index }: Build, declaration: XmlNode): string | undefined {
  const own = attributeOf(declaration, 'fixed') ?? attributeOf(declaration, 'default');
  if (own !== undefined) return own;
  const values = index.schemaOf(declaration)['enum'];
  return Array.isArray(values) && values[0] !== undefined && values[0] !== null ? scalar(values[0]) : undefined;
}

interface Named {
  readonly name: string;
  readonly namespace: string;
  readonly declaration: XmlNode;
}

/** Name, namespace and declaration of an element particle. */
function namedOf(build: Build, node: XmlNode, target: string): Named {
  const ref = nameIn(node, 'ref');
  const declaration = ref === undefined ? node : build.index.definition('element', ref);
  if (declaration === undefined) throw new Unbuildable(`${ref} is not declared`);
  if (ref !== undefined) return { name: localOf(ref), namespace: namespaceOf(ref), declaration };
  const form = attributeOf(node, 'form');
  const isQualified = form === undefined ? (build.qualified.get(node.value) ?? false) : form === 'qualified';
  return { name: attributeOf(node, 'name') ?? '', namespace: isQualified ? target : '', declaration };
}

interface At {
  /** Namespace of the schema that declares. */
  readonly target: string;
  /** Default namespace in scope where the element is written. */
  readonly scope: string;
  readonly depth: number;
}

function element(build: Build, { name, namespace, declaration }: Named, data: Json | undefined, at: At): string {
  const declared = namespace === at.scope ? '' : ` xmlns="${escapeXml(namespace)}"`;
  const { attributes, content } = contentOf(build, declaration, data, { ...at, scope: namespace });
  return `<${name}${declared}${attributes}>${content}</${name}>`;
}

interface Content {
  readonly attributes: string;
  readonly content: string;
}

function attributesOf(build: Build, nodes: readonly XmlNode[], data: Json | undefined): string {
  return nodes
    .flatMap((node) => {
      const name = attributeOf(node, 'name');
      if (name === undefined) return [];
      const given = isObject(data) ? data[`@${name}`] : undefined;
      const value = given === undefined ? undefined : scalar(given);
      if (value !== undefined) return [` ${name}="${escapeXml(value)}"`];
      if (attributeOf(node, 'use') !== 'required') return [];
      const own = offered(build, node);
      if (own === undefined) throw new Unbuildable(`no data for the attribute ${name}`);
      return [` ${name}="${escapeXml(own)}"`];
    })
    .join('');
}

/** Content by a type that was found: particles of the type and of what it extends. */
function complexContent(build: Build, type: XmlNode, data: Json | undefined, at: At): Content {
  const [complex] = childrenOf(type, 'xsd:complexContent');
  const [extension] = complex === undefined ? [] : childrenOf(complex, 'xsd:extension', 'xsd:restriction');
  if (extension === undefined) {
    const content = inOrder(
      build,
      everyChild(type).filter(({ name }) => particles.has(name)),
    );
    return {
      attributes: attributesOf(build, childrenOf(type, 'xsd:attribute'), data),
      content: content.map((node) => particle(build, node, data, at)).join(''),
    };
  }
  const baseName = nameIn(extension, 'base') ?? '';
  const base = build.index.definition('type', baseName);
  const before =
    base === undefined || extension.pointer.includes('xsd:restriction')
      ? { attributes: '', content: '' }
      : complexContent(build, base, data, { ...at, target: namespaceOf(baseName) });
  const own = complexContent(build, extension, data, at);
  return { attributes: before.attributes + own.attributes, content: before.content + own.content };
}

function contentOf(build: Build, declaration: XmlNode, data: Json | undefined, at: At): Content {
  if (at.depth > maxDepth) throw new Unbuildable('the type is too deep');
  const [inline] = childrenOf(declaration, 'xsd:complexType');
  const typeName = nameIn(declaration, 'type');
  const named = typeName === undefined || namespaceOf(typeName) === xsdNamespace ? undefined : build.index.definition('type', typeName);
  const type = inline ?? named;
  const isSimple = type === undefined || childrenOf(type, 'xsd:restriction', 'xsd:list', 'xsd:union', 'xsd:simpleContent').length > 0;
  const deeper = { ...at, depth: at.depth + 1, target: inline === undefined && typeName !== undefined ? namespaceOf(typeName) : at.target };
  if (!isSimple) return complexContent(build, type, isObject(data) ? data : undefined, deeper);
  const value = isObject(data) ? data['#text'] : data;
  const text = value === undefined || value === null ? offered(build, declaration) : scalar(value);
  if (text === undefined) throw new Unbuildable(`no data for ${attributeOf(declaration, 'name') ?? 'a value'}`);
  const attributes = type === undefined ? '' : attributesOf(build, childrenOf(type, 'xsd:attribute'), data);
  return { attributes, content: escapeXml(text) };
}

function occurrences(build: Build, node: XmlNode, data: Json | undefined, at: At): string {
  const named = namedOf(build, node, at.target);
  const given = isObject(data) ? data[named.name] : undefined;
  if (given === undefined && attributeOf(node, 'minOccurs') === '0') return '';
  const values = Array.isArray(given) ? given : [given];
  return values.map((value: Json | undefined) => element(build, named, value, at)).join('');
}

function particle(build: Build, node: XmlNode & { readonly name: string }, data: Json | undefined, at: At): string {
  if (at.depth > maxDepth) throw new Unbuildable('the type is too deep');
  const optional = attributeOf(node, 'minOccurs') === '0';
  const inner = inOrder(
    build,
    everyChild(node).filter(({ name }) => particles.has(name)),
  );
  const deeper = { ...at, depth: at.depth + 1 };
  switch (node.name) {
    case 'xsd:element':
      return occurrences(build, node, data, deeper);
    case 'xsd:any':
      if (optional) return '';
      throw new Unbuildable('a part of any kind has no data');
    case 'xsd:group': {
      const target = build.index.definition('group', nameIn(node, 'ref') ?? '');
      if (target === undefined) throw new Unbuildable('a group is not declared');
      return everyChild(target)
        .filter(({ name }) => particles.has(name))
        .map((child) => particle(build, child, data, deeper))
        .join('');
    }
    case 'xsd:choice': {
      const chosen = inner.find((child) => child.name === 'xsd:element' && memberOf(data, namedOf(build, child, at.target).name) !== undefined);
      if (chosen === undefined && optional) return '';
      const first = chosen ?? inner[0];
      return first === undefined ? '' : particle(build, first, data, deeper);
    }
    default:
      return inner.map((child) => particle(build, child, data, deeper)).join('');
  }
}

/** Which schema's default each local element is written under. */
function qualifiedElements(schemas: readonly { readonly node: XmlNode }[]): ReadonlyMap<JsonObject, boolean> {
  const found = new Map<JsonObject, boolean>();
  for (const { node } of schemas) {
    const isQualified = attributeOf(node, 'elementFormDefault') === 'qualified';
    const queue: Json[] = [node.value];
    for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
      if (Array.isArray(value)) for (const part of value) queue.push(part);
      if (!isObject(value)) continue;
      if (!found.has(value)) found.set(value, isQualified);
      queue.push(...Object.values(value).filter((inner) => typeof inner === 'object'));
    }
  }
  return found;
}

const builds = new WeakMap<SoapContract, Build | undefined>();

function buildOf(contract: SoapContract): Build | undefined {
  if (builds.has(contract)) return builds.get(contract);
  const wsdl = readModel(contract.document).wsdl;
  const build = wsdl === undefined ? undefined : { contract, index: wsdl.index, qualified: qualifiedElements(wsdl.model.set.schemas) };
  builds.set(contract, build);
  return build;
}

function written(build: Build, { input, style, name }: SoapOperation, data: Json): string {
  const parts = input?.parts ?? [];
  const at: At = { target: '', scope: '', depth: 0 };
  if (style === 'document') {
    const [only] = parts;
    if (only === undefined) return '';
    const declaration = build.index.definition('element', only.element ?? '');
    if (only.element === undefined || declaration === undefined) throw new Unbuildable('the part has no element that is declared');
    const namespace = namespaceOf(only.element);
    return element(build, { name: localOf(only.element), namespace, declaration }, data, { ...at, target: namespace });
  }
  const inner = parts.map((part) => {
    const value = isObject(data) ? data[part.name] : undefined;
    const type = part.type === undefined ? undefined : build.index.definition('type', part.type);
    if (type !== undefined && childrenOf(type, 'xsd:restriction', 'xsd:list', 'xsd:union').length === 0) {
      const { attributes, content } = complexContent(build, type, value, { ...at, target: namespaceOf(part.type ?? '') });
      return `<${part.name} xmlns=""${attributes}>${content}</${part.name}>`;
    }
    if (value === undefined) throw new Unbuildable(`no data for ${part.name}`);
    return `<${part.name} xmlns="">${escapeXml(scalar(value))}</${part.name}>`;
  });
  return `<rpc:${name} xmlns:rpc="${escapeXml(input?.namespace ?? '')}">${inner.join('')}</rpc:${name}>`;
}

/** The child of the Body with these data, or undefined where something required has no value. `data` may be the XML itself. */
export function messageOf(contract: SoapContract, operation: SoapOperation, data: Json): string | undefined {
  if (typeof data === 'string') return data;
  const build = buildOf(contract);
  if (build === undefined || operation.input?.use === 'encoded') return undefined;
  try {
    return written(build, operation, data);
  } catch (error) {
    if (error instanceof Unbuildable) return undefined;
    throw error;
  }
}
