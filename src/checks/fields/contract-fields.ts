/**
 * The coded fields of a contract: every parameter and member that the dictionary knows as a code, and the places in the file that say something of it.
 *
 * References, allOf and the branches of oneOf and anyOf are followed inside the document; each place on the way belongs to the field, so that a
 * finding in a shared component is found again at every operation that uses it.
 *
 * Room     checks (floor 3). May be imported by suite.
 */
import type { ApiContract, Json, JsonObject, MediaBody, Operation } from '../../contract/api-model.js';
import { isObject, memberOf, pointerOf, pointerOfReference, valueAt } from '../../contract/json.js';
import type { SchemeId } from '../../schemes/scheme.js';
import type { Node } from '../data/instance.js';
import { kindOf } from '../data/recognise.js';
import { isJsonType } from '../read.js';

/** One coded field of one operation. */
export interface ContractField {
  readonly operation: Operation;
  readonly part: 'parameter' | 'request' | 'response';
  /** RFC 6901 pointer with `*` for items and free keys; `in:name` of a parameter. */
  readonly field: string;
  readonly scheme: SchemeId;
  readonly knownBy: 'type' | 'format' | 'name';
  /** The core type, format or name that the dictionary knows. */
  readonly term: string;
  readonly concept?: string;
  /** Pointers into the document; the first is where the field is used. */
  readonly places: readonly [string, ...string[]];
  /** `keyword: value` of what makes a value checkable. */
  readonly declared: readonly string[];
  /** x-egif-codelist of the contract. */
  readonly codelist?: string;
}

/** Schemas visited for one contract; what lies beyond is left out. */
const mostVisited = 50_000;
/** Deeper than people nest. */
const mostDeep = 16;

interface Place {
  readonly pointer: string;
  readonly schema: JsonObject;
}

const shapeKeywords = ['type', 'format', 'pattern', 'x-egif-type', 'x-egif-codelist', 'enum', 'const'] as const;

const below = (place: Place, ...names: readonly (string | number)[]): string => place.pointer + pointerOf(names);

/** The schema at a pointer with all that it refers to and is composed of, each once. */
function placesFrom(root: Json, pointer: string, seen = new Set<string>()): readonly Place[] {
  const schema = valueAt(root, pointer);
  if (!isObject(schema) || seen.has(pointer) || seen.size > 200) return [];
  seen.add(pointer);
  const here: Place = { pointer, schema };
  const target = pointerOfReference(memberOf(schema, '$ref'));
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => {
    const list = memberOf(schema, keyword);
    return Array.isArray(list) ? list.flatMap((_, index) => placesFrom(root, below(here, keyword, index), seen)) : [];
  });
  return [here, ...(target === undefined ? [] : placesFrom(root, target, seen)), ...parts];
}

interface Spot {
  readonly path: readonly string[];
  readonly name: string;
  readonly places: readonly Place[];
  /** The members beside it, for names that mean something only in company. */
  readonly company: readonly JsonObject[];
}

/** Members and items below a spot. */
function children(placesAt: (pointer: string) => readonly Place[], { path, name, places, company }: Spot): readonly Spot[] {
  const members = new Map<string, string[]>();
  const siblings = places.map(({ schema }) => memberOf(schema, 'properties')).filter(isObject);
  const items: string[] = [];
  for (const place of places) {
    const properties = memberOf(place.schema, 'properties');
    for (const member of isObject(properties) ? Object.keys(properties) : [])
      members.set(member, [...(members.get(member) ?? []), below(place, 'properties', member)]);
    if (isObject(memberOf(place.schema, 'items'))) items.push(below(place, 'items'));
    if (isObject(memberOf(place.schema, 'additionalProperties'))) items.push(below(place, 'additionalProperties'));
  }
  const spotAt = (segment: string, member: string, pointers: readonly string[], around: readonly JsonObject[]): Spot => ({
    path: [...path, segment],
    name: member,
    places: pointers.flatMap(placesAt),
    company: around,
  });
  return [
    ...[...members].map(([member, pointers]) => spotAt(member, member, pointers, [Object.assign({}, ...siblings), ...company])),
    ...(items.length === 0 ? [] : [spotAt('*', name, items, company)]),
  ];
}

function declaredOf(places: readonly Place[], keyword: string): Json | undefined {
  for (const { schema } of places) {
    const value = memberOf(schema, keyword);
    if (value !== undefined) return value;
  }
  return undefined;
}

function knownBy(places: readonly Place[], name: string, scheme: SchemeId): Pick<ContractField, 'knownBy' | 'term'> {
  const type = declaredOf(places, 'x-egif-type');
  if (typeof type === 'string') return { knownBy: 'type', term: type };
  return declaredOf(places, 'format') === scheme ? { knownBy: 'format', term: scheme } : { knownBy: 'name', term: name };
}

function fieldAt(spot: Spot, part: Pick<ContractField, 'operation' | 'part'>, field: string): ContractField | undefined {
  const [first, ...rest] = spot.places;
  if (first === undefined) return undefined;
  const node: Node = { pointer: field, name: spot.name, value: null, schemas: spot.places.map(({ schema }) => schema), parents: spot.company };
  const type = declaredOf(spot.places, 'type');
  const scheme = kindOf(node);
  if (scheme === undefined || scheme === 'persian-text' || type === 'object' || type === 'array' || type === 'boolean') return undefined;
  const concept = declaredOf(spot.places, 'x-egif-concept');
  const codelist = declaredOf(spot.places, 'x-egif-codelist');
  const declared = shapeKeywords.flatMap((keyword) => {
    const value = declaredOf(spot.places, keyword);
    return value === undefined ? [] : [`${keyword}: ${typeof value === 'string' ? value : JSON.stringify(value).slice(0, 120)}`];
  });
  return {
    ...part,
    field,
    scheme,
    ...knownBy(spot.places, spot.name, scheme),
    ...(typeof concept === 'string' ? { concept } : {}),
    places: [first.pointer, ...rest.map(({ pointer }) => pointer)],
    declared,
    ...(typeof codelist === 'string' ? { codelist } : {}),
  };
}

class Walk {
  #left = mostVisited;
  readonly #placesAt: (pointer: string) => readonly Place[];
  readonly fields: ContractField[] = [];

  constructor(root: Json) {
    const known = new Map<string, readonly Place[]>();
    this.#placesAt = (pointer) => {
      const places = known.get(pointer) ?? placesFrom(root, pointer);
      known.set(pointer, places);
      return places;
    };
  }

  /** Every coded field from a schema down; a definition inside itself is followed once. */
  schema(pointer: string, part: Pick<ContractField, 'operation' | 'part'>): void {
    const known = new Set<string>();
    const descend = (spot: Spot, above: ReadonlySet<string>): void => {
      this.#left -= 1;
      const recursive = spot.places.some((place) => above.has(place.pointer));
      if (this.#left < 0 || spot.path.length > mostDeep || recursive) return;
      const field = pointerOf(spot.path);
      const found = spot.path.length === 0 || known.has(field) ? undefined : fieldAt(spot, part, field);
      if (found !== undefined) this.fields.push(found);
      known.add(field);
      const inner = new Set([...above, ...spot.places.map((place) => place.pointer)]);
      for (const child of children(this.#placesAt, spot)) descend(child, inner);
    };
    descend({ path: [], name: '', places: this.#placesAt(pointer), company: [] }, new Set());
  }

  parameter(operation: Operation, name: string, place: { readonly in: string; readonly pointer: string }): void {
    const spot: Spot = { path: [name], name, places: this.#placesAt(`${place.pointer}/schema`), company: [] };
    const found = fieldAt(spot, { operation, part: 'parameter' }, `${place.in}:${name}`);
    if (found !== undefined) this.fields.push(found);
  }
}

const isJsonBody = ({ mediaType }: MediaBody): boolean => isJsonType(mediaType.split(';')[0]?.trim().toLowerCase() ?? '');

/** Every coded field of a contract, operation by operation, in the order of the document; once for each operation, part and pointer. */
export function contractFields(contract: ApiContract): readonly ContractField[] {
  const walk = new Walk(contract.document.data);
  for (const operation of contract.operations) {
    for (const parameter of operation.parameters) walk.parameter(operation, parameter.name, parameter);
    for (const body of (operation.request?.bodies ?? []).filter(isJsonBody)) walk.schema(`${body.pointer}/schema`, { operation, part: 'request' });
    for (const response of operation.responses.filter(({ status }) => status.startsWith('2')))
      for (const body of response.bodies.filter(isJsonBody)) walk.schema(`${body.pointer}/schema`, { operation, part: 'response' });
  }
  const distinct = new Map(walk.fields.map((field) => [`${field.operation.id} ${field.part} ${field.field}`, field]));
  return [...distinct.values()];
}
