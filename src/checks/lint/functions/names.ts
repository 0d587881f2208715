/**
 * Functions about names and what they promise: paths, conventions, dates, money, identifiers, code lists.
 *
 * Source   RFC 3339, RFC 3986 §3.3, RFC 8615, BCP 47, ISO 4217.
 * Room     checks/lint/functions (floor 3).
 */
import type { Json } from '../../../contract/api-model.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { codeIdOf } from '../../../schemes/field-dictionary.js';
import { listingOf, statusNames } from '../../../schemes/listed-fields.js';
import { concernOf, type LintFunction } from '../lint-function.js';
import { coreTypeIn, mainType, squeezed, stringsOf, wordsOf } from './read-schema.js';
import { remembered } from './remembered.js';
import { withTrait } from './schema-traits.js';

const segmentsOf = (path: string): readonly string[] => path.replace(/^\//, '').split('/');
const isTemplate = (segment: string): boolean => segment.startsWith('{') && segment.endsWith('}');

/** Lower-case ASCII letters, digits and hyphens; a final action may begin with "_". Well-known paths and the contract itself are exempt. */
const pathSegments: LintFunction = ({ name, pointer }) => {
  if (name === undefined) return undefined;
  if (name === '/' || name.startsWith('/.well-known/') || /^\/openapi\.(json|ya?ml)$/.test(name)) return [];
  const segments = segmentsOf(name);
  const good = (segment: string, index: number): boolean =>
    isTemplate(segment) ? !/[{}]/.test(segment.slice(1, -1)) : (index === segments.length - 1 ? /^_?[a-z0-9-]+$/ : /^[a-z0-9-]+$/).test(segment);
  return name.startsWith('/') && segments.every(good) ? [] : [{ pointer, got: name }];
};

/** A segment that is a verb, or begins with one: /getPerson, /create-person. Verbs that are nouns as well count only as a whole segment. */
const verbFreePath: LintFunction = ({ name, pointer }, options) => {
  if (name === undefined) return undefined;
  const verbs = new Set(stringsOf(options['verbs']));
  const nouns = new Set(stringsOf(options['alsoNouns']));
  const found = segmentsOf(name).find((segment) => {
    if (isTemplate(segment) || segment.startsWith('_')) return false;
    const [first = '', ...rest] = wordsOf(segment);
    return verbs.has(first) || (rest.length === 0 && nouns.has(first));
  });
  return found === undefined ? [] : [{ pointer, got: found }];
};

/** Members that other standards name: OAuth and OpenID Connect, HAL, JSON-LD. */
const named: ReadonlySet<string> = new Set([
  ...[
    'access_token',
    'token_type',
    'expires_in',
    'refresh_token',
    'id_token',
    'client_id',
    'client_secret',
    'grant_type',
    'redirect_uri',
    'code_verifier',
  ],
  ...['client_assertion', 'client_assertion_type', 'error_description', 'error_uri', '_links', '_embedded'],
]);

const nameConvention: LintFunction = ({ name, pointer, ...place }, options) => {
  if (name === undefined || (options['in'] !== undefined && place.in !== options['in'])) return undefined;
  // keys of a language map are language tags
  if (named.has(name) || /^@[a-z]/i.test(name) || place.ownerType === 'MultilingualText') return undefined;
  const good = options['convention'] === 'snake_case' ? /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/ : /^[a-z][a-zA-Z0-9]*$/;
  return good.test(name) ? [] : [{ pointer, got: name, want: String(options['convention']) }];
};

const pagingSynonyms: ReadonlySet<string> = new Set([
  'pagesize',
  'perpage',
  'itemsperpage',
  'rows',
  'take',
  'skip',
  'orderby',
  'sortby',
  'maxresults',
  'pagenumber',
  'pageno',
]);

/** Synonyms of limit, cursor, offset and sort. `count` is one where it is a number. */
const reservedQueryName: LintFunction = ({ name, value, pointer, ...place }) => {
  if (name === undefined || place.in !== 'query') return undefined;
  const key = squeezed(name);
  const count = key === 'count' && mainType(memberOf(value, 'schema') ?? {}) === 'integer';
  return count || pagingSynonyms.has(key) ? [{ pointer, got: name, want: 'limit, cursor | offset, sort' }] : [];
};

const mutating = /^(create|update|delete|remove|insert|save|cancel)(?=[A-Z0-9_]|$)/;

const safeName: LintFunction = ({ operation }) => {
  if (operation === undefined || !['GET', 'HEAD', 'OPTIONS'].includes(operation.method)) return undefined;
  const id = operation.value['operationId'];
  if (typeof id !== 'string') return undefined;
  return mutating.test(id) ? [{ pointer: `${operation.pointer}/operationId`, got: id }] : [];
};

const dateName = /(?:^d|[a-z0-9]D|_d)ate$/;
const instantName = /(?:[a-z0-9]At|_at|[a-z0-9]Timestamp|^timestamp)$/;
const timeName = /(?:[a-z0-9]Time|_time|DateTime)$/;
const otherCalendar = (value: Json): boolean => {
  const calendar = memberOf(value, 'x-egif-calendar');
  return typeof calendar === 'string' && calendar !== 'gregorian';
};

/** Dates and instants are texts with a format. A number with the name of a time may be a duration; with the name of a date it is an epoch. */
const temporalFormat: LintFunction = ({ name, value, pointer }) => {
  if (name === undefined || otherCalendar(value)) return undefined;
  const isTime = timeName.test(name);
  if (!isTime && !dateName.test(name) && !instantName.test(name)) return undefined;
  const type = mainType(value);
  if (type === 'integer' || type === 'number') return isTime ? undefined : [{ code: 'temporal-not-text', pointer, got: type, want: 'string' }];
  if (type !== 'string') return undefined;
  const format = memberOf(value, 'format');
  return ['date', 'date-time', 'time', 'duration'].includes(String(format))
    ? []
    : [{ code: 'temporal-format-missing', pointer, want: 'date | date-time' }];
};

const noFakeTime: LintFunction = ({ name, value, pointer }) => {
  if (name === undefined || !dateName.test(name) || otherCalendar(value) || mainType(value) !== 'string') return undefined;
  return memberOf(value, 'format') === 'date-time' ? [{ pointer, got: 'date-time', want: 'date' }] : [];
};

const moneyName = /(?:amount|price|fee|cost|balance|مبلغ)$/i;

const moneyIsText: LintFunction = ({ name, value, pointer }) => {
  if (name === undefined || !moneyName.test(name)) return undefined;
  const type = mainType(value);
  return type === 'number' || type === 'integer' ? [{ pointer, got: type, want: '{amount: string, currency}' }] : [];
};

const tomanValue: ReadonlySet<string> = new Set(['IRT', 'TOM', 'TOMAN', 'TMN', 'تومان']);

/** Toman as a unit: in the name of a member, or among the values of a currency or unit. */
const noToman: LintFunction = ({ name, value, pointer }) => {
  if (name === undefined) return undefined;
  if (/toman|تومان/i.test(name)) return [{ pointer, got: name, want: 'IRR' }];
  if (!moneyName.test(name) && codeIdOf(name) !== 'currency' && wordsOf(name).at(-1) !== 'unit') return undefined;
  const values = [
    ...(Array.isArray(memberOf(value, 'enum')) ? stringsOf(memberOf(value, 'enum')) : []),
    memberOf(value, 'const'),
    memberOf(value, 'default'),
  ];
  const found = values.find((item) => typeof item === 'string' && tomanValue.has(item.toUpperCase()));
  return found === undefined ? [] : [{ pointer, got: String(found), want: 'IRR' }];
};

/** Schemas of errors and answers of failures: their `code` is a status or a kind of error and identifies nothing. */
const errorPlace = /\/schemas\/[^/]*(?:error|problem|fault|failure|exception)|\/responses\/(?:[45](?:[0-9]{2}|XX)|default)\//i;

/** Identifiers are texts: a number loses leading zeros and is counted with. */
const identifierIsText: LintFunction = ({ name, value, pointer }) => {
  if (name === undefined || statusNames.has(squeezed(name))) return undefined;
  if (name === 'code' && errorPlace.test(pointer)) return undefined;
  const code = codeIdOf(name);
  if (
    code === 'jalali-date' ||
    (code === undefined &&
      !/(?:^id|[a-z0-9]I[dD]|_id|[a-z0-9]Code|_code|^code|[rR]egistrationNumber|[aA]ccountNumber|[rR]eferenceNumber|^[bu]id)$/.test(name))
  )
    return undefined;
  const type = mainType(value);
  // Yes or no identifies nothing: `mobile` of a clinic says that it moves, `hasValidId` that there is one.
  if (type === 'boolean') return undefined;
  return type === 'integer' || type === 'number' ? [{ pointer, got: type, want: 'string' }] : [];
};

/** Coded members name their code list, with its version. Identifiers are no codes of a list; ISO codes have their list by name. */
const namesCodelist: LintFunction = ({ name, value, pointer, ...place }) => {
  if (name === undefined || place.in !== 'property' || mainType(value) !== 'string') return undefined;
  const list = memberOf(value, 'x-egif-codelist');
  const code = codeIdOf(name);
  const isProtocol = code === undefined && listingOf(name, code) === 'never';
  if (isProtocol || memberOf(value, 'format') === 'uri' || memberOf(value, 'const') !== undefined) return undefined;
  if (typeof list === 'string')
    return /^\S+@[\w.-]+$/.test(list) ? [] : [{ code: 'codelist-without-version', pointer, got: list, want: 'URI@version' }];
  const listing = listingOf(name, code);
  const values = memberOf(value, 'enum');
  if (listing === 'never' || (listing === 'enumerated' && !(Array.isArray(values) && values.length > 1))) return undefined;
  return memberOf(value, 'x-egif-type') !== undefined ? [] : [{ code: 'codelist-unnamed', pointer, want: 'x-egif-codelist' }];
};

/** Coded values are visible ASCII. Numbers, booleans and null are no labels. */
const asciiEnum: LintFunction = ({ value, pointer }) => {
  const values = stringsOf(memberOf(value, 'enum'));
  if (values.length === 0) return undefined;
  const bad = values.find((item) => !/^[\x21-\x7e]+$/.test(item));
  return bad === undefined ? [] : [{ pointer: `${pointer}/enum`, got: bad }];
};

const isoCode: LintFunction = ({ name, value, pointer }) => {
  const code = name === undefined ? undefined : codeIdOf(name);
  if (!['country', 'currency', 'language'].includes(code ?? '') || mainType(value) !== 'string') return undefined;
  const told = ['pattern', 'enum', 'const', 'format', 'x-egif-codelist', 'x-egif-type'].some((keyword) => memberOf(value, keyword) !== undefined);
  return told ? [] : [{ pointer, got: String(name), want: 'pattern | enum | x-egif-codelist' }];
};

const bcp47 = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/;

const languageKeys: LintFunction = ({ value, pointer }) => {
  const properties = memberOf(value, 'properties');
  if (!isObject(properties)) return undefined;
  return Object.keys(properties)
    .filter((name) => !bcp47.test(name))
    .map((name) => ({ pointer: `${pointer}/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, got: name, want: 'BCP 47' }));
};

/** All that the names of times, money, units, identifiers and codes have in common; whatever a function above asks of a name is told by one of these. */
const tellingName = /(?:ate|At|_at|imestamp|Time|_time|amount|price|fee|cost|balance|مبلغ|id|code|number|unit[^\p{L}\p{N}]*)$|toman|تومان/iu;
const isTelling = remembered((name): string => (tellingName.test(name) || codeIdOf(name) !== undefined ? 'telling' : 'silent'));
const withTellingName = concernOf(
  ({ name }) => (name === undefined ? undefined : isTelling(name)),
  () => ['telling'],
);

const textList = (...names: readonly string[]): object => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(names.map((name) => [name, { type: 'array', items: { type: 'string' } }])),
});

export const nameFunctions = {
  pathSegments: { run: pathSegments },
  verbFreePath: { options: textList('verbs', 'alsoNouns'), run: verbFreePath },
  nameConvention: {
    options: {
      type: 'object',
      additionalProperties: false,
      required: ['convention'],
      properties: { convention: { enum: ['camelCase', 'snake_case'] }, in: { enum: ['query', 'property'] } },
    },
    run: nameConvention,
  },
  reservedQueryName: { run: reservedQueryName },
  safeName: { run: safeName },
  temporalFormat: { concern: withTellingName, run: temporalFormat },
  noFakeTime: { concern: withTellingName, run: noFakeTime },
  moneyIsText: { concern: withTellingName, run: moneyIsText },
  noToman: { concern: withTellingName, run: noToman },
  identifierIsText: { concern: withTellingName, run: identifierIsText },
  namesCodelist: { run: namesCodelist },
  asciiEnum: { concern: withTrait(() => 'e'), run: asciiEnum },
  isoCode: { concern: withTellingName, run: isoCode },
  languageKeys: { concern: concernOf(coreTypeIn, () => ['MultilingualText']), run: languageKeys },
};
