/** One run of the suite on a kind of sample agency, without repeats, and its replay. */
import path from 'node:path';
import { openCase } from '../../src/cli/open-case.js';
import { openLiveSession } from '../../src/cli/open-session.js';
import { parseArguments } from '../../src/cli/parse.js';
import { command as run } from '../../src/cli/run.js';
import { thisWorld } from '../../src/cli/world.js';
import type { AgencyOptions, RunningAgency } from '../../src/dev/agency.js';
import type { Pki } from '../../src/dev/pki.js';
import { openReplay } from '../../src/evidence/replay.js';
import { judgePlan, type JudgedItem } from '../../src/suite/judge-plan.js';
import { planRun } from '../../src/suite/plan.js';

/** What is run on what. */
interface Sight {
  readonly start: (options: Pick<AgencyOptions, 'directory' | 'faults' | 'pki'>) => Promise<Pick<RunningAgency, 'statement' | 'close'>>;
  readonly profile: string;
  readonly directory: string;
  readonly pki: Pki;
  readonly faults: readonly string[];
  /** Which items of the plan are judged. */
  readonly judges: (item: JudgedItem['item']) => boolean;
}

export interface SeenKind {
  /** Requirements with a finding, sorted. */
  readonly failed: readonly string[];
  /** Requirements without one that something is left open of. */
  readonly open: readonly string[];
  readonly judged: readonly JudgedItem[];
  /** The same from the evidence. */
  readonly again: readonly JudgedItem[];
}

/** The requirements of items, once each. */
export const requirementsIn = (judged: readonly JudgedItem[]): readonly string[] =>
  [...new Set(judged.flatMap(({ item }) => item.requirements))].sort();

/** What two judgings of the same must agree on. */
export const verdictsOf = (judged: readonly JudgedItem[]): readonly unknown[] =>
  judged.map(({ item, judgement }) => [item.check, item.instance, judgement]);

const isOpen = ({ judgement }: JudgedItem): boolean => judgement.findings.length === 0 && (judgement.cause !== undefined || judgement.examined === 0);

export async function seeKind({ start, profile, directory, pki, faults, judges }: Sight): Promise<SeenKind> {
  const home = path.join(directory, faults.join('-') || 'none');
  const agency = await start({ directory: home, faults, pki });
  const world = thisWorld();
  try {
    const words = [agency.statement, '--profile', profile, '--seed', 'end-to-end', '--allow-network', '127.0.0.0/8'];
    const { prepared: opened } = await openCase(await parseArguments('run', run, words), world, { judges: true });
    const prepared = { ...opened, profile: { ...opened.profile, run: { ...opened.profile.run, retries: { transport: 0, verdictFail: 0 } } } };
    const whole = planRun(prepared);
    const plan = { ...whole, items: whole.items.filter(judges) };
    const session = await openLiveSession(prepared, { allowNetwork: ['127.0.0.0/8'], world });
    try {
      const judged = await judgePlan({ prepared, plan, source: session });
      const evidence = path.join(home, 'evidence');
      await session.save(evidence, []);
      const again = await judgePlan({ prepared, plan, source: await openReplay(evidence) });
      const failed = requirementsIn(judged.filter(({ judgement }) => judgement.findings.length > 0));
      return { failed, open: requirementsIn(judged.filter(isOpen)), judged, again };
    } finally {
      await session.close();
    }
  } finally {
    await agency.close();
  }
}
