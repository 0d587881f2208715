/**
 * One trial of a self-proof: a sample agency with at most one fault is started, judged by `egif run`'s own way to a report, and stopped.
 *
 * Room     cli (floor 7).
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ground, AgencyKind } from '../../dev/kinds.js';
import type { Pki } from '../../dev/pki.js';
import { startOnGround } from '../../dev/start-on-ground.js';
import type { HarnessFacts } from '../../index/law.js';
import { runCase } from '../../index/live.js';
import { openCase } from '../run/open-case.js';
import { openLiveSession } from '../run/open-session.js';
import { parseArguments } from '../parse.js';
import { command as runCommand } from '../run/run.js';
import type { World } from '../world.js';

const loopback = ['127.0.0.0/8'];

export interface Trial {
  readonly kind: AgencyKind;
  readonly ground: Ground;
  /** `id@version` of the profile. */
  readonly profile: string;
  readonly fault?: string;
  /** Only these requirements; none: the whole profile. */
  readonly only: readonly string[];
}

export interface TrialWorld {
  readonly world: World;
  readonly pki: Pki;
  readonly harness: HarnessFacts;
  /** Where the agency's files and the evidence lie while it lasts. */
  readonly directory: string;
}

export interface Tried {
  /** Requirements that failed. */
  readonly failed: readonly string[];
  /** Requirements that did not fail and of which at least one check passed, and those that by the facts are about nothing there is. */
  readonly held: readonly string[];
}

/** Failures are deliberate and deterministic: nothing is repeated. Errors: those of opening a case. */
export async function tryOut({ kind, ground, profile, fault, only }: Trial, { world, pki, harness, directory }: TrialWorld): Promise<Tried> {
  const faults = fault === undefined ? [] : [fault];
  const agency = await startOnGround(kind, ground, { directory, faults, pki, clock: () => world.now() });
  try {
    const words = [agency.statement, '--profile', profile, '--environment', 'local', '--seed', 'self-proof', '--allow-network', ...loopback];
    const args = await parseArguments('run', runCommand, [...words, ...only.flatMap((id) => ['--only', id])]);
    const { prepared: opened } = await openCase(args, world, { judges: true });
    const prepared = { ...opened, profile: { ...opened.profile, run: { ...opened.profile.run, retries: { transport: 0, verdictFail: 0 } } } };
    const session = await openLiveSession(prepared, { allowNetwork: loopback, trust: [], world });
    try {
      const { requirements } = await runCase({
        prepared,
        session,
        directory: join(directory, 'evidence'),
        harness,
        waivers: [],
        notForCertification: [],
        now: () => world.now(),
      });
      // A fault may put something there that a requirement is about: a deprecated operation, a second environment. What was examined and found sound holds
      // as far as the law goes, where a copy of a national catalogue that it lacks keeps the rest untold.
      const holds = ({ verdict, instances }: (typeof requirements)[number]): boolean =>
        verdict === 'inapplicable' || (verdict !== 'failed' && instances.some((instance) => instance.verdict === 'passed' || instance.examined > 0));
      return {
        failed: requirements.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id),
        held: requirements.filter(holds).map(({ id }) => id),
      };
    } finally {
      await session.close();
    }
  } finally {
    await agency.close();
    await rm(directory, { recursive: true, force: true });
  }
}
