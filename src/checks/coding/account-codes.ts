/**
 * coding/sheba, coding/goods-id, coding/telephone — accounts, goods and telephone numbers in the answers.
 *
 * Source   EGIF-COD-BNK-001 (ISO 13616, ISO 7064), EGIF-COD-PRD-001 (GTIN), EGIF-COD-PID-004 (E.164).
 * Evidence the answers to the operation's samples.
 */
import { bankCard } from '../../schemes/bank-card.js';
import { wordsOf } from '../../schemes/field-dictionary.js';
import { goodsId } from '../../schemes/goods-id.js';
import type { SchemeResult } from '../../schemes/scheme.js';
import { sheba } from '../../schemes/sheba.js';
import { phone } from '../../schemes/telephone.js';
import { keywordOf, type Node } from '../data/instance.js';
import { kindOf } from '../data/recognise.js';
import { defineValueCheck, masked } from '../data/value-check.js';
import { defineSchemeCheck } from './scheme-check.js';

const accountNames: ReadonlySet<string> = new Set(['accountnumber', 'accountno', 'accountid', 'account']);

/** Whether a text is the IBAN of another country, its check digits right: ISO 13616, ISO 7064 MOD 97-10. */
function isForeignIban(text: string): boolean {
  if (!/^(?!IR)[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  const digits = [...text.slice(4), ...text.slice(0, 4)].map((character) => Number.parseInt(character, 36)).join('');
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** Whether a member is said to hold a Sheba, and not an IBAN of any country. */
const saysSheba = (node: Node): boolean =>
  keywordOf(node, 'format') === 'sheba' || keywordOf(node, 'x-egif-type') !== undefined || /sheba|shaba|شبا/iu.test(node.name);

/** Accounts are IBANs of Iran with valid check digits; a card number never stands for an account. */
export const shebaValid = defineValueCheck({
  id: 'coding/sheba',
  findings: ['sheba-malformed', 'sheba-check-digit', 'card-as-account'],
  look(node) {
    const { value } = node;
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return undefined;
    const isSheba = kindOf(node) === 'sheba';
    const words = wordsOf(node.name);
    const isAccount = isSheba || [words.join(''), words.slice(-2).join('')].some((name) => accountNames.has(name));
    if (isAccount && bankCard(String(value)).valid) return [{ code: 'card-as-account', got: masked(value), want: 'an IBAN' }];
    if (!isSheba || (typeof value === 'string' && !saysSheba(node) && isForeignIban(value))) return undefined;
    const { reasons } = sheba(value);
    const got = masked(value);
    const lexical = reasons.filter((reason) => reason !== 'wrong-check-digit');
    return [
      ...(lexical.length === 0 ? [] : [{ code: 'sheba-malformed', got, want: 'IR and 24 digits', detail: lexical.join(', ') }]),
      ...(lexical.length === reasons.length ? [] : [{ code: 'sheba-check-digit', got, want: 'remainder 1 modulo 97' }]),
    ];
  },
});

/** Ids of goods and services are GTIN-13. */
export const goodsIdValid = defineSchemeCheck({
  id: 'coding/goods-id',
  kinds: ['goods-id'],
  check: goodsId,
  codes: { 'wrong-check-digit': 'goods-id-check-digit' },
  otherwise: 'goods-id-malformed',
  want: '13 digits with a valid check digit',
});

/** A number of Iran as the scheme says; one of another country by the form of E.164 alone. */
function e164(value: unknown): SchemeResult {
  const result = phone(value);
  return typeof value === 'string' && /^\+(?!98)[1-9][0-9]{6,14}$/.test(value) ? { valid: true, reasons: [], warnings: result.warnings } : result;
}

/** Telephone numbers are in E.164 form. */
export const telephoneForm = defineSchemeCheck({
  id: 'coding/telephone',
  kinds: ['mobile', 'phone', 'landline'],
  check: e164,
  codes: {},
  otherwise: 'telephone-not-e164',
  want: '+98 and ten digits',
});
