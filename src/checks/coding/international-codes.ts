/**
 * coding/international-codes — countries, currencies and languages have the world's codes.
 *
 * Source   EGIF-COD-LST-004; ISO 3166-1 (alpha-2, or alpha-3), ISO 4217, RFC 5646.
 * Evidence the answers to the operation's samples.
 */
import { country, currencyOn, language } from '../../schemes/listed-codes.js';
import { kindOf } from '../data/recognise.js';
import { defineValueCheck } from '../data/value-check.js';

export const internationalCodes = defineValueCheck({
  id: 'coding/international-codes',
  findings: ['country-not-iso', 'currency-not-iso', 'language-not-bcp47'],
  kinds: ['country', 'currency', 'language'],
  look(node, { startedAt }) {
    const { value } = node;
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return undefined;
    const got = String(value).slice(0, 12);
    const flaw = (code: string, { reasons }: { readonly reasons: readonly string[] }, want: string) =>
      reasons.length === 0 ? [] : [{ code, got, want, detail: reasons.join(', ') }];
    switch (kindOf(node)) {
      case 'country':
        return flaw('country-not-iso', country(value), 'a code of ISO 3166-1');
      case 'currency':
        return flaw('currency-not-iso', currencyOn(value, startedAt?.slice(0, 10)), 'a code of ISO 4217 in force');
      case 'language':
        return flaw('language-not-bcp47', language(value), 'a tag of BCP 47');
      default:
        return undefined;
    }
  },
});
