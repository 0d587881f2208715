/**
 * Functions about SOAP bindings: transport, encoding, bodies, operations, faults and policies.
 *
 * Source   WSDL 1.1 §3; WS-I Basic Profile 1.1 §4.3–4.8 (R2201–R2304, R2401, R2701–R2723, R2754, R2710, R2718); WS-SecurityPolicy 1.2 §5.4, §6.1, §7.1.
 * Room     checks/lint/functions (floor 3).
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject } from '../../../contract/json.js';
import type { Flaw, LintFunction } from '../lint-function.js';
import type { BoundBody, BoundOperation, WsdlBinding, WsdlMessage, WsdlModel, WsdlPart } from '../model/wsdl-model.js';
import { stringsOf } from './read-schema.js';

const transports: ReadonlySet<string> = new Set(['http://schemas.xmlsoap.org/soap/http', 'http://www.w3.org/2003/05/soap/bindings/HTTP/']);

/** At least one binding is SOAP over HTTP. */
const soapOverHttp: LintFunction = (_place, _options, model) => {
  const bindings = [...(model.wsdl?.model.bindings.values() ?? [])];
  if (bindings.length === 0) return undefined;
  const soap = bindings.filter((binding) => binding.soap !== undefined);
  if (soap.length === 0) return [{ code: 'soap-binding-missing', pointer: bindings[0]?.node.pointer ?? '', want: 'soap:binding' }];
  return soap.some((binding) => transports.has(binding.soap?.transport ?? ''))
    ? []
    : soap.map((binding) => ({
        code: 'soap-transport-other',
        pointer: `${binding.soap?.node.pointer ?? ''}/@transport`,
        got: binding.soap?.transport ?? '',
        want: [...transports].join(' | '),
      }));
};

const soapAddress: LintFunction = ({ pointer }, _options, model) => {
  const port = model.wsdl?.ports.get(pointer);
  if (port === undefined || (port.binding !== undefined && port.binding.soap === undefined)) return undefined;
  if (port.address === undefined || port.address.location.trim() === '')
    return [{ code: 'soap-address-missing', pointer, want: 'soap:address/@location' }];
  const { node, location } = port.address;
  return /^https:\/\//i.test(location.trim())
    ? []
    : [{ code: 'soap-address-not-https', pointer: `${node.pointer}/@location`, got: location, want: 'https' }];
};

/** Everything in a bound operation that has a `use`. */
const bodiesOf = ({ input, output, headers, faults }: BoundOperation): readonly BoundBody[] => [
  ...(input === undefined ? [] : [input]),
  ...(output === undefined ? [] : [output]),
  ...headers,
  ...faults.flatMap(({ bodies }) => bodies),
];

type BoundSoap = BoundOperation & { readonly binding: WsdlBinding };

const soapOperation =
  (judge: (operation: BoundSoap, model: WsdlModel) => readonly Flaw[] | undefined): LintFunction =>
  ({ pointer }, _options, { wsdl }) => {
    const operation = wsdl?.operations.get(pointer);
    return wsdl === undefined || operation?.binding.soap === undefined ? undefined : judge(operation, wsdl.model);
  };

/** `use` may be left out of a SOAP 1.1 body, which then is literal (R2707). */
const literalUse = soapOperation((operation) => {
  const bodies = bodiesOf(operation);
  if (bodies.length === 0) return undefined;
  const encoded = bodies.filter(({ use }) => use !== undefined && use !== 'literal');
  return encoded.map(({ node, use }) => ({ pointer: `${node.pointer}/@use`, got: use ?? '', want: 'literal' }));
});

const oneStyle: LintFunction = ({ pointer }, _options, model) => {
  const binding = model.wsdl?.bindings.get(pointer);
  if (binding?.soap === undefined || binding.operations.length === 0) return undefined;
  const styles = [...new Set(binding.operations.map(({ style }) => style))].sort();
  return styles.length === 1 ? [] : [{ pointer, got: styles.join(', ') }];
};

/** Parts of a message that the body binds. */
function boundParts(body: BoundBody | undefined, message: WsdlMessage | undefined): readonly WsdlPart[] {
  if (body === undefined || message === undefined) return [];
  return message.parts.filter(({ name }) => body.parts?.includes(name) ?? true);
}

type Direction = readonly [body: BoundBody | undefined, message: string | undefined];

function documentFlaws(body: BoundBody, parts: readonly WsdlPart[]): readonly Flaw[] {
  if (parts.length > 1) return [{ code: 'body-parts-many', pointer: body.node.pointer, got: parts.map(({ name }) => name).join(', '), want: '1' }];
  return parts
    .filter(({ element }) => element === undefined)
    .map(({ node }) => ({ code: 'body-part-by-type', pointer: node.pointer, want: 'element' }));
}

function rpcFlaws(body: BoundBody, parts: readonly WsdlPart[]): readonly Flaw[] {
  return [
    ...(body.namespace === undefined || body.namespace === ''
      ? [{ code: 'rpc-body-without-namespace', pointer: body.node.pointer, want: 'namespace' }]
      : []),
    ...parts.filter(({ type }) => type === undefined).map(({ node }) => ({ code: 'rpc-part-by-element', pointer: node.pointer, want: 'type' })),
  ];
}

/** The body of each direction: one part by element, or for rpc parts by type and a namespace. */
const bodyParts = soapOperation(({ input, output, operation, style }, { messages }) => {
  const directions: readonly Direction[] = [
    [input, operation?.input],
    [output, operation?.output],
  ];
  const known = directions.flatMap(([body, name]) => {
    const message = name === undefined ? undefined : messages.get(name);
    return body === undefined || message === undefined ? [] : [{ body, parts: boundParts(body, message) }];
  });
  if (known.length === 0) return undefined;
  return known.flatMap(({ body, parts }) => (style === 'rpc' ? rpcFlaws(body, parts) : documentFlaws(body, parts)));
});

/** What goes over the wire for an operation: its name in rpc, the element of its one part else. */
function wireSignature({ input, operation, style, name }: BoundOperation, messages: WsdlModel['messages']): string | undefined {
  if (style === 'rpc') return `${input?.namespace ?? ''} ${name}`;
  const message = operation?.input === undefined ? undefined : messages.get(operation.input);
  const parts = boundParts(input, message);
  return message === undefined ? undefined : (parts[0]?.element ?? '');
}

const distinctWrappers: LintFunction = ({ pointer }, _options, model) => {
  const binding = model.wsdl?.bindings.get(pointer);
  if (binding?.soap === undefined || binding.operations.length === 0 || model.wsdl === undefined) return undefined;
  const first = new Set<string>();
  const flaws: Flaw[] = [];
  let seen = 0;
  for (const operation of binding.operations) {
    const signature = wireSignature(operation, model.wsdl.model.messages);
    if (signature === undefined) continue;
    seen += 1;
    if (first.has(signature)) flaws.push({ pointer: operation.node.pointer, got: signature === '' ? 'an empty body' : signature });
    first.add(signature);
  }
  return seen === 0 ? undefined : flaws;
};

/** Operations of a port type: one of each name, and only the two flows that HTTP has. */
const portTypeOperations: LintFunction = ({ pointer }, _options, model) => {
  const portType = model.wsdl?.portTypes.get(pointer);
  if (portType === undefined || portType.operations.length === 0) return undefined;
  const names = new Set<string>();
  return portType.operations.flatMap(({ node, name, flow }): readonly Flaw[] => {
    const isRepeated = names.has(name);
    names.add(name);
    return [
      ...(isRepeated ? [{ code: 'operation-overloaded', pointer: node.pointer, got: name }] : []),
      ...(flow === 'request-response' || flow === 'one-way'
        ? []
        : [{ code: 'operation-flow-forbidden', pointer: node.pointer, got: flow, want: 'request-response | one-way' }]),
    ];
  });
};

const bindingComplete: LintFunction = ({ pointer }, _options, model) => {
  const binding = model.wsdl?.bindings.get(pointer);
  if (binding?.portType === undefined) return undefined;
  const offered = new Set(binding.portType.operations.map(({ name }) => name));
  const bound = new Set(binding.operations.map(({ name }) => name));
  const absent = [...offered].filter((name) => !bound.has(name));
  return [
    ...(absent.length === 0 ? [] : [{ pointer, got: 'unbound', want: absent.join(', ') }]),
    ...binding.operations.filter(({ name }) => !offered.has(name)).map(({ node, name }) => ({ pointer: node.pointer, got: name })),
  ];
};

/** A request-response operation declares a fault whose message has one part by element. */
const faultsDeclared = soapOperation(({ operation }, { messages }) => {
  if (operation?.flow !== 'request-response') return undefined;
  if (operation.faults.length === 0) return [{ code: 'fault-undeclared', pointer: operation.node.pointer, want: 'wsdl:fault' }];
  return operation.faults.flatMap(({ node, message }): readonly Flaw[] => {
    const parts = message === undefined ? undefined : messages.get(message)?.parts;
    if (parts === undefined) return [];
    return parts.length === 1 && parts[0]?.element !== undefined
      ? []
      : [{ code: 'fault-part-not-element', pointer: node.pointer, want: 'one part by element' }];
  });
});

/** Faults of binding and port type are the same, and soap:fault has the name of its wsdl:fault (R2754). */
const faultsBound = soapOperation(({ operation, faults, node }) => {
  if (operation === undefined || (operation.faults.length === 0 && faults.length === 0)) return undefined;
  const declared = new Set(operation.faults.map(({ name }) => name));
  const bound = new Set(faults.map(({ name }) => name));
  const absent = [...declared].filter((name) => !bound.has(name));
  return [
    ...(absent.length === 0 ? [] : [{ pointer: node.pointer, got: 'unbound', want: absent.join(', ') }]),
    ...faults.filter(({ name }) => !declared.has(name)).map((fault) => ({ pointer: fault.node.pointer, got: fault.name })),
    ...faults.flatMap((fault) =>
      fault.bodies.filter(({ name }) => name !== fault.name).map((body) => ({ pointer: body.node.pointer, got: body.name, want: fault.name })),
    ),
  ];
});

/** Names of the assertions in a policy. */
function assertionsIn(policy: JsonObject): readonly (readonly [string, JsonObject])[] {
  const all: (readonly [string, JsonObject])[] = [];
  const queue: Json[] = [policy];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    if (Array.isArray(value)) for (const part of value) queue.push(part);
    for (const [name, inner] of isObject(value) ? Object.entries(value) : []) {
      if (!Array.isArray(inner)) continue;
      for (const item of inner) if (isObject(item)) all.push([name, item]);
      queue.push(inner);
    }
  }
  return all;
}

/** Whose policy it is, unless it says nothing of security. */
function securityPolicy(pointer: string, model: Parameters<LintFunction>[2]): readonly (readonly [string, JsonObject])[] | undefined {
  const policy = model.wsdl?.policies.get(pointer);
  const assertions = policy === undefined ? [] : assertionsIn(policy.value);
  return assertions.some(([name]) => name.startsWith('sp:')) ? assertions : undefined;
}

const policyReference: LintFunction = ({ pointer, value }, _options, model) => {
  const { policies } = model.wsdl ?? {};
  const uri = isObject(value) ? value['@URI'] : undefined;
  if (policies?.has(pointer) !== true || typeof uri !== 'string' || !uri.startsWith('#')) return undefined;
  return policies.get(pointer) === undefined ? [{ pointer: `${pointer}/@URI`, got: uri }] : [];
};

/** A policy about who signs or which channel is used names an X.509 token, or demands the client's certificate of the channel. */
const policyToken: LintFunction = ({ pointer }, options, model) => {
  const assertions = securityPolicy(pointer, model);
  const bindings = stringsOf(options['bindings']);
  if (assertions === undefined || !assertions.some(([name]) => bindings.includes(name))) return undefined;
  const hasToken = assertions.some(
    ([name, value]) => name === 'sp:X509Token' || name === 'sp:RequireClientCertificate' || value['@RequireClientCertificate'] === 'true',
  );
  return hasToken ? [] : [{ pointer, want: 'sp:X509Token' }];
};

const suites = /^sp:(?:(?:Basic(?:256|192|128)|TripleDes)(?:Sha256)?(?:Rsa15)?)$/;
/** RSA-1.5 key transport and 3DES by name; a suite without Sha256 signs by SHA-1. */
const isWeak = (suite: string): boolean => suite.endsWith('Rsa15') || suite.includes('TripleDes') || !suite.includes('Sha256');

const policyAlgorithms: LintFunction = ({ pointer }, _options, model) => {
  const named = (securityPolicy(pointer, model) ?? []).map(([name]) => name).filter((name) => suites.test(name));
  if (named.length === 0) return undefined;
  return named.filter(isWeak).map((name) => ({ pointer, got: name.slice('sp:'.length), want: 'Basic256Sha256 | Basic128Sha256' }));
};

/** An operation for monitoring, by its name. */
const echoOperation: LintFunction = (_place, options, model) => {
  const wsdl = model.wsdl?.model;
  if (wsdl === undefined || wsdl.portTypes.size === 0) return undefined;
  const names = stringsOf(options['names']).map((name) => name.toLowerCase());
  const offered = [...wsdl.portTypes.values()].flatMap(({ operations }) => operations);
  if (offered.some(({ name }) => names.includes(name.toLowerCase()))) return [];
  return [{ pointer: [...wsdl.portTypes.values()][0]?.node.pointer ?? '', want: stringsOf(options['names']).join(' | ') }];
};

const list = (name: string): object => ({
  type: 'object',
  additionalProperties: false,
  required: [name],
  properties: { [name]: { type: 'array', minItems: 1, items: { type: 'string' } } },
});

export const wsdlBindingFunctions = {
  soapOverHttp: { run: soapOverHttp },
  soapAddress: { run: soapAddress },
  literalUse: { run: literalUse },
  oneStyle: { run: oneStyle },
  bodyParts: { run: bodyParts },
  distinctWrappers: { run: distinctWrappers },
  portTypeOperations: { run: portTypeOperations },
  bindingComplete: { run: bindingComplete },
  faultsDeclared: { run: faultsDeclared },
  faultsBound: { run: faultsBound },
  policyReference: { run: policyReference },
  policyToken: { options: list('bindings'), run: policyToken },
  policyAlgorithms: { run: policyAlgorithms },
  echoOperation: { options: list('names'), run: echoOperation },
};
