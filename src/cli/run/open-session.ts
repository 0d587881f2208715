/**
 * Opens the evidence session of a live run: permitted targets, consents, limits, credentials, trust anchors.
 *
 * Room     cli (floor 7).
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { authorizeTargets, defaultMaxRequests, mostRequests, type PreparedCase, resolveSecret, statedSecrets } from '../../index/cases.js';
import type { SafetyClass, Service } from '../../index/files.js';
import {
  answerKeysOf,
  createCredentials,
  doorsOf,
  type EvidenceSession,
  type Journal,
  openSession,
  type ProxyOptions,
  trustOfRun,
} from '../../index/live.js';
import { EgifError } from '../../errors.js';
import { decodeText, readBounded } from '../../contract/load-document.js';
import { loadTrustLists, readAnchors } from '../../index/law.js';
import { counterpartOf } from '../../contract/counterpart.js';
import { memberOf } from '../../contract/json.js';
import { operatorNotice } from './operator-notice.js';
import { places } from '../places.js';
import type { World } from '../world.js';

const order: readonly SafetyClass[] = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5'];
const defaults = { maxRps: 2, maxConcurrent: 2, timeoutMs: 10_000, maxResponseBytes: 5 * 1024 * 1024, consecutive5xx: 10 } as const;
const maxRootsBytes = 4 * 1024 * 1024;

type Flags = NonNullable<NonNullable<Service['consents']>['production']>;

/** Whether the profile lets a class reach production at all; S4 and S5 never do, whatever a profile says. */
function allowedInProduction(safety: SafetyClass, { environments, allowProduction }: PreparedCase['profile']['run']): boolean {
  if (safety === 'S4' || safety === 'S5' || allowProduction?.[safety] === 'never') return false;
  const place = environments?.[safety];
  return place === undefined || place === 'production' || place === 'offline' || allowProduction?.[safety] === 'with-consent';
}

/**
 * Whether the statement consents to a safety class in an environment, that of the run if none is named. What is absent is not consented to, but for the harmless class S1;
 * S4 and S5 are never sent to production; consents that have expired grant nothing beyond S1.
 */
export function consentOf(
  { subject, settings, profile }: PreparedCase,
  environment: PreparedCase['subject']['environment'] = subject.environment,
): (safety: SafetyClass) => boolean {
  const { consents } = subject.service;
  const { kind } = environment;
  const flags: Flags = consents?.[kind] ?? {};
  const expired = consents?.validTo !== undefined && consents.validTo < settings.startedAt;
  return (safety) => {
    if (safety === 'S0') return true;
    if (order.indexOf(safety) > order.indexOf(settings.maxSafety)) return false;
    if (safety === 'S1') return flags.S1 !== false;
    if (kind === 'production' && !allowedInProduction(safety, profile.run)) return false;
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
    ...(polite.backoffOn === undefined ? {} : { backoffOn: polite.backoffOn }),
    ...(own.quietHours === undefined ? {} : { quietHours: own.quietHours }),
    transportRetries: profile.run.retries?.transport ?? 0,
  };
}

/** A file of roots that the operator trusts. Errors: FILE_*, CERTIFICATE_UNREADABLE. */
async function readRoots(file: string): Promise<string> {
  const text = decodeText(await readBounded(file, maxRootsBytes), file);
  if (readAnchors(text, file).length === 0)
    throw new EgifError('CERTIFICATE_UNREADABLE', `${file} holds no certificate`, { file, mend: 'name a PEM file with the root certificate' });
  return text;
}

const runKeyOctets = 32;

/** The key of a new run: pseudonyms and salts follow from it. */
export const newRunKey = (world: World): Uint8Array => world.random(runKeyOctets);

interface LiveOptions {
  readonly allowNetwork: readonly string[];
  /** Files with roots that the operator trusts. */
  readonly trust?: readonly string[];
  readonly world: World;
  /** Of the run that is continued; a new one where it is absent. */
  readonly runKey?: Uint8Array;
  /** Where everything is written as it comes. */
  readonly journal?: Journal;
  /** Messages of the same run that went out by another session: they count towards the total. */
  readonly sentBefore?: number;
  /** Nothing is reached but through it. */
  readonly proxy?: ProxyOptions;
  /** Of what the operator is told; English where it is not said. */
  readonly lang?: 'fa' | 'en';
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
  { allowNetwork, trust = [], world, runKey, journal, proxy, sentBefore = 0, lang = 'en' }: LiveOptions,
): Promise<EvidenceSession> {
  const { subject, settings } = prepared;
  const { directory } = subject.loaded;
  // Offline nothing is contacted, so that nothing has to be allowed.
  const targets = settings.offline ? { origins: [], networks: [] } : authorizeTargets(subject, { allowNetwork, linked: linkedPages(prepared) });
  const anchors = await Promise.all((subject.environment.anchors ?? []).map((file) => readFile(join(directory, file), 'utf8')));
  const operator = await Promise.all(trust.map((file) => readRoots(resolve(world.directory, file))));
  const consent = consentOf(prepared);
  const counterpart = counterpartOf(subject.service, subject.environment);
  const limits = limitsOf(prepared);
  const read = async (file: string): Promise<string> => decodeText(await readBounded(join(directory, file), maxRootsBytes), file);
  return openSession({
    environment: subject.environment,
    targets,
    anchors,
    ...trustOfRun(prepared.profile, await loadTrustLists(places.trustLists), operator),
    limits: { ...limits, maxRequests: Math.max(0, (limits.maxRequests || mostRequests(prepared)) - sentBefore) },
    allowedSafety: order.filter(consent).at(-1) ?? 'S0',
    consent,
    baseUrl: subject.baseUrl,
    ...(counterpart === undefined ? {} : { counterpart: { environment: counterpart, consent: consentOf(prepared, counterpart) } }),
    ...(prepared.contract === undefined ? {} : { contract: prepared.contract }),
    soap: prepared.soap,
    credentials: (fetchToken) =>
      createCredentials({
        service: subject.service,
        resolveSecret: (reference) => resolveSecret(reference, { env: world.env, directory }),
        fetchToken,
        clock: () => world.now(),
      }),
    secrets: settings.offline ? [] : await statedSecrets(subject.service, { env: world.env, directory }),
    answerKeys: settings.offline ? [] : await answerKeysOf(subject.service, { read }),
    doors: settings.offline
      ? []
      : await doorsOf(subject.service, {
          networks: targets.networks,
          resolve: (reference) => resolveSecret(reference, { env: world.env, directory }),
          read,
        }),
    onWaiting: (waiting) => {
      world.stderr.write(operatorNotice(waiting, lang));
    },
    seed: settings.seed,
    ...(settings.challenge === undefined ? {} : { nonce: settings.challenge.nonce }),
    runKey: runKey ?? newRunKey(world),
    ...(journal === undefined ? {} : { journal }),
    ...(proxy === undefined ? {} : { proxy }),
    clock: () => world.now(),
    delay: (ms, signal) => world.delay(ms, signal),
  });
}
