/**
 * Faults of the wire: features of TLS that the platform's server does not have, a revoked certificate, a channel that asks nobody who he is.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { withCompression, withoutRenegotiationInfo } from '../tls-front.js';
import { inLayer } from './bend.js';
import type { Fault } from './fault.js';

const technical = inLayer('technical');

export const wireFaults: readonly Fault[] = [
  technical('tls-compression', 'TEC-TLS-011', {
    en: 'The server compresses what it encrypts',
    fa: 'کارساز داده را پیش از رمزنگاری فشرده می‌کند',
    hooks: { serverHello: withCompression },
  }),
  technical('renegotiation-insecure', 'TEC-TLS-011', {
    en: 'The server does not know secure renegotiation',
    fa: 'کارساز مذاکرهٔ دوبارهٔ امن را نمی‌شناسد',
    hooks: { serverHello: withoutRenegotiationInfo },
  }),
  technical('revoked-certificate', 'TEC-TLS-005', {
    en: 'The server certificate is revoked, and the server itself says so',
    fa: 'گواهی کارساز باطل شده است و خود کارساز آن را اعلام می‌کند',
    hooks: { staple: 'revoked' },
  }),
  technical('client-certificate-optional', 'TEC-TLS-010', {
    en: 'The exchange channel serves clients without a certificate',
    fa: 'کانال تبادل به کارخواه بی‌گواهی خدمت می‌دهد',
    hooks: { channel: { rejectUnauthorized: false } },
  }),
];
