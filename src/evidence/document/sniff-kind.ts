/**
 * What a document is, told by its own marks and never by its name.
 *
 * Room     evidence/document (floor 3).
 */
import type { LoadedDocument } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { looksLikeSchema } from '../../contract/schema-marks.js';
import { EgifError } from '../../errors.js';

export type DocumentKind = 'openapi' | 'swagger2' | 'asyncapi' | 'arazzo' | 'json-schema' | 'wsdl' | 'xsd';

/** The kind of a document, or undefined. `openapi` means 3.0, 3.1 or 3.2 as a string. */
export function sniffKind({ data, text, format }: LoadedDocument): DocumentKind | undefined {
  if (format === 'xml') {
    if (memberOf(data, 'xsd:schema') !== undefined) return 'xsd';
    return memberOf(data, 'wsdl:definitions') !== undefined || memberOf(data, 'wsdl20:description') !== undefined ? 'wsdl' : undefined;
  }
  if (
    /^\s*<(?:[^!]|!--)/.test(text) &&
    /<(?:[A-Za-z_][\w.-]*:)?(?:definitions|description)\b[^>]*(?:xmlsoap\.org\/wsdl|w3\.org\/ns\/wsdl)/.test(text.slice(0, 100_000))
  )
    return 'wsdl';
  if (!isObject(data)) return undefined;
  const openapi = memberOf(data, 'openapi');
  if (typeof openapi === 'string' && /^3\.[012](?:\.\d+)?(?:-.*)?$/.test(openapi)) return 'openapi';
  if (openapi !== undefined) return undefined;
  if (memberOf(data, 'swagger') !== undefined) return 'swagger2';
  if (memberOf(data, 'asyncapi') !== undefined) return 'asyncapi';
  if (memberOf(data, 'arazzo') !== undefined) return 'arazzo';
  return looksLikeSchema(data) ? 'json-schema' : undefined;
}

interface Description {
  readonly what: string;
  readonly mend: string;
}

const others: Readonly<Record<Exclude<DocumentKind, 'openapi'>, Description>> = {
  swagger2: { what: 'is a Swagger 2.0 contract', mend: 'upgrade it to OpenAPI 3.x' },
  asyncapi: { what: 'is an AsyncAPI document', mend: 'state it with type: asyncapi' },
  arazzo: { what: 'is an Arazzo workflow, not a contract', mend: 'name the OpenAPI file that it refers to' },
  'json-schema': { what: 'is a JSON Schema, not a contract', mend: 'name the OpenAPI file that uses the schema' },
  wsdl: { what: 'is a WSDL', mend: 'state it with type: wsdl' },
  xsd: { what: 'is an XML schema, not a contract', mend: 'name the WSDL that uses the schema' },
};

function describe(document: LoadedDocument): Description {
  const { data, text } = document;
  const mend = 'name an OpenAPI 3.x file';
  const kind = sniffKind(document);
  if (kind !== undefined && kind !== 'openapi') return others[kind];
  if (/^\s*<!doctype html|^\s*<html[\s>]/i.test(text)) return { what: 'is an HTML page, perhaps a login page saved by mistake', mend };
  if (/^\s*</.test(text)) return { what: 'is XML, not OpenAPI', mend };
  if (Array.isArray(data)) return { what: 'is a list, not a contract', mend };
  if (!isObject(data)) return { what: 'is plain text, not a contract', mend };
  if (Object.keys(data).length === 0) return { what: 'is an empty object, not a contract', mend };
  const version = memberOf(data, 'openapi');
  if (version === undefined) return { what: 'is no contract: it has no member "openapi"', mend };
  if (typeof version === 'string')
    return { what: `has the OpenAPI version "${version.slice(0, 20)}", which is not known`, mend: 'use 3.0, 3.1 or 3.2' };
  return { what: 'states its OpenAPI version as something other than a string', mend: 'write openapi: "3.1.0" in quotation marks' };
}

/** Refuses a document that is no OpenAPI 3.x contract, saying what it is. Errors: DOCUMENT_NOT_A_CONTRACT. */
export function requireContract(document: LoadedDocument): void {
  if (sniffKind(document) === 'openapi') return;
  const { what, mend } = describe(document);
  throw new EgifError('DOCUMENT_NOT_A_CONTRACT', `${document.file} ${what}`, { file: document.file, line: 1, column: 1, mend });
}

const kindNames = { arazzo: 'Arazzo description', asyncapi: 'AsyncAPI document', wsdl: 'WSDL 1.1' } as const;

/** Refuses a document of another kind than the statement says, saying what it is. Errors: DOCUMENT_NOT_A_CONTRACT. */
export function requireKind(document: LoadedDocument, kind: 'arazzo' | 'asyncapi' | 'wsdl'): void {
  const found = sniffKind(document);
  if (found === 'wsdl' && kind === 'wsdl') requireLintable(document);
  if (found === kind) return;
  const { what } = found === 'openapi' ? { what: 'is an OpenAPI contract' } : describe(document);
  const mend = found === 'openapi' ? 'state it with type: openapi' : `name the ${kindNames[kind]} of the service`;
  throw new EgifError('DOCUMENT_NOT_A_CONTRACT', `${document.file} ${what}; the statement says ${kind}`, {
    file: document.file,
    line: 1,
    column: 1,
    mend,
  });
}

/** Refuses a document of which lint knows no rule, saying what it is. Errors: DOCUMENT_NOT_A_CONTRACT. */
export function requireLintable(document: LoadedDocument): void {
  const { file, data } = document;
  const isNewWsdl = document.format === 'xml' && memberOf(data, 'wsdl20:description') !== undefined;
  if (sniffKind(document) !== undefined && !isNewWsdl && (document.format === 'xml' || !/^\s*</.test(document.text))) return;
  const { what, mend } = isNewWsdl ? { what: 'is a WSDL 2.0, for which there are no rules', mend: 'lint its WSDL 1.1' } : describe(document);
  throw new EgifError('DOCUMENT_NOT_A_CONTRACT', `${file} ${what}`, { file, line: 1, column: 1, mend });
}
