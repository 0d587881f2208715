/**
 * Faults of the wire: features of TLS that the platform's server does not have, a revoked certificate, a channel that asks nobody who he is.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Statement } from '../../contract/documents.js';
import { withCompression, withoutRenegotiationInfo } from '../tls-front.js';
import { inLayer } from './bend.js';
import type { Fault } from './fault.js';

const technical = inLayer('technical');

/** The statement with an identity that shows the client certificate of the sample consumer. */
function withChannel(statement: Statement): Statement {
  return {
    ...statement,
    services: statement.services.map((service) => ({
      ...service,
      credentials: {
        ...service.credentials,
        identities: {
          ...service.credentials?.identities,
          channel: { kind: 'mtls', cert: 'file:pki/channel.pem', key: 'file:secrets/channel.key' },
        },
      },
    })),
  };
}

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
    en: 'The channel of mutual TLS serves clients without a certificate',
    fa: 'کانال TLS دوطرفه به کارخواه بی‌گواهی خدمت می‌دهد',
    hooks: { tls: { requestCert: true, rejectUnauthorized: false }, statement: withChannel },
  }),
];
