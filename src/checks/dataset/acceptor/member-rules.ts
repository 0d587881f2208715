/**
 * What the rules of data and of codes demand of a member beyond its schema, told by the same recognition by which they judge.
 *
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import type { JsonObject } from '../../../contract/api-model.js';
import { codeOfCoreType } from '../../../schemes/core-types.js';
import { codeIdOf, wordsOf } from '../../../schemes/field-dictionary.js';
import { schemeIds, type SchemeId } from '../../../schemes/scheme.js';
import type { Node } from '../../data/instance.js';
import { isAmount, isCompanion, isIdentifier, kindOf, temporalKindOf } from '../../data/recognise.js';
import { LeftToJudge, textsOf } from './composed-schema.js';

/** Where a member stands: its name, and whether the name of a currency stands in its object or in the one around it. */
export interface Surroundings {
  readonly name: string;
  /** Names from the record inwards, the last one this member's. */
  readonly path: readonly string[];
  readonly unitBeside: boolean;
}

/** What a text must be by all that is known of it. */
export interface TextRules {
  /** Schemes that it must be valid in. */
  readonly schemes: readonly SchemeId[];
  /** A date, an instant, either of both, or nothing of time. */
  readonly time: 'date' | 'instant' | 'either' | undefined;
  readonly companion: boolean;
  readonly amount: boolean;
  /** Digits are ASCII. */
  readonly machine: boolean;
  /** A number of an account: sixteen digits may be a card. */
  readonly account: boolean;
}

const schemeNames: ReadonlySet<string> = new Set(schemeIds);
const isScheme = (name: string): name is SchemeId => schemeNames.has(name);
const nodeOf = (name: string, value: string | number | boolean, schemas: readonly JsonObject[]): Node => ({
  pointer: '',
  name,
  value,
  schemas,
  parents: [],
});

/** Core types of texts that are no codes. */
const textTypes: ReadonlyMap<string, SchemeId> = new Map([['PersianText', 'persian-text']]);

/** Schemes that formats and core types assert. */
function statedSchemes(schemas: readonly JsonObject[]): readonly SchemeId[] {
  const byType = textsOf(schemas, 'x-egif-type').flatMap((type) => {
    if (type === 'DivisionCode') throw new LeftToJudge('codes of divisions, of which some have a list and others none');
    return codeOfCoreType.get(type) ?? textTypes.get(type) ?? [];
  });
  return [...textsOf(schemas, 'format').filter(isScheme), ...byType];
}

/** Names of which only the record's other members tell what they are, and plates, which are never texts. */
function isAmbiguous(name: string): boolean {
  return /^identification(?:no|number)$/i.test(name) || codeIdOf(name) === 'plate' || /plate|pelak|پلاک/u.test(wordsOf(name).join(''));
}

const isToman = (name: string): boolean => wordsOf(name).some((word) => /^to(?:man|mans)$|^تومان$/.test(word));

function timeOf(node: Node): TextRules['time'] {
  const kind = temporalKindOf(node);
  const named = wordsOf(node.name).at(-1) === 'date';
  if (kind === 'date-time' && named) throw new LeftToJudge('an instant where the name says a date');
  if (kind === 'date' || (kind === 'named' && named)) return 'date';
  return kind === undefined ? undefined : kind === 'date-time' ? 'instant' : 'either';
}

/** A code inside of an object `province` is that of a province. */
function isProvinceCode(path: readonly string[]): boolean {
  return path.at(-1) === 'code' && path.at(-2) === 'province';
}

/** What the rules demand of a text. Throws LeftToJudge. */
export function textRules(schemas: readonly JsonObject[], { name, path, unitBeside }: Surroundings): TextRules {
  if (isAmbiguous(name)) throw new LeftToJudge('a name of which the other members tell what it is');
  if (isToman(name)) throw new LeftToJudge('an amount in toman');
  const node = nodeOf(name, '', schemas);
  const kind = isProvinceCode(path) ? 'province' : kindOf(node);
  const amount = isAmount(node);
  if (amount && !unitBeside) throw new LeftToJudge('an amount without a currency that must be there');
  const stated = statedSchemes(schemas);
  const companion = isCompanion(node);
  const time = companion ? undefined : timeOf(node);
  const schemes = new Set([...stated, ...(kind === undefined ? [] : [kind]), ...(companion ? (['jalali-date'] as const) : [])]);
  const words = wordsOf(name);
  return {
    schemes: [...schemes],
    time,
    companion,
    amount,
    machine: isIdentifier(node) || amount || companion || time !== undefined,
    account: words.includes('account'),
  };
}

/** Whether a number may stand under a name: none that is an identifier, an amount or a time. Throws LeftToJudge. */
export function allowNumber(schemas: readonly JsonObject[], { name, path }: Surroundings): void {
  const node = nodeOf(name, 1, schemas);
  const isCode =
    isAmbiguous(name) || isProvinceCode(path) || isIdentifier(node) || kindOf(node) !== undefined || textsOf(schemas, 'x-egif-type').length > 0;
  if (isCode) throw new LeftToJudge('a code that is a number');
  if (isAmount(node) || isToman(name)) throw new LeftToJudge('an amount that is a number');
  if (temporalKindOf(node) !== undefined || isCompanion(node)) throw new LeftToJudge('a time that is a number');
}

/** Whether true and false may stand under a name: not where a code is meant. Throws LeftToJudge. */
export function allowBoolean(schemas: readonly JsonObject[], { name, path }: Surroundings): void {
  const isCode = isAmbiguous(name) || isProvinceCode(path) || kindOf(nodeOf(name, true, schemas)) !== undefined;
  if (isCode || textsOf(schemas, 'x-egif-type').length > 0) throw new LeftToJudge('a code that is true or false');
}

/** Whether objects of these schemas have the members that rules ask of them and the schemas may not. Throws LeftToJudge. */
export function allowObject(schemas: readonly JsonObject[], name: string, required: ReadonlySet<string>): void {
  if (textsOf(schemas, 'x-egif-type').includes('RealEstate') && ![...required].some((member) => codeIdOf(member) === 'property-id'))
    throw new LeftToJudge('real estate of which no id is required');
  if (/regist.*plate|pelaksabti|پلاکثبتی/u.test(wordsOf(name).join(''))) throw new LeftToJudge('a registry plate in parts');
}

/** Whether a member of this name is the unit of the amounts around it. */
export function isUnitName(name: string): boolean {
  return codeIdOf(name) === 'currency';
}
