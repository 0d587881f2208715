/**
 * What kinds of members a contract's schemas hold, counted once over the text (references are not followed).
 *
 * A declaration (`x-egif-type`, `format`) outweighs a name; names decide where nothing is declared.
 *
 * Room     evidence/document (floor 3). May be imported within evidence/document only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { classificationOf } from '../../schemes/classified-fields.js';
import { codeOfCoreType, coreTypeOfField } from '../../schemes/core-types.js';
import { listingOf } from '../../schemes/listed-fields.js';
import { schemeIds } from '../../schemes/scheme.js';
import { contractNodes } from './walk-contract.js';

export type CodeIdOf = (name: string) => string | undefined;

export interface SchemaCounts {
  objects: number;
  properties: number;
  numbers: number;
  arrays: number;
  enums: number;
  booleans: number;
  money: number;
  temporal: number;
  /** Of `temporal`: members that are calendar dates, by format or name. */
  dates: number;
  /** Of `temporal`: what is or may be an instant. */
  instants: number;
  text: number;
  identifiers: number;
  /** Members that classify by an international classification. */
  classifications: number;
  /** Members whose values are those of a list. */
  listed: number;
  /** Members and schemas for which the core vocabularies have a type. */
  coreConcepts: number;
  /** Objects whose members are one text in several languages. */
  languageMaps: number;
  readonly codes: Map<string, number>;
  readonly coreTypes: Set<string>;
}

const codeIds: ReadonlySet<string> = new Set(schemeIds);

/** Words of a name in lower case, joined by single spaces and framed by them. */
const wordsOf = (name: string): string =>
  ` ${name
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

const moneyWords = / (?:amount|price|fee|fees|cost|salary|balance|tax|debt|rial|rials|irr|toman|tomans|mablagh|gheymat|مبلغ|قیمت|هزینه|بدهی) /;
const timeWords = / (?:date|datetime|time|timestamp|birthday|tarikh|تاریخ|زمان) $| (?:at|on) $/;
const dateWords = / date $/;
const idWords = / (?:id|uuid|guid|identifier|شناسه) $/;

function typesOf(schema: JsonObject): ReadonlySet<Json> {
  const type = memberOf(schema, 'type');
  return new Set(Array.isArray(type) ? type : type === undefined ? [] : [type]);
}

function codeOf(schema: JsonObject, name: string | undefined, codeIdOf: CodeIdOf): string | undefined {
  const declared = memberOf(schema, 'x-egif-type');
  if (typeof declared === 'string') return codeIds.has(declared) ? declared : codeOfCoreType.get(declared);
  const types = typesOf(schema);
  // Yes or no is no code, whatever its name.
  const isFlag = types.has('boolean') && [...types].every((type) => type === 'boolean' || type === 'null');
  return name === undefined || isFlag ? undefined : codeIdOf(name);
}

/** `temporal`, `money`, `identifiers` or `text` of a scalar that is no code. */
function countMeaning(counts: SchemaCounts, schema: JsonObject, name: string | undefined): void {
  const types = typesOf(schema);
  const words = wordsOf(name ?? '');
  const format = memberOf(schema, 'format');
  const declared = memberOf(schema, 'x-egif-type');
  const isScalar = types.has('string') || types.has('number') || types.has('integer');
  const isTime = typeof format === 'string' && ['date', 'date-time', 'time', 'duration'].includes(format);
  if (isTime || memberOf(schema, 'x-egif-calendar') !== undefined || (isScalar && format === undefined && timeWords.test(words))) {
    counts.temporal += 1;
    if (name !== undefined && (format === 'date' || dateWords.test(words))) counts.dates += 1;
    if (format === undefined || format === 'date-time') counts.instants += 1;
  } else if (declared === 'Money' || (name !== undefined && moneyWords.test(words) && !types.has('boolean') && !types.has('array')))
    counts.money += 1;
  else if (isScalar && (format === 'uuid' || idWords.test(words))) counts.identifiers += 1;
  else if (types.has('string') && format === undefined && memberOf(schema, 'pattern') === undefined && memberOf(schema, 'enum') === undefined)
    counts.text += 1;
}

/** Languages in which services of the country speak to people. */
const spoken: ReadonlySet<string> = new Set(['fa', 'en', 'ar', 'az', 'ku', 'ckb', 'tr', 'ps', 'ur', 'hy', 'fr', 'de', 'ru', 'fa-IR', 'az-Arab']);

function isLanguageMap(schema: JsonObject): boolean {
  if (memberOf(schema, 'x-egif-type') === 'MultilingualText') return true;
  const properties = memberOf(schema, 'properties');
  const names = isObject(properties) ? Object.keys(properties) : [];
  return names.length > 1 && names.every((name) => spoken.has(name));
}

/** What is counted of members by what they are called. */
function countMember(counts: SchemaCounts, schema: JsonObject, name: string, codeIdOf: CodeIdOf): void {
  const isText = typesOf(schema).has('string');
  const values = memberOf(schema, 'enum');
  const listing = listingOf(name, codeIdOf(name));
  const isEnumerated = Array.isArray(values) && values.length > 1;
  const isListed = memberOf(schema, 'x-egif-codelist') !== undefined || listing === 'always' || (listing === 'enumerated' && isEnumerated);
  if (isText && isListed && memberOf(schema, 'format') !== 'uri' && memberOf(schema, 'const') === undefined) counts.listed += 1;
  if (coreTypeOfField(name) !== undefined && !typesOf(schema).has('object')) counts.coreConcepts += 1;
  if (classificationOf(name) !== undefined) counts.classifications += 1;
}

function countSchema(counts: SchemaCounts, schema: JsonObject): void {
  const types = typesOf(schema);
  const properties = memberOf(schema, 'properties');
  if (types.has('object') || properties !== undefined) counts.objects += 1;
  if (types.has('number') || types.has('integer')) counts.numbers += 1;
  if (types.has('array')) counts.arrays += 1;
  if (types.has('boolean')) counts.booleans += 1;
  if (memberOf(schema, 'enum') !== undefined) counts.enums += 1;
  if (isLanguageMap(schema)) counts.languageMaps += 1;
  const declared = memberOf(schema, 'x-egif-type');
  if (typeof declared === 'string') counts.coreConcepts += 1;
  if (typeof declared === 'string' && !codeIds.has(declared)) counts.coreTypes.add(declared);
}

/** Counts over every schema of a contract, and over parameters by their names. */
export function countSchemas(root: Json, codeIdOf: CodeIdOf): SchemaCounts {
  const none = {
    objects: 0,
    properties: 0,
    numbers: 0,
    arrays: 0,
    enums: 0,
    booleans: 0,
    money: 0,
    temporal: 0,
    dates: 0,
    instants: 0,
    text: 0,
    identifiers: 0,
    classifications: 0,
    listed: 0,
    coreConcepts: 0,
    languageMaps: 0,
  };
  const counts: SchemaCounts = { ...none, codes: new Map(), coreTypes: new Set() };
  for (const { object, isSchema, isProperty, name } of contractNodes(root)) {
    const parameter = !isSchema && typeof memberOf(object, 'in') === 'string' ? memberOf(object, 'name') : undefined;
    if (!isSchema && typeof parameter !== 'string') continue;
    const called = isProperty ? name : typeof parameter === 'string' ? parameter : undefined;
    if (isProperty) counts.properties += 1;
    if (isProperty && name !== undefined) countMember(counts, object, name, codeIdOf);
    if (isSchema) countSchema(counts, object);
    const described = isSchema ? object : memberOf(object, 'schema');
    const code = codeOf(isObject(described) ? described : {}, called, codeIdOf);
    if (code !== undefined) counts.codes.set(code, (counts.codes.get(code) ?? 0) + 1);
    else if (isSchema) countMeaning(counts, object, called);
  }
  return counts;
}
