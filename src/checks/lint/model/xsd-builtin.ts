/**
 * The built-in types of XML Schema as the JSON Schema that says the same of a value.
 *
 * Source   XML Schema Part 2 §3 (built-in datatypes).
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { JsonObject } from '../../../contract/api-model.js';

const text: JsonObject = { type: 'string' };
const whole = (format?: string): JsonObject => ({ type: 'integer', ...(format === undefined ? {} : { format }) });

const texts = [
  ...['string', 'normalizedString', 'token', 'Name', 'NCName', 'NMTOKEN', 'ID', 'IDREF', 'ENTITY', 'QName', 'NOTATION', 'language'],
  ...['gYear', 'gYearMonth', 'gMonth', 'gMonthDay', 'gDay'],
];

/** Local name → schema. `anyType` is an object of any shape; `anySimpleType` says nothing. */
export const builtinTypes: ReadonlyMap<string, JsonObject> = new Map<string, JsonObject>([
  ...texts.map((name) => [name, text] as const),
  ...['NMTOKENS', 'IDREFS', 'ENTITIES'].map((name) => [name, { type: 'array', items: text }] as const),
  ['anyURI', { type: 'string', format: 'uri' }],
  ['base64Binary', { type: 'string', format: 'byte' }],
  ['hexBinary', { type: 'string', format: 'binary' }],
  ['boolean', { type: 'boolean' }],
  ['float', { type: 'number', format: 'float' }],
  ['double', { type: 'number', format: 'double' }],
  ['decimal', { type: 'number', format: 'decimal' }],
  ...['integer', 'nonPositiveInteger', 'negativeInteger', 'nonNegativeInteger', 'positiveInteger'].map((name) => [name, whole()] as const),
  ['long', whole('int64')],
  ['int', whole('int32')],
  ['short', whole('int16')],
  ['byte', whole('int8')],
  ['unsignedLong', whole()],
  ['unsignedInt', whole('uint32')],
  ['unsignedShort', whole('uint16')],
  ['unsignedByte', whole('uint8')],
  ['date', { type: 'string', format: 'date' }],
  ['dateTime', { type: 'string', format: 'date-time' }],
  ['time', { type: 'string', format: 'time' }],
  ['duration', { type: 'string', format: 'duration' }],
  ['anyType', { type: 'object' }],
  ['anySimpleType', {}],
]);
