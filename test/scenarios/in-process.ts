/**
 * Runs a case in this process, with the law loaded once: for many runs that need no command line each.
 */
import { join } from 'node:path';
import { harnessFacts } from '../../src/cli/harness-facts.js';
import { openLiveSession } from '../../src/cli/run/open-session.js';
import { places } from '../../src/cli/places.js';
import { typesOutcome } from '../../src/cli/contracts/types-outcome.js';
import { thisWorld } from '../../src/cli/world.js';
import type { Report } from '../../src/contract/documents.js';
import {
  type EvidenceSession,
  loadContracts,
  loadLaw,
  loadStatement,
  type PreparedCase,
  prepareCase,
  resolveProfile,
  runCase,
  selectSubject,
} from '../../src/index.js';

const law = loadLaw(places);
export const loopback = ['127.0.0.0/8'];

interface Choice {
  readonly profile: string;
  readonly offline: boolean;
}

async function prepareAs(statement: string, seed: string, { profile, offline }: Choice): Promise<PreparedCase> {
  const { codelists, vocabularies, ...rest } = await law;
  const subject = selectSubject(await loadStatement(statement), {});
  const contracts = await loadContracts(subject);
  const contract = contracts.find(({ ref }) => ref.type === 'openapi');
  const types = contract === undefined ? undefined : await typesOutcome(contract.document);
  return prepareCase({
    subject,
    profile: resolveProfile(profile, rest),
    contracts,
    codelists,
    vocabularies,
    settings: {
      service: subject.service.id,
      environment: subject.environment.id,
      seed,
      startedAt: new Date().toISOString(),
      identities: Object.entries(subject.service.credentials?.identities ?? {}).flatMap(([name, { state }]) => (state === undefined ? [name] : [])),
      maxSafety: 'S4',
      offline,
      ...(types === undefined ? {} : { types }),
    },
  });
}

/** A case of the sample's kind, with every identity that its statement names. */
export function prepare(statement: string, seed: string): Promise<PreparedCase> {
  return prepareAs(statement, seed, { profile: 'three-layers', offline: false });
}

/** A case of a SOAP service that nothing is sent to. */
export function prepareSoap(statement: string): Promise<PreparedCase> {
  return prepareAs(statement, 'soap', { profile: 'soap-legacy-provider', offline: true });
}

/** What `egif run --offline` does for a SOAP service. */
export async function runOffline({ statement, out }: Pick<InProcessRun, 'statement' | 'out'>): Promise<Report> {
  return conduct(await prepareSoap(statement), out);
}

export interface InProcessRun {
  readonly statement: string;
  readonly out: string;
  readonly seed: string;
  /** Changes the case before it is planned. */
  readonly change?: (prepared: PreparedCase) => PreparedCase;
  /** Wraps the session through which everything is asked. */
  readonly wrap?: (session: EvidenceSession) => EvidenceSession;
}

/** What `egif run` does, without its files beside the evidence. */
export async function runHere({ statement, out, seed, change, wrap }: InProcessRun): Promise<Report> {
  const case_ = await prepare(statement, seed);
  return conduct(change?.(case_) ?? case_, out, wrap);
}

async function conduct(prepared: PreparedCase, out: string, wrap?: InProcessRun['wrap']): Promise<Report> {
  const session = await openLiveSession(prepared, { allowNetwork: loopback, world: thisWorld() });
  try {
    return await runCase({
      prepared,
      session: wrap?.(session) ?? session,
      directory: join(out, 'evidence'),
      harness: await harnessFacts(await law),
      waivers: [],
      notForCertification: [],
      now: () => new Date(),
    });
  } finally {
    await session.close();
  }
}

/** The law and the facts of this harness, for a replay. */
export async function replayFacts() {
  const loaded = await law;
  return { codelists: loaded.codelists, vocabularies: loaded.vocabularies, harness: await harnessFacts(loaded), now: () => new Date() };
}
