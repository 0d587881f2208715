/**
 * From the schemas of a place to the reader of its values: objects, arrays, texts, numbers, booleans.
 *
 * A member that is not understood is left to the judge where it may be absent (a record that has it is in doubt); where it must be there, so is the
 * whole object.
 *
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import type { JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { agreementsOf, companyOf, mayNameProvince, type Agreement } from './agreements.js';
import { composed, LeftToJudge, requiredChoices, typeOf } from './composed-schema.js';
import { allowBoolean, allowObject, isUnitName, textRules, type TextRules } from './member-rules.js';
import { declaredMembers, requiredNames } from './object-members.js';
import { objectReader, type KeptPair, type MemberReader } from './object-reader.js';
import type { OctetReader, Window } from './octet-reader.js';
import { listedCodes, type AcceptorContext, type Compilation, type Place } from './place.js';
import { arrayReader, plainNumberReader, readBoolean, withoutLists } from './plain-reader.js';
import { textReader } from './text-reader.js';

const mostPlaces = 600;
const mostSlots = 256;

interface ObjectFrame {
  readonly compilation: Compilation;
  readonly place: Place;
  readonly inner: Omit<Place, 'declared' | 'path'>;
  readonly unitHere: boolean;
}

/** The rules of a member that is a text, or undefined: it is none, or left to the judge. */
function rulesOf(schemas: readonly JsonObject[], { place, unitHere, compilation }: ObjectFrame, name: string): TextRules | undefined {
  try {
    const found = composed(schemas, compilation.root);
    return typeOf(found) === 'string' ? textRules(found, { name, path: [...place.path, name], unitBeside: unitHere || place.unitAround }) : undefined;
  } catch (error) {
    if (error instanceof LeftToJudge) return undefined;
    throw error;
  }
}

const isText = (schemas: readonly JsonObject[], compilation: Compilation): boolean => {
  try {
    return typeOf(composed(schemas, compilation.root)) === 'string';
  } catch (error) {
    if (error instanceof LeftToJudge) return false;
    throw error;
  }
};

/** Slots of the members that must agree. */
function slotsOf(agreements: readonly Agreement[], { slots }: Compilation): ReadonlyMap<string, number> {
  const names = new Set(agreements.flatMap(({ left, right }) => [left, right]));
  return new Map(
    [...names].map((name) => {
      if (slots.used >= mostSlots) throw new LeftToJudge('more agreements than can be kept');
      slots.used += 1;
      return [name, slots.used - 1];
    }),
  );
}

function tableOf(agreements: readonly Agreement[], name: string): readonly string[] | undefined {
  const found = agreements.find(({ left, right }) => left === name || right === name);
  return found?.left === name ? found.tables?.left : found?.tables?.right;
}

function membersOf(members: ReadonlyMap<string, readonly JsonObject[]>, frame: ObjectFrame, required: ReadonlySet<string>): ObjectMembers {
  const { compilation, place, inner } = frame;
  const isInProvince = place.path.at(-1) === 'province';
  const texts = new Map(
    [...members].flatMap(([name, schemas]) => {
      const rules = rulesOf(schemas, frame, name);
      return rules === undefined ? [] : [[name, rules] as const];
    }),
  );
  const { agreements, alone } = agreementsOf(texts, isInProvince);
  const slots = slotsOf(agreements, compilation);
  const hasProvince = [...texts.values()].some(({ schemes }) => schemes.includes('province'));
  const names = new Set(members.keys());
  const read: MemberReader[] = [];
  for (const [name, schemas] of members) {
    const path = [...place.path, name];
    try {
      const rules = texts.get(name);
      if (rules === undefined && hasProvince && mayNameProvince(name, isInProvince)) throw new LeftToJudge('a name of a province that is no text');
      if (alone.has(name)) throw new LeftToJudge('a companion without one Gregorian date beside it');
      const company = rules === undefined ? undefined : companyOf(name, rules, names);
      if (company !== undefined) throw new LeftToJudge(company);
      const slot = slots.get(name);
      const kept = slot === undefined ? undefined : { days: compilation.kept, slot };
      const listed = (reference: string): readonly string[] | undefined => listedCodes(compilation.context, reference);
      const reader =
        rules === undefined
          ? valueReader({ ...inner, declared: schemas, path }, compilation)
          : textReader({ schemas: composed(schemas, compilation.root), rules, kept, listed, table: tableOf(agreements, name) });
      read.push({ name, read: reader, required: required.has(name) });
    } catch (error) {
      if (!(error instanceof LeftToJudge)) throw error;
      if (required.has(name)) throw new LeftToJudge(`${name}: ${error.message}`);
      compilation.left.push({ member: `/${path.join('/')}`, why: error.message });
    }
  }
  return { read, agreements, slots };
}

interface ObjectMembers {
  readonly read: readonly MemberReader[];
  readonly agreements: readonly Agreement[];
  readonly slots: ReadonlyMap<string, number>;
}

function pairsOf({ read, agreements, slots }: ObjectMembers): readonly KeptPair[] {
  const indexOf = (name: string): number => read.findIndex((member) => member.name === name);
  return agreements.map(({ left, right, needsRight }) => ({
    left: indexOf(left),
    right: indexOf(right),
    leftSlot: slots.get(left) ?? 0,
    rightSlot: slots.get(right) ?? 0,
    needsRight,
  }));
}

function readerOfObject(schemas: readonly JsonObject[], place: Place, compilation: Compilation): OctetReader {
  const declared = declaredMembers(schemas, place.declared);
  const required = requiredNames(schemas);
  allowObject(schemas, place.path.at(-1) ?? '', required);
  for (const name of required) if (!declared.has(name)) throw new LeftToJudge(`the required member ${name}, of which nothing is said`);
  const unitHere = [...required].some((name) => isUnitName(name) && isText(declared.get(name) ?? [], compilation));
  const above = new Set([...place.above, ...schemas]);
  const frame: ObjectFrame = { compilation, place, unitHere, inner: { unitAround: unitHere, above } };
  const members = membersOf(declared, frame, required);
  const choices = schemas.map(requiredChoices).filter((choice) => choice.length > 0);
  const reader = objectReader({ members: members.read, choices, pairs: pairsOf(members), kept: compilation.kept, window: compilation.window });
  if (reader === undefined || members.read.length === 0) throw new LeftToJudge('an object of no known members, or of too many');
  return reader;
}

function readerOfArray(schemas: readonly JsonObject[], place: Place, compilation: Compilation): OctetReader {
  const declared = schemas.flatMap((schema): readonly JsonObject[] => {
    const items = memberOf(schema, 'items');
    if (items === undefined) return [];
    if (!isObject(items)) throw new LeftToJudge('items of which nothing or everything is allowed');
    return [items];
  });
  const above = new Set([...place.above, ...schemas]);
  const read = valueReader({ ...place, declared, above }, compilation);
  return arrayReader(schemas, read);
}

/** The reader of a text that is an item of an array: nothing beside it can be compared with it. */
function readerOfItem(schemas: readonly JsonObject[], place: Place, { context }: Compilation): OctetReader {
  const name = place.path.at(-1) ?? '';
  const rules = textRules(schemas, { name, path: place.path, unitBeside: place.unitAround });
  if (rules.companion || rules.amount || rules.schemes.includes('province')) throw new LeftToJudge('a list of texts that are compared with others');
  return textReader({ schemas, rules, listed: (reference) => listedCodes(context, reference) });
}

function valueReader(place: Place, compilation: Compilation): OctetReader {
  compilation.budget.places -= 1;
  if (compilation.budget.places < 0) throw new LeftToJudge('more places than are compiled');
  const schemas = composed(place.declared, compilation.root);
  if (schemas.some((schema) => place.above.has(schema))) throw new LeftToJudge('a schema that leads into itself');
  const type = typeOf(schemas);
  const name = place.path.at(-1) ?? '';
  if (type === 'string') return readerOfItem(schemas, place, compilation);
  withoutLists(schemas);
  if (type === 'object') return readerOfObject(schemas, place, compilation);
  if (type === 'array') return readerOfArray(schemas, place, compilation);
  if (type === 'boolean') {
    allowBoolean(schemas, { name, path: place.path, unitBeside: false });
    return readBoolean;
  }
  if (type === 'integer' || type === 'number') return plainNumberReader(schemas, place.path, type === 'integer');
  throw new LeftToJudge(`values of the type ${type} under ${name}`);
}

/** The reader of the records of a schema, and what shows it the octets. Throws LeftToJudge. */
export function readerOf(
  schema: JsonObject,
  context: AcceptorContext,
  left: Compilation['left'],
): { readonly read: OctetReader; readonly window: Window } {
  const window: Window = { view: new DataView(new ArrayBuffer(0)) };
  const kept = new Int32Array(mostSlots);
  const compilation: Compilation = { root: schema, context, left, window, kept, budget: { places: mostPlaces }, slots: { used: 0 } };
  const declared = [schema];
  const place: Place = { declared, path: [], unitAround: false, above: new Set() };
  const schemas = composed(declared, schema);
  if (typeOf(schemas) !== 'object') throw new LeftToJudge('records that are no objects');
  return { read: readerOfObject(schemas, place, compilation), window };
}
