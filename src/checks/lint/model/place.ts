/**
 * The places of a contract that a lint rule may look at: what stands in a rule's `given`.
 *
 * A place is one value of the source document with what its surroundings say of it. References are followed once, by counted work; the pointer
 * is always that of the source, so that a finding in a shared component points at the component.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import type { ArazzoFacts, WsdlFacts } from './kind-facts.js';

/** Kinds of contract that rules are written for. `swagger` is OpenAPI 2.0: told that it is too old, and judged as what it would be in 3.0. */
export const contractKinds = ['openapi', 'asyncapi', 'swagger', 'arazzo', 'json-schema', 'wsdl', 'xsd'] as const;
export type ContractKind = (typeof contractKinds)[number];

/** What `given` may name. */
export const placeKinds = [
  'Document',
  'Info',
  'Server',
  'Path',
  'PathItem',
  'Operation',
  'Parameter',
  'Response',
  'MediaType',
  'Schema',
  'Property',
  'Member',
  'SecurityScheme',
  'Channel',
  'Message',
  // Arazzo
  'SourceDescription',
  'Workflow',
  'Step',
  'Expression',
  // WSDL and XSD
  'Definitions',
  'XmlImport',
  'XmlSchema',
  'XmlName',
  'PortType',
  'PortOperation',
  'Binding',
  'BoundOperation',
  'Port',
  'Policy',
] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** Where a schema or a media type is met. */
export type Use = 'request' | 'response';

export interface Place {
  /** RFC 6901 pointer into the source document. */
  readonly pointer: string;
  /** The value there, references followed; of a Property or Member its schema with references and allOf merged. */
  readonly value: Json;
  /** Name of a property, parameter, scheme, path template, status or media type. */
  readonly name?: string;
  /** Where the schema of a Property or Member is written: the target of its reference, or the place itself. */
  readonly definedAt?: string;
  /** x-egif-type of the schema that a property belongs to. */
  readonly ownerType?: string;
  /** `query`, `path`, `header`, `cookie` of a parameter; `property` of a property; `root`, `path`, `operation` of a server. */
  readonly in?: string;
  /** Status of the response that a media type or response stands in. */
  readonly status?: string;
  readonly uses?: ReadonlySet<Use>;
  /** Whether a schema is a branch of another (allOf, oneOf, anyOf, if, then, else, not): it need not be whole by itself. */
  readonly branch?: boolean;
  readonly operation?: OperationPlace;
  /** x-egif-data-class in effect for a message. */
  readonly messageClass?: string;
}

/** A body's media type, and where it stands. */
export interface MediaTypePlace extends Place {
  readonly name: string;
  readonly use?: Use;
}

export interface ParameterPlace extends Place {
  readonly name: string;
  readonly in: string;
  readonly value: JsonObject;
}

export interface ResponsePlace extends Place {
  readonly status: string;
  readonly value: JsonObject;
}

export interface OperationPlace extends Place {
  readonly value: JsonObject;
  /** Upper case. */
  readonly method: string;
  /** Path template. */
  readonly path: string;
  /** Path-level and operation-level parameters, the nearer one wins. */
  readonly parameters: readonly ParameterPlace[];
  readonly responses: readonly ResponsePlace[];
  readonly requestBody?: Place & { readonly value: JsonObject };
  /** Security in effect; undefined where neither the operation nor the document says anything. */
  readonly security: Json | undefined;
  /** x-egif-data-class in effect. */
  readonly dataClass: string | undefined;
}

/** One `$ref`. */
export interface Reference {
  readonly pointer: string;
  readonly ref: string;
}

/** A schema with its references and allOf merged: keywords by name. */
export type EffectiveSchema = JsonObject;

/** Steps that are left. */
export interface WorkShare {
  left: number;
}

/** What only documents of one kind have; functions of that kind alone ask for it. */
export interface KindFacts {
  readonly wsdl?: WsdlFacts;
  readonly arazzo?: ArazzoFacts;
}

export interface Model extends KindFacts {
  readonly kind: ContractKind;
  /** `3.0.3` …; empty where the document does not say. */
  readonly version: string;
  readonly root: JsonObject;
  readonly places: Readonly<Record<PlaceKind, readonly Place[]>>;
  readonly operations: readonly OperationPlace[];
  readonly references: readonly Reference[];
  /** The document itself; `root` is what it was read as. */
  readonly source: JsonObject;
  /** Pointer into the source of a place that was read as something else (Swagger 2.0 as 3.0). */
  origin(pointer: string): string;
  /** The value that an internal reference leads to, chains followed; undefined where it leads nowhere. */
  resolve(ref: string): { readonly value: Json; readonly pointer: string } | undefined;
  /** A schema with references and allOf merged; keywords of the schema itself win. */
  effective(value: Json, pointer: string): EffectiveSchema;
  /** Counts work; throws WorkLimit beyond the rule's share. */
  spend(steps: number): void;
  /** Whose share of work the next steps are taken from. */
  use(work: WorkShare): void;
}

/** A rule did more work than its share: the rule cannot tell. */
export class WorkLimit extends Error {}
