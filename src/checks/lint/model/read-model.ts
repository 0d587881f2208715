/**
 * From a loaded document to the places that rules look at.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { JsonObject, LoadedDocument } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../../contract/json.js';
import { looksLikeSchema } from '../../../contract/schema-marks.js';
import { EgifError } from '../../../errors.js';
import { readArazzoPlaces } from './arazzo-model.js';
import { readAsyncPlaces } from './asyncapi-places.js';
import { membersOf } from './members.js';
import { OpenApiReader } from './openapi-places.js';
import type { ContractKind, KindFacts, Model, OperationPlace, ParameterPlace, Place, PlaceKind, Reference } from './place.js';
import { createResolver, type Resolver } from './resolver.js';
import { createSchemaWalk, definedAt, type SchemaWalk } from './schema-walk.js';
import { upgradeSwagger } from './swagger-upgrade.js';
import { readXmlPlaces } from './wsdl-places.js';

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
  SourceDescription: [],
  Workflow: [],
  Step: [],
  Expression: [],
  Definitions: [],
  XmlImport: [],
  XmlSchema: [],
  XmlName: [],
  PortType: [],
  PortOperation: [],
  Binding: [],
  BoundOperation: [],
  Port: [],
  Policy: [],
};

const marks = [
  ['openapi', 'openapi'],
  ['asyncapi', 'asyncapi'],
  ['swagger', 'swagger'],
  ['arazzo', 'arazzo'],
  ['wsdl:definitions', 'wsdl'],
  ['xsd:schema', 'xsd'],
] as const satisfies readonly (readonly [string, ContractKind])[];

/** The kind of contract that a document says it is, or undefined. */
export function contractKindOf(data: unknown): ContractKind | undefined {
  const [, kind] = marks.find(([member]) => memberOf(data, member) !== undefined) ?? [];
  return kind ?? (looksLikeSchema(data) ? 'json-schema' : undefined);
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

interface Parts extends KindFacts {
  readonly places: Places;
  readonly operations: readonly OperationPlace[];
}

/** What every kind is read with. */
interface Reading {
  readonly document: LoadedDocument;
  /** What is read: the document, or what it would be in a newer version. */
  readonly root: JsonObject;
  readonly resolver: Resolver;
  readonly references: Map<string, Reference>;
}

function readOpenApi({ root, resolver, references }: Reading): Parts {
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

function readJsonSchema({ root, resolver, references }: Reading): Parts {
  const walk = createSchemaWalk(resolver, references);
  walk.visit(root, '');
  const properties = walk.properties();
  const places = { ...nowhere, Document: [{ pointer: '', value: root }], Schema: walk.schemas(), Property: properties, Member: properties };
  return { places, operations: [] };
}

const readers: Readonly<Record<ContractKind, (reading: Reading) => Parts>> = {
  openapi: readOpenApi,
  swagger: readOpenApi,
  asyncapi: ({ root, resolver, references }) => ({
    places: { ...nowhere, ...headOf(root), ...readAsyncPlaces(root, resolver, references) },
    operations: [],
  }),
  arazzo({ document, root }) {
    const { places, facts } = readArazzoPlaces(document, root);
    return { places: { ...nowhere, ...headOf(root), ...places }, operations: [], arazzo: facts };
  },
  'json-schema': readJsonSchema,
  wsdl: (reading) => readXml(reading),
  xsd: (reading) => readXml(reading),
};

function readXml({ document, root, resolver }: Reading): Parts {
  const { places, facts } = readXmlPlaces(document, resolver.spend);
  return { places: { ...nowhere, Document: [{ pointer: '', value: root }], ...places }, operations: [], wsdl: facts };
}

/** Resolves in the upgraded document, and what the upgrade left where it was in the original. */
function withOriginal(resolver: Resolver, original: Resolver): Resolver {
  return { ...resolver, resolve: (ref) => resolver.resolve(ref) ?? original.resolve(ref) };
}

function notAContract({ file }: LoadedDocument): EgifError {
  return new EgifError('DOCUMENT_NOT_A_CONTRACT', `${file} is no contract of a known kind`, {
    file,
    line: 1,
    column: 1,
    mend: 'name a contract that starts with openapi or asyncapi, a WSDL, an Arazzo description or a JSON Schema',
  });
}

/** The places of a contract. Errors: DOCUMENT_NOT_A_CONTRACT. Throws WorkLimit where the document makes more work than is allowed. */
export function readModel(document: LoadedDocument): Model {
  const source = document.data;
  const kind = contractKindOf(source);
  if (kind === undefined || !isObject(source)) throw notAContract(document);
  const version = source[kind];
  const { root, origin } = kind === 'swagger' ? upgradeSwagger(source) : { root: source, origin: (pointer: string) => pointer };
  const resolver = kind === 'swagger' ? withOriginal(createResolver(root), createResolver(source)) : createResolver(root);
  const references = new Map<string, Reference>();
  const parts = readers[kind]({ document, root, resolver, references });
  return {
    kind,
    version: typeof version === 'string' ? version : '',
    root,
    source,
    origin,
    ...parts,
    references: [...references.values()],
    ...resolver,
  };
}
