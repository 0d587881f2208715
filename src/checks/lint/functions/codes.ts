/**
 * Functions about national codes in schemas: which member carries which code, that it is a text with the right shape, and that the core type is reused.
 *
 * A pattern of the contract is run on a linear-time engine over fixed lexemes: it must accept every well-formed code and no other length.
 *
 * Room     checks/lint/functions (floor 3).
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { memberOf } from '../../../contract/json.js';
import { codeOfCoreType } from '../../../schemes/core-types.js';
import { codeIdOf } from '../../../schemes/field-dictionary.js';
import { concernOf, type Flaw, type LintFunction } from '../lint-function.js';
import type { Place } from '../model/place.js';
import { findsPattern } from './linear-pattern.js';
import { coreTypeIn, mainType, squeezed, stringsOf } from './read-schema.js';

interface Shape {
  readonly accepts: readonly string[];
  readonly refuses: readonly string[];
}

/** Lexemes, not codes: shapes with leading zeros and of wrong length. Synthetic; check digits are no matter of a pattern. */
const shapes: Readonly<Record<string, Shape>> = {
  'national-code': { accepts: ['9990000018', '0012345679'], refuses: ['999000001', '99900000181', '999000001a', ''] },
  'legal-id': { accepts: ['99999000014', '14000000001', '10100000001'], refuses: ['9999900001', '999990000141', '9999900001a', ''] },
  'postal-code': { accepts: ['1416932790', '9999999999'], refuses: ['141693279', '14169327901', '141693279a', ''] },
  sheba: {
    accepts: ['IR740990000000000000000001', 'IR070120000000000000000000'],
    refuses: ['740990000000000000000001', 'IR74099000000000000000000', 'IR7409900000000000000000011', ''],
  },
  vin: { accepts: ['NAAA1234567890123', '1HGCM82633A004352'], refuses: ['NAAA123456789012', 'NAAA12345678901234', 'NAAAI234567890123'] },
};

const divisions = /(?:^|[a-z])(?:province|county|district|city|village|ruralDistrict)Code$/;

/** The code that a member carries: by its declared core type, else by its name. */
function codeOf({ name, value }: Pick<Place, 'name' | 'value'>): string | undefined {
  const declared = codeOfCoreType.get(coreTypeIn({ value }) ?? '');
  if (declared !== undefined) return declared;
  // Yes or no is no code: `mobile` of a clinic says that it moves.
  if (name === undefined || mainType(value) === 'boolean') return undefined;
  return codeIdOf(name) ?? (name.endsWith('Code') && divisions.test(name) ? 'province' : undefined);
}

function patternFlaw(code: string, schema: Json, pointer: string): readonly Flaw[] {
  const pattern = memberOf(schema, 'pattern');
  const shape = shapes[code];
  if (typeof pattern !== 'string' || shape === undefined || pattern.length > 500) return [];
  const refused = shape.accepts.find((text) => findsPattern(pattern, text) === false);
  if (refused !== undefined) return [{ code: 'code-pattern-too-narrow', pointer, got: pattern, want: refused }];
  const accepted = shape.refuses.find((text) => findsPattern(pattern, text) === true && !fits(schema, text));
  return accepted === undefined ? [] : [{ code: 'code-pattern-too-wide', pointer, got: pattern, want: accepted === '' ? '""' : accepted }];
}

/** Whether the lengths of the schema shut a text out that its pattern lets in. */
function fits(schema: Json, text: string): boolean {
  const least = memberOf(schema, 'minLength');
  const most = memberOf(schema, 'maxLength');
  return (typeof least === 'number' && text.length < least) || (typeof most === 'number' && text.length > most);
}

/**
 * Members that carry one of the codes named: text, and with a shape where the code has a public one.
 * A member may say that it carries a natural or a legal person's id (`person-or-legal-id`); then only the text is demanded.
 */
const codedMember: LintFunction = (place, options) => {
  const code = codeOf(place);
  const { value } = place;
  if (code === undefined) return undefined;
  const pointer = place.definedAt ?? place.pointer;
  const type = mainType(value);
  if (type === 'array' || type === 'object') return undefined;
  if (type !== 'string' && type !== undefined) return [{ code: 'code-not-text', pointer, got: type, want: 'string' }];
  const told = ['pattern', 'format', 'x-egif-type', 'enum', 'const', 'x-egif-codelist'].some((keyword) => memberOf(value, keyword) !== undefined);
  if (!told) return [{ code: 'code-without-shape', pointer, want: 'pattern | x-egif-type' }];
  const needsPattern = options['pattern'] === true && coreTypeIn(place) !== undefined;
  const bare = ['pattern', 'format', 'enum', 'const', 'x-egif-codelist'].every((keyword) => memberOf(value, keyword) === undefined);
  if (needsPattern && bare) return [{ code: 'code-without-shape', pointer, want: 'pattern' }];
  return patternFlaw(code, value, pointer);
};

/** Names of the dictionary that stand for exactly one core type. */
const coreTypeOf: ReadonlyMap<string, string> = new Map([
  ['nationalcode', 'NationalCode'],
  ['legalpersonid', 'LegalPersonId'],
  ['postalcode', 'PostalCode'],
  ['iban', 'Iban'],
  ['sheba', 'Iban'],
  ['vin', 'Vin'],
  ['gnafid', 'GnafId'],
  ['economiccode', 'EconomicCode'],
  ['foreignid', 'ForeignNationalId'],
]);

/** A member whose name is in the dictionary exactly refers to the national core type and not to another. */
const coreTypeReuse: LintFunction = ({ name, value, pointer }) => {
  const wanted = name === undefined ? undefined : coreTypeOf.get(squeezed(name));
  if (wanted === undefined || mainType(value) === 'object') return undefined;
  const type = coreTypeIn({ value }) ?? coreTypeIn({ value: memberOf(value, 'items') ?? {} });
  if (type === undefined) return [{ code: 'core-type-restated', pointer, got: String(name), want: wanted }];
  return type === wanted ? [] : [{ code: 'core-type-other', pointer, got: type, want: wanted }];
};

/** Money: the amount a decimal text, beside its currency. */
const moneyObject: LintFunction = ({ value, pointer, branch }, _options, model) => {
  if (branch === true) return undefined;
  const properties: JsonObject | Json | undefined = model.effective(value, pointer)['properties'];
  const amount = memberOf(properties, 'amount');
  const flaws: Flaw[] = [];
  const schema = amount === undefined ? undefined : model.effective(amount, pointer);
  if (schema === undefined || mainType(schema) !== 'string' || memberOf(schema, 'pattern') === undefined)
    flaws.push({ code: 'money-amount-not-decimal-text', pointer });
  if (memberOf(properties, 'currency') === undefined) flaws.push({ code: 'money-without-currency', pointer, want: 'currency' });
  return flaws;
};

export const codeFunctions = {
  codedMember: {
    options: {
      type: 'object',
      additionalProperties: false,
      required: ['schemes'],
      properties: { schemes: { type: 'array', minItems: 1, items: { type: 'string' } }, pattern: { type: 'boolean' } },
    },
    concern: concernOf(codeOf, ({ schemes }) => stringsOf(schemes)),
    run: codedMember,
  },
  coreTypeReuse: { run: coreTypeReuse },
  moneyObject: { concern: concernOf(coreTypeIn, () => ['Money']), run: moneyObject },
};
