/**
 * Which checks judge the live values of each scheme: the joint of a field's trace.
 *
 * Room     checks (floor 3). May be imported by suite.
 */
import type { SchemeId } from '../../schemes/scheme.js';
import { listIdOf } from '../../vocabulary/codelist.js';
import type { ContractField } from './contract-fields.js';

/** Checks of live values by scheme; a scheme that is absent has none. */
export const judgedBy: Readonly<Partial<Record<SchemeId, readonly string[]>>> = {
  'national-code': ['coding/national-code'],
  'legal-id': ['coding/legal-id'],
  'person-or-legal-id': ['coding/national-code', 'coding/legal-id'],
  'foreigner-id': ['coding/foreigner-id'],
  'economic-number': ['coding/economic-number'],
  'postal-code': ['coding/postal-code'],
  province: ['coding/province'],
  sheba: ['coding/sheba'],
  'goods-id': ['coding/goods-id'],
  mobile: ['coding/telephone'],
  phone: ['coding/telephone'],
  landline: ['coding/telephone'],
  vin: ['coding/vehicle'],
  plate: ['coding/vehicle'],
  country: ['coding/international-codes'],
  currency: ['coding/international-codes'],
  language: ['coding/international-codes'],
  'jalali-date': ['data/gregorian-canonical'],
  gnaf: ['coding/gnaf-id'],
  'property-id': ['coding/property-id'],
  'bill-id': ['coding/bill-payment'],
  'payment-id': ['coding/bill-payment'],
};

/** Rules on contracts that hold the member of a scheme, where it has one of its own; the others are held by `everyIdentifier`. */
export const lintedBy: Readonly<Partial<Record<SchemeId, string>>> = {
  'national-code': 'lint/code-national-code',
  'foreigner-id': 'lint/code-foreign-national-id',
  'legal-id': 'lint/code-legal-person-id',
  'economic-number': 'lint/code-economic-number',
  'postal-code': 'lint/code-postal-code',
  gnaf: 'lint/code-gnaf-id',
  province: 'lint/code-division',
  vin: 'lint/code-vin',
  'property-id': 'lint/code-property-id',
  sheba: 'lint/code-iban',
  'goods-id': 'lint/code-product',
  'iran-code': 'lint/code-product',
  country: 'lint/iso-codes',
  currency: 'lint/iso-codes',
  language: 'lint/iso-codes',
};

/** The rules that hold every identifier of a contract. */
export const everyIdentifier: readonly string[] = ['lint/identifiers-are-text', 'lint/identifiers-have-shape'];

/** The code list of the law behind a scheme, by the list's id. */
const listOf: Readonly<Partial<Record<SchemeId, string>>> = {
  province: 'provinces',
  country: 'countries',
  currency: 'currencies',
  language: 'languages',
  cluster: 'clusters',
  exchange: 'exchanges',
};

/** Whether a field has a code list, and which of the law's it is: the one that the contract names, else the one behind its scheme. */
export function listBehind({ codelist, scheme }: ContractField): { readonly named: boolean; readonly id?: string } {
  const id = codelist === undefined ? listOf[scheme] : listIdOf(codelist);
  return { named: codelist !== undefined || id !== undefined, ...(id === undefined ? {} : { id }) };
}

/** Checks that hold values to a code list. */
export const listChecks: ReadonlySet<string> = new Set(['coding/listed-values', 'coding/international-codes', 'coding/province']);
