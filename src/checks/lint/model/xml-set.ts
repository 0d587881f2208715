/**
 * A WSDL or XSD with the files beside it: which documents belong to it, what imports what, and which namespaces were read whole.
 *
 * Source   WSDL 1.1 §2.1.1; XML Schema Part 1 §4.2.1 (include: a schema without a namespace takes that of the includer), §4.2.3 (import).
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { LoadedDocument } from '../../../contract/api-model.js';
import { neighbourPath } from '../../../contract/neighbour-path.js';
import { attributeOf, childrenOf, rootOf, type XmlNode, xsdNamespace } from './xml-tree.js';

/** One import, include or redefine. */
export interface XmlImport {
  readonly node: XmlNode;
  readonly kind: 'wsdl' | 'xsd-import' | 'xsd-include';
  readonly namespace: string | undefined;
  readonly location: string | undefined;
  /** `inside`: read. `inline`: a schema import without a location whose namespace is defined in the set. `absent`: beside the file, but not there. */
  readonly state: 'inside' | 'inline' | 'absent' | 'elsewhere' | 'unlocated' | 'not-looked-for';
  /** Root and namespace of what was read. */
  readonly target?: { readonly root: 'definitions' | 'schema' | 'other'; readonly namespace: string | undefined };
}

/** One xsd:schema with the namespace that its definitions have. */
export interface XmlSchema {
  readonly node: XmlNode;
  readonly namespace: string;
}

export interface XmlSet {
  readonly definitions: readonly XmlNode[];
  readonly schemas: readonly XmlSchema[];
  readonly imports: readonly XmlImport[];
  /** Namespaces of which some part could not be read: what they hold cannot be told. */
  readonly unread: ReadonlySet<string>;
}

const foreign: ReadonlySet<string> = new Set([
  xsdNamespace,
  'http://www.w3.org/XML/1998/namespace',
  'http://schemas.xmlsoap.org/soap/encoding/',
  'http://schemas.xmlsoap.org/wsdl/',
]);

/** A schema without a namespace takes that of its includer, and so do the names in it that have none (§4.2.1, 3.2.2). */
function inNamespace(node: XmlNode, namespace: string): XmlNode {
  if (namespace === '' || attributeOf(node, 'targetNamespace') !== undefined || node.scope.has('')) return node;
  return { ...node, scope: new Map([...node.scope, ['', namespace]]) };
}

class SetReader {
  readonly definitions: XmlNode[] = [];
  readonly schemas: XmlSchema[] = [];
  readonly imports: XmlImport[] = [];
  readonly unread = new Set<string>(foreign);
  readonly #document: LoadedDocument;
  readonly #done = new Set<string>();

  constructor(document: LoadedDocument) {
    this.#document = document;
  }

  #targetOf(file: string): XmlImport['target'] {
    const found = file === '' ? this.#document : this.#document.neighbours?.get(file);
    const wsdl = found === undefined ? undefined : rootOf(found, 'wsdl:definitions', file);
    const schema = found === undefined ? undefined : rootOf(found, 'xsd:schema', file);
    const node = wsdl ?? schema;
    const root = wsdl !== undefined ? 'definitions' : schema !== undefined ? 'schema' : 'other';
    return { root, namespace: node === undefined ? undefined : attributeOf(node, 'targetNamespace') };
  }

  /** Notes an import and reads what it names; `as` is the namespace that an included schema without one takes. */
  #follow(node: XmlNode, kind: XmlImport['kind'], as: string): void {
    const location = attributeOf(node, kind === 'wsdl' ? 'location' : 'schemaLocation');
    const namespace = kind === 'xsd-include' ? as : attributeOf(node, 'namespace');
    const plain = { node, kind, namespace, location };
    if (location === undefined || location.trim() === '') {
      this.imports.push({ ...plain, state: 'unlocated' });
      return;
    }
    const path = neighbourPath(location.trim(), node.file === '' ? this.#document.within : node.file);
    if (path !== undefined && path === this.#document.within) {
      const target = this.#targetOf('');
      this.imports.push({ ...plain, state: 'inside', ...(target === undefined ? {} : { target }) });
      return;
    }
    const found = path === undefined ? undefined : this.#document.neighbours?.get(path);
    if (path === undefined || found === undefined) {
      const state = path === undefined ? 'elsewhere' : this.#document.neighbours === undefined ? 'not-looked-for' : 'absent';
      this.imports.push({ ...plain, state });
      if (namespace !== undefined) this.unread.add(namespace);
      return;
    }
    const target = this.#targetOf(path);
    this.imports.push({ ...plain, state: 'inside', ...(target === undefined ? {} : { target }) });
    this.#readDocument(found, path, kind === 'xsd-include' ? as : '');
  }

  #readSchema(written: XmlNode, as: string): void {
    const namespace = attributeOf(written, 'targetNamespace') ?? as;
    const node = inNamespace(written, namespace);
    this.schemas.push({ node, namespace });
    for (const child of childrenOf(node, 'xsd:import')) this.#follow(child, 'xsd-import', namespace);
    for (const child of childrenOf(node, 'xsd:include', 'xsd:redefine')) this.#follow(child, 'xsd-include', namespace);
  }

  #readDocument(document: Pick<LoadedDocument, 'data'>, file: string, as: string): void {
    const key = `${file} ${as}`;
    if (this.#done.has(key)) return;
    this.#done.add(key);
    const schema = rootOf(document, 'xsd:schema', file);
    if (schema !== undefined) this.#readSchema(schema, as);
    const definitions = rootOf(document, 'wsdl:definitions', file);
    if (definitions === undefined) return;
    this.definitions.push(definitions);
    for (const child of childrenOf(definitions, 'wsdl:import')) this.#follow(child, 'wsdl', '');
    for (const types of childrenOf(definitions, 'wsdl:types')) {
      for (const inner of childrenOf(types, 'xsd:schema')) this.#readSchema(inner, '');
    }
  }

  read(): XmlSet {
    this.#readDocument(this.#document, '', '');
    const own = new Set(this.schemas.map(({ namespace }) => namespace));
    // a schema import may leave the location to the schemas beside it in the same types element
    const imports = this.imports.map((item) => {
      if (item.state !== 'unlocated' || item.kind !== 'xsd-import') return item;
      if (own.has(item.namespace ?? '') || foreign.has(item.namespace ?? '')) return { ...item, state: 'inline' as const };
      if (item.namespace !== undefined) this.unread.add(item.namespace);
      return item;
    });
    return { definitions: this.definitions, schemas: this.schemas, imports, unread: this.unread };
  }
}

/** Reads a document and what it draws in. */
export function readXmlSet(document: LoadedDocument): XmlSet {
  return new SetReader(document).read();
}
