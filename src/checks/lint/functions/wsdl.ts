/**
 * Functions about WSDL 1.1 documents: structure, imports, names that resolve, namespaces of schemas, encoding.
 *
 * Source   WSDL 1.1 §2; WS-I Basic Profile 1.1 §4.1–4.2 (R2001–R2007, R2105, R2110, R2111, R2803, R4003).
 * Room     checks/lint/functions (floor 3).
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../../contract/json.js';
import type { Flaw, LintFunction } from '../lint-function.js';
import type { XmlImport } from '../model/xml-set.js';
import { stringsOf } from './read-schema.js';

/** Attributes that elements of the WSDL namespace must have, and children that they may have. */
const structure: Readonly<Record<string, { readonly needs: readonly string[]; readonly holds: readonly string[] }>> = {
  'wsdl:definitions': { needs: ['targetNamespace'], holds: ['import', 'types', 'message', 'portType', 'binding', 'service'] },
  'wsdl:import': { needs: [], holds: [] },
  'wsdl:types': { needs: [], holds: [] },
  'wsdl:message': { needs: ['name'], holds: ['part'] },
  'wsdl:part': { needs: ['name'], holds: [] },
  'wsdl:portType': { needs: ['name'], holds: ['operation'] },
  'wsdl:binding': { needs: ['name', 'type'], holds: ['operation'] },
  'wsdl:service': { needs: ['name'], holds: ['port'] },
  'wsdl:port': { needs: ['name', 'binding'], holds: [] },
  'wsdl:operation': { needs: ['name'], holds: ['input', 'output', 'fault'] },
  'wsdl:input': { needs: [], holds: [] },
  'wsdl:output': { needs: [], holds: [] },
  'wsdl:fault': { needs: ['name'], holds: [] },
};

interface Element {
  readonly name: string;
  readonly value: JsonObject;
  readonly pointer: string;
}

/** WSDL elements below one, itself included. */
function* wsdlElements(root: Element): Generator<Element> {
  const queue: Element[] = [root];
  for (let element = queue.pop(); element !== undefined; element = queue.pop()) {
    yield element;
    for (const [name, list] of Object.entries(element.value)) {
      if (!name.startsWith('wsdl:') || name === 'wsdl:documentation' || !Array.isArray(list)) continue;
      for (const [index, value] of list.entries()) {
        if (isObject(value)) queue.push({ name, value, pointer: `${element.pointer}/${name}/${index}` });
      }
    }
  }
}

function elementFlaws({ name, value, pointer }: Element): readonly Flaw[] {
  const rule = structure[name];
  if (rule === undefined) return [{ pointer, got: name }];
  const absent = rule.needs.filter((attribute) => typeof value[`@${attribute}`] !== 'string' || String(value[`@${attribute}`]).trim() === '');
  const children = Object.keys(value).filter((child) => child.startsWith('wsdl:') && child !== 'wsdl:documentation');
  const foreign = children.filter((child) => !rule.holds.includes(child.slice('wsdl:'.length)));
  return [
    ...(absent.length === 0 ? [] : [{ pointer, got: name, want: absent.join(', ') }]),
    ...foreign.map((child) => ({ pointer: `${pointer}/${child}/0`, got: child, want: rule.holds.join(', ') })),
  ];
}

const wsdlStructure: LintFunction = ({ value, pointer }, _options, model) => {
  if (!isObject(value)) return undefined;
  const flaws: Flaw[] = [];
  for (const element of wsdlElements({ name: 'wsdl:definitions', value, pointer })) {
    model.spend(1);
    flaws.push(...elementFlaws(element));
  }
  return flaws;
};

/** The set of files describes something that can be called: a port with a binding that has operations. What is only in a file elsewhere cannot be judged. */
const wsdlDescribes: LintFunction = (_place, _options, model) => {
  const wsdl = model.wsdl?.model;
  if (wsdl === undefined) return undefined;
  const pointer = '/wsdl:definitions';
  const flaws: Flaw[] = [];
  if (wsdl.ports.length === 0) flaws.push({ code: 'wsdl-without-service', pointer, want: 'wsdl:service/wsdl:port' });
  const operations = [...wsdl.bindings.values()].flatMap((binding) => binding.operations);
  if (operations.length === 0) flaws.push({ code: 'wsdl-without-operations', pointer, want: 'wsdl:binding/wsdl:operation' });
  return flaws;
};

/** UTF-8 or UTF-16 (R4003), and what the octets are: a parser believes the octets' own mark or the declaration, and refuses where they differ. */
const wsdlEncoding: LintFunction = (_place, _options, model) => {
  const readAs = model.source['readAs'] === 'UTF-16' ? 'UTF-16' : 'UTF-8';
  const declared = model.source['encoding'];
  if (declared === undefined || String(declared).toUpperCase() === readAs) return [];
  const isKnown = /^utf-(?:8|16)$/i.test(String(declared));
  return [{ pointer: '', got: String(declared), want: isKnown ? readAs : 'UTF-8 | UTF-16' }];
};

const internal =
  /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|\[)|(?:^[^.]+|\.(?:local|internal|lan|intra|corp|home))$/i;

/** A URL to the outside is only a flaw where nobody else can reach it; anything else would have to be fetched to be judged. */
function elsewhere({ location = '' }: XmlImport, pointer: string): readonly Flaw[] | undefined {
  if (!/^https?:\/\//i.test(location)) return [{ code: 'import-outside', pointer, got: location }];
  const host = URL.canParse(location) ? new URL(location).hostname : '';
  return internal.test(host) ? [{ code: 'import-outside', pointer, got: location }] : undefined;
}

const wsdlImport: LintFunction = ({ pointer }, _options, model) => {
  const found = model.wsdl?.imports.get(pointer);
  if (found === undefined) return undefined;
  const { kind, location, namespace, state, target } = found;
  const at = `${pointer}/@${kind === 'wsdl' ? 'location' : 'schemaLocation'}`;
  const got = location ?? '';
  if (state === 'unlocated') return [{ code: 'import-without-location', pointer }];
  if (state === 'elsewhere') return elsewhere(found, at);
  if (state === 'absent') return [{ code: 'import-broken', pointer: at, got }];
  if (state === 'not-looked-for') return undefined;
  const wanted = kind === 'wsdl' ? 'definitions' : 'schema';
  if (target !== undefined && target.root !== wanted) return [{ code: 'import-of-other-kind', pointer: at, got, want: wanted }];
  const included = kind === 'xsd-include' && target?.namespace === undefined;
  if (target !== undefined && !included && (target.namespace ?? '') !== (namespace ?? ''))
    return [{ code: 'import-namespace-differs', pointer: at, got: target.namespace ?? '', want: namespace ?? '' }];
  return [];
};

const xmlName: LintFunction = ({ pointer, name }, _options, model) => {
  const found = model.wsdl?.names.get(pointer);
  if (found === undefined || found.state === 'unknown') return undefined;
  return found.state === 'found' ? [] : [{ pointer, got: name ?? '' }];
};

const onlyImports = (value: Json): boolean =>
  isObject(value) &&
  Object.keys(value)
    .filter((name) => name.startsWith('xsd:'))
    .every((name) => ['xsd:import', 'xsd:include', 'xsd:annotation'].includes(name));

/** An absolute namespace of one's own; a schema that only imports may have none (R2105), an included one takes its includer's. */
const schemaNamespace: LintFunction = ({ value, pointer, name }, options) => {
  if (onlyImports(value)) return undefined;
  const namespace = name ?? '';
  const own = memberOf(value, '@targetNamespace') === undefined ? pointer : `${pointer}/@targetNamespace`;
  if (namespace === '') return [{ code: 'schema-without-namespace', pointer }];
  if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(namespace)) return [{ code: 'schema-namespace-relative', pointer: own, got: namespace }];
  const placeholder = stringsOf(options['placeholders']).find((prefix) => namespace.toLowerCase().startsWith(prefix));
  return placeholder === undefined ? [] : [{ code: 'schema-namespace-placeholder', pointer: own, got: namespace }];
};

const soapEncoding = '{http://schemas.xmlsoap.org/soap/encoding/}';

/** Anything of SOAP encoding: a type of it as base or type, or wsdl:arrayType. */
const noSoapArray: LintFunction = ({ value, pointer }, _options, model) => {
  const flaws: Flaw[] = [];
  const queue: { readonly value: Json; readonly pointer: string }[] = [{ value, pointer }];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    model.spend(1);
    if (Array.isArray(item.value)) {
      for (const [index, inner] of item.value.entries()) queue.push({ value: inner, pointer: `${item.pointer}/${index}` });
      continue;
    }
    for (const [name, inner] of isObject(item.value) ? Object.entries(item.value) : []) {
      const at = item.pointer + pointerOf([name]);
      const isEncoded = name === '@wsdl:arrayType' || model.wsdl?.names.get(at)?.name?.startsWith(soapEncoding) === true;
      if (isEncoded) flaws.push({ pointer: at, got: String(inner) });
      else if (typeof inner === 'object') queue.push({ value: inner, pointer: at });
    }
  }
  return flaws;
};

const list = (name: string): object => ({
  type: 'object',
  additionalProperties: false,
  required: [name],
  properties: { [name]: { type: 'array', minItems: 1, items: { type: 'string' } } },
});

export const wsdlFunctions = {
  wsdlStructure: { run: wsdlStructure },
  wsdlDescribes: { run: wsdlDescribes },
  wsdlEncoding: { run: wsdlEncoding },
  wsdlImport: { run: wsdlImport },
  xmlName: { run: xmlName },
  schemaNamespace: { options: list('placeholders'), run: schemaNamespace },
  noSoapArray: { run: noSoapArray },
};
