/**
 * Which rules may have a say on the values of a field, by the form of the value: all others would give undefined, whatever the value.
 *
 * A rule without a row is asked of every value: a new rule costs time and never soundness. A test holds the table to the rules themselves.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import { codeIdOf } from '../../schemes/field-dictionary.js';
import { machineFormats } from '../data/ascii-digits.js';
import { isPeriodStart } from '../data/period-order.js';
import { keywordOf } from '../data/instance.js';
import type { ValueRule } from '../data/value-check.js';
import { glances, type FieldNode, type Glance } from './glances.js';

/** The forms of values among which a rule's interest is told apart. */
export const valueForms = ['text', 'number', 'boolean', 'null', 'array', 'object'] as const;
export type ValueForm = (typeof valueForms)[number];

/** A rule with its place among all of them. */
export interface IndexedRule {
  readonly rule: ValueRule;
  readonly index: number;
}

/** A rule to be run on a field's values of one form. */
export interface Duty extends IndexedRule {
  readonly glance: Glance | undefined;
  /** Names of members of which an object must have one to concern the rule. */
  readonly needs: ((name: string) => boolean) | undefined;
}

interface Interest {
  readonly forms: readonly ValueForm[];
  /** Whether values of such a field concern the rule at all. */
  readonly where?: (node: FieldNode, form: ValueForm) => boolean;
  readonly needs?: (name: string) => boolean;
}

const scalars: readonly ValueForm[] = ['text', 'number'];
const last = ({ known: { words } }: FieldNode): string => words.at(-1) ?? '';

const interests: ReadonlyMap<string, Interest> = new Map<string, Interest>([
  ['data/nfc', { forms: ['text'] }],
  ['data/persian-letters', { forms: ['text'] }],
  ['data/no-invisible-characters', { forms: ['text'] }],
  ['data/utf8', { forms: ['text'] }],
  ['data/safe-numbers', { forms: ['number'] }],
  ['data/empty-lists', { forms: ['array', 'null'] }],
  ['data/no-sentinels', { forms: scalars }],
  // A text may be an instant by its own shape.
  ['data/rfc3339-times', { forms: scalars, where: ({ known }, form) => form === 'text' || known.temporal !== undefined }],
  [
    'data/no-fake-times',
    { forms: ['text'], where: (node) => !node.known.companion && (last(node) === 'date' || keywordOf(node, 'format') === 'date') },
  ],
  ['data/gregorian-canonical', { forms: ['text'] }],
  ['data/identifiers-are-strings', { forms: scalars, where: ({ known }) => known.identifier !== false }],
  [
    'data/money-values',
    {
      forms: ['text', 'number', 'object'],
      where: (node, form) => form === 'object' || node.known.amount,
      needs: (name) => name === 'currency',
    },
  ],
  [
    'data/money-unit',
    {
      forms: valueForms,
      where: ({ known: { amount, kind, words } }, form) => {
        if (kind === 'currency' || kind === 'open') return true;
        return scalars.includes(form) && (amount || words.some((word) => /^tom|^تومان/.test(word)));
      },
    },
  ],
  [
    'data/ascii-digits',
    {
      forms: ['text'],
      where: (node) => {
        const { identifier, amount, companion, temporal } = node.known;
        return identifier !== false || amount || companion || temporal !== undefined || machineFormats.has(keywordOf(node, 'format'));
      },
    },
  ],
  ['coding/sheba', { forms: scalars, where: ({ known: { kind, whole } }) => kind === 'sheba' || kind === 'open' || whole.includes('account') }],
  ['coding/province', { forms: ['text'], where: ({ known: { kind }, name }) => kind === 'province' || kind === 'open' || name === 'code' }],
  ['data/period-order', { forms: ['object'], needs: isPeriodStart }],
  ['coding/bill-payment', { forms: ['object'], needs: (name) => codeIdOf(name) === 'bill-id' }],
  ['coding/division-hierarchy', { forms: ['text'], where: (node) => keywordOf(node, 'x-egif-codelist') !== undefined }],
  [
    'coding/property-id',
    {
      forms: valueForms,
      where: (node, form) => {
        const { kind, whole } = node.known;
        if (/plate|pelak|پلاک/.test(whole)) return true;
        if (form === 'object') return keywordOf(node, 'x-egif-type') === 'RealEstate';
        return (kind === 'property-id' || kind === 'open') && form !== 'null' && form !== 'array';
      },
    },
  ],
  [
    'coding/listed-values',
    { forms: scalars, where: (node) => keywordOf(node, 'enum') !== undefined || keywordOf(node, 'x-egif-codelist') !== undefined },
  ],
  ['coding/national-code', { forms: scalars }],
  ['coding/foreigner-id', { forms: scalars }],
  ['coding/telephone', { forms: scalars }],
  ['coding/legal-id', { forms: scalars }],
  ['coding/economic-number', { forms: scalars }],
  ['coding/postal-code', { forms: scalars }],
  ['coding/goods-id', { forms: scalars }],
  ['coding/international-codes', { forms: scalars }],
]);

/** Rules that find nothing in a plain text and are counted without being asked: see plain-text. */
const ofCharacters: ReadonlySet<string> = new Set(['data/nfc', 'data/persian-letters', 'data/no-invisible-characters', 'data/utf8']);

function concerns({ kinds, id }: ValueRule, node: FieldNode, form: ValueForm): boolean {
  const { kind } = node.known;
  if (kinds !== undefined && kind !== 'open' && (kind === undefined || !kinds.includes(kind))) return false;
  const known = interests.get(id);
  return known === undefined || (known.forms.includes(form) && known.where?.(node, form) !== false);
}

/** The rules to be run on the values of a field. */
export class FieldDuties {
  readonly text: readonly Duty[];
  /** Those of texts that are plain. */
  readonly plain: readonly Duty[];
  readonly number: readonly Duty[];
  readonly boolean: readonly Duty[];
  readonly null: readonly Duty[];
  readonly array: readonly Duty[];
  /** Those of objects whose members were met so far. */
  object: readonly Duty[];
  /** Whether letters of plain texts are held to be Persian. */
  readonly isPersian: boolean;
  #waiting: readonly Duty[];

  constructor(rules: readonly IndexedRule[], node: FieldNode) {
    const of = (form: ValueForm): readonly Duty[] =>
      rules
        .filter(({ rule }) => concerns(rule, node, form))
        .map(({ rule, index }) => ({
          rule,
          index,
          glance: form === 'text' ? glances.get(rule.id)?.(node) : undefined,
          needs: form === 'object' ? interests.get(rule.id)?.needs : undefined,
        }));
    this.text = of('text');
    this.plain = this.text.filter(({ rule }) => !ofCharacters.has(rule.id));
    this.number = of('number');
    this.boolean = of('boolean');
    this.null = of('null');
    this.array = of('array');
    const all = of('object');
    const isMoney = keywordOf(node, 'x-egif-type') === 'Money';
    this.object = all.filter(({ needs }) => needs === undefined || isMoney);
    this.#waiting = all.filter((duty) => !this.object.includes(duty));
    this.isPersian = keywordOf(node, 'x-egif-lang') !== 'ar' && node.name !== 'ar';
  }

  /** A member was met for the first time, or one that is not remembered: the rules that it concerns are run from now on. */
  meet(name: string, isRemembered: boolean): void {
    const called = this.#waiting.filter(({ needs }) => !isRemembered || needs?.(name) === true);
    if (called.length === 0) return;
    this.#waiting = this.#waiting.filter((duty) => !called.includes(duty));
    this.object = [...this.object, ...called].sort((a, b) => a.index - b.index);
  }
}
