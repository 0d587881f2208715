/**
 * The places of records with what is known of each before a value is seen: its schemas, its kind, the rules that may have a say.
 *
 * A place is planned when it is first met. Where a choice (oneOf, anyOf) stands in its schemas, they hang on the value, and the place has a field for
 * each outcome of the choice.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../contract/json.js';
import { codeOfCoreType } from '../../schemes/core-types.js';
import { composedSchemas, itemSchemas, keywordOf, memberSchemas, placeName, type Known } from '../data/instance.js';
import { knownOf } from '../data/recognise.js';
import { FieldDuties, type IndexedRule } from './duties.js';

/** A place of a record: a member of an object by its name, an item of an array. */
export interface Place {
  readonly name: string;
  /** See Node. */
  readonly pointer: string;
  readonly declared: readonly JsonObject[];
  /** Whether every schema that is declared is asserted by a validator on every value of the place. */
  readonly asserting: boolean;
  /** The one field of the place, where its schemas do not hang on the value. */
  readonly only: Field | undefined;
  readonly fields: Map<string, Field>;
}

/** A place with the schemas that apply to a value of it. */
export interface Field {
  readonly name: string;
  readonly pointer: string;
  readonly schemas: readonly JsonObject[];
  readonly known: Known;
  readonly duties: FieldDuties;
  /** Whether the schema itself holds texts of the field to their kind. */
  readonly asserted: boolean;
  readonly asserting: boolean;
  readonly members: Map<string, Place>;
  readonly items: Map<number, Place>;
  /** How many items of an array may have schemas of their own. */
  readonly prefix: number;
}

/** Names of members of one object beyond which they are data; outcomes of choices beyond which none is remembered. */
const mostRemembered = 500;
/** Keywords of a branch that change nothing of what a value is. */
const harmless: ReadonlySet<string> = new Set(['required', 'dependentRequired', 'title', 'description', '$comment']);
/** Words that give parts of a schema another base: then its references are not what they seem. */
const rebasing = /"\$(?:id|anchor|dynamicRef|dynamicAnchor|recursiveRef)":/;

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

/** The schemas that apply to every value of a place, or undefined where they hang on it. No rule asks for what harmless branches say. */
function fixedSchemas(declared: readonly JsonObject[], root: JsonObject): readonly JsonObject[] | undefined {
  const schemas = composedSchemas(declared, root, null);
  const branches = new Set(schemas.flatMap(branchesOf));
  if (branches.size === 0) return schemas;
  return [...branches].every(isHarmless) ? schemas.filter((schema) => !branches.has(schema)) : undefined;
}

/** Whether the schemas of an object or array leave it to the value which of its parts a schema applies to. */
const sortsParts = (schemas: readonly JsonObject[]): boolean =>
  schemas.some((schema) => memberOf(schema, 'patternProperties') !== undefined || memberOf(schema, 'prefixItems') !== undefined);

/** All places of the records of one schema. */
export class FieldTree {
  readonly #root: JsonObject;
  readonly #rules: readonly IndexedRule[];
  readonly #numbers = new Map<JsonObject, number>();
  readonly top: Place;

  constructor(schema: JsonObject | undefined, rules: readonly IndexedRule[], asserting: boolean) {
    this.#root = schema ?? {};
    this.#rules = rules;
    const isPlain = asserting && !rebasing.test(JSON.stringify({ ...schema, $id: undefined }));
    this.top = this.#place({ name: '', pointer: '', declared: schema === undefined ? [] : [schema], asserting: isPlain });
  }

  /** The field of a value at a place. */
  fieldAt(place: Place, value: Json): Field {
    if (place.only !== undefined) return place.only;
    const schemas = composedSchemas(place.declared, this.#root, value);
    const key = schemas.map((schema) => this.#numberOf(schema)).join(' ');
    const known = place.fields.get(key);
    if (known !== undefined) return known;
    const made = this.#field({ ...place, asserting: false }, schemas);
    if (place.fields.size < mostRemembered) place.fields.set(key, made);
    return made;
  }

  /** A member of an object. */
  memberOf(field: Field, name: string): Place {
    const ready = field.members.get(name);
    if (ready !== undefined) return ready;
    const pointer = `${field.pointer}${pointerOf([placeName(name)])}`;
    const made = this.#place({ name, pointer, declared: memberSchemas(field.schemas, name), asserting: field.asserting });
    if (field.members.size < mostRemembered) field.members.set(name, made);
    field.duties.meet(name, field.members.size < mostRemembered);
    return made;
  }

  /** An item of an array. */
  itemOf(field: Field, index: number): Place {
    // Behind those of their own, all items are declared alike.
    const kind = Math.min(index, field.prefix);
    const ready = field.items.get(kind);
    if (ready !== undefined) return ready;
    const { name, pointer, schemas, asserting } = field;
    const made = this.#place({ name, pointer: `${pointer}/*`, declared: itemSchemas(schemas, kind), asserting });
    field.items.set(kind, made);
    return made;
  }

  #numberOf(schema: JsonObject): number {
    const ready = this.#numbers.get(schema);
    if (ready !== undefined) return ready;
    this.#numbers.set(schema, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  #place(place: Omit<Place, 'only' | 'fields'>): Place {
    const fixed = fixedSchemas(place.declared, this.#root);
    return { ...place, only: fixed === undefined ? undefined : this.#field(place, fixed), fields: new Map() };
  }

  #field({ name, pointer, asserting }: Omit<Place, 'only' | 'fields'>, schemas: readonly JsonObject[]): Field {
    const known = knownOf(name, schemas);
    const node = { pointer, name, value: '', schemas, parents: [], known };
    const core = keywordOf(node, 'x-egif-type');
    const { kind } = known;
    const stated = kind === keywordOf(node, 'format') || (typeof core === 'string' && kind === codeOfCoreType.get(core));
    return {
      name,
      pointer,
      schemas,
      known,
      duties: new FieldDuties(this.#rules, node),
      asserted: asserting && kind !== undefined && stated,
      asserting: asserting && !sortsParts(schemas),
      members: new Map(),
      items: new Map(),
      prefix: Math.max(0, ...schemas.map(prefixLength)),
    };
  }
}

/** How many items of an array have schemas of their own. */
function prefixLength(schema: JsonObject): number {
  const first = memberOf(schema, 'prefixItems');
  return Array.isArray(first) ? first.length : 0;
}
