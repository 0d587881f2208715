/**
 * One run of the suite, without repeats, on a sample agency of some kind with some faults: which requirements have findings, with which codes, which stay open,
 * and what the recorded evidence says again.
 */
import path from 'node:path';
import { openCase } from '../../src/cli/run/open-case.js';
import { openLiveSession } from '../../src/cli/run/open-session.js';
import { parseArguments } from '../../src/cli/parse.js';
import { command as run } from '../../src/cli/run/run.js';
import { thisWorld } from '../../src/cli/world.js';
import type { AgencyKind, Ground } from '../../src/dev/kinds.js';
import type { Pki } from '../../src/dev/pki.js';
import { startOnGround } from '../../src/dev/start-on-ground.js';
import { openReplay } from '../../src/evidence/replay.js';
import { judgePlan, type JudgedItem } from '../../src/suite/judge-plan.js';
import { planRun } from '../../src/suite/plan.js';

/** What a run saw. */
export interface Seen {
  /** Requirements with a finding, sorted. */
  readonly failed: readonly string[];
  /** Requirements without a finding of which something could not be told. */
  readonly open: readonly string[];
  /** Codes of the findings by requirement, both sorted. */
  readonly codes: Readonly<Record<string, readonly string[]>>;
  readonly judged: readonly JudgedItem[];
  /** The same from the evidence, where it was asked for. */
  readonly again: readonly JudgedItem[];
}

export interface SeeOptions {
  readonly kind: AgencyKind;
  /** Default: the first of the kind. */
  readonly ground?: Ground;
  /** Where the agency's files are written. */
  readonly directory: string;
  readonly pki: Pki;
  readonly faults: readonly string[];
  /** Only these requirements; absent: all of the profile. */
  readonly only?: readonly string[] | undefined;
  /** Which items of the plan are judged. Default: all. */
  readonly judges?: (item: JudgedItem['item']) => boolean;
  /** Whether what was recorded is judged again. */
  readonly replays?: boolean;
}

/** Requirements of judged items, each once, sorted. */
export const requirementsOf = (judged: readonly JudgedItem[]): readonly string[] =>
  [...new Set(judged.flatMap(({ item }) => item.requirements))].sort();

/** What two judgings of the same must agree on. */
export const verdictsOf = (judged: readonly JudgedItem[]): readonly unknown[] =>
  judged.map(({ item, judgement }) => [item.check, item.instance, judgement]);

const isOpen = ({ judgement }: JudgedItem): boolean => judgement.findings.length === 0 && (judgement.cause !== undefined || judgement.examined === 0);

function codesOf(judged: readonly JudgedItem[], wanted: ReadonlySet<string>): Seen['codes'] {
  const codes = new Map<string, Set<string>>();
  for (const { item, judgement } of judged)
    for (const requirement of item.requirements.filter((id) => wanted.has(id)))
      for (const { code } of judgement.findings) codes.set(requirement, (codes.get(requirement) ?? new Set()).add(code));
  return Object.fromEntries([...codes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, set]) => [id, [...set].sort()]));
}

/** One run without repeats: the agency is deterministic. */
export async function seeAgency(options: SeeOptions): Promise<Seen> {
  const { kind, ground = kind.grounds[0], directory, pki, faults, only = [], judges = () => true, replays = false } = options;
  const world = thisWorld();
  const home = path.join(directory, `${kind.name}-${ground.profile}-${faults.join('-') || 'none'}`);
  const agency = await startOnGround(kind, ground, { directory: home, faults, pki });
  try {
    const chosen = only.flatMap((id) => ['--only', id]);
    // some faults are of an agency with two environments
    const where = ['--environment', 'local', '--allow-network', '127.0.0.0/8'];
    const words = [agency.statement, '--profile', ground.profile, '--seed', 'end-to-end', ...where, ...chosen];
    const { prepared: opened } = await openCase(await parseArguments('run', run, words), world, { judges: true });
    const prepared = { ...opened, profile: { ...opened.profile, run: { ...opened.profile.run, retries: { transport: 0, verdictFail: 0 } } } };
    const session = await openLiveSession(prepared, { allowNetwork: ['127.0.0.0/8'], world });
    try {
      const whole = planRun(prepared);
      const plan = { ...whole, items: whole.items.filter(judges) };
      const judged = await judgePlan({ prepared, plan, source: session });
      const evidence = path.join(home, 'evidence');
      if (replays) await session.save(evidence, []);
      const again = replays ? await judgePlan({ prepared, plan, source: await openReplay(evidence) }) : [];
      const failed = requirementsOf(judged.filter(({ judgement }) => judgement.findings.length > 0)).filter((id) => !plan.notSelected.has(id));
      const open = requirementsOf(judged.filter(isOpen)).filter((id) => !failed.includes(id));
      return { failed, open, codes: codesOf(judged, new Set(failed)), judged, again };
    } finally {
      await session.close();
    }
  } finally {
    await agency.close();
  }
}
