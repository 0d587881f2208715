/**
 * What the suite knows of an agency's HTTP contract: operations with the security in effect, their schemas, and facts for applicability.
 *
 * Built by evidence/document from an OpenAPI file, once; read by checks and by the plan.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { Headers, HttpAction } from './evidence.js';

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };
export type JsonObject = { readonly [member: string]: Json };

/** One parsed file, with the means to say where something stands in it. */
export interface LoadedDocument {
  /** As the user named it. */
  readonly file: string;
  /** `sha256:` over the bytes of the file. */
  readonly sha256: string;
  readonly text: string;
  /** `xml`: the data are elements by name (src/evidence/document/read-xml.ts). */
  readonly format: 'json' | 'yaml' | 'xml';
  readonly data: Json;
  /** Documents that it draws in, by their path from the folder that holds all of them; absent where none was looked for. */
  readonly neighbours?: ReadonlyMap<string, LoadedDocument>;
  /** Its own path from that folder; absent: its name, where the folder is its own. */
  readonly within?: string;
  /** Line and column (from 1) of the value at an RFC 6901 pointer, or of its nearest ancestor that has one. */
  position(pointer: string): { readonly line: number; readonly column: number };
}

/** A parameter of an operation, references resolved. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly schema: JsonObject;
  readonly example?: Json;
  /** How a list or an object is written (OpenAPI 3.1.1 §4.8.12.2), where the contract says so; `json`: as JSON, since it is described by `content`. */
  readonly style?: ParameterStyle;
  /** Absent: as the style has it, which is true for `form` alone. */
  readonly explode?: boolean;
  readonly pointer: string;
}

export type ParameterStyle = 'matrix' | 'label' | 'simple' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject' | 'json';

/** A documented body: media type to schema (JSON Schema 2020-12, self-contained: references point into its own `$defs`). */
export interface MediaBody {
  readonly mediaType: string;
  readonly schema?: JsonObject;
  readonly examples: readonly Json[];
  readonly pointer: string;
}

export interface DocumentedResponse {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly bodies: readonly MediaBody[];
  /** Lower-case names. */
  readonly headers: readonly string[];
  /** What may be called next with values of this answer (OpenAPI 3.1.1 §4.8.20); absent where none is documented. */
  readonly links?: readonly Link[];
  readonly pointer: string;
}

/** An operation that an answer leads to. */
export interface Link {
  readonly name: string;
  readonly operationId: string;
  /** Runtime expressions or constants by parameter, as written: `id`, or `path.id`. */
  readonly parameters: Readonly<Record<string, Json>>;
  readonly requestBody?: Json;
}

export interface Operation {
  /** operationId, or `METHOD path` where the contract has none. */
  readonly id: string;
  readonly method: string;
  /** Path template relative to the server URL. */
  readonly path: string;
  readonly pointer: string;
  /** GET, HEAD, or a POST that the statement or the contract marks as a search without side effect. */
  readonly safe: boolean;
  /** Whether every alternative of the security in effect demands a credential. */
  readonly secured: boolean;
  /** Names of schemes in effect. */
  readonly schemes: readonly string[];
  /** x-egif-data-class in effect. */
  readonly dataClass?: string;
  readonly deprecated: boolean;
  /** Answers a list of resources (an array, or an object that wraps one). */
  readonly collection: boolean;
  readonly parameters: readonly Parameter[];
  readonly request?: { readonly required: boolean; readonly bodies: readonly MediaBody[]; readonly pointer: string };
  readonly responses: readonly DocumentedResponse[];
  /** x-egif-* members of the operation. */
  readonly extensions: JsonObject;
}

export interface ApiContract {
  readonly file: string;
  readonly sha256: string;
  readonly url?: string;
  /** `sha256:` that the statement declares. */
  readonly declaredDigest?: string;
  /** `3.0.3` … */
  readonly version: string;
  readonly document: LoadedDocument;
  /** Where the operations live below the environment's base URL is `path` of each. */
  readonly operations: readonly Operation[];
  /** Every schema with a name, self-contained. */
  readonly schemas: Readonly<Record<string, JsonObject>>;
}

/** A concrete call of an operation with synthetic data, ready to be sent. */
export interface Sample {
  readonly operation: Operation;
  /** Where the data came from. */
  readonly from: 'binding' | 'example' | 'default' | 'generated' | 'none';
  readonly url: string;
  /** Header parameters, in the contract's order; never a credential. */
  readonly headers?: Headers;
  readonly body?: string;
  readonly mediaType?: string;
  readonly expectedStatus?: number;
}

/** Facts for the applicability language, by dotted name. An absent fact is unknown, never false. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** The part of an HTTP action that a sample decides. */
export type SampleRequest = Pick<HttpAction, 'method' | 'url' | 'headers' | 'body'>;
