/**
 * An OpenAPI 3.0, 3.1 or 3.2 document as the contract that checks and plans go by.
 *
 * Tolerant of parts that are ill-formed (the linter names them), never of what is no contract. `paths: {}` is a contract without operations.
 *
 * Source   OpenAPI Specification 3.0.4, 3.1.1 and 3.2.0.
 * Room     evidence/document (floor 3).
 */
import type { ApiContract, Json, JsonObject, LoadedDocument, Operation } from '../../contract/api-model.js';
import type { ContractRef, Service } from '../../contract/documents.js';
import { isObject, memberOf, pointerOf } from '../../contract/json.js';
import { EgifError } from '../../errors.js';
import { type OperationPlace, readOperation } from './read-operation.js';
import { refuseOutsideReferences, resolveObject } from './references.js';
import { openLibrary } from './schema-library.js';
import { requireContract } from './sniff-kind.js';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/** The operations of one path item; `additionalOperations` came with OpenAPI 3.2. */
function* operationsOf(item: JsonObject, pointer: string): Generator<{ method: string; object: JsonObject; pointer: string }> {
  for (const method of methods) {
    const object = memberOf(item, method);
    if (isObject(object)) yield { method: method.toUpperCase(), object, pointer: `${pointer}/${method}` };
  }
  const more = memberOf(item, 'additionalOperations');
  if (!isObject(more)) return;
  for (const [method, object] of Object.entries(more)) {
    if (isObject(object)) yield { method, object, pointer: pointer + pointerOf(['additionalOperations', method]) };
  }
}

/** Every operation of the contract with its path. A path item that refers to another has the members of both; its own win. */
function* placesOf(document: LoadedDocument): Generator<Pick<OperationPlace, 'path' | 'method' | 'object' | 'pointer' | 'item' | 'itemPointer'>> {
  const paths = memberOf(document.data, 'paths');
  if (paths !== undefined && !isObject(paths)) {
    throw new EgifError('DOCUMENT_NOT_A_CONTRACT', `${document.file}: paths is no object`, {
      file: document.file,
      pointer: '/paths',
      ...document.position('/paths'),
      mend: 'write the operations under paths, by path',
    });
  }
  for (const [path, value] of Object.entries(paths ?? {})) {
    if (path.startsWith('x-') || !isObject(value)) continue;
    const own = pointerOf(['paths', path]);
    const referred = resolveObject(document.data, value, own);
    if (referred === undefined) continue;
    const { $ref: _ref, ...members } = value;
    const item = { ...referred.object, ...members };
    for (const operation of operationsOf(item, own)) {
      const method = operation.pointer.slice(own.length);
      const isOwn = memberOf(members, method.split('/')[1] ?? '') !== undefined;
      yield { ...operation, path, item, itemPointer: own, pointer: isOwn ? operation.pointer : referred.pointer + method };
    }
  }
}

/** A second operation of the same id is known by its method and path. */
function withDistinctIds(operations: readonly Operation[]): readonly Operation[] {
  const seen = new Set<string>();
  return operations.map((operation) => {
    const id = seen.has(operation.id) ? `${operation.method} ${operation.path}` : operation.id;
    seen.add(id);
    return id === operation.id ? operation : { ...operation, id };
  });
}

/** Errors: DOCUMENT_NOT_A_CONTRACT, DOCUMENT_REF_OUTSIDE (all such references at once). */
export function readContract(document: LoadedDocument, ref: ContractRef, service: Pick<Service, 'dataClass'>): ApiContract {
  requireContract(document);
  refuseOutsideReferences(document);
  const root: Json = document.data;
  const version = String(memberOf(root, 'openapi'));
  const library = openLibrary(root, version.startsWith('3.0'));
  const context = { root, library, operationsSafe: new Set(ref.operationsSafe ?? []), dataClass: service.dataClass };
  const operations = withDistinctIds([...placesOf(document)].map((place) => readOperation({ ...place, ...context })));
  const named = memberOf(memberOf(root, 'components'), 'schemas');
  const schemas = Object.entries(isObject(named) ? named : {}).flatMap(([name, schema]) => {
    const contained = library.selfContained(schema);
    return contained === undefined ? [] : [[name, contained] as const];
  });
  return {
    file: document.file,
    sha256: document.sha256,
    ...(ref.url === undefined ? {} : { url: ref.url }),
    ...(ref.digest === undefined ? {} : { declaredDigest: ref.digest }),
    version,
    document,
    operations,
    schemas: Object.fromEntries(schemas),
  };
}
