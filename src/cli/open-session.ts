/**
 * Opens the evidence session of a live run: permitted targets, consents, limits, credentials, trust anchors.
 *
 * Room     cli (floor 7).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { authorizeTargets, defaultMaxRequests, mostRequests, type PreparedCase, resolveSecret } from '../index/cases.js';
import type { SafetyClass, Service } from '../index/files.js';
import { createCredentials, type EvidenceSession, openSession } from '../index/live.js';
import { memberOf } from '../contract/json.js';
import type { World } from './world.js';

const order: readonly SafetyClass[] = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5'];
const defaults = { maxRps: 2, maxConcurrent: 2, timeoutMs: 10_000, maxResponseBytes: 5 * 1024 * 1024, consecutive5xx: 10 } as const;
const runKeyOctets = 32;

type Flags = NonNullable<NonNullable<Service['consents']>['production']>;

/**
 * Whether the statement consents to a safety class in the run's environment. What is absent is not consented to, but for the harmless class S1;
 * S4 and S5 are never sent to production; consents that have expired grant nothing beyond S1.
 */
export function consentOf({ subject, settings }: PreparedCase): (safety: SafetyClass) => boolean {
  const { consents } = subject.service;
  const { kind } = subject.environment;
  const flags: Flags = consents?.[kind] ?? {};
  const expired = consents?.validTo !== undefined && consents.validTo < settings.startedAt;
  return (safety) => {
    if (safety === 'S0') return true;
    if (order.indexOf(safety) > order.indexOf(settings.maxSafety)) return false;
    if (safety === 'S1') return flags.S1 !== false;
    if (kind === 'production' && (safety === 'S4' || safety === 'S5')) return false;
    return !expired && flags[safety] === true;
  };
}

/** The lower of the profile's and the statement's politeness. */
function limitsOf({ subject, profile }: PreparedCase) {
  const own = subject.service.limits ?? {};
  const polite = profile.run.politeness ?? {};
  const local = subject.environment.kind === 'local';
  const least = (...values: readonly (number | undefined)[]): number | undefined => {
    const known = values.filter((value) => value !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  };
  return {
    maxRps: (local ? own.maxRps : least(own.maxRps, polite.maxRps)) ?? defaults.maxRps,
    maxConcurrent: (local ? own.maxConcurrent : least(own.maxConcurrent, polite.maxConcurrent)) ?? defaults.maxConcurrent,
    maxRequests: local ? (own.maxRequests ?? defaultMaxRequests) : 0,
    timeoutMs: own.timeoutMs ?? defaults.timeoutMs,
    maxResponseBytes: own.maxResponseBytes ?? defaults.maxResponseBytes,
    consecutive5xx: own.stopOn?.consecutive5xx ?? defaults.consecutive5xx,
  };
}

/** Addresses of pages in the contract. */
function linkedPages({ contract }: PreparedCase): readonly string[] {
  const data: unknown = contract?.document.data;
  return [memberOf(memberOf(data, 'info'), 'x-egif-changelog'), memberOf(memberOf(data, 'externalDocs'), 'url')].filter(
    (url) => typeof url === 'string',
  );
}

/** Opens the session. Nothing is sent yet. Errors: TARGET_*, FILE_*. */
export async function openLiveSession(
  prepared: PreparedCase,
  { allowNetwork, world }: { readonly allowNetwork: readonly string[]; readonly world: World },
): Promise<EvidenceSession> {
  const { subject, settings } = prepared;
  const { directory } = subject.loaded;
  // Offline nothing is contacted, so that nothing has to be allowed.
  const targets = settings.offline ? { origins: [], networks: [] } : authorizeTargets(subject, { allowNetwork, linked: linkedPages(prepared) });
  const anchors = await Promise.all((subject.environment.anchors ?? []).map((file) => readFile(join(directory, file), 'utf8')));
  const consent = consentOf(prepared);
  const limits = limitsOf(prepared);
  return openSession({
    environment: subject.environment,
    targets,
    anchors,
    limits: { ...limits, maxRequests: limits.maxRequests || mostRequests(prepared) },
    allowedSafety: order.filter(consent).at(-1) ?? 'S0',
    consent,
    credentials: (fetchToken) =>
      createCredentials({
        service: subject.service,
        resolveSecret: (reference) => resolveSecret(reference, { env: world.env, directory }),
        fetchToken,
        clock: () => world.now(),
      }),
    seed: settings.seed,
    runKey: world.random(runKeyOctets),
    clock: () => world.now(),
    delay: (ms) => world.delay(ms),
  });
}
