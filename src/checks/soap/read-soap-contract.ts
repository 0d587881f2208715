/**
 * A WSDL 1.1 as the SOAP contract that plans, facts and checks go by.
 *
 * Tolerant of parts that are ill-formed (the linter names them): what is not there is absent, and nothing is guessed.
 *
 * Room     checks/soap (floor 3). The suite reads the contracts of a case with it.
 */
import type { Json, JsonObject, LoadedDocument } from '../../contract/api-model.js';
import type { ContractRef, Service } from '../../contract/documents.js';
import { isObject } from '../../contract/json.js';
import type { SoapBody, SoapContract, SoapFault, SoapHeader, SoapOperation, SoapPart } from '../../contract/soap-model.js';
import { readModel } from '../lint/model/read-model.js';
import type { Model } from '../lint/model/place.js';
import type { BoundBody, BoundOperation, WsdlBinding, WsdlMessage, WsdlModel, WsdlPort } from '../lint/model/wsdl-model.js';
import { attributeOf, childrenOf, nameIn, type XmlNode } from '../lint/model/xml-tree.js';
import { demandsCredential, policyOf } from './policy-of.js';

const schemaIn = (value: Json): JsonObject => (isObject(value) ? value : {});
const given = <T>(name: string, value: T | undefined): object => (value === undefined ? {} : { [name]: value });

function partsOf(body: Pick<BoundBody, 'parts'>, message: WsdlMessage | undefined): readonly SoapPart[] {
  return (message?.parts ?? [])
    .filter(({ name }) => body.parts?.includes(name) ?? true)
    .map(({ name, element, type, node }) => ({ name, pointer: node.pointer, ...given('element', element), ...given('type', type) }));
}

function bodyOf(body: BoundBody | undefined, message: WsdlMessage | undefined): SoapBody | undefined {
  if (body === undefined) return undefined;
  return { use: body.use === 'encoded' ? 'encoded' : 'literal', parts: partsOf(body, message), ...given('namespace', body.namespace) };
}

/** The one element of the part that a header or a fault names. */
function elementOf(message: WsdlMessage | undefined, part?: string): string | undefined {
  const parts = (message?.parts ?? []).filter(({ name }) => part === undefined || name === part);
  return parts.length === 1 ? parts[0]?.element : undefined;
}

function headersOf({ headers }: BoundOperation, { messages }: WsdlModel): readonly SoapHeader[] {
  return headers
    .filter(({ node }) => !/:headerfault\/\d+$/.test(node.pointer))
    .map(({ node }) => ({
      direction: node.pointer.includes('/wsdl:output/') ? 'output' : 'input',
      ...given('element', elementOf(messages.get(nameIn(node, 'message') ?? ''), attributeOf(node, 'part'))),
    }));
}

function faultsOf({ operation }: BoundOperation, { messages }: WsdlModel): readonly SoapFault[] {
  return (operation?.faults ?? []).map(({ name, message }) => ({ name, ...given('element', elementOf(messages.get(message ?? ''))) }));
}

/** SOAPAction as the binding writes it; of SOAP 1.2 it is the action parameter of the media type. */
function actionOf(node: XmlNode): string | undefined {
  const [own] = childrenOf(node, 'soap:operation', 'soap12:operation');
  return own === undefined ? undefined : attributeOf(own, 'soapAction');
}

interface Bound {
  readonly model: Model;
  readonly wsdl: WsdlModel;
  readonly service: Pick<Service, 'dataClass'>;
  readonly safe: ReadonlySet<string>;
}

function operationOf(bound: BoundOperation, port: WsdlPort, binding: WsdlBinding, { wsdl, model, service, safe }: Bound): SoapOperation {
  const portName = attributeOf(port.node, 'name') ?? '';
  const { operation } = bound;
  const message = (name: string | undefined): WsdlMessage | undefined => (name === undefined ? undefined : wsdl.messages.get(name));
  const policy = policyOf(bound, { port, binding, model });
  const id = `${portName}/${bound.name}`;
  return {
    name: bound.name,
    id,
    pointer: bound.node.pointer,
    service: port.service,
    port: portName,
    portType: binding.type ?? '',
    binding: port.bindingName ?? '',
    ...given('address', port.address?.location.trim() === '' ? undefined : port.address?.location.trim()),
    soapVersion: binding.soap?.version === 'soap12' ? '1.2' : '1.1',
    ...given('transport', binding.soap?.transport),
    style: bound.style === 'rpc' ? 'rpc' : 'document',
    ...given('soapAction', actionOf(bound.node)),
    flow: operation?.flow ?? 'none',
    ...given('input', bodyOf(bound.input, message(operation?.input))),
    ...given('output', bodyOf(bound.output, message(operation?.output))),
    headers: headersOf(bound, wsdl),
    faults: faultsOf(bound, wsdl),
    policy,
    safe: safe.has(bound.name) || safe.has(id),
    ...given('secured', demandsCredential(policy)),
    dataClass: service.dataClass,
  };
}

/** Reads a WSDL that `requireKind` let through. Errors: none of its own; throws WorkLimit where its types make more work than is allowed. */
export function readSoapContract(document: LoadedDocument, ref: ContractRef, service: Pick<Service, 'dataClass'>): SoapContract {
  const model = readModel(document);
  const facts = model.wsdl;
  if (facts === undefined) throw new Error(`${document.file} is no WSDL`);
  const wsdl = facts.model;
  const bound: Bound = { model, wsdl, service, safe: new Set(ref.operationsSafe ?? []) };
  const offered = wsdl.ports.flatMap((port) => {
    const { binding } = port;
    return binding?.soap === undefined ? [] : binding.operations.map((operation) => operationOf(operation, port, binding, bound));
  });
  const reached = new Set(offered.map(({ pointer }) => pointer));
  const [definitions] = wsdl.set.definitions;
  // what is told at a declaration itself is a member already
  const members = new Set(model.places.Property.map(({ pointer }) => pointer));
  return {
    file: document.file,
    sha256: document.sha256,
    ...given('url', ref.url),
    ...given('declaredDigest', ref.digest),
    targetNamespace: (definitions === undefined ? undefined : attributeOf(definitions, 'targetNamespace')) ?? '',
    document,
    operations: offered,
    unoffered: [...wsdl.bindings.values()].flatMap(({ operations }) =>
      operations.filter(({ node }) => !reached.has(node.pointer)).map(({ name }) => name),
    ),
    members: model.places.Property.map(({ name = '', pointer, value }) => ({ name, pointer, schema: schemaIn(value) })),
    types: model.places.Schema.filter(({ pointer }) => !members.has(pointer)).map(({ value }) => schemaIn(value)),
    whole: facts.whole,
  };
}
