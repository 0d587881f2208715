/**
 * Everything that is known of a case before anything is sent: the subject, its contracts, facts, samples, and the law that it is judged by.
 *
 * Room     suite (floor 5).
 */
import { newMajorOf } from '../checks/diff/contract-diff.js';
import { readSoapContract } from '../checks/soap/read-soap-contract.js';
import type { ApiContract, Facts, LoadedDocument, Operation, Sample } from '../contract/api-model.js';
import type { CheckSubject } from '../contract/check.js';
import type { ContractRef, ResolvedProfile } from '../contract/documents.js';
import type { SoapContract, XmlTools } from '../contract/soap-model.js';
import type { Workflow } from '../contract/workflow-model.js';
import { bareBase, counterpartOf } from '../contract/counterpart.js';
import { seededUuid } from '../contract/seeded.js';
import { factsOf } from '../evidence/document/facts.js';
import { readContract } from '../evidence/document/read-contract.js';
import { readArazzo } from '../evidence/document/read-arazzo.js';
import { sniffKind } from '../evidence/document/sniff-kind.js';
import { samplesOf } from '../evidence/document/samples.js';
import type { Codelists } from '../profile/load-codelists.js';
import type { Vocabularies } from '../profile/load-vocabularies.js';
import { codeIdOf } from '../schemes/field-dictionary.js';
import type { SelectedSubject } from '../subject/select-subject.js';
import type { LoadedSeries } from './series.js';
import type { RunSettings } from './settings.js';

export interface CaseContract {
  readonly ref: ContractRef;
  readonly document: LoadedDocument;
}

export interface PreparedCase {
  readonly subject: SelectedSubject;
  readonly profile: ResolvedProfile;
  readonly contracts: readonly CaseContract[];
  /** The HTTP contract that live checks go by: the first OpenAPI document. */
  readonly contract?: ApiContract;
  /** The contracts that were certified before, as they were. */
  readonly previousDocuments?: readonly LoadedDocument[];
  /** The HTTP contract among them, read. */
  readonly previous?: ApiContract;
  /** The series of measurements that the statement names. */
  readonly series?: LoadedSeries;
  /** The WSDL contracts, in the statement's order. */
  readonly soap: readonly SoapContract[];
  /** The workflows of the Arazzo descriptions, in the statement's order. */
  readonly workflows: readonly Workflow[];
  readonly facts: Facts;
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
  readonly settings: RunSettings;
  readonly codelists: Codelists;
  readonly vocabularies: Vocabularies;
}

export interface CaseInput {
  readonly subject: SelectedSubject;
  readonly profile: ResolvedProfile;
  readonly contracts: readonly CaseContract[];
  readonly previousDocuments?: readonly LoadedDocument[];
  readonly series?: LoadedSeries;
  readonly settings: RunSettings;
  readonly codelists: Codelists;
  readonly vocabularies: Vocabularies;
}

/** The HTTP contract certified before. */
function readPrevious({ previousDocuments = [], subject }: CaseInput): ApiContract | undefined {
  const document = previousDocuments.find((each) => sniffKind(each) === 'openapi');
  if (document === undefined) return undefined;
  return readContract(document, { type: 'openapi', file: document.file }, subject.service);
}

/** The subject with the one vantage that the run looks from, where it is said. */
function seenFrom(subject: SelectedSubject, { vantage }: RunSettings): SelectedSubject {
  return vantage === undefined ? subject : { ...subject, environment: { ...subject.environment, vantage: [vantage] } };
}

/** Prepares a case. Errors: DOCUMENT_NOT_A_CONTRACT, DOCUMENT_REF_OUTSIDE. */
export function prepareCase(input: CaseInput): PreparedCase {
  const { contracts, settings } = input;
  const subject = seenFrom(input.subject, settings);
  const { agency, service, environment, baseUrl } = subject;
  const openapi = contracts.find(({ ref }) => ref.type === 'openapi');
  const contract = openapi === undefined ? undefined : readContract(openapi.document, openapi.ref, service);
  const samples = contract === undefined ? new Map<string, readonly Sample[]>() : samplesOf(contract, { service, baseUrl, seed: settings.seed });
  const soap = contracts.filter(({ ref }) => ref.type === 'wsdl').map(({ ref, document }) => readSoapContract(document, ref, service));
  const workflows = contracts.filter(({ ref }) => ref.type === 'arazzo').flatMap(({ document }) => readArazzo(document, contract, service));
  const events = contracts.filter(({ ref }) => ref.type === 'asyncapi').map(({ document }) => document);
  const facts = factsOf({ agency, service, environment, codeIdOf, soap, events, ...(contract === undefined ? {} : { contract }) });
  const previous = contract === undefined ? undefined : readPrevious(input);
  return {
    ...input,
    subject,
    ...(contract === undefined ? {} : { contract }),
    ...(previous === undefined ? {} : { previous }),
    soap,
    workflows,
    facts:
      contract === undefined || previous === undefined
        ? facts
        : { ...facts, 'contract.newMajor': newMajorOf(previous.document, contract.document) === true },
    samples,
  };
}

/** What checks of SOAP contracts read XML with; nothing where there are none. Loaded when wanted: it brings libxml2 with it. */
export async function xmlToolsOf({ soap }: Pick<PreparedCase, 'soap'>): Promise<XmlTools | undefined> {
  return soap.length === 0 ? undefined : (await import('../evidence/soap/xml-tools.js')).openXmlTools();
}

/** What a check may know of the case, for one operation or for the service as a whole. */
export function checkSubject(prepared: PreparedCase, operation?: Operation, xml?: XmlTools): CheckSubject {
  const {
    subject,
    settings,
    contract,
    contracts,
    previous,
    previousDocuments = [],
    series,
    soap,
    workflows,
    samples,
    codelists,
    vocabularies,
  } = prepared;
  const counterpart = counterpartOf(subject.service, subject.environment);
  return {
    agency: subject.agency,
    ...(subject.loaded.statement.exchange === undefined ? {} : { exchange: subject.loaded.statement.exchange }),
    service: subject.service,
    environment: subject.environment,
    baseUrl: subject.baseUrl,
    ...(counterpart === undefined ? {} : { counterpart: { environment: counterpart, baseUrl: bareBase(counterpart) } }),
    ...(contract === undefined ? {} : { contract }),
    ...(previous === undefined ? {} : { previous }),
    events: contracts.filter(({ ref }) => ref.type === 'asyncapi').map(({ document }) => document),
    previousEvents: previousDocuments.filter((document) => sniffKind(document) === 'asyncapi'),
    ...(series === undefined ? {} : { availability: series.availability }),
    ...(operation === undefined ? {} : { operation }),
    ...(settings.types === undefined ? {} : { types: settings.types }),
    ...(settings.proxy === undefined ? {} : { proxied: true }),
    soap,
    workflows,
    ...(xml === undefined ? {} : { xml }),
    samples: (operationId) => samples.get(operationId) ?? [],
    identities: settings.identities,
    startedAt: settings.startedAt,
    uuid: (label) => seededUuid(settings.seed, label),
    choice: (label) => seededUuid(settings.seed, label),
    codelist: (id) => codelists.get(id)?.rows,
    vocabulary: (type) => vocabularies.get(type)?.schema,
  };
}
