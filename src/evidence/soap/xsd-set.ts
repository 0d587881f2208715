/**
 * The schemas of a WSDL as one schema set of libxml2: those within it, and the files that they draw in.
 *
 * Nothing but the contract's own documents is served to libxml2. Messages of it quote values; what is handed on quotes none.
 *
 * Source   XML Schema 1.0 Part 1 §4.2; WSDL 1.1 §2.2, §3.5 (rpc wrappers); WS-I Basic Profile 1.1 R2729.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { posix } from 'node:path';
import {
  ParseOption,
  XmlC14NMode,
  XmlDocument,
  XmlElement,
  XmlLibError,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
  XsdValidator,
} from 'libxml2-wasm';
import { envelopeNamespaces } from '../../contract/soap-names.js';
import type { SoapContract } from '../../contract/soap-model.js';
import { withoutValues } from '../dataset/open-xsd.js';
import { OctetsProvider } from '../dataset/octets-provider.js';

export interface XsdSet {
  /** Breaches by the children of the Body; undefined where the octets are no envelope. */
  breachesIn(octets: Uint8Array): readonly string[] | undefined;
}

const parseOption =
  ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_BIG_LINES | ParseOption.XML_PARSE_NO_SYS_CATALOG;
const home = '/contract';
const xsd = 'http://www.w3.org/2001/XMLSchema';
const wsdl = 'http://schemas.xmlsoap.org/wsdl/';

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
/** A text that was decoded already says nothing true of its encoding. */
const withoutDeclaration = (text: string): string => text.replace(/^\uFEFF?\s*<\?xml[^?]*\?>/, '');

/** Serves the files of one contract to libxml2, and nothing else. */
class ContractFiles extends OctetsProvider {
  missing = false;
  readonly #files: ReadonlyMap<string, string>;

  constructor(files: ReadonlyMap<string, string>) {
    super();
    this.#files = files;
  }

  protected octetsOf(name: string): Buffer | undefined {
    const text = this.#files.get(decodeURI(name));
    if (text === undefined) this.missing = true;
    return text === undefined ? undefined : Buffer.from(text);
  }
}

interface Inline {
  readonly name: string;
  readonly namespace: string;
  readonly text: string;
}

/** The schemas within a WSDL, each with the namespaces in scope. */
function inlineSchemas(text: string, path: string): readonly Inline[] {
  const document = XmlDocument.fromString(withoutDeclaration(text), { option: parseOption });
  try {
    return document.find('/w:definitions/w:types/x:schema', { w: wsdl, x: xsd }).flatMap((node, index) => {
      if (!(node instanceof XmlElement)) return [];
      const schema = node.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_1_0 });
      return [
        {
          name: posix.join(home, posix.dirname(path), `egif-inline-${index}-${posix.basename(path)}`),
          namespace: node.attr('targetNamespace')?.value ?? '',
          text: schema,
        },
      ];
    });
  } finally {
    document.dispose();
  }
}

const localOf = (name: string): string => name.slice(name.lastIndexOf('}') + 1);
const namespaceOf = (name: string): string => name.slice(1, name.lastIndexOf('}'));

/** Wrappers of rpc answers and calls, which no schema declares. */
function rpcSchemas({ operations }: SoapContract): readonly Inline[] {
  const byNamespace = new Map<string, Map<string, string>>();
  for (const { style, name, input, output } of operations.filter((each) => each.style === 'rpc')) {
    for (const [body, element] of [
      [input, name],
      [output, `${name}Response`],
    ] as const) {
      if (body === undefined) continue;
      const parts = body.parts.map((part) => {
        const type = part.type ?? '';
        return `<x:element name="${escaped(part.name)}" xmlns:t="${escaped(namespaceOf(type))}" type="t:${escaped(localOf(type))}"/>`;
      });
      const elements = byNamespace.get(body.namespace ?? '') ?? new Map<string, string>();
      elements.set(
        element,
        `<x:element name="${escaped(element)}"><x:complexType><x:sequence>${parts.join('')}</x:sequence></x:complexType></x:element>`,
      );
      byNamespace.set(body.namespace ?? '', elements);
    }
    if (style !== 'rpc') break;
  }
  const types = operations.filter(({ style }) => style === 'rpc').flatMap(({ input, output }) => [...(input?.parts ?? []), ...(output?.parts ?? [])]);
  const imported = new Set(types.flatMap(({ type }) => (type === undefined ? [] : [namespaceOf(type)])));
  return [...byNamespace].map(([namespace, elements], index) => {
    const imports = [...imported].filter((name) => name !== namespace && name !== xsd).map((name) => `<x:import namespace="${escaped(name)}"/>`);
    const target = namespace === '' ? '' : ` targetNamespace="${escaped(namespace)}"`;
    return {
      name: posix.join(home, `egif-rpc-${index}.xsd`),
      namespace,
      text: `<x:schema xmlns:x="${xsd}"${target}>${imports.join('')}${[...elements.values()].join('')}</x:schema>`,
    };
  });
}

/** A schema that is a file, and the files of its own namespace that it draws in. */
interface SchemaFile {
  readonly name: string;
  readonly namespace: string;
  readonly drawn: readonly string[];
}

/** The file as a schema, or undefined where it is none. */
function schemaFile(text: string, path: string): SchemaFile | undefined {
  const document = XmlDocument.fromString(withoutDeclaration(text), { option: parseOption });
  try {
    const { root } = document;
    if (root.name !== 'schema' || root.namespaceUri !== xsd) return undefined;
    const drawn = document.find('/x:schema/x:include | /x:schema/x:redefine', { x: xsd }).flatMap((node) => {
      const location = node instanceof XmlElement ? node.attr('schemaLocation')?.value : undefined;
      return location === undefined ? [] : [posix.join(home, posix.dirname(path), location)];
    });
    return { name: posix.join(home, path), namespace: root.attr('targetNamespace')?.value ?? '', drawn };
  } finally {
    document.dispose();
  }
}

/**
 * One schema that draws in all. Of several with one namespace, inline or in files, it draws in one that includes them, and before any other: a second import of a
 * namespace is passed over. A file that another includes or redefines comes with that one.
 */
function joined(inline: readonly Inline[], schemas: readonly SchemaFile[], files: Map<string, string>): string {
  const drawn = new Set(schemas.flatMap((each) => each.drawn));
  const groups = new Map<string, string[]>();
  const heads = schemas.filter(({ name, namespace }) => namespace !== '' && !drawn.has(name));
  for (const { namespace, name } of [...inline, ...heads]) groups.set(namespace, [...(groups.get(namespace) ?? []), name]);
  const several: string[] = [];
  const single: string[] = [];
  for (const [namespace, names] of groups) {
    const includes = names.map((each) => `<x:include schemaLocation="${escaped(each)}"/>`);
    const [first = ''] = names;
    if (namespace === '') single.push(...includes);
    else if (names.length === 1) single.push(`<x:import namespace="${escaped(namespace)}" schemaLocation="${escaped(first)}"/>`);
    else {
      const name = posix.join(home, `egif-group-${several.length}.xsd`);
      files.set(name, `<x:schema xmlns:x="${xsd}" targetNamespace="${escaped(namespace)}">${includes.join('')}</x:schema>`);
      several.push(`<x:import namespace="${escaped(namespace)}" schemaLocation="${escaped(name)}"/>`);
    }
  }
  // Includes stand where imports may: order is free among them (§4.2.1).
  return `<x:schema xmlns:x="${xsd}">${[...several, ...single].join('')}</x:schema>`;
}

function compile(contract: SoapContract): XsdValidator | undefined {
  const { document } = contract;
  const files = new Map<string, string>();
  const own = document.within ?? posix.basename(document.file);
  const documents = [[own, document] as const, ...(document.neighbours ?? new Map<string, never>())];
  const inline: Inline[] = [];
  const schemas: SchemaFile[] = [];
  for (const [path, each] of documents) {
    if (/<(?:[\w.-]+:)?definitions[\s>]/.test(each.text)) inline.push(...inlineSchemas(each.text, path));
    else schemas.push(...[schemaFile(each.text, path)].filter((schema) => schema !== undefined));
    files.set(posix.join(home, path), withoutDeclaration(each.text));
  }
  inline.push(...rpcSchemas(contract));
  for (const { name, text } of inline) files.set(name, text);
  const main = joined(inline, schemas, files);
  const provider = new ContractFiles(files);
  xmlRegisterInputProvider(provider);
  try {
    const schema = XmlDocument.fromString(main, { option: parseOption, url: posix.join(home, 'egif-main.xsd') });
    const validator = XsdValidator.fromDoc(schema);
    if (!provider.missing) return validator;
    validator.dispose();
    return undefined;
  } catch (error) {
    if (error instanceof XmlLibError) return undefined;
    throw error;
  } finally {
    xmlCleanupInputProvider();
  }
}

function judge(validator: XsdValidator, element: XmlElement): readonly string[] {
  try {
    validator.validate(element);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError) || error.details.length === 0) throw error;
    return error.details.map(({ message }) => withoutValues(message));
  }
}

/** The compiled schemas of a contract, or undefined where they do not compile or one of their files is missing. */
export function openXsdSet(contract: SoapContract): XsdSet | undefined {
  const validator = compile(contract);
  if (validator === undefined) return undefined;
  return {
    breachesIn(octets) {
      const buffer = Buffer.from(octets);
      if (buffer.includes('<!DOCTYPE')) return undefined;
      let document: XmlDocument;
      try {
        document = XmlDocument.fromBuffer(buffer, { option: parseOption });
      } catch {
        return undefined;
      }
      try {
        const names = { a: envelopeNamespaces['1.1'], b: envelopeNamespaces['1.2'] };
        const found = document.find('/a:Envelope/a:Body/* | /b:Envelope/b:Body/*', names);
        return found.flatMap((node) => (node instanceof XmlElement ? judge(validator, node) : []));
      } finally {
        document.dispose();
      }
    },
  };
}
