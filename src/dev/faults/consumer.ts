/**
 * Faults of a consumer: what it overlooks in its provider's certificate, answers and silence.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { ClientManners, ConsumerFault } from '../consumer/manners.js';
import { mannered } from './mannered.js';

const fault = mannered<Partial<ClientManners>>;

export const consumerFaults: readonly ConsumerFault[] = [
  fault('client-takes-expired-certificate', 'TEC-CLI-001', {
    en: 'The dates of the certificate of the provider are not looked at',
    fa: 'تاریخ‌های گواهینامهٔ ارائه‌دهنده بررسی نمی‌شود',
    manners: { verifies: 'not-dates' },
  }),
  fault('client-takes-any-host', 'TEC-CLI-001', {
    en: 'The host that the certificate of the provider names is not looked at',
    fa: 'نام میزبان در گواهینامهٔ ارائه‌دهنده بررسی نمی‌شود',
    manners: { verifies: 'not-host' },
  }),
  fault('client-takes-any-issuer', 'TEC-CLI-001', {
    en: 'Who issued the certificate of the provider is not looked at',
    fa: 'صادرکنندهٔ گواهینامهٔ ارائه‌دهنده بررسی نمی‌شود',
    manners: { verifies: 'not-issuer' },
  }),
  fault('client-takes-revoked-certificate', 'TEC-CLI-001', {
    en: 'What the issuer says of revocation is asked for and not heeded',
    fa: 'سخن صادرکننده دربارهٔ ابطال پرسیده می‌شود و به کار نمی‌رود',
    manners: { revocation: 'unheeded' },
  }),
  fault('client-hammers', 'TEC-CLI-002', {
    en: 'Retry-After is overlooked',
    fa: 'سرآیند Retry-After نادیده گرفته می‌شود',
    manners: { heeds: [] },
  }),
  fault('client-overlooks-retry-date', 'TEC-CLI-002', {
    en: 'Retry-After is overlooked where it is a date',
    fa: 'سرآیند Retry-After اگر تاریخ باشد نادیده گرفته می‌شود',
    manners: { heeds: ['seconds'] },
  }),
  fault('client-never-gives-up', 'TEC-CLI-002', {
    en: 'A refused request is repeated again and again',
    fa: 'درخواست ردشده بارها و بارها تکرار می‌شود',
    manners: { attempts: 8 },
  }),
  fault('client-refuses-unknown-members', 'TEC-CLI-003', {
    en: 'An answer with a new member is not taken',
    fa: 'پاسخی که عضو تازه‌ای دارد پذیرفته نمی‌شود',
    manners: { takesUnknown: false },
  }),
  fault('client-demands-optional-members', 'TEC-CLI-003', {
    en: 'An answer without an optional member is not taken',
    fa: 'پاسخی که عضو اختیاری را ندارد پذیرفته نمی‌شود',
    manners: { takesAbsent: false },
  }),
  fault('client-changes-key', 'TEC-CLI-004', {
    en: 'A repeated POST bears a new key',
    fa: 'تکرار POST کلید تازه‌ای دارد',
    manners: { keepsKey: false },
  }),
  fault('client-waits-for-ever', 'TEC-CLI-005', {
    en: 'The provider is waited for without limit',
    fa: 'انتظار برای ارائه‌دهنده پایانی ندارد',
    manners: { timeoutMs: undefined },
  }),
  fault('client-fails-without-trace', 'TEC-CLI-005', {
    en: 'The failure of a transaction names nothing that it can be followed by',
    fa: 'شکست تراکنش شناسه‌ای برای پیگیری ندارد',
    manners: { namesTrace: false },
  }),
  fault('client-overlooks-sunset', 'TEC-CLI-006', {
    en: 'An announced end of the provider is not noticed',
    fa: 'اعلام پایان خدمت ارائه‌دهنده ثبت نمی‌شود',
    manners: { notesDeprecation: false },
  }),
];
