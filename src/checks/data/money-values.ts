/**
 * data/money-values — amounts are decimal strings, and their currency is one of ISO 4217 in force.
 *
 * Source   EGIF-DAT-MNY-001; ISO 4217; RFC 8259 §6.
 * Evidence the answers to the operation's samples; scalars whose name ends in amount, price, fee, cost or balance.
 */
import { memberOf } from '../../contract/json.js';
import { currencyOn } from '../../schemes/listed-codes.js';
import type { Node } from './instance.js';
import { isAmount, isCore } from './recognise.js';
import { defineValueCheck, type Flaw } from './value-check.js';

const decimal = /^-?[0-9]{1,18}(?:\.[0-9]{1,4})?$/;

/** The currency of a Money object; the toman is judged by the check of units. */
function currencyFlaws(money: unknown, day: string | undefined): readonly Flaw[] {
  const currency = memberOf(money, 'currency');
  if (currency === undefined) return [];
  const { reasons } = currencyOn(currency, day);
  return reasons.length === 0 || reasons.includes('toman')
    ? []
    : [{ code: 'money-currency-unknown', got: String(currency).slice(0, 12), member: 'currency', detail: reasons.join(', ') }];
}

function amountFlaws(node: Node): readonly Flaw[] {
  if (typeof node.value === 'number') return [{ code: 'amount-as-number', want: 'a decimal string' }];
  return typeof node.value === 'string' && decimal.test(node.value) ? [] : [{ code: 'amount-malformed', want: decimal.source }];
}

export const moneyValues = defineValueCheck({
  id: 'data/money-values',
  findings: ['amount-as-number', 'amount-malformed', 'money-currency-unknown'],
  look(node, { startedAt }) {
    const { value } = node;
    const isMoney = isCore(node, 'Money') || (memberOf(value, 'amount') !== undefined && memberOf(value, 'currency') !== undefined);
    if (isMoney) return currencyFlaws(value, startedAt?.slice(0, 10));
    return isAmount(node) ? amountFlaws(node) : undefined;
  },
});
