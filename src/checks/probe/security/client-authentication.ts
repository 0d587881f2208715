/**
 * probe/client-authentication — clients prove themselves by a key of their own, not by a secret that two sides hold.
 *
 * Source   EGIF-TEC-SEC-007; RFC 8414 §2 (token_endpoint_auth_methods_supported); RFC 7523; RFC 8705 §2; RFC 9700 §2.4 (password grant).
 * Evidence the metadata of the statement's issuer; and, of the statement itself, how its identities get their tokens. A password grant is what the
 *          older gateway has: it is reported, with the weight of this requirement.
 */
import { defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import { examined } from '../../../contract/judgement.js';
import { issuerMetadata } from './issuer-metadata.js';

const strong: ReadonlySet<string> = new Set(['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth']);

export const clientAuthentication = defineCheck({
  id: 'probe/client-authentication',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['client-authentication-weak', 'password-grant-in-use'],

  *probe(subject) {
    const said = yield* issuerMetadata(subject);
    if ('cause' in said) return said;
    const { metadata, exchange } = said;
    const methods = metadata['token_endpoint_auth_methods_supported'];
    // Without the member the one method is client_secret_basic (RFC 8414 §2).
    const supported = Array.isArray(methods) ? methods.map(String) : ['client_secret_basic'];
    const findings: Finding[] = [];
    if (!supported.some((method) => strong.has(method))) {
      const at = placeOf(exchange, '/token_endpoint_auth_methods_supported');
      findings.push({ code: 'client-authentication-weak', at, got: supported.join(', '), want: 'private_key_jwt' });
    }
    for (const [name, { kind }] of Object.entries(subject.service.credentials?.identities ?? {})) {
      if (kind === 'password') findings.push({ code: 'password-grant-in-use', at: placeOf(exchange, name), got: name });
    }
    return examined(1, findings);
  },
});
