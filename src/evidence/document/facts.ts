/**
 * Facts for the applicability language, by dotted name. What is not known is absent: an absent fact is unknown, never false.
 *
 * Room     evidence/document (floor 3).
 */
import type { ApiContract, Facts, Json, LoadedDocument, Operation } from '../../contract/api-model.js';
import type { SoapContract } from '../../contract/soap-model.js';
import type { Environment, Service, Statement } from '../../contract/documents.js';
import { declaresCalls } from '../../contract/declares-calls.js';
import { cursorName } from '../../contract/paging-names.js';
import { counterpartOf } from '../../contract/counterpart.js';
import { isObject, memberOf, valueAt } from '../../contract/json.js';
import { type CodeIdOf, countSchemas } from './count-schemas.js';
import { countedFacts } from './counted-facts.js';
import { joinFacts } from './join-facts.js';
import { soapFacts } from './soap-facts.js';

export interface FactsInput {
  readonly agency: Statement['agency'];
  readonly service: Service;
  readonly environment: Environment;
  /** Absent where the service has no contract that could be read: then no fact of the contract is known. */
  readonly contract?: ApiContract;
  /** The WSDL contracts of the service. */
  readonly soap?: readonly SoapContract[];
  /** The AsyncAPI contracts of the service. */
  readonly events?: readonly LoadedDocument[];
  /** The code that a member of a name carries: the field dictionary. */
  readonly codeIdOf: CodeIdOf;
}

type FactValue = Facts[string];

/** Facts whose value is known. */
function known(facts: Readonly<Record<string, FactValue | undefined>>): Facts {
  return Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

/** Whether events are pushed: where the service is of that style, states a listener for them or an address that takes them, or declares webhooks or callbacks (OpenAPI 3.1.1 §4.8.1, §4.8.18). */
function hasWebhooks({ service, environment, contract }: FactsInput): boolean | undefined {
  if (service.style === 'event' || service.listeners?.events !== undefined || environment.receiver !== undefined) return true;
  if (contract === undefined) return undefined;
  return declaresCalls(contract.document.data);
}

function statementFacts(input: FactsInput): Facts {
  const { agency, service, environment } = input;
  const { credentials } = service;
  return known({
    'service.style': service.style,
    'service.role': service.role,
    'service.kinds': service.kinds,
    'service.criticality': service.criticality,
    'service.audience': service.audience,
    'service.lifeEvents': service.lifeEvents,
    'service.webhooks': hasWebhooks(input),
    'agency.domains': agency.domains,
    'environment.kind': environment.kind,
    'statement.previousCertified': service.previousCertified !== undefined,
    'statement.sla': service.sla !== undefined,
    'statement.load': service.consents?.load === true,
    'statement.oauth': credentials?.issuer !== undefined || credentials?.tokenUrl !== undefined,
    'statement.identities': Object.keys(credentials?.identities ?? {}).length,
    'statement.dependencies': service.dependencies?.length ?? 0,
    'statement.lifeEvents': service.lifeEvents?.length ?? 0,
    'statement.counterpart': counterpartOf(service, environment) !== undefined,
    'statement.workflows': service.contracts?.filter(({ type }) => type === 'arazzo').length ?? 0,
  });
}

/** Whether a call can be given words to search for: a query parameter of free text, or a body of a safe operation. */
function takesFreeText({ parameters, request }: Operation, codeIdOf: CodeIdOf): boolean {
  const free = parameters.some(
    ({ in: place, name, schema }) =>
      place === 'query' &&
      // a mark of a page and a code are no words
      !cursorName.test(name) &&
      codeIdOf(name) === undefined &&
      [schema['type']].flat().includes('string') &&
      ['format', 'pattern', 'enum', 'const'].every((keyword) => schema[keyword] === undefined),
  );
  return free || request !== undefined;
}

function operationFacts(operations: readonly Operation[], codeIdOf: CodeIdOf): Facts {
  const count = (test: (operation: Operation) => boolean): number => operations.filter(test).length;
  const answers = (operation: Operation, status: string): boolean => operation.responses.some((response) => response.status === status);
  return {
    'contract.operations': operations.length,
    'contract.safeOperations': count(({ safe }) => safe),
    'contract.getOperations': count(({ method }) => method === 'GET'),
    'contract.headOperations': count(({ method }) => method === 'HEAD'),
    'contract.bodyOperations': count(({ request }) => request !== undefined),
    'contract.securedOperations': count(({ secured }) => secured),
    'contract.publicOperations': count(({ secured }) => !secured),
    'contract.textSearches': count((operation) => operation.safe && takesFreeText(operation, codeIdOf)),
    'contract.collections': count(({ collection }) => collection),
    'contract.createOperations': count((operation) => operation.method === 'POST' && answers(operation, '201')),
    'contract.asyncOperations': count((operation) => (operation.extensions['x-egif-async'] ?? false) !== false || answers(operation, '202')),
    'contract.changeOperations': count(({ method }) => method === 'PUT' || method === 'PATCH'),
    'contract.legalOperations': count(({ extensions }) => extensions['x-egif-effect'] === 'legal'),
    'contract.effectOperations': count(({ extensions }) => extensions['x-egif-effect'] !== undefined),
    'contract.deprecatedOperations': count(({ deprecated }) => deprecated),
    'contract.parameters': operations.reduce((sum, { parameters }) => sum + parameters.length, 0),
  };
}

function contractFacts(contract: ApiContract, codeIdOf: CodeIdOf): Facts {
  const { data } = contract.document;
  const { coreTypes, ...rest } = countSchemas(data, codeIdOf);
  const components = memberOf(data, 'components');
  const size = (name: string): number => {
    const map = memberOf(components, name);
    return isObject(map) ? Object.keys(map).length : 0;
  };
  return {
    'contract.kind': 'openapi',
    'contract.version': contract.version,
    'contract.published': contract.url !== undefined,
    'contract.dcat': typeof memberOf(memberOf(data, 'info'), 'x-egif-dcat') === 'string',
    ...operationFacts(contract.operations, codeIdOf),
    'contract.securitySchemes': size('securitySchemes'),
    'contract.schemas': size('schemas'),
    ...countedFacts(rest),
    'contract.coreTypes': [...coreTypes].sort(),
  };
}

/** Protocols by which events go over HTTP and no broker is named. */
const webProtocols: ReadonlySet<string> = new Set(['https', 'wss']);

function serversIn(data: Json): readonly Json[] {
  return Object.values(memberOf(data, 'servers') ?? {}).map((server: Json) => {
    const reference = memberOf(server, '$ref');
    return typeof reference === 'string' && reference.startsWith('#') ? (valueAt(data, reference.slice(1)) ?? server) : server;
  });
}

/** How many servers that its contracts of events name are brokers, or may be; unknown where it has no such contract. */
function brokerFacts({ environment, events = [] }: FactsInput): Facts {
  const stated = environment.brokers?.length ?? 0;
  if (events.length === 0) return stated === 0 ? {} : { 'contract.brokers': stated };
  const listed = events.map(({ data }) => serversIn(data));
  // A contract that names no server does not say that there is no broker.
  if (stated === 0 && listed.some((servers) => servers.length === 0)) return {};
  const count = listed.flat().filter((server) => !webProtocols.has(String(memberOf(server, 'protocol')).toLowerCase())).length;
  return { 'contract.brokers': Math.max(count, stated) };
}

/** Codes that stand for one natural person, whoever holds them: what carries them is no public data. */
const natural = ['national-code', 'foreigner-id'] as const;
const belowPersonal: ReadonlySet<unknown> = new Set(['public', 'internal']);

/** The class of the data, by what is stated and by what the contracts show: a service that takes or gives the code of a natural person handles personal data. */
function dataClassFact(stated: Service['dataClass'], contracts: Facts): Facts {
  const shown = natural.some((id) => Number(contracts[`contract.code.${id}`] ?? 0) > 0);
  return { 'service.dataClass': shown && belowPersonal.has(stated) ? 'personal' : stated };
}

/** Everything that applicability may ask about a service in an environment: what any of its contracts holds, the service holds. */
export function factsOf(input: FactsInput): Facts {
  const { contract, soap = [], codeIdOf } = input;
  const contracts = [...(contract === undefined ? [] : [contractFacts(contract, codeIdOf)]), ...soap.map((each) => soapFacts(each, codeIdOf))];
  const shown = joinFacts(contracts);
  return { ...statementFacts(input), ...shown, ...dataClassFact(input.service.dataClass, shown), ...brokerFacts(input) };
}
