/**
 * The register's rows for accounts, bills, goods and taxes.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { bankCard } from '../bank-card.js';
import { billId, paymentId } from '../bill-payment.js';
import { goodsId } from '../goods-id.js';
import { currency } from '../listed-codes.js';
import { iranCode, isic, sayad } from '../plain-codes.js';
import type { Scheme } from '../scheme.js';
import { sheba } from '../sheba.js';
import { taxInvoiceId } from '../tax-invoice-id.js';

const bills = 'The banks’ document of unified electronic bill payment, as its implementers name it';

export const moneySchemes: readonly Scheme[] = [
  {
    id: 'sheba',
    title: { fa: 'شماره شبا', en: 'IBAN (Sheba)' },
    owner: 'Central Bank of Iran',
    source: 'ISO 13616; ISO 7064 MOD 97-10',
    tier: 'official',
    algorithm: 'mod97-10',
    check: sheba,
    valid: ['IR740990000000000000000001', 'IR470990000000000000000002'],
    invalid: [
      { value: 'IR750990000000000000000001', reasons: ['wrong-check-digit'] },
      { value: 'IR012345678901234567890123', reasons: ['wrong-check-digit'] },
      { value: 'ir740990000000000000000001', reasons: ['lower-case'] },
      { value: 'IR74 0990 0000 0000 0000 0000 01', reasons: ['white-space'] },
      { value: '740990000000000000000001', reasons: ['wrong-length'] },
      { value: 'IT740990000000000000000001', reasons: ['wrong-country'] },
      { value: 'DE740990000000000000000001', reasons: ['wrong-country'] },
      { value: 'IR7409900000000000000000A1', reasons: ['wrong-character'] },
    ],
  },
  {
    id: 'bank-card',
    title: { fa: 'شماره کارت بانکی', en: 'Bank card number' },
    owner: 'Central Bank of Iran',
    source: 'ISO/IEC 7812-1 annex B',
    tier: 'official',
    algorithm: 'luhn',
    check: bankCard,
    valid: ['9999990000000014', '9999990000000022'],
    invalid: [
      { value: '9999990000000015', reasons: ['wrong-check-digit'] },
      { value: '9999-9900-0000-0014', reasons: ['separator'] },
      { value: '0000000000000000', reasons: ['all-equal'] },
    ],
  },
  {
    id: 'bill-id',
    title: { fa: 'شناسه قبض', en: 'Bill id' },
    owner: 'Central Bank of Iran',
    source: bills,
    tier: 'observed',
    algorithm: 'w2-7-mod11',
    check: billId,
    valid: ['7748317800142', '1117753200140', '1177809000142', '2050327604613', '9403272004129', '9985235404124'],
    invalid: [
      { value: '2234322344613', reasons: ['wrong-check-digit'] },
      { value: '9100074409151', reasons: ['wrong-check-digit'] },
      { value: '00000000000000', reasons: ['wrong-length'] },
    ],
  },
  {
    id: 'payment-id',
    title: { fa: 'شناسه پرداخت', en: 'Payment id with its bill id' },
    owner: 'Central Bank of Iran',
    source: bills,
    tier: 'observed',
    algorithm: 'w2-7-mod11',
    check: paymentId,
    valid: [
      '7748317800142/1770160',
      '1117753200140/12070160',
      '1177809000142/570108',
      '2050327604613/1070189',
      '9403272004129/95570163',
      '9985235404124/880000568',
      '9174639504124/12908190',
      '77483178001420000001770160',
    ],
    invalid: [
      { value: '1117753200140/1770165', reasons: ['wrong-pair-check-digit'] },
      { value: '9174639504124/12908197', reasons: ['wrong-pair-check-digit'] },
      { value: '7748317800143/1770160', reasons: ['wrong-bill-check-digit', 'wrong-pair-check-digit'] },
      { value: '1770160', reasons: ['bill-missing'] },
    ],
  },
  {
    id: 'goods-id',
    title: { fa: 'شناسه کالا و خدمت', en: 'Goods and services id' },
    owner: 'Ministry of Industry, Mine and Trade',
    source: 'GS1 General Specifications §7.9; a sample of RC_TICS.IS v1.4',
    tier: 'official',
    algorithm: 'gtin',
    check: goodsId,
    valid: ['2710000138624'],
    invalid: [
      { value: '2710000138625', reasons: ['wrong-check-digit'] },
      { value: '271000013862', reasons: ['wrong-length'] },
    ],
  },
  {
    id: 'iran-code',
    title: { fa: 'ایران‌کد', en: 'Iran code' },
    owner: 'Ministry of Industry, Mine and Trade',
    source: 'Seed document 002; no check digit is published',
    tier: 'observed',
    algorithm: 'none',
    check: iranCode,
    valid: ['9990000000010001'],
    invalid: [{ value: '999000000001000', reasons: ['wrong-length'] }],
  },
  {
    id: 'tax-invoice-id',
    title: { fa: 'شماره منحصربه‌فرد مالیاتی صورتحساب', en: 'Tax number of an invoice' },
    owner: 'Iranian National Tax Administration',
    source: 'RC_TICS.IS v1.4 (1403/11)',
    tier: 'official',
    algorithm: 'verhoeff-taxid',
    check: taxInvoiceId,
    valid: ['A1121604C220002F095011', 'A111DW04E8300004349008', 'A1112K04D1271489087018', 'A111DW04E8300003CC4EA5', 'A111OK04D361200E8DB214'],
    invalid: [
      { value: 'A111OK04D361200E8DB215', reasons: ['wrong-check-digit'] },
      { value: 'a111ok04d361200e8db214', reasons: ['lower-case'] },
      { value: 'A111OK04G361200E8DB214', reasons: ['wrong-form'] },
    ],
  },
  {
    id: 'sayad',
    title: { fa: 'شناسه صیاد', en: 'Sayad id of a cheque' },
    owner: 'Central Bank of Iran',
    source: 'Observed length; no check digit is published',
    tier: 'observed',
    algorithm: 'none',
    check: sayad,
    valid: ['9990000000000001'],
    invalid: [{ value: '99900000000001', reasons: ['wrong-length'] }],
  },
  {
    id: 'isic',
    title: { fa: 'کد رشته‌فعالیت (آیسیک)', en: 'Economic activity (ISIC)' },
    owner: 'United Nations Statistics Division',
    source: 'ISIC rev. 4',
    tier: 'official',
    algorithm: 'none',
    check: isic,
    valid: ['J', 'J62', 'J6201'],
    invalid: [
      { value: 'W01', reasons: ['wrong-form'] },
      { value: '62', reasons: ['wrong-length'] },
      { value: 'j62', reasons: ['lower-case'] },
    ],
  },
  {
    id: 'currency',
    title: { fa: 'کد ارز', en: 'Currency' },
    owner: 'ISO 4217 Maintenance Agency',
    source: 'ISO 4217',
    tier: 'official',
    algorithm: 'list',
    check: currency,
    valid: ['IRR', 'EUR'],
    invalid: [
      { value: 'IRT', reasons: ['toman'] },
      { value: 'تومان', reasons: ['toman'] },
      { value: 'XQX', reasons: ['unknown-code'] },
      { value: 'irr', reasons: ['lower-case'] },
    ],
  },
];
