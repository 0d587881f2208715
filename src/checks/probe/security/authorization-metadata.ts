/**
 * probe/authorization-metadata — the issuer of citizens' logins offers PKCE, and neither the implicit nor the password grant.
 *
 * Source   EGIF-TEC-SEC-009; RFC 8414 §2; RFC 7636 §4.2; RFC 9700 §2.1.1, §2.1.2 and §2.4.
 * Evidence the metadata of the statement's issuer: what it says of itself. Members that it leaves out are no finding, but for PKCE, whose absence
 *          means that there is none (RFC 8414 §2).
 */
import { defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import { examined, undetermined } from '../../../contract/judgement.js';
import { issuerMetadata } from './issuer-metadata.js';

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

export const authorizationMetadata = defineCheck({
  id: 'probe/authorization-metadata',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['pkce-not-offered', 'implicit-grant-offered', 'password-grant-offered'],

  *probe(subject) {
    const said = yield* issuerMetadata(subject);
    if ('cause' in said) return said;
    const { metadata, exchange } = said;
    if (typeof metadata['authorization_endpoint'] !== 'string')
      return undetermined('no-authorization-endpoint', 'the issuer that the statement names is none of citizens: it has no authorization_endpoint');
    const findings: Finding[] = [];
    const methods = textsOf(metadata['code_challenge_methods_supported']);
    const grants = textsOf(metadata['grant_types_supported']);
    const at = (name: string): string => placeOf(exchange, `/${name}`);
    if (!methods.includes('S256'))
      findings.push({ code: 'pkce-not-offered', at: at('code_challenge_methods_supported'), got: methods.join(', '), want: 'S256' });
    const implicit = textsOf(metadata['response_types_supported']).filter((type) => type.split(' ').includes('token'));
    if (grants.includes('implicit') || implicit.length > 0)
      findings.push({ code: 'implicit-grant-offered', at: at('response_types_supported'), got: implicit[0] ?? 'implicit' });
    if (grants.includes('password')) findings.push({ code: 'password-grant-offered', at: at('grant_types_supported'), got: 'password' });
    return examined(3, findings);
  },
});
