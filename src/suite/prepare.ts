/**
 * Everything that is known of a case before anything is sent: the subject, its contracts, facts, samples, and the law that it is judged by.
 *
 * Room     suite (floor 5).
 */
import type { ApiContract, Facts, LoadedDocument, Operation, Sample } from '../contract/api-model.js';
import type { CheckSubject } from '../contract/check.js';
import type { ContractRef, ResolvedProfile } from '../contract/documents.js';
import { seededUuid } from '../contract/seeded.js';
import { factsOf } from '../evidence/document/facts.js';
import { readContract } from '../evidence/document/read-contract.js';
import { samplesOf } from '../evidence/document/samples.js';
import type { Codelists } from '../profile/load-codelists.js';
import type { Vocabularies } from '../profile/load-vocabularies.js';
import { codeIdOf } from '../schemes/field-dictionary.js';
import type { SelectedSubject } from '../subject/select-subject.js';
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
  readonly settings: RunSettings;
  readonly codelists: Codelists;
  readonly vocabularies: Vocabularies;
}

/** Prepares a case. Errors: DOCUMENT_NOT_A_CONTRACT, DOCUMENT_REF_OUTSIDE. */
export function prepareCase(input: CaseInput): PreparedCase {
  const { subject, contracts, settings } = input;
  const { agency, service, environment, baseUrl } = subject;
  const openapi = contracts.find(({ ref }) => ref.type === 'openapi');
  const contract = openapi === undefined ? undefined : readContract(openapi.document, openapi.ref, service);
  const samples = contract === undefined ? new Map<string, readonly Sample[]>() : samplesOf(contract, { service, baseUrl, seed: settings.seed });
  const facts = factsOf({ agency, service, environment, codeIdOf, ...(contract === undefined ? {} : { contract }) });
  return { ...input, ...(contract === undefined ? {} : { contract }), facts, samples };
}

/** What a check may know of the case, for one operation or for the service as a whole. */
export function checkSubject(prepared: PreparedCase, operation?: Operation): CheckSubject {
  const { subject, settings, contract, samples, codelists, vocabularies } = prepared;
  return {
    agency: subject.agency,
    service: subject.service,
    environment: subject.environment,
    baseUrl: subject.baseUrl,
    ...(contract === undefined ? {} : { contract }),
    ...(operation === undefined ? {} : { operation }),
    samples: (operationId) => samples.get(operationId) ?? [],
    identities: settings.identities,
    startedAt: settings.startedAt,
    uuid: (label) => seededUuid(settings.seed, label),
    codelist: (id) => codelists.get(id)?.rows,
    vocabulary: (type) => vocabularies.get(type)?.schema,
  };
}
