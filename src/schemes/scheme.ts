/**
 * What a code scheme is: an id, an owner, a source with its tier, one pure function, and vectors that it must pass.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */

/** Ids of all schemes: those of `egif code`, and the opaque and joined ones that the field dictionary needs. */
export const schemeIds = [
  'national-code',
  'legal-id',
  'person-or-legal-id',
  'postal-code',
  'sheba',
  'bank-card',
  'bill-id',
  'payment-id',
  'goods-id',
  'iran-code',
  'tax-invoice-id',
  'vin',
  'plate',
  'mobile',
  'landline',
  'phone',
  'foreigner-id',
  'sayad',
  'passport',
  'service-id',
  'economic-number',
  'isic',
  'province',
  'country',
  'currency',
  'language',
  'cluster',
  'exchange',
  'gnaf',
  'property-id',
  'shams-id',
  'jalali-date',
  'instant',
  'persian-text',
] as const;

/** The id of a scheme. */
export type SchemeId = (typeof schemeIds)[number];

/** What a scheme says of one value. `valid` is exactly "no reasons"; a warning never makes a value invalid. */
export interface SchemeResult {
  readonly valid: boolean;
  /** Stable kebab-case codes, several at once where they are independent of each other. */
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
}

/** The closed set of algorithms; a new one is a change of this list. */
export type Algorithm =
  | 'nid11'
  | 'legal11'
  | 'w2-7-mod11'
  | 'mod97-10'
  | 'luhn'
  | 'gtin'
  | 'verhoeff-taxid'
  | 'vin'
  | 'calendar'
  | 'text'
  | 'list'
  | 'none';

/** Where a rule comes from: a law, an official technical document, observation of real use, or a proposal of this project. */
export type SourceTier = 'law' | 'official' | 'observed' | 'proposal';

/** A value that must be refused, with exactly these reasons. */
export interface InvalidVector {
  readonly value: string;
  readonly reasons: readonly string[];
}

/** One scheme, as data with one function. */
export interface Scheme {
  readonly id: SchemeId;
  readonly title: { readonly fa: string; readonly en: string };
  /** Who assigns the codes. */
  readonly owner: string;
  readonly source: string;
  readonly tier: SourceTier;
  readonly algorithm: Algorithm;
  readonly check: (value: unknown) => SchemeResult;
  readonly valid: readonly string[];
  readonly invalid: readonly InvalidVector[];
}

const none: readonly string[] = [];
const accepted: SchemeResult = { valid: true, reasons: none, warnings: none };

/** The result for these reasons and warnings. */
export function resultOf(reasons: readonly string[], warnings: readonly string[] = none): SchemeResult {
  return reasons.length === 0 && warnings.length === 0 ? accepted : { valid: reasons.length === 0, reasons, warnings };
}
