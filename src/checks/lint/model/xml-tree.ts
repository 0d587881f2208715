/**
 * Walking the XML data of WSDL and XSD: elements with the namespaces in scope, and names that are resolved by them.
 *
 * Source   Namespaces in XML 1.0 §6; XML Schema Part 2 §3.2.18 (QName).
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json, JsonObject, LoadedDocument } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../../contract/json.js';
import { itemsOf } from './members.js';

/** Namespace of XML Schema itself. */
export const xsdNamespace = 'http://www.w3.org/2001/XMLSchema';

export interface XmlNode {
  readonly value: JsonObject;
  /** Pointer into the main document, or `file#pointer` into a neighbour. */
  readonly pointer: string;
  /** Path of the file from the main document's folder; empty for the main document. */
  readonly file: string;
  /** Namespaces by prefix; `""` is the default. */
  readonly scope: ReadonlyMap<string, string>;
}

const scopeOf = (value: JsonObject, outer: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
  const declared = value['xmlns'];
  if (!isObject(declared)) return outer;
  return new Map([...outer, ...Object.entries(declared).flatMap(([prefix, uri]) => (typeof uri === 'string' ? [[prefix, uri] as const] : []))]);
};

const nodeOf = (value: JsonObject, pointer: string, outer: Pick<XmlNode, 'file' | 'scope'>): XmlNode => ({
  value,
  pointer,
  file: outer.file,
  scope: scopeOf(value, outer.scope),
});

/** The root element of a document by name, or undefined. */
export function rootOf(document: Pick<LoadedDocument, 'data'>, name: string, file: string): XmlNode | undefined {
  const value: Json | undefined = memberOf(document.data, name);
  const pointer = (file === '' ? '' : `${file}#`) + pointerOf([name]);
  return isObject(value) ? nodeOf(value, pointer, { file, scope: new Map() }) : undefined;
}

/** Child elements of one of the names, grouped by name. */
export function childrenOf(node: XmlNode, ...names: readonly string[]): readonly XmlNode[] {
  return names.flatMap((name) =>
    itemsOf(node.value[name]).flatMap((value, index) => (isObject(value) ? [nodeOf(value, node.pointer + pointerOf([name, index]), node)] : [])),
  );
}

/** Every child element. */
export function everyChild(node: XmlNode): readonly (XmlNode & { readonly name: string })[] {
  return Object.keys(node.value)
    .filter((name) => !name.startsWith('@') && !name.startsWith('#') && name !== 'xmlns')
    .flatMap((name) => childrenOf(node, name).map((child) => ({ ...child, name })));
}

/** An attribute's value. */
export function attributeOf(node: XmlNode, name: string): string | undefined {
  const value = memberOf(node.value, `@${name}`);
  return typeof value === 'string' ? value : undefined;
}

/** `{namespace}local` of a written name, by the prefixes in scope; undefined where its prefix is not declared. */
export function expandedName(node: XmlNode, written: string): string | undefined {
  const [first = '', second] = written.trim().split(':');
  const prefix = second === undefined ? '' : first;
  const uri = node.scope.get(prefix);
  if (uri === undefined && prefix !== '') return undefined;
  return `{${uri ?? ''}}${second ?? first}`;
}

/** The name that an attribute refers to: `{namespace}local`. */
export function nameIn(node: XmlNode, attribute: string): string | undefined {
  const written = attributeOf(node, attribute);
  return written === undefined ? undefined : expandedName(node, written);
}

/** Namespace of an expanded name. */
export const namespaceOf = (name: string): string => name.slice(1, name.lastIndexOf('}'));
/** Local part of an expanded name. */
export const localOf = (name: string): string => name.slice(name.lastIndexOf('}') + 1);
