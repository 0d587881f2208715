/**
 * What only documents of one kind have, beside their places.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import type { BoundOperation, WsdlBinding, WsdlModel, WsdlPort, WsdlPortType } from './wsdl-model.js';
import type { XmlImport } from './xml-set.js';
import type { XmlNode } from './xml-tree.js';
import type { NameReference, XsdIndex } from './xsd-index.js';

export interface ArazzoSource {
  readonly pointer: string;
  readonly name: string;
  readonly url: string;
  /** `absent`: beside the description, but not there. `elsewhere`: never fetched. */
  readonly state: 'read' | 'absent' | 'elsewhere' | 'not-looked-for';
  /** What it was read as: the root of an HTTP contract or of another description. */
  readonly root?: Json;
  /** Method by operationId, of an HTTP contract. */
  readonly operations?: ReadonlyMap<string, string>;
}

export interface ArazzoStep {
  readonly name?: string;
  readonly value: JsonObject;
  readonly workflow: JsonObject;
}

export interface ArazzoExpression {
  /** The expressions of one text; mostly one. */
  readonly texts: readonly string[];
  readonly workflow: JsonObject;
}

export interface ArazzoFacts {
  readonly sources: ReadonlyMap<string, ArazzoSource>;
  readonly steps: ReadonlyMap<string, ArazzoStep>;
  readonly expressions: ReadonlyMap<string, ArazzoExpression>;
  readonly workflows: readonly JsonObject[];
}

/** What functions ask of a place, by its pointer. */
export interface WsdlFacts {
  readonly model: WsdlModel;
  readonly index: XsdIndex;
  readonly imports: ReadonlyMap<string, XmlImport>;
  readonly names: ReadonlyMap<string, NameReference>;
  readonly portTypes: ReadonlyMap<string, WsdlPortType>;
  readonly bindings: ReadonlyMap<string, WsdlBinding>;
  readonly operations: ReadonlyMap<string, BoundOperation & { readonly binding: WsdlBinding }>;
  readonly ports: ReadonlyMap<string, WsdlPort>;
  /** Policies by what refers to them: the pointer of the wsp:Policy or wsp:PolicyReference that is attached. */
  readonly policies: ReadonlyMap<string, XmlNode | undefined>;
  /** Whether every file that is named and every type of a member was read. */
  readonly whole: boolean;
}
