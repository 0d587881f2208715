/**
 * What is known of a field before any record is seen: by its name and the schemas that apply to it.
 *
 * A fact holds for every value of the field; where it would hang on the value or on its neighbours it is left open, and the rules decide.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { codeOfCoreType } from '../../schemes/core-types.js';
import { codeIdOf, wordsOf } from '../../schemes/field-dictionary.js';
import type { SchemeId } from '../../schemes/scheme.js';
import { composedSchemas, itemSchemas, keywordOf, memberSchemas, type Node } from '../data/instance.js';
import { isAmount, isCompanion, isIdentifier, kindOf, temporalKindOf } from '../data/recognise.js';

export interface FieldFacts {
  readonly name: string;
  /** As a place has it. */
  readonly pointer: string;
  readonly schemas: readonly JsonObject[];
  readonly words: readonly string[];
  /** The scheme of its codes; `open` where it hangs on the value or its neighbours. */
  readonly kind: SchemeId | 'open' | undefined;
  /** Whether the schema itself holds texts of the field to `kind`. */
  readonly asserted: boolean;
  readonly temporal: boolean;
  readonly companion: boolean;
  readonly amount: boolean;
  readonly identifier: boolean;
  /** Whether a list of values is stated. */
  readonly listed: boolean;
}

/** Schemas of which more are composed than can be told apart. */
const mostSchemas = 200;
/** Keywords of a branch that change nothing of what a value is. */
const harmless: ReadonlySet<string> = new Set(['required', 'dependentRequired', 'title', 'description', '$comment']);

const branchesOf = (schema: JsonObject): readonly Json[] =>
  ['anyOf', 'oneOf'].flatMap((keyword) => {
    const value = memberOf(schema, keyword);
    return Array.isArray(value) ? [...value] : [];
  });

/** Whether a branch says nothing of values but which members there are; a member that it lets be anything is one that it only names. */
function isHarmless(branch: Json): boolean {
  if (!isObject(branch)) return false;
  return Object.entries(branch).every(
    ([key, value]) => harmless.has(key) || (key === 'properties' && isObject(value) && Object.values(value).every((inner) => inner === true)),
  );
}

/** The schemas that apply to every value of a field, or undefined where they hang on the value. */
function fixedSchemas(declared: readonly JsonObject[], root: JsonObject): readonly JsonObject[] | undefined {
  const schemas = composedSchemas(declared, root, null);
  const open = schemas.some(
    (schema) =>
      !branchesOf(schema).every(isHarmless) || memberOf(schema, 'patternProperties') !== undefined || memberOf(schema, 'prefixItems') !== undefined,
  );
  return open || schemas.length > mostSchemas ? undefined : schemas;
}

/** Whether the kind of a field hangs on the value or its neighbours: see `kindOf`. */
function kindIsOpen(node: Node): boolean {
  return /^identification(?:no|number)$/i.test(node.name) || codeIdOf(node.name) === 'plate' || keywordOf(node, 'x-egif-type') === 'DivisionCode';
}

const codeOf = (core: Json | undefined): SchemeId | undefined => (typeof core === 'string' ? codeOfCoreType.get(core) : undefined);

export interface FieldPlace {
  readonly name: string;
  readonly pointer: string;
  readonly declared: readonly JsonObject[];
}

/** The facts of a field, or undefined where its schemas hang on the value. */
export function factsOf({ name, pointer, declared }: FieldPlace, root: JsonObject): FieldFacts | undefined {
  const schemas = fixedSchemas(declared, root);
  if (schemas === undefined) return undefined;
  const node: Node = { pointer, name, value: 'x', schemas, parents: [] };
  const open = kindIsOpen(node);
  const kind = open ? 'open' : kindOf(node);
  return {
    name,
    pointer,
    schemas,
    words: wordsOf(name),
    kind,
    asserted: kind !== undefined && (kind === keywordOf(node, 'format') || kind === codeOf(keywordOf(node, 'x-egif-type'))),
    temporal: temporalKindOf(node) !== undefined,
    companion: open || isCompanion(node),
    amount: isAmount(node),
    identifier: open || isIdentifier(node),
    listed: keywordOf(node, 'enum') !== undefined || keywordOf(node, 'x-egif-codelist') !== undefined,
  };
}

/** Where a member of an object of this field is declared. */
export const declaredMember = ({ schemas }: FieldFacts, name: string): readonly JsonObject[] => memberSchemas(schemas, name);
/** Where an item of an array of this field is declared. */
export const declaredItem = ({ schemas }: FieldFacts): readonly JsonObject[] => itemSchemas(schemas, 0);
