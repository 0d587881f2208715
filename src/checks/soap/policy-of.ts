/**
 * Which policies bind an operation, and what they demand of the caller.
 *
 * Source   WS-PolicyAttachment 1.2 §4.1 (endpoint, operation and message subjects); WS-SecurityPolicy 1.2 §5.4 (tokens), §7 (bindings).
 * Room     checks/soap (floor 3). May be imported within checks/soap only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject } from '../../contract/json.js';
import type { SoapPolicy } from '../../contract/soap-model.js';
import type { Model } from '../lint/model/place.js';
import type { BoundOperation, WsdlBinding, WsdlPort } from '../lint/model/wsdl-model.js';
import { attributeOf, childrenOf, type XmlNode } from '../lint/model/xml-tree.js';

/** Names of the assertions in a policy; the operators of the policy language are none. */
function* assertionsIn(policy: XmlNode): Generator<string> {
  const queue: Json[] = [policy.value];
  for (let value = queue.shift(); value !== undefined; value = queue.shift()) {
    for (const [name, inner] of isObject(value) ? Object.entries(value) : []) {
      if (!Array.isArray(inner)) continue;
      if (!name.startsWith('wsp:')) yield name;
      for (const item of inner) queue.push(item);
      for (const item of inner) if (isObject(item) && item['@RequireClientCertificate'] === 'true') yield 'sp:RequireClientCertificate';
    }
  }
}

export interface Bound {
  readonly port: WsdlPort;
  readonly binding: WsdlBinding;
  readonly model: Model;
}

/** The policies of the port, of its binding, of the operation there and of its messages, taken together. */
export function policyOf(operation: BoundOperation, { port, binding, model }: Bound): SoapPolicy {
  const policies = model.wsdl?.policies;
  const assertions = new Set<string>();
  const unresolved = new Set<string>();
  const subjects = [port.node, binding.node, operation.node, ...childrenOf(operation.node, 'wsdl:input', 'wsdl:output', 'wsdl:fault')];
  for (const subject of subjects) {
    for (const attached of childrenOf(subject, 'wsp:Policy', 'wsp:PolicyReference')) {
      const policy = policies?.get(attached.pointer);
      if (policy === undefined) unresolved.add(attributeOf(attached, 'URI') ?? '');
      else for (const name of assertionsIn(policy)) assertions.add(name);
    }
  }
  return { assertions: [...assertions], unresolved: [...unresolved] };
}

/** Tokens that only a caller with a credential has. A server's own certificate (HttpsToken, RecipientToken) is none. */
const callerTokens: ReadonlySet<string> = new Set(
  'UsernameToken SamlToken IssuedToken KerberosToken InitiatorToken InitiatorSignatureToken RequireClientCertificate HttpBasicAuthentication HttpDigestAuthentication EndorsingSupportingTokens SignedSupportingTokens SignedEndorsingSupportingTokens SignedEncryptedSupportingTokens SupportingTokens EndorsingEncryptedSupportingTokens SignedEndorsingEncryptedSupportingTokens'
    .split(' ')
    .map((name) => `sp:${name}`),
);

/** Whether a credential is demanded; undefined where the policies do not say. */
export function demandsCredential({ assertions }: SoapPolicy): boolean | undefined {
  return assertions.some((name) => callerTokens.has(name)) ? true : undefined;
}
