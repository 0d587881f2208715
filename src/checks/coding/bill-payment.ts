/**
 * coding/bill-payment — a bill id and its payment id hold together, and say the amount that stands beside them.
 *
 * Source   The banks' document of unified electronic bill payment, as its implementers name it: the last digit of the payment id
 *          covers both ids, and the payment id begins with the amount in thousand rials.
 * Evidence the answers to the operation's samples; objects with a bill id. A member called paymentId may be another system's: it is the bill's only
 *          where the object is a core Payment.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { accepts } from '../../schemes/accepts.js';
import { billId, paymentId } from '../../schemes/bill-payment.js';
import { codeIdOf } from '../../schemes/field-dictionary.js';
import type { Node } from '../data/instance.js';
import { isCore } from '../data/recognise.js';
import { defineValueCheck, masked, type Flaw } from '../data/value-check.js';

const none: readonly string[] = [];

type Member = readonly [name: string, value: string];

const ofKind = (value: JsonObject, kind: string): Member | undefined => {
  for (const name of Object.keys(value)) {
    if (codeIdOf(name) !== kind) continue;
    const inner = value[name];
    if (typeof inner === 'string' && inner !== '') return [name, inner];
  }
  return undefined;
};

function paymentOf(node: Node, value: JsonObject): Member | undefined {
  const own = memberOf(value, 'paymentId');
  return ofKind(value, 'payment-id') ?? (isCore(node, 'Payment') && typeof own === 'string' && own !== '' ? ['paymentId', own] : undefined);
}

/** Whole rials of an amount, where it is one in rials: of a Money object, or of a text with its currency beside it. */
function rialsOf(value: JsonObject): number | undefined {
  const amount: Json | undefined = memberOf(value, 'amount');
  const money = isObject(amount) ? amount : value;
  const text = memberOf(money, 'amount');
  if (memberOf(money, 'currency') !== 'IRR' || typeof text !== 'string' || !/^[0-9]{1,15}(?:\.0+)?$/.test(text)) return undefined;
  return Number(text);
}

/** What the pair says, where both ids are whole: else each is judged alone. */
function pairFlaws([, bill]: Member, [member, payment]: Member, value: JsonObject): readonly Flaw[] {
  const { reasons } = paymentId(`${bill}/${payment}`);
  const lexical = reasons.filter((reason) => !reason.startsWith('wrong-') || reason === 'wrong-length' || reason === 'wrong-character');
  const got = masked(payment);
  if (lexical.length > 0) return [{ code: 'payment-id-malformed', member, got, want: '6 to 13 digits', detail: lexical.join(', ') }];
  const own = reasons.filter((reason) => reason !== 'wrong-bill-check-digit');
  if (own.length > 0) return [{ code: 'payment-id-check-digit', member, got, want: 'check digits over both ids', detail: own.join(', ') }];
  const rials = rialsOf(value);
  const said = Number(payment.slice(0, -5)) * 1000;
  return rials === undefined || rials === said ? [] : [{ code: 'payment-id-amount', member, got, want: 'the amount in thousand rials' }];
}

function look(node: Node): readonly Flaw[] | undefined {
  const { value } = node;
  if (!isObject(value)) return undefined;
  const bill = ofKind(value, 'bill-id');
  if (bill === undefined) return undefined;
  const [member, text] = bill;
  const reasons = accepts['bill-id'](text) ? none : billId(text).reasons;
  const lexical = reasons.filter((reason) => reason !== 'wrong-check-digit');
  if (lexical.length > 0) return [{ code: 'bill-id-malformed', member, got: masked(text), want: '6 to 13 digits', detail: lexical.join(', ') }];
  if (reasons.length > 0) return [{ code: 'bill-id-check-digit', member, got: masked(text), want: 'a valid check digit' }];
  const payment = paymentOf(node, value);
  return payment === undefined ? [] : pairFlaws(bill, payment, value);
}

export const billPayment = defineValueCheck({
  id: 'coding/bill-payment',
  findings: ['bill-id-malformed', 'bill-id-check-digit', 'payment-id-malformed', 'payment-id-check-digit', 'payment-id-amount'],
  look,
});
