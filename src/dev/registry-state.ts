/**
 * The sample registry while it runs: what its operations see of a request, and what they change.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { JsonObject } from '../contract/api-model.js';
import { digestOf } from '../contract/canonical.js';
import type { AgencyRequest, Answer } from './exchange.js';
import type { Registry } from './records.js';
import type { OperationInput } from './request-check.js';

export interface OperationWorld {
  readonly request: AgencyRequest;
  readonly input: OperationInput;
  readonly now: Date;
  readonly basePath: string;
  readonly serviceId: string;
  readonly state: RegistryState;
}

export type OperationHandler = (world: OperationWorld) => Answer;

/** A report that is made in the background. */
export interface Report {
  readonly id: string;
  readonly requestStatus: string;
  readonly orderedAt: Date;
  /** What becomes of it, where it is no report that is really made. */
  readonly fixed?: 'pending' | 'failed';
}

/** The registry while it runs: its records and what was created in this run. */
export interface RegistryState {
  readonly registry: Registry;
  readonly created: Map<string, JsonObject>;
  /** By Idempotency-Key: digest of the body, and the answer that was given. */
  readonly remembered: Map<string, { readonly body: string; readonly answer: Answer }>;
  /** By id, in the order of their creation. */
  readonly requests: Map<string, JsonObject>;
  readonly reports: Map<string, Report>;
}

function reportFrom(record: JsonObject, orderedAt: Date): Report {
  const { id, outcome } = record;
  const made: Report = { id: String(id), requestStatus: 'registered', orderedAt };
  return outcome === 'pending' || outcome === 'failed' ? { ...made, fixed: outcome } : made;
}

/** The state of an agency that starts. */
export function initialState(registry: Registry, now: Date): RegistryState {
  return {
    registry,
    created: new Map(),
    remembered: new Map(),
    requests: new Map(registry.requests.map((record) => [String(record['id']), record])),
    reports: new Map(registry.reports.map((record) => [String(record['id']), reportFrom(record, now)])),
  };
}

/** `sha256:` over all that a request could have changed. */
export function stateDigestOf({ registry, created, remembered, requests, reports }: RegistryState): string {
  return digestOf({
    records: [registry.persons, registry.legalEntities, registry.addresses, registry.licences, registry.payments],
    created: [...created],
    remembered: [...remembered].map(([key, { body }]) => [key, body]),
    requests: [...requests],
    reports: [...reports].map(([id, { requestStatus, orderedAt }]) => [id, requestStatus, orderedAt.toISOString()]),
  });
}
