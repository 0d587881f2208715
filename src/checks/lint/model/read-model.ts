/**
 * From a loaded document to the places that rules look at.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { JsonObject, LoadedDocument } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../../contract/json.js';
import { EgifError } from '../../../errors.js';
import { readAsyncPlaces } from './asyncapi-places.js';
import { membersOf, OpenApiReader } from './openapi-places.js';
import type { ContractKind, Model, OperationPlace, ParameterPlace, Place, PlaceKind, Reference } from './place.js';
import { createResolver, type Resolver } from './resolver.js';
import { createSchemaWalk, definedAt, type SchemaWalk } from './schema-walk.js';

type Places = Readonly<Record<PlaceKind, readonly Place[]>>;

const nowhere: Places = {
  Document: [],
  Info: [],
  Server: [],
  Path: [],
  PathItem: [],
  Operation: [],
  Parameter: [],
  Response: [],
  MediaType: [],
  Schema: [],
  Property: [],
  Member: [],
  SecurityScheme: [],
  Channel: [],
  Message: [],
};

/** The kind of contract that a document says it is, or undefined. */
export function contractKindOf(data: unknown): ContractKind | undefined {
  if (memberOf(data, 'openapi') !== undefined) return 'openapi';
  if (memberOf(data, 'asyncapi') !== undefined) return 'asyncapi';
  return memberOf(data, 'swagger') === undefined ? undefined : 'swagger';
}

/** Document and info: what every kind has. */
function headOf(root: JsonObject): Pick<Places, 'Document' | 'Info'> {
  const info = root['info'];
  return { Document: [{ pointer: '', value: root }], Info: isObject(info) ? [{ pointer: '/info', value: info }] : [] };
}

/** Properties of schemas, and parameters with their schema: everything that has a name and a type. */
function membersWithSchema(resolver: Resolver, walk: SchemaWalk, parameters: Iterable<ParameterPlace>): Pick<Places, 'Property' | 'Member'> {
  const properties = walk.properties();
  const named = new Map<string, Place>();
  for (const parameter of parameters) {
    const schema = parameter.value['schema'];
    if (schema === undefined || parameter.in === 'header') continue;
    const pointer = `${parameter.pointer}/schema`;
    named.set(pointer, { ...parameter, pointer, definedAt: definedAt(resolver, schema, pointer), value: resolver.effective(schema, pointer) });
  }
  return { Property: properties, Member: [...properties, ...named.values()] };
}

interface Parts {
  readonly places: Places;
  readonly operations: readonly OperationPlace[];
}

function readOpenApi(root: JsonObject, resolver: Resolver, references: Map<string, Reference>): Parts {
  const walk = createSchemaWalk(resolver, references);
  const reader = new OpenApiReader(root, resolver, walk, references);
  reader.read();
  const schemes: Place[] = [];
  for (const [name, raw] of membersOf(memberOf(root['components'], 'securitySchemes'))) {
    const pointer = pointerOf(['components', 'securitySchemes', name]);
    const ref = memberOf(raw, '$ref');
    if (typeof ref === 'string') references.set(pointer, { pointer: `${pointer}/$ref`, ref });
    const found = typeof ref === 'string' ? resolver.resolve(ref) : { value: raw, pointer };
    if (found !== undefined && isObject(found.value)) schemes.push({ ...found, name });
  }
  const places: Places = {
    ...nowhere,
    ...headOf(root),
    ...membersWithSchema(resolver, walk, reader.parameters.values()),
    Server: reader.servers,
    Path: reader.paths,
    PathItem: reader.pathItems,
    Operation: reader.operations,
    Parameter: [...reader.parameters.values()],
    Response: [...reader.responses.values()],
    MediaType: [...reader.mediaTypes.values()],
    Schema: walk.schemas(),
    SecurityScheme: schemes,
  };
  return { places, operations: reader.operations };
}

function readParts(kind: ContractKind, root: JsonObject, resolver: Resolver, references: Map<string, Reference>): Parts {
  if (kind === 'openapi') return readOpenApi(root, resolver, references);
  if (kind === 'asyncapi') return { places: { ...nowhere, ...headOf(root), ...readAsyncPlaces(root, resolver, references) }, operations: [] };
  return { places: { ...nowhere, ...headOf(root) }, operations: [] };
}

/** The places of a contract. Errors: DOCUMENT_NOT_A_CONTRACT. Throws WorkLimit where the document makes more work than is allowed. */
export function readModel(document: LoadedDocument): Model {
  const root = document.data;
  const kind = contractKindOf(root);
  if (kind === undefined || !isObject(root)) {
    throw new EgifError('DOCUMENT_NOT_A_CONTRACT', `${document.file} is neither OpenAPI nor AsyncAPI`, {
      file: document.file,
      line: 1,
      column: 1,
      mend: 'name a contract that starts with openapi or asyncapi',
    });
  }
  const version = root[kind];
  const resolver = createResolver(root);
  const references = new Map<string, Reference>();
  const parts = readParts(kind, root, resolver, references);
  return { kind, version: typeof version === 'string' ? version : '', root, ...parts, references: [...references.values()], ...resolver };
}
