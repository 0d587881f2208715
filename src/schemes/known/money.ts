/**
 * Validators in wide use that err on the codes of accounts, cards, bills and goods.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import type { KnownValidator } from './known-validator.js';

export const money: readonly KnownValidator[] = [
  {
    scheme: 'sheba',
    who: 'iban 0.0.14 isValid',
    kind: 'library',
    falseAcceptances: { count: 341, of: 6325, examples: ['ir740990000000000000000001', 'IR74 0990 0000 0000 0000 0000 01'] },
    counted: 'here',
    why: {
      fa: 'گروه‌بندی، حروف کوچک و نشانه جهت را می‌پذیرد، و رقم‌های کنترل 00 و 01 و 99 را که هیچ بانکی حساب نمی‌کند',
      en: 'takes groups, small letters and left-to-right marks, and check digits 00, 01 and 99 that no bank computes',
    },
  },
  {
    scheme: 'sheba',
    who: 'validator 13.15.35 isIBAN',
    kind: 'library',
    falseAcceptances: { count: 301, of: 6325, examples: ['ir740990000000000000000001', 'IR74 0990 0000 0000 0000 0000 01'] },
    counted: 'here',
    why: {
      fa: 'گروه‌بندی و حروف کوچک را می‌پذیرد، و رقم‌های کنترل 00 و 01 و 99 را که هیچ بانکی حساب نمی‌کند',
      en: 'takes groups and small letters, and check digits 00, 01 and 99 that no bank computes',
    },
  },
  {
    scheme: 'sheba',
    who: '@persian-tools/persian-tools 4.0.4 isShebaValid',
    kind: 'library',
    falseAcceptances: { count: 100, of: 6325, examples: ['ir740990000000000000000001', '740990000000000000000001'] },
    counted: 'here',
    why: {
      fa: 'حروف کوچک را می‌پذیرد و IR نیامده را می‌افزاید؛ رقم‌های کنترل 00 و 01 و 99 را می‌پذیرد',
      en: 'takes small letters and puts a missing IR before; takes check digits 00, 01 and 99',
    },
  },
  {
    scheme: 'sheba',
    who: 'iran-sheba 1.1.0 isValid',
    kind: 'library',
    falseAcceptances: { count: 60, of: 6325, examples: [] },
    counted: 'here',
    why: {
      fa: 'رقم‌های کنترل 00 و 01 و 99 را که هیچ بانکی حساب نمی‌کند می‌پذیرد',
      en: 'takes check digits 00, 01 and 99 that no bank computes',
    },
  },
  {
    scheme: 'sheba',
    who: 'a pattern without the check digits, as contracts have it',
    kind: 'regex',
    pattern: '^IR[0-9]{24}$',
    falseAcceptances: { count: 3787, of: 6325, examples: ['IR750990000000000000000001'] },
    counted: 'here',
    why: {
      fa: 'الگو حساب نمی‌کند: یک رقم نادرست هم پذیرفته می‌شود',
      en: 'a pattern cannot compute: one wrong digit passes',
    },
  },
  {
    scheme: 'sheba',
    who: 'python-stdnum 1.18 iban',
    kind: 'library',
    falseRejections: { count: 12068, of: 12068, examples: ['IR740990000000000000000001'] },
    counted: 'elsewhere',
    why: {
      fa: 'جدول کشورهای آن IR ندارد و هر شبای ایرانی رد می‌شود',
      en: 'its table of countries has no IR, so every Iranian account is refused',
    },
  },
  {
    scheme: 'bank-card',
    who: 'validator 13.15.35 isCreditCard',
    kind: 'library',
    falseRejections: { count: 6373, of: 7002, examples: ['9999990000000014'] },
    counted: 'here',
    why: {
      fa: 'هفت شبکه بین‌المللی را می‌شناسد و هیچ‌یک ایرانی نیست',
      en: 'knows seven international schemes, none of them Iranian',
    },
  },
  {
    scheme: 'bank-card',
    who: 'card-validator 10.0.4 number',
    kind: 'library',
    falseRejections: { count: 4173, of: 7002, examples: ['9999990000000014'] },
    falseAcceptances: { count: 580, of: 6018, examples: [] },
    counted: 'here',
    why: {
      fa: 'تنها شبکه‌های بین‌المللی را می‌شناسد و رقم کنترل شماره‌های آغازشده با 62 را که بانک‌های ایران هم دارند نمی‌سنجد',
      en: 'knows international schemes alone, and passes over the check digit of numbers from 62, which banks of Iran hold',
    },
  },
  {
    scheme: 'bank-card',
    who: '@persian-tools/persian-tools 4.0.4 verifyCardNumber',
    kind: 'library',
    falseRejections: { count: 6, of: 7002, examples: ['9999990170000000'] },
    falseAcceptances: { count: 163, of: 6018, examples: ['9999990000000014ABC'] },
    counted: 'here',
    why: {
      fa: 'تنها شانزده نویسه نخست را می‌خواند؛ بلوک صفرها را رد می‌کند',
      en: 'reads only the first sixteen characters; refuses blocks of zeros',
    },
  },
  {
    scheme: 'bank-card',
    who: 'validator 13.15.35 isLuhnNumber',
    kind: 'library',
    falseAcceptances: { count: 168, of: 6018, examples: ['9999-9900-0000-0014'] },
    counted: 'here',
    why: {
      fa: 'جداکننده و هر طولی را می‌پذیرد',
      en: 'takes separators and any length',
    },
  },
  {
    scheme: 'bank-card',
    who: 'a pattern without the check digit, as contracts have it',
    kind: 'regex',
    pattern: '^[0-9]{16}$',
    falseAcceptances: { count: 5391, of: 6018, examples: ['9999990000000015'] },
    counted: 'here',
    why: {
      fa: 'الگو حساب نمی‌کند: یک رقم نادرست هم پذیرفته می‌شود',
      en: 'a pattern cannot compute: one wrong digit passes',
    },
  },
  {
    scheme: 'bill-id',
    who: '@persian-tools/persian-tools 4.0.4 Bill.verificationBillId',
    kind: 'library',
    falseRejections: { count: 1, of: 5406, examples: ['048216'] },
    falseAcceptances: { count: 75, of: 5927, examples: ['7748317800142 '] },
    counted: 'here',
    why: {
      fa: 'عدد می‌گیرد: صفرهای آغازین از دست می‌رود و فاصله‌ها نادیده می‌ماند',
      en: 'takes numbers: leading zeros are lost and blanks are passed over',
    },
  },
  {
    scheme: 'payment-id',
    who: '@persian-tools/persian-tools 4.0.4 Bill.verificationBillPayment',
    kind: 'library',
    falseAcceptances: { count: 163, of: 6230, examples: ['2958556939152/1831314190980', '608496117/706700'] },
    counted: 'here',
    why: {
      fa: 'رقم کنترل شناسه قبض را نمی‌سنجد',
      en: 'does not look at the check digit of the bill id',
    },
  },
  {
    scheme: 'payment-id',
    who: 'Java irbill',
    kind: 'library',
    falseAcceptances: { count: 3128, of: 32988, examples: [] },
    counted: 'elsewhere',
    why: {
      fa: 'رقم کنترل نخست شناسه پرداخت را نمی‌سنجد',
      en: 'does not look at the first check digit of the payment id',
    },
  },
  {
    scheme: 'goods-id',
    who: 'validator 13.15.35 isEAN',
    kind: 'library',
    falseAcceptances: { count: 5, of: 5846, examples: ['2222222222222'] },
    counted: 'here',
    why: {
      fa: 'سیزده رقم زوج یکسان را می‌پذیرد',
      en: 'takes thirteen equal even digits',
    },
  },
];
