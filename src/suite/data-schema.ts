/**
 * What records are held against: a JSON Schema file, a place in one, a component of an OpenAPI contract, or a core vocabulary of the law.
 *
 * Source   JSON Schema 2020-12; OpenAPI 3.x Schema Objects; RFC 6901 for places.
 * Room     suite (floor 5).
 */
import type { Json, JsonObject, LoadedDocument } from '../contract/api-model.js';
import type { Cause, DataSchemaUsed } from '../contract/documents.js';
import { isObject, memberOf, pointerOf, valueAt } from '../contract/json.js';
import { loadDocument } from '../contract/load-document.js';
import { suggestion } from '../contract/nearest.js';
import { EgifError } from '../errors.js';
import { refuseOutsideReferences } from '../evidence/document/references.js';
import { openLibrary } from '../evidence/document/schema-library.js';
import { sniffKind } from '../evidence/document/sniff-kind.js';
import type { Vocabularies } from '../profile/load-vocabularies.js';

export interface DataSchema {
  /** Self-contained JSON Schema 2020-12; absent where there is trouble. */
  readonly schema?: JsonObject;
  readonly used: DataSchemaUsed;
  /** The core type, where the schema is a vocabulary. */
  readonly entity?: string;
  /** Why it cannot be used: it cannot be told whether records are as it says. */
  readonly trouble?: Cause;
}

/** `people.yaml#/components/schemas/Person` → the file and the pointer. */
function splitReference(reference: string): { readonly file: string; readonly pointer: string } {
  const at = reference.indexOf('#');
  if (at < 0) return { file: reference, pointer: '' };
  const fragment = reference.slice(at + 1);
  return { file: reference.slice(0, at), pointer: fragment };
}

function refuse(document: LoadedDocument, message: string, mend: string): EgifError {
  return new EgifError('USAGE', `${document.file} ${message}`, { file: document.file, mend });
}

function namesOf(document: LoadedDocument): readonly string[] {
  const named = memberOf(memberOf(document.data, 'components'), 'schemas');
  return isObject(named) ? Object.keys(named) : [];
}

function demandPointer(document: LoadedDocument, pointer: string): void {
  if (pointer !== '' && !pointer.startsWith('/'))
    throw refuse(document, `has no place #${pointer}`, 'write a JSON Pointer behind #, as in #/components/schemas/Person');
  if (pointer !== '' && valueAt(document.data, pointer) === undefined) {
    const known = [...namesOf(document).map((name) => pointerOf(['components', 'schemas', name])), ...definitionsOf(document)];
    throw refuse(
      document,
      `has nothing at #${pointer}`,
      suggestion(
        pointer,
        known,
        known.length === 0
          ? 'name a place that is there'
          : `one of ${known
              .slice(0, 20)
              .map((each) => `#${each}`)
              .join(', ')}`,
      ),
    );
  }
}

function definitionsOf({ data }: LoadedDocument): readonly string[] {
  const definitions = memberOf(data, '$defs');
  return isObject(definitions) ? Object.keys(definitions).map((name) => pointerOf(['$defs', name])) : [];
}

/** The schema at a place of a contract or of a schema file, with everything that it refers to. */
function schemaAt(document: LoadedDocument, pointer: string): JsonObject | undefined {
  const { data } = document;
  const kind = sniffKind(document);
  if (kind === 'openapi') {
    if (pointer === '') {
      const names = namesOf(document).map((name) => `#${pointerOf(['components', 'schemas', name])}`);
      throw refuse(
        document,
        'is a contract of many schemas',
        names.length === 0 ? 'it has none; name a schema file' : `name one: ${names.slice(0, 20).join(', ')}`,
      );
    }
    refuseOutsideReferences(document);
    return contained(data, pointer, String(memberOf(data, 'openapi')).startsWith('3.0'));
  }
  if (kind !== undefined && kind !== 'json-schema')
    throw refuse(document, `is no JSON Schema but ${kind}`, 'name a JSON Schema 2020-12 or an OpenAPI 3.x file');
  if (pointer !== '') return contained(data, pointer, false);
  if (!isObject(data) || kind === undefined) throw refuse(document, 'is no JSON Schema', 'name a JSON Schema 2020-12 or an OpenAPI 3.x file');
  return data;
}

function contained(data: Json, pointer: string, is30: boolean): JsonObject | undefined {
  const target = valueAt(data, pointer);
  return isObject(target) || typeof target === 'boolean' ? openLibrary(data, is30).selfContained(target) : undefined;
}

/** The schema that `--schema FILE[#/pointer]` names. Errors: FILE_*, DOCUMENT_*, USAGE. */
export async function loadDataSchema(reference: string, path: (file: string) => string): Promise<DataSchema> {
  const { file, pointer } = splitReference(reference);
  const document = { ...(await loadDocument(path(file))), file };
  demandPointer(document, pointer);
  const used = { kind: 'schema' as const, ref: reference, digest: document.sha256 };
  const schema = schemaAt(document, pointer);
  if (schema === undefined)
    return { used, trouble: { code: 'schema-not-usable', detail: `#${pointer} is no schema, or refers to something that is not there` } };
  return { used, schema };
}

/** A core vocabulary of the law by its type; case does not matter. Errors: UNKNOWN_ID, with the list. */
export function entitySchema(name: string, vocabularies: Vocabularies): DataSchema {
  const types = [...vocabularies.keys()];
  const type = types.find((each) => each.toLowerCase() === name.toLowerCase());
  const vocabulary = type === undefined ? undefined : vocabularies.get(type);
  if (vocabulary === undefined) {
    const list = `one of ${types.join(', ')}`;
    throw new EgifError('UNKNOWN_ID', `there is no core vocabulary ${name.slice(0, 60)}`, { mend: `${suggestion(name, types, '')} ${list}`.trim() });
  }
  const { version, digest, schema } = vocabulary;
  return { entity: vocabulary.type, schema, used: { kind: 'entity', ref: `${vocabulary.type}@${version}`, digest } };
}
