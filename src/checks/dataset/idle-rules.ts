/**
 * Which rules need not look at a field, because its facts and the plainness of its text say already that they would find nothing.
 *
 * The argument stands beside each rule. A rule without one is always run: a new rule costs time and never soundness. Property tests hold the table
 * against the full walk.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import type { ValueRule } from '../data/value-check.js';
import type { FieldFacts } from './field-facts.js';

/** The forms of values among which a rule's interest is told apart. */
export type ValueForm = 'text' | 'number' | 'other';

interface Idle {
  /** Forms of which the rule says nothing at all. */
  readonly never?: readonly ValueForm[];
  /** Whether a plain text or a number of such a field is nothing to the rule. */
  readonly idle?: (facts: FieldFacts) => boolean;
  /** What a text must have to concern the rule, where `idle` holds. */
  readonly unless?: RegExp;
}

const scalarsOnly: readonly ValueForm[] = ['other'];
const textsOnly: readonly ValueForm[] = ['number', 'other'];
const nothing: readonly ValueForm[] = ['text', 'number', 'other'];

const idles: Readonly<Record<string, Idle>> = {
  // A plain text (see plain-text) is in NFC, of Persian letters, without invisible characters, and was decoded rightly.
  'data/nfc': { never: nothing },
  'data/persian-letters': { never: nothing },
  'data/no-invisible-characters': { never: nothing },
  'data/utf8': { never: nothing },
  'data/safe-numbers': { never: ['text', 'other'] },
  'data/empty-lists': { never: ['text', 'number'] },
  'data/no-sentinels': { never: scalarsOnly },
  // A text that is an instant by its own shape has a T before its time.
  'data/rfc3339-times': { never: scalarsOnly, idle: ({ temporal }) => !temporal, unless: /[Tt][0-9]{2}:/ },
  'data/no-fake-times': { never: textsOnly, idle: ({ words, temporal }) => words.at(-1) !== 'date' && !temporal },
  // A date of either calendar has separators.
  'data/gregorian-canonical': { never: textsOnly, idle: ({ companion, temporal }) => !companion && !temporal, unless: /[-/.]/ },
  'data/identifiers-are-strings': { never: scalarsOnly, idle: ({ identifier }) => !identifier },
  'data/money-values': { idle: ({ amount }) => !amount },
  'data/money-unit': {
    never: scalarsOnly,
    idle: ({ amount, kind, words }) => !amount && kind !== 'currency' && kind !== 'open' && !words.some((word) => /^tom|^تومان/.test(word)),
  },
  // Digits that are not ASCII are characters that are not.
  'data/ascii-digits': { never: textsOnly, idle: () => true, unless: /[^\u0000-\u007F]/ },
  'coding/sheba': {
    never: scalarsOnly,
    idle: ({ kind, words, asserted }) => (kind === 'sheba' ? asserted : kind !== 'open' && !words.join('').includes('account')),
  },
  'coding/province': { never: textsOnly, idle: ({ kind, name }) => kind !== 'province' && kind !== 'open' && name !== 'code' },
  'data/period-order': { never: ['text', 'number'] },
  'coding/bill-payment': { never: ['text', 'number'] },
  // Such codes are known by the keywords of their schemas alone.
  'coding/division-hierarchy': {
    never: textsOnly,
    idle: ({ schemas }) => !schemas.some((schema) => schema['x-egif-type'] === 'DivisionCode' || schema['x-egif-codelist'] !== undefined),
  },
  'coding/property-id': {
    idle: ({ kind, words }) => kind !== 'property-id' && kind !== 'open' && !/plate|pelak|پلاک/.test(words.join('')),
  },
  'coding/listed-values': { never: scalarsOnly, idle: ({ listed }) => !listed },
};

/** Kinds whose rules find nothing in a text that their own scheme accepts. */
const sameAsScheme: ReadonlySet<string> = new Set([
  'national-code',
  'legal-id',
  'goods-id',
  'mobile',
  'phone',
  'landline',
  'economic-number',
  'vin',
  'country',
  'language',
  'foreigner-id',
]);

/** Whether a field's text is held by the schema to the very scheme that the rule goes by. */
export function isAsserted(rule: ValueRule, { kind, asserted }: FieldFacts): boolean {
  return asserted && kind !== undefined && kind !== 'open' && rule.kinds?.includes(kind) === true && sameAsScheme.has(kind);
}

/** Whether such a text is one that the rule examines: twelve digits alone are a foreigner's id among national codes. */
export function countsAsserted(rule: ValueRule, facts: FieldFacts): boolean {
  return isAsserted(rule, facts) && !(rule.id === 'coding/foreigner-id' && facts.kind === 'national-code');
}

/** How a rule is to be applied to values of one form of a field: not at all, always, or only to texts with a match. */
export function interestOf(rule: ValueRule, facts: FieldFacts, form: ValueForm): 'none' | 'all' | RegExp {
  const { kinds } = rule;
  if (kinds !== undefined && facts.kind !== 'open' && (facts.kind === undefined || !kinds.includes(facts.kind))) return 'none';
  if (form === 'text' && isAsserted(rule, facts)) return 'none';
  const known = idles[rule.id];
  if (known === undefined) return 'all';
  if (known.never?.includes(form) === true) return 'none';
  if (form === 'other' || known.idle?.(facts) !== true) return 'all';
  return form === 'text' ? (known.unless ?? 'none') : 'none';
}
