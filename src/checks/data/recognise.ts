/**
 * What a value of an answer is: by x-egif-type, by format, else by the field dictionary.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { codeOfCoreType } from '../../schemes/core-types.js';
import { codeIdOf, wordsOf } from '../../schemes/field-dictionary.js';
import { schemeIds, type SchemeId } from '../../schemes/scheme.js';
import { keywordOf, type Known, type Node } from './instance.js';

const byFormat: ReadonlyMap<string, SchemeId> = new Map(schemeIds.map((id) => [id, id]));

/** Whether a bare `plate` is a vehicle's: in an address it is a house number. */
function vehicleAround(node: Node): boolean {
  const [parent] = node.parents;
  return (
    parent !== undefined &&
    Object.keys(parent).some((name) => ['vin', 'model', 'modelYear', 'chassisNumber'].includes(name) || codeIdOf(name) === 'vin')
  );
}

/** Identity matching says with a type what kind of identifier is meant; 0 is a natural person's code. */
function identificationKind(node: Node): SchemeId | undefined {
  const type = memberOf(node.parents[0], 'identificationType');
  if (type === undefined) return 'person-or-legal-id';
  return type === 0 || type === '0' ? 'national-code' : undefined;
}

function byName(node: Node): SchemeId | undefined {
  const id = codeIdOf(node.name);
  if (/^identification(?:no|number)$/i.test(node.name)) return identificationKind(node);
  return id === 'plate' && /^plate|^pelak$/i.test(node.name) && !vehicleAround(node) ? undefined : id;
}

const isProvinceLike = (node: Node): boolean => byName(node) === 'province' || (typeof node.value === 'string' && /^IR-/i.test(node.value));

/** The scheme whose code a value is, or undefined. */
export function kindOf(node: Node): SchemeId | undefined {
  const { known } = node;
  return known === undefined || known.kind === 'open' ? findKind(node) : known.kind;
}

function findKind(node: Node): SchemeId | undefined {
  const core = keywordOf(node, 'x-egif-type');
  // Codes of lower divisions have no list yet: of them, only what has the form of a province's code can be judged.
  if (core === 'DivisionCode' && !isProvinceLike(node)) return undefined;
  if (typeof core === 'string') return codeOfCoreType.get(core);
  const format = keywordOf(node, 'format');
  if (typeof format === 'string') return byFormat.get(format) ?? (plainFormats.has(format) ? undefined : byName(node));
  return byName(node);
}

/** Formats that say that a value is something else than a national code, whatever its name. */
const plainFormats: ReadonlySet<string> = new Set([
  'uuid',
  'uri',
  'url',
  'email',
  'date',
  'date-time',
  'time',
  'duration',
  'byte',
  'binary',
  'boolean',
]);

/**
 * A text that can be meant as nothing but an instant with its offset, and is written otherwise than RFC 3339 has it: `Z` and an offset together, an
 * offset without its colon or its minutes, a time without seconds. A local time without any zone is none.
 */
const misshapenInstant =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(?:(?::[0-9]{2}(?:\.[0-9]+)?)?(?:[Zz][+-][0-9]{2}(?::?[0-9]{2})?|[+-][0-9]{2}(?:[0-9]{2})?)|[Zz]|[+-][0-9]{2}:[0-9]{2})$/;

/** `date`, `date-time`, or undefined: by format, else by the last word of the name (birthDate, updatedAt, timestamp), else by the text's own shape. */
export function temporalKindOf(node: Node): 'date' | 'date-time' | 'named' | undefined {
  return (node.known === undefined ? findTemporalKind(node) : node.known.temporal) ?? misshapenKindOf(node);
}

function findTemporalKind(node: Node): 'date' | 'date-time' | 'named' | undefined {
  const format = keywordOf(node, 'format');
  if (format === 'date' || format === 'date-time') return format;
  if (format !== undefined || isCompanion(node)) return undefined;
  const words = wordsOf(node.name);
  const last = words.at(-1) ?? '';
  return (last === 'at' && words.length > 1) || ['date', 'datetime', 'timestamp'].includes(last) ? 'named' : undefined;
}

/** What hangs on the value and not on the place. */
function misshapenKindOf(node: Node): 'named' | undefined {
  const { value } = node;
  if (typeof value !== 'string' || !misshapenInstant.test(value)) return undefined;
  return keywordOf(node, 'format') === undefined && !isCompanion(node) ? 'named' : undefined;
}

/** Whether a member is marked as a Solar-Hijri companion, by x-egif-calendar or by its name. */
export function isCompanion(node: Node): boolean {
  return node.known === undefined ? findCompanion(node) : node.known.companion;
}

function findCompanion(node: Node): boolean {
  const words = wordsOf(node.name);
  const named = [words[0], words.at(-1)].some((word) => word === 'jalali' || word === 'shamsi');
  return keywordOf(node, 'x-egif-calendar') === 'persian' || named || kindOf(node) === 'jalali-date';
}

const moneyWords: ReadonlySet<string> = new Set(['amount', 'price', 'fee', 'cost', 'balance', 'مبلغ', 'قیمت']);

/** Whether a scalar is an amount of money: by the last word of its name, or as `amount` of a Money object. */
export function isAmount(node: Node): boolean {
  if (typeof node.value !== 'string' && typeof node.value !== 'number') return false;
  return node.known === undefined ? namesAmount(node) : node.known.amount;
}

function namesAmount(node: Node): boolean {
  const format = keywordOf(node, 'format');
  return moneyWords.has(wordsOf(node.name).at(-1) ?? '') && format !== 'date' && format !== 'date-time';
}

/** Members that look like identifiers by their last word and are counters of protocols. */
const protocolCodes = /^(?:http|status|error|exit|result|response|return|reason|event)$/;

/** Whether a member is an identifier or a code of any kind, by recognition or by the last word of its name. */
export function isIdentifier(node: Node): boolean {
  const { known } = node;
  return known === undefined || known.identifier === 'open' ? findIdentifier(node) : known.identifier;
}

function findIdentifier(node: Node): boolean {
  const kind = kindOf(node);
  if (kind !== undefined) return !['persian-text', 'instant', 'jalali-date'].includes(kind);
  const words = wordsOf(node.name);
  const last = words.at(-1) ?? '';
  const whole = words.join('');
  if (['accountnumber', 'accountno', 'registrationnumber', 'registrationno', 'licencenumber', 'licensenumber'].includes(whole)) return true;
  return (last === 'id' || last === 'code') && !protocolCodes.test(words.at(-2) ?? '') && whole !== 'code';
}

/** Whether an object of the answer is of a core type. */
export function isCore(node: Node, type: string): boolean {
  return isObject(node.value) && keywordOf(node, 'x-egif-type') === type;
}

/** Whether the kind of a place hangs on the value or its neighbours: see `kindOf`. */
function kindIsOpen(node: Node): boolean {
  return /^identification(?:no|number)$/i.test(node.name) || codeIdOf(node.name) === 'plate' || keywordOf(node, 'x-egif-type') === 'DivisionCode';
}

/** What holds for every value of a place. No kind that is open is a calendar's: whether the place is a companion or temporal never hangs on it. */
export function knownOf(name: string, schemas: readonly JsonObject[]): Known {
  const node: Node = { pointer: '', name, value: '', schemas, parents: [] };
  const words = wordsOf(name);
  const open = kindIsOpen(node);
  return {
    words,
    whole: words.join(''),
    kind: open ? 'open' : findKind(node),
    temporal: findTemporalKind(node),
    companion: findCompanion(node),
    amount: namesAmount(node),
    identifier: open ? 'open' : findIdentifier(node),
    keywords: new Map(),
  };
}
