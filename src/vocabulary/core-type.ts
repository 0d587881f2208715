/**
 * `x-egif-type`: a value is of a core type of the data catalogue. Types that are codes or texts are asserted; types of objects are annotations.
 *
 * Source   EGIF-DAT-SCH-003 (core types), EGIF-DAT-TYP-002 (codes are strings), EGIF-DAT-VOC (vocabularies).
 * Room     vocabulary (floor 2). Imports schemes alone; may be imported by checks and index.
 */
import type { FuncKeywordDefinition } from 'ajv';
import { codeOfCoreType } from '../schemes/core-types.js';
import type { SchemeId } from '../schemes/scheme.js';
import { assertionOf, isScalar, schemeAssertion, schemeFault } from './fault.js';
import { refuse } from './refuse.js';

/** Core types of objects and of values whose form JSON Schema itself tells. */
const annotated: readonly string[] = [
  'Address',
  'Date',
  'DateTime',
  'Document',
  'Error',
  'Event',
  'Geometry',
  'Instant',
  'LegalEntity',
  'Licence',
  'Location',
  'Money',
  'MultilingualText',
  'Organisation',
  'Payment',
  'Period',
  'Person',
  'Pseudonym',
  'PublicService',
  'RealEstate',
  'RegistryAnswer',
  'TrafficRecord',
  'Vehicle',
];

/** The scheme that a value of a core type keeps, or undefined where the type is an annotation. */
export function schemeOfCoreType(type: string): SchemeId | undefined {
  return type === 'PersianText' ? 'persian-text' : codeOfCoreType.get(type);
}

/** Whether a name is a core type of the catalogue, or one of those given. */
export function isCoreType(type: string, more: ReadonlySet<string>): boolean {
  return schemeOfCoreType(type) !== undefined || annotated.includes(type) || more.has(type);
}

/** Whether a value of DivisionCode can be judged: lower divisions have no list yet, provinces have one. */
const isProvinceLike = (value: unknown): boolean => isScalar(value) || (typeof value === 'string' && /^\s*IR-/i.test(value));

const pass = (): boolean => true;

/** The keyword, with core types known beside those of the catalogue. */
export function coreTypeKeyword(more: ReadonlySet<string>): FuncKeywordDefinition {
  const keyword = 'x-egif-type';
  return {
    keyword,
    schemaType: 'string',
    compile(type: string, _parent, it) {
      if (!isCoreType(type, more)) refuse(it, `unknown core type ${JSON.stringify(type)} in ${keyword}`);
      const id = schemeOfCoreType(type);
      if (id === undefined) return pass;
      if (type === 'DivisionCode') {
        return assertionOf(keyword, (value) => (isProvinceLike(value) ? schemeFault(id, value) : undefined));
      }
      return schemeAssertion(keyword, id);
    },
  };
}
