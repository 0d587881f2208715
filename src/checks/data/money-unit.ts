/**
 * data/money-unit — every amount says its unit, and the unit is never the toman.
 *
 * Source   EGIF-DAT-MNY-002; ISO 4217 (the toman has no code). A currency in an enclosing object is the unit of the amounts in it.
 * Evidence the answers to the operation's samples.
 */
import type { JsonObject } from '../../contract/api-model.js';
import { codeIdOf, wordsOf } from '../../schemes/field-dictionary.js';
import { currencyOn } from '../../schemes/listed-codes.js';
import type { Node } from './instance.js';
import { isAmount, kindOf } from './recognise.js';
import { defineValueCheck, type Flaw } from './value-check.js';

const hasUnit = (parent: JsonObject): boolean =>
  Object.keys(parent).some((name) => codeIdOf(name) === 'currency' && typeof parent[name] === 'string' && parent[name] !== '');

function look(node: Node): readonly Flaw[] | undefined {
  const { value } = node;
  const scalar = typeof value === 'string' || typeof value === 'number';
  if (scalar && wordsOf(node.name).some((word) => /^to(?:man|mans)$|^تومان$/.test(word))) return [{ code: 'toman-in-exchange', want: 'IRR' }];
  if (kindOf(node) === 'currency')
    return currencyOn(value).reasons.includes('toman') ? [{ code: 'toman-in-exchange', got: String(value).slice(0, 12), want: 'IRR' }] : [];
  if (!isAmount(node)) return undefined;
  return node.parents.slice(0, 2).some(hasUnit) ? [] : [{ code: 'amount-without-unit', want: 'a currency code beside it' }];
}

export const moneyUnit = defineValueCheck({ id: 'data/money-unit', findings: ['toman-in-exchange', 'amount-without-unit'], look });
