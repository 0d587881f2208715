/**
 * One run of the suite against the sample agency with some faults: which requirements have findings, with which codes, and which stay open.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openCase } from '../../src/cli/open-case.js';
import { openLiveSession } from '../../src/cli/open-session.js';
import { parseArguments } from '../../src/cli/parse.js';
import { command as run } from '../../src/cli/run.js';
import { thisWorld } from '../../src/cli/world.js';
import { startAgency } from '../../src/dev/agency.js';
import type { Pki } from '../../src/dev/pki.js';
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
}

export interface SeeOptions {
  /** Where the agency's files are written. */
  readonly directory: string;
  readonly pki: Pki;
  readonly faults: readonly string[];
  /** Only these requirements; absent: all of the profile. */
  readonly only?: readonly string[];
  /** Default: three-layers. */
  readonly profile?: string;
  /** Changes the statement before it is read. */
  readonly restate?: (text: string) => string;
}

/** Requirements of judged items, each once, sorted. */
export const requirementsOf = (judged: readonly JudgedItem[]): readonly string[] =>
  [...new Set(judged.flatMap(({ item }) => item.requirements))].sort();

function codesOf(judged: readonly JudgedItem[], wanted: ReadonlySet<string>): Seen['codes'] {
  const codes = new Map<string, Set<string>>();
  for (const { item, judgement } of judged)
    for (const requirement of item.requirements.filter((id) => wanted.has(id)))
      for (const { code } of judgement.findings) codes.set(requirement, (codes.get(requirement) ?? new Set()).add(code));
  return Object.fromEntries([...codes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, set]) => [id, [...set].sort()]));
}

/** One run without repeats: the agency is deterministic. */
export async function seeAgency({ directory, pki, faults, only = [], profile = 'three-layers', restate }: SeeOptions): Promise<Seen> {
  const world = thisWorld();
  const agency = await startAgency({ directory: path.join(directory, faults.join('-') || 'none'), faults, pki });
  try {
    if (restate !== undefined) await writeFile(agency.statement, restate(await readFile(agency.statement, 'utf8')));
    const chosen = only.flatMap((id) => ['--only', id]);
    // some faults are of an agency with two environments
    const where = ['--environment', 'local', '--allow-network', '127.0.0.0/8'];
    const words = [agency.statement, '--profile', profile, '--seed', 'end-to-end', ...where, ...chosen];
    const { prepared: opened } = await openCase(await parseArguments('run', run, words), world, { judges: true });
    const prepared = { ...opened, profile: { ...opened.profile, run: { ...opened.profile.run, retries: { transport: 0, verdictFail: 0 } } } };
    const session = await openLiveSession(prepared, { allowNetwork: ['127.0.0.0/8'], world });
    try {
      const plan = planRun(prepared);
      const judged = await judgePlan({ prepared, plan, source: session });
      const failed = requirementsOf(judged.filter(({ judgement }) => judgement.findings.length > 0)).filter((id) => !plan.notSelected.has(id));
      const unknown = requirementsOf(
        judged.filter(({ judgement }) => judgement.findings.length === 0 && (judgement.cause !== undefined || judgement.examined === 0)),
      );
      return { failed, open: unknown.filter((id) => !failed.includes(id)), codes: codesOf(judged, new Set(failed)), judged };
    } finally {
      await session.close();
    }
  } finally {
    await agency.close();
  }
}
