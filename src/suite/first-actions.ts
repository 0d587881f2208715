/**
 * The first request of each planned probe, without sending it: a probe is a generator, so it can be asked what it would ask.
 *
 * Room     suite (floor 5).
 */
import { checkDefinitions } from '../checks/index.js';
import type { SafetyClass } from '../contract/documents.js';
import type { Action } from '../contract/evidence.js';
import type { Plan } from './plan.js';
import { checkSubject, type PreparedCase } from './prepare.js';

export interface PlannedRequest {
  readonly safety: SafetyClass;
  readonly text: string;
  /** Checks that ask for it first. */
  readonly checks: readonly string[];
}

function textOf(action: Action): string {
  if (action.kind === 'tls-hello') return `ClientHello ${action.version} → ${action.origin}`;
  if (action.kind === 'tls-session') return `TLS handshake → ${action.origin}`;
  if (action.kind === 'dns') return `DNS ${action.type} ${action.name} → ${action.resolver ?? 'the addresses of this run'}`;
  if (action.kind === 'channel') return `GET ${action.url} (certificate ${action.client}, ${action.credential})`;
  if (action.kind === 'token') return `Token of ${action.identity}`;
  if (action.kind === 'wait') return `wait ${action.milliseconds} ms`;
  if (action.kind === 'burst') return `GET ${action.url} × ${action.count} (${action.credential})`;
  if (action.kind === 'broker') return `connect to ${action.origin} (${action.dialect}, ${action.channel}, no credential)`;
  if (action.kind === 'inbound') return `listen as ${action.door} (${action.occasion})`;
  const credential = action.credential === 'none' ? '' : ` (${action.credential})`;
  return `${action.method} ${action.url}${credential}${action.body === undefined ? '' : ` + ${Buffer.byteLength(action.body)} bytes`}`;
}

/** The distinct first requests of a plan, in order of safety. */
export function firstActions(prepared: PreparedCase, plan: Plan): readonly PlannedRequest[] {
  const found = new Map<string, PlannedRequest>();
  for (const item of plan.items) {
    const check = checkDefinitions.get(item.check);
    if (check === undefined || item.withheld !== undefined) continue;
    const probe = check.probe(checkSubject(prepared, item.operation), item.params);
    const step = probe.next();
    if (step.done === true) continue;
    const text = textOf(step.value);
    const known = found.get(text);
    found.set(text, { safety: step.value.safety, text, checks: [...new Set([...(known?.checks ?? []), item.check])] });
  }
  return [...found.values()].sort((a, b) => (a.safety === b.safety ? (a.text < b.text ? -1 : 1) : a.safety < b.safety ? -1 : 1));
}

/** The most requests that a run can send: the lower of the statement's and the profile's limits. */
export function mostRequests({ profile, subject }: PreparedCase): number {
  const limits = [subject.service.limits?.maxRequests, profile.run.politeness?.maxRequestsPerService].filter((limit) => limit !== undefined);
  return limits.length === 0 ? defaultMaxRequests : Math.min(...limits);
}

export const defaultMaxRequests = 3_000;
