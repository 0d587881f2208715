/**
 * A CheckSubject from the plain JSON of a fixture, over a default subject that no check has anything against.
 */
import { join } from 'node:path';
import type { ApiContract, Json, JsonObject, LoadedDocument, Operation, Sample } from '../../src/contract/api-model.js';
import type { AvailabilitySeries, CheckSubject } from '../../src/contract/check.js';
import type { Service, Statement } from '../../src/contract/documents.js';
import { isObject, memberOf } from '../../src/contract/json.js';
import type { SoapContract } from '../../src/contract/soap-model.js';
import type { Workflow } from '../../src/contract/workflow-model.js';
import { readSoapContract } from '../../src/checks/soap/read-soap-contract.js';
import { loadContract } from '../../src/evidence/document/load-contract.js';
import { readArazzo } from '../../src/evidence/document/read-arazzo.js';
import { openXmlTools } from '../../src/evidence/soap/xml-tools.js';
import { seededUuid } from '../../src/contract/seeded.js';
import { isDocument, problemsOf } from '../../src/contract/validate.js';
import { loadVocabularies } from '../../src/profile/load-vocabularies.js';
import { contractFrom } from './fixture-contract.js';
import { fixtureRoot, readObject } from './fixture.js';

const defaults = {
  agency: { legalPersonId: '99999000014', name: { fa: 'سازمان نمونه', en: 'Sample organisation' }, domains: ['agency.example'] },
  service: {
    id: '10011234000',
    title: { fa: 'استعلام اشخاص', en: 'Person inquiry' },
    role: 'base-registry',
    style: 'rest',
    dataClass: 'personal',
    statusPath: '/status',
  },
  environment: { id: 'sandbox', kind: 'sandbox', baseUrl: 'https://api.agency.example/v1' },
} as const;

const known = new Set([
  'agency',
  'exchange',
  'service',
  'environment',
  'identities',
  'startedAt',
  'codelists',
  'samples',
  'contract',
  'previous',
  'events',
  'previousEvents',
  'operation',
  'types',
  'soap',
  'availability',
  'workflows',
  'counterpart',
]);

const soapFolder = join(fixtureRoot, '..', 'agencies', 'person-inquiry-soap');
const soapDocument = await loadContract(join(soapFolder, 'person-inquiry.wsdl'));
const xml = openXmlTools();
const ports = new Map<string, SoapContract>();

/** The sample of a SOAP contract as one of its ports offers it: `"soap": "PersonInquirySoap11"`. */
function soapFrom(port: Json, service: Service): SoapContract {
  const known = ports.get(String(port));
  if (known !== undefined) return known;
  const operationsSafe = ['readPerson', 'readLegalPerson', 'readExtract', 'echo'];
  const ref = { type: 'wsdl', file: 'person-inquiry.wsdl', url: 'https://api.agency.example/v1?wsdl', operationsSafe } as const;
  const whole = readSoapContract(soapDocument, ref, service);
  const contract = { ...whole, operations: whole.operations.filter((operation) => operation.port === port) };
  ports.set(String(port), contract);
  return contract;
}

const vocabularies = await loadVocabularies(join(fixtureRoot, '..', '..', 'profiles', 'vocabularies'));

const part = (source: JsonObject, name: string): JsonObject => {
  const value = memberOf(source, name);
  return isObject(value) ? value : {};
};

function statementOf(source: JsonObject): Statement {
  const environment = { ...defaults.environment, ...part(source, 'environment') };
  const beside = memberOf(source, 'counterpart');
  const statement: unknown = {
    egif: 'manifest/v1',
    agency: { ...defaults.agency, ...part(source, 'agency') },
    ...(memberOf(source, 'exchange') === undefined ? {} : { exchange: part(source, 'exchange') }),
    services: [{ ...defaults.service, ...part(source, 'service'), environments: [environment, ...(isObject(beside) ? [beside] : [])] }],
  };
  if (!isDocument('Statement', statement)) throw new TypeError(`the fixture's subject: ${JSON.stringify(problemsOf('Statement', statement))}`);
  return statement;
}

function samplesFrom(source: JsonObject, operations: readonly Operation[]): ReadonlyMap<string, readonly Sample[]> {
  const samples = new Map<string, readonly Sample[]>();
  for (const [id, calls] of Object.entries(source)) {
    const operation = operations.find((candidate) => candidate.id === id);
    if (operation === undefined) throw new TypeError(`samples name an unknown operation ${id}`);
    const own = (Array.isArray(calls) ? calls : []).filter(isObject).map((call): Sample => {
      const body = call['body'];
      const status = call['expectedStatus'];
      const headers = call['headers'];
      return {
        operation,
        from: 'binding',
        url: String(call['url']),
        ...(isObject(headers) ? { headers: Object.entries(headers).map(([name, value]) => [name, String(value)] as const) } : {}),
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        ...(body === undefined ? {} : { mediaType: String(call['mediaType'] ?? 'application/json') }),
        ...(typeof status === 'number' ? { expectedStatus: status } : {}),
      };
    });
    samples.set(id, own);
  }
  return samples;
}

/** A series of measurements by its figures, held against their schema, or by its trouble. */
function availabilityFrom(source: JsonObject): AvailabilitySeries {
  const { figures, trouble } = source;
  if (isObject(trouble)) return { trouble: { code: String(trouble['code']), detail: String(trouble['detail']) } };
  const operations: unknown = { classes: [], availability: figures };
  if (!isDocument('OperationFigures', operations) || operations.availability === undefined)
    throw new TypeError(`figures of availability: ${JSON.stringify(problemsOf('OperationFigures', operations))}`);
  return { figures: operations.availability };
}

/** `"sample-contract"` brings the contract and the samples of fixtures/checks/sample-contract.json. */
function contractSource(source: JsonObject): JsonObject {
  const contract = memberOf(source, 'contract');
  if (contract === undefined) return source;
  if (isObject(contract)) {
    if (contract['like'] !== 'sample-contract') return source;
    const sample = readObject(join(fixtureRoot, 'sample-contract.json'));
    return { ...sample, ...source, contract: { ...part(sample, 'contract'), ...contract } };
  }
  if (contract !== 'sample-contract') throw new TypeError(`unknown contract ${JSON.stringify(contract)}`);
  const sample = readObject(join(fixtureRoot, 'sample-contract.json'));
  return { ...sample, ...source, contract: part(sample, 'contract') };
}

function rowsOf(source: JsonObject, id: string): readonly Readonly<Record<string, string>>[] | undefined {
  const rows = memberOf(source, id);
  if (!Array.isArray(rows)) return undefined;
  return rows.filter(isObject).map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, String(value)])));
}

function problemsIn(types: JsonObject): readonly { readonly message: string; readonly pointer?: string }[] {
  const problems = memberOf(types, 'problems');
  if (!Array.isArray(problems)) throw new TypeError('types hold a list of problems');
  return problems
    .filter(isObject)
    .map(({ message, pointer }) => ({ message: String(message), ...(pointer === undefined ? {} : { pointer: String(pointer) }) }));
}

/** The workflows of an Arazzo description that stands in a fixture; its source `contract.yaml` is the fixture's contract. */
function workflowsFrom(source: JsonObject, contract: ApiContract | undefined, service: Service): readonly Workflow[] {
  const document = { file: 'workflows.yaml', sha256: '', text: '', format: 'json', data: source, position: () => ({ line: 1, column: 1 }) } as const;
  return readArazzo(document, contract === undefined ? undefined : { ...contract, file: 'contract.yaml' }, service);
}

const eventContracts = new WeakMap<JsonObject, LoadedDocument>();

/** Contracts of events: `[{file, data}]`; the same object each time. */
function eventContractsFrom(source: JsonObject, name: string): readonly LoadedDocument[] {
  const listed = memberOf(source, name);
  return (Array.isArray(listed) ? listed : []).filter(isObject).map((each) => {
    const ready = eventContracts.get(each) ?? {
      file: String(each['file'] ?? 'asyncapi.json'),
      sha256: '',
      text: JSON.stringify(each['data']),
      format: 'json' as const,
      data: each['data'] ?? null,
      position: () => ({ line: 1, column: 1 }),
    };
    eventContracts.set(each, ready);
    return ready;
  });
}

/** The subject of a fixture; `operation` in it narrows operation scopes to that one operation. */
export function subjectFrom(given: JsonObject): CheckSubject {
  for (const member of Object.keys(given)) if (!known.has(member)) throw new TypeError(`the fixture's subject has an unknown member ${member}`);
  const source = contractSource(given);
  const { agency, exchange, services } = statementOf(source);
  const [service] = services;
  const [environment, beside] = service?.environments ?? [];
  if (service === undefined || environment === undefined) throw new TypeError('the fixture has no service');
  const contract = memberOf(source, 'contract') === undefined ? undefined : contractFrom(part(source, 'contract'));
  const samples = samplesFrom(part(source, 'samples'), contract?.operations ?? []);
  const identities = memberOf(source, 'identities');
  const codelists = part(source, 'codelists');
  const port = memberOf(source, 'soap');
  const operation = contract?.operations.find(({ id }) => id === memberOf(source, 'operation'));
  return {
    agency,
    ...(exchange === undefined ? {} : { exchange }),
    service,
    environment,
    baseUrl: environment.baseUrl.replace(/\/$/, ''),
    ...(beside === undefined ? {} : { counterpart: { environment: beside, baseUrl: beside.baseUrl } }),
    ...(contract === undefined ? {} : { contract }),
    ...(memberOf(source, 'previous') === undefined ? {} : { previous: contractFrom(part(source, 'previous')) }),
    events: eventContractsFrom(source, 'events'),
    previousEvents: eventContractsFrom(source, 'previousEvents'),
    ...(operation === undefined ? {} : { operation }),
    ...(memberOf(source, 'availability') === undefined ? {} : { availability: availabilityFrom(part(source, 'availability')) }),
    ...(memberOf(source, 'workflows') === undefined ? {} : { workflows: workflowsFrom(part(source, 'workflows'), contract, service) }),
    ...(memberOf(source, 'types') === undefined ? {} : { types: { problems: problemsIn(part(source, 'types')) } }),
    ...(port === undefined ? {} : { soap: [soapFrom(port, service)], xml }),
    samples: (id) => samples.get(id) ?? [],
    identities: Array.isArray(identities) ? identities.map(String) : ['consumer-a'],
    startedAt: String(memberOf(source, 'startedAt') ?? '2026-11-01T08:00:00Z'),
    uuid: (label) => seededUuid('fixture', label),
    choice: (label) => seededUuid('fixture', label),
    codelist: (id) => rowsOf(codelists, id),
    vocabulary: (type) => vocabularies.get(type)?.schema,
  };
}
