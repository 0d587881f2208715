/**
 * Functions for the rulesets of Spectral, ours and other people's: `egifFormat`, `egifType`, `egifCodelist`, `egifConcept`, `egifFieldDictionary`.
 * They are plain functions and load nothing of Spectral.
 *
 * Source   EGIF-DAT-TYP-002 (codes are strings with a shape), EGIF-DAT-SCH-003, -004 (core types, concepts), EGIF-COD-LST-001 (lists with versions).
 * Room     vocabulary (floor 2). Imports schemes alone; may be imported by checks and index.
 */
import { codeIdOf } from '../schemes/field-dictionary.js';
import { schemeIds, type SchemeId } from '../schemes/scheme.js';
import { type Codelists, codeFault, codesOf, isCodelistReference, listNamed } from './codelist.js';
import { isCoreType, schemeOfCoreType } from './core-type.js';
import { type Fault, schemeFault } from './fault.js';
import { isConceptUri } from './keywords.js';
import { isRecord, type LintFunction, lintFunction, type Path, type Result } from './lint-function.js';

const isSchemeId = (id: unknown): id is SchemeId => schemeIds.some((known) => known === id);
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');

const result = (message: string, path: Path): Result => ({ message, path: [...path] });
const said = ({ scheme, codelist, reasons }: Fault): string => `is not valid by ${codelist ?? scheme}: ${reasons.join(', ')}`;

/** The values that a schema itself gives, with their places: example, examples, default, const, enum. */
function givenValues(schema: Readonly<Record<string, unknown>>, path: Path): readonly { readonly value: unknown; readonly path: Path }[] {
  const single = ['example', 'default', 'const']
    .filter((name) => Object.hasOwn(schema, name))
    .map((name) => ({ value: schema[name], path: [...path, name] }));
  const several = ['examples', 'enum'].flatMap((name) => {
    const values = schema[name];
    return Array.isArray(values) ? values.map((value: unknown, index) => ({ value, path: [...path, name, index] })) : [];
  });
  return [...single, ...several];
}

/** The types of JSON that a schema permits by name. */
function typesOf({ type }: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Array.isArray(type) ? type : type === undefined ? [] : [type];
}

const numeric = (schema: Readonly<Record<string, unknown>>): boolean => typesOf(schema).some((type) => type === 'integer' || type === 'number');

/** A value is valid by the scheme `scheme`. Numbers are no codes; null and structured values are not judged. */
export const egifFormat: LintFunction = lintFunction(
  'egifFormat',
  { scheme: { holds: isSchemeId, want: 'the id of a scheme', required: true } },
  (input, { scheme }, path) => {
    const fault = isSchemeId(scheme) ? schemeFault(scheme, input) : undefined;
    return fault === undefined ? undefined : [result(`value ${said(fault)}`, path)];
  },
);

/** A schema's `x-egif-type` is known, a code is a string, and the values that the schema gives are of the type. `types` names further core types. */
export const egifType: LintFunction = lintFunction('egifType', { types: { holds: isTexts, want: 'a list of names' } }, (input, { types }, path) => {
  const type = isRecord(input) ? input['x-egif-type'] : undefined;
  if (!isRecord(input) || type === undefined) return undefined;
  const at = [...path, 'x-egif-type'];
  if (typeof type !== 'string' || !isCoreType(type, new Set(isTexts(types) ? types : [])))
    return [result(`unknown core type ${JSON.stringify(type)}`, at)];
  const id = schemeOfCoreType(type);
  if (id === undefined) return undefined;
  const results = numeric(input) ? [result(`${type} is a string, never a number`, [...path, 'type'])] : [];
  if (type === 'DivisionCode') return results;
  for (const given of givenValues(input, path)) {
    const fault = schemeFault(id, given.value);
    if (fault !== undefined) results.push(result(`value ${said(fault)}`, given.path));
  }
  return results;
});

/** A schema's `x-egif-codelist` is a URI with a version, and the values that the schema gives are in the list, where `codelists` (id → codes) has it. */
export const egifCodelist: LintFunction = lintFunction(
  'egifCodelist',
  { codelists: { holds: (value) => isRecord(value) && Object.values(value).every(isTexts), want: 'an object of lists of codes by id' } },
  (input, { codelists }, path) => {
    const reference = isRecord(input) ? input['x-egif-codelist'] : undefined;
    if (!isRecord(input) || reference === undefined) return undefined;
    if (!isCodelistReference(reference)) return [result('a code list is named as URI@version', [...path, 'x-egif-codelist'])];
    const open = input['x-egif-extensible-enum'];
    const lists: Codelists = {
      get: (id) => (isRecord(codelists) && Object.hasOwn(codelists, id) && isTexts(codelists[id]) ? codelists[id] : undefined),
    };
    const entries = listNamed(lists, reference);
    if (entries === undefined || (open !== undefined && open !== false)) return undefined;
    const codes = codesOf(entries, undefined);
    return givenValues(input, path).flatMap((given) => {
      const fault = codeFault(given.value, codes, reference);
      return fault === undefined ? [] : [result(`value ${said(fault)}`, given.path)];
    });
  },
);

/** A value is the absolute URI of a concept, or a list of them. */
export const egifConcept: LintFunction = lintFunction('egifConcept', {}, (input, _options, path) => {
  const concepts = Array.isArray(input) ? input : [input];
  const wrong = concepts.length === 0 || !concepts.every(isConceptUri);
  return wrong ? [result('a concept is named by an absolute URI', path)] : undefined;
});

/** What tells the shape of a code in a schema. */
const shapes = ['pattern', 'format', 'enum', 'const', 'x-egif-type', 'x-egif-codelist', '$ref', 'allOf', 'anyOf', 'oneOf'];

/** What is wrong with the schema of a member that carries a code by its name. */
function memberProblem(schema: unknown, id: SchemeId): string | undefined {
  if (!isRecord(schema)) return undefined;
  const items = schema['items'];
  const one = typesOf(schema).includes('array') && isRecord(items) ? items : schema;
  if (numeric(one)) return `is a ${id} by its name: a string, never a number`;
  const types = typesOf(one);
  if (types.length > 0 && !types.includes('string')) return undefined;
  return shapes.some((keyword) => Object.hasOwn(one, keyword)) ? undefined : `is a ${id} by its name, and nothing tells its shape`;
}

/** Whether a bare `plate` is a vehicle's: in an address it is a house number. */
const vehicleAround = (names: readonly string[]): boolean =>
  names.some((name) => codeIdOf(name) === 'vin' || ['model', 'modelYear', 'chassisNumber'].includes(name));

/** The code that a property carries by its name. */
function codeOfMember(name: string, names: readonly string[]): SchemeId | undefined {
  const id = codeIdOf(name);
  return id === 'plate' && /^plate|^pelak$/i.test(name) && !vehicleAround(names) ? undefined : id;
}

/** The properties of a schema that carry codes by their names are strings of a stated shape. `ignore` names properties to leave out. */
export const egifFieldDictionary: LintFunction = lintFunction(
  'egifFieldDictionary',
  { ignore: { holds: isTexts, want: 'a list of names' } },
  (input, { ignore }, path) => {
    const properties = isRecord(input) ? input['properties'] : undefined;
    if (!isRecord(properties)) return undefined;
    return Object.entries(properties).flatMap(([name, schema]) => {
      const id = isTexts(ignore) && ignore.includes(name) ? undefined : codeOfMember(name, Object.keys(properties));
      const problem = id === undefined ? undefined : memberProblem(schema, id);
      return problem === undefined ? [] : [result(`property ${JSON.stringify(name)} ${problem}`, [...path, 'properties', name])];
    });
  },
);
