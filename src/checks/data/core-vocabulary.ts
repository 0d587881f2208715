/**
 * data/core-person, data/core-legal-entity, data/core-address — objects of a core type have its members with its types.
 *
 * Source   EGIF-DAT-VOC-001, -002, -003; the data catalogue's core vocabularies. Open for extension. A partial view (x-egif-view) may leave members out;
 *          those that it has are judged all the same.
 * Evidence the answers to the operation's samples; objects that the contract marks with x-egif-type.
 */
import type { Json } from '../../contract/api-model.js';
import type { CheckDefinition } from '../../contract/check.js';
import { isObject, memberOf } from '../../contract/json.js';
import { epochDayOfGregorian, readDay } from '../../schemes/jalali-calendar.js';
import { foreignerId } from '../../schemes/foreigner-id.js';
import { legalId } from '../../schemes/legal-id.js';
import { nationalCode } from '../../schemes/national-code.js';
import { keywordOf, type Node } from './instance.js';
import { isCore } from './recognise.js';
import { defineValueCheck, type Flaw } from './value-check.js';

type Test = (value: Json) => boolean;

/** A core type: members of which one of each group must be there, and what each member must be. */
interface CoreType {
  readonly name: string;
  readonly id: CheckDefinition['id'];
  /** Prefix of its finding codes. */
  readonly prefix: string;
  readonly required: readonly (readonly string[])[];
  readonly members: Readonly<Record<string, Test>>;
}

const text: Test = (value) => typeof value === 'string' && value.trim() !== '';
/** A code: a string, or an object that carries one beside its label. */
const code: Test = (value) => text(value) || text(memberOf(value, 'code') ?? null);
const date: Test = (value) => {
  const day = typeof value === 'string' ? readDay(value) : undefined;
  return day !== undefined && epochDayOfGregorian(day) !== undefined;
};
/** A code of the right length and digits; its check digit is judged by the coding layer. */
const written =
  (check: (value: unknown) => { readonly reasons: readonly string[] }): Test =>
  (value) =>
    check(value).reasons.every((reason) => reason === 'wrong-check-digit' || reason === 'all-equal');

const coreTypes: readonly CoreType[] = [
  {
    name: 'Person',
    id: 'data/core-person',
    prefix: 'person',
    required: [['nationalCode', 'foreignId'], ['givenName'], ['familyName'], ['birthDate']],
    members: {
      nationalCode: written(nationalCode),
      foreignId: written(foreignerId),
      givenName: text,
      familyName: text,
      fatherName: text,
      birthDate: date,
      gender: code,
      vitalStatus: code,
    },
  },
  {
    name: 'LegalEntity',
    id: 'data/core-legal-entity',
    prefix: 'legal-entity',
    required: [['legalPersonId'], ['legalName']],
    members: {
      legalPersonId: written(legalId),
      legalName: text,
      legalForm: code,
      registrationNumber: text,
      registrationDate: date,
      registrationUnit: (value) => code(value) || isObject(value),
      status: code,
    },
  },
  {
    name: 'Address',
    id: 'data/core-address',
    prefix: 'address',
    required: [['postalCode']],
    members: { postalCode: text, gnafId: text, province: code, county: code, district: code },
  },
];

function flawsOf(node: Node, { required, members, prefix }: CoreType): readonly Flaw[] {
  const partial = keywordOf(node, 'x-egif-view') !== undefined;
  const missing = required.filter((group) => !group.some((name) => memberOf(node.value, name) !== undefined));
  const wrong = Object.entries(members).filter(([name, test]) => {
    const value = memberOf(node.value, name);
    return value !== undefined && value !== null && !test(value);
  });
  return [
    ...(partial ? [] : missing.map((group): Flaw => ({ code: `${prefix}-member-absent`, want: group.join(' or ') }))),
    ...wrong.map(([name]): Flaw => ({ code: `${prefix}-member-malformed`, member: name })),
  ];
}

/** One check for each core type. */
export const coreVocabulary: readonly CheckDefinition[] = coreTypes.map((type) =>
  defineValueCheck({
    id: type.id,
    findings: [`${type.prefix}-member-absent`, `${type.prefix}-member-malformed`],
    look: (node) => (isCore(node, type.name) ? flawsOf(node, type) : undefined),
  }),
);
