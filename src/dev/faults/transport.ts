/**
 * Faults of transport: TLS versions, certificates, cleartext, HSTS.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { textAnswer, withHeader, withoutHeaders } from '../exchange.js';
import { modernCiphers } from '../listen.js';
import { inLayer } from './bend.js';
import type { Fault } from './fault.js';

const technical = inLayer('technical');
/** Suites that the older versions need; security level 0 lets their SHA-1 signatures through. */
const oldCiphers = `${modernCiphers}:ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:@SECLEVEL=0`;

export const transportFaults: readonly Fault[] = [
  technical('tls10-accepted', 'TEC-TLS-002', {
    en: 'The server accepts TLS 1.0 and 1.1',
    fa: 'کارساز TLS 1.0 و 1.1 را می‌پذیرد',
    hooks: { tls: { minVersion: 'TLSv1', ciphers: oldCiphers } },
  }),
  technical('tls11-accepted', 'TEC-TLS-002', {
    en: 'The server accepts TLS 1.1',
    fa: 'کارساز TLS 1.1 را می‌پذیرد',
    hooks: { tls: { minVersion: 'TLSv1.1', ciphers: oldCiphers } },
  }),
  technical('tls13-missing', 'TEC-TLS-003', {
    en: 'The server does not speak TLS 1.3',
    fa: 'کارساز TLS 1.3 را نمی‌شناسد',
    hooks: { tls: { maxVersion: 'TLSv1.2' } },
  }),
  technical('null-cipher-accepted', 'TEC-TLS-004', {
    en: 'The server accepts a cipher suite without encryption',
    fa: 'کارساز مجموعهٔ رمز بدون رمزنگاری را می‌پذیرد',
    hooks: { tls: { ciphers: `${modernCiphers}:ECDHE-ECDSA-NULL-SHA:ECDHE-RSA-NULL-SHA:@SECLEVEL=0` } },
  }),
  technical('self-signed', 'TEC-TLS-005', {
    en: 'The server certificate is self-signed',
    fa: 'گواهی کارساز خودامضا است',
    hooks: { certificate: 'self-signed' },
  }),
  technical('expired-certificate', 'TEC-TLS-005 TEC-TLS-007', {
    en: 'The server certificate has expired',
    fa: 'گواهی کارساز منقضی شده است',
    hooks: { certificate: 'expired' },
  }),
  technical('future-certificate', 'TEC-TLS-005', {
    en: 'The server certificate is not valid yet',
    fa: 'اعتبار گواهی کارساز هنوز آغاز نشده است',
    hooks: { certificate: 'not-yet-valid' },
  }),
  technical('wrong-host', 'TEC-TLS-005', {
    en: 'The server certificate names another host',
    fa: 'گواهی کارساز نام میزبان دیگری دارد',
    hooks: { certificate: 'wrong-host' },
  }),
  technical('foreign-root', 'TEC-TLS-005', {
    en: 'The chain ends at a root that nobody trusts',
    fa: 'زنجیرهٔ گواهی به ریشه‌ای می‌رسد که مورد اعتماد نیست',
    hooks: { certificate: 'foreign-root' },
  }),
  technical('incomplete-chain', 'TEC-TLS-005', {
    en: 'The intermediate certificate is not sent',
    fa: 'گواهی میانی فرستاده نمی‌شود',
    hooks: { certificate: 'incomplete-chain' },
  }),
  technical('weak-key', 'TEC-TLS-006', {
    en: 'The key of the server has 1024 bits',
    fa: 'کلید کارساز ۱۰۲۴ بیتی است',
    hooks: { certificate: 'weak-key' },
  }),
  technical('expiring-certificate', 'TEC-TLS-007', {
    en: 'The server certificate expires in ten days',
    fa: 'گواهی کارساز تا ده روز دیگر منقضی می‌شود',
    hooks: { certificate: 'soon-expiring' },
  }),
  technical('no-hsts', 'TEC-TLS-009', {
    en: 'Strict-Transport-Security is absent',
    fa: 'سرایند Strict-Transport-Security نیست',
    hooks: { answer: (answer) => withoutHeaders(answer, 'Strict-Transport-Security') },
  }),
  technical('hsts-short', 'TEC-TLS-009', {
    en: 'Strict-Transport-Security binds for one day only',
    fa: 'سرایند Strict-Transport-Security تنها یک روز اعتبار دارد',
    hooks: { answer: (answer) => withHeader(answer, 'Strict-Transport-Security', 'max-age=86400') },
  }),
  technical('cleartext-content', 'TEC-TLS-008', {
    en: 'Cleartext HTTP is answered with content',
    fa: 'روی HTTP بدون رمزنگاری محتوا داده می‌شود',
    hooks: { cleartext: () => textAnswer(200, 'application/json', '{"status":"up"}') },
  }),
  technical('cleartext-redirect', 'TEC-TLS-008', {
    en: 'Cleartext HTTP leads to another cleartext address',
    fa: 'HTTP بدون رمزنگاری به نشانی رمزنگاری‌نشدهٔ دیگری می‌فرستد',
    hooks: { cleartext: (_answer, request) => ({ status: 308, headers: [['Location', `http://www.sample.gov.example${request.path}`]] }) },
  }),
];
