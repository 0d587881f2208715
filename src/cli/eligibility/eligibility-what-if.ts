/**
 * `egif eligibility what-if`: who would be decided otherwise by a draft policy, and what a draft profile would do to services that are certified.
 *
 * Room     cli (floor 7).
 */
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { replayRun } from '../../index/again.js';
import {
  changeOf,
  type Comparison,
  type PolicyChange,
  type FallenRow,
  fallenRows,
  projectOf,
  readDataset,
  type Standings,
} from '../../index/eligibility.js';
import type { EligibilityOutcome, Report, Tier } from '../../index/files.js';
import { type Law, loadLaw, loadProfileFile, resolveProfile } from '../../index/law.js';
import { isolatedLatin, type Messages, messageOf } from '../../index/words.js';
import type { Context } from '../command.js';
import { harnessFacts } from '../harness-facts.js';
import { places } from '../places.js';

export interface PolicyEffect {
  readonly projects: number;
  /** Records that are no project; they are decided under neither policy. */
  readonly unreadable: number;
  readonly changes: readonly PolicyChange[];
}

/** Most changes that are kept with their reasons; all are counted. */
const maxChanges = 10_000;

/** Every project of a file under both policies. Errors: FILE_*. */
export async function policyEffect(file: string, name: string, comparison: Comparison): Promise<PolicyEffect & { readonly changed: number }> {
  const changes: PolicyChange[] = [];
  const counts = { projects: 0, unreadable: 0, changed: 0 };
  await readDataset(
    { file, name },
    {},
    {
      record({ value, lexical }) {
        const outcome = projectOf(value, lexical);
        if ('trouble' in outcome) {
          counts.unreadable += 1;
          return;
        }
        counts.projects += 1;
        const change = changeOf(outcome.project, comparison);
        if (change === undefined) return;
        counts.changed += 1;
        if (changes.length < maxChanges) changes.push(change);
      },
      flaw({ lost }) {
        if (lost) counts.unreadable += 1;
      },
    },
  );
  return { ...counts, changes };
}

/** What a draft profile does to one certified service. */
export interface ProfileEffect {
  readonly certificate: string;
  readonly agency: string;
  readonly service: string;
  readonly tier: Tier;
  /** Verdict of that tier under the draft; `unknown` where the evidence of the certificate is not at hand or is of another profile. */
  readonly verdict: Report['verdict'] | 'unknown';
  readonly falls: boolean;
  readonly rows: readonly FallenRow[];
}

/** Folders of evidence below a folder, by the root that their manifest names. */
async function evidenceByRoot(directory: string): Promise<ReadonlyMap<string, string>> {
  const { recordedLaw } = await import('../../index/again.js');
  const names = await readdir(directory, { withFileTypes: true });
  const found = new Map<string, string>();
  for (const name of names
    .filter((each) => each.isDirectory())
    .map((each) => each.name)
    .sort()) {
    const inside = join(directory, name, 'evidence');
    const folder = await stat(inside).then(
      () => inside,
      () => join(directory, name),
    );
    // a folder that is no evidence is none of ours
    const root = await recordedLaw(folder).then(
      (law) => law.root,
      () => undefined,
    );
    if (root !== undefined) found.set(root, folder);
  }
  return found;
}

async function draftProfile(name: string, law: Law, directory: string): Promise<ReturnType<typeof resolveProfile>> {
  if (!/\.ya?ml$|\.json$/.test(name)) return resolveProfile(name, law);
  const own = await loadProfileFile(resolve(directory, name));
  return resolveProfile(own.ref, { ...law, profiles: [...law.profiles.filter((each) => each.ref !== own.ref), own] });
}

export interface ProfileQuestion {
  readonly profile: string;
  /** Folder with a run directory, or its evidence, for each certificate. */
  readonly evidence: string;
  readonly standings: Standings;
}

/** Judges the stored evidence of every valid certificate by a draft profile. Errors: PROFILE_*, EVIDENCE_*. */
export async function profileEffects({ profile, evidence, standings }: ProfileQuestion, { world }: Context): Promise<readonly ProfileEffect[]> {
  const law = await loadLaw(places);
  const draft = await draftProfile(profile, law, world.directory);
  const folders = await evidenceByRoot(resolve(world.directory, evidence));
  const base = { codelists: law.codelists, vocabularies: law.vocabularies, harness: await harnessFacts(law), now: () => world.now() };
  const effects: ProfileEffect[] = [];
  for (const { standing, certificate } of standings.known) {
    if (standing !== 'valid') continue;
    const { agency, service, tier } = certificate.credentialSubject;
    const head = { certificate: certificate.id, agency: agency.legalPersonId, service: service.id, tier };
    const folder = folders.get(certificate.evidence[0]?.evidenceRoot ?? '');
    if (folder === undefined) {
      effects.push({ ...head, verdict: 'unknown', falls: false, rows: [] });
      continue;
    }
    const before = await replayRun({ ...base, directory: folder });
    const after = await replayRun({ ...base, directory: folder, profile: draft });
    const verdict = after.tiers[tier]?.verdict ?? 'incomplete';
    const falls = verdict === 'refused' || verdict === 'incomplete';
    effects.push({ ...head, verdict, falls, rows: falls ? fallenRows(before, after, tier) : [] });
  }
  return effects;
}

const shown = 50;

/** The effect of a policy as text. */
export function policyEffectText(
  { projects, changed, changes }: PolicyEffect & { readonly changed: number },
  { lang }: Context,
  messages: Messages,
): string {
  const fa = lang === 'fa';
  const told = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
    (messages.texts.get(key)?.[lang] ?? key).replace(/\{([a-z]+)\}/g, (_whole, name: string) => String(values[name] ?? ''));
  const word = (outcome: EligibilityOutcome): string => told(`eligibility-outcome-${outcome}`);
  const moves = new Map<string, { readonly change: PolicyChange; count: number }>();
  for (const change of changes) {
    const key = `${change.from} ${change.to}`;
    const move = moves.get(key);
    if (move === undefined) moves.set(key, { change, count: 1 });
    else move.count += 1;
  }
  const lines = [...moves.values()].map(
    ({ change, count }) => `  ${told('eligibility-whatif-moves', { count, from: word(change.from), to: word(change.to) })}`,
  );
  const each = changes.slice(0, shown).map(({ project, from, to, because }) => {
    const codes = [...new Set(because.map(({ code }) => messageOf(messages, code, lang).title))].join(fa ? '؛ ' : '; ');
    return `  ${fa ? isolatedLatin(project) : project}: ${word(from)} ${fa ? '←' : '→'} ${word(to)}: ${codes}`;
  });
  return `${[told('eligibility-whatif-head', { projects, changed }), ...lines, ...each].join('\n')}\n`;
}

/** The effects of a profile as text. */
export function profileEffectsText(effects: readonly ProfileEffect[], { lang }: Context, messages: Messages): string {
  const fa = lang === 'fa';
  const word = (verdict: ProfileEffect['verdict']): string =>
    verdict === 'unknown' ? (fa ? 'شواهد در دست نیست' : 'evidence not at hand') : (messages.texts.get(`word-outcome-${verdict}`)?.[lang] ?? verdict);
  const latin = (text: string): string => (fa ? isolatedLatin(text) : text);
  const lines = effects.flatMap(({ certificate, service, verdict, falls, rows }) => [
    `${falls ? '✗' : verdict === 'unknown' ? '?' : '✓'} ${latin(certificate)} ${latin(service)}: ${word(verdict)}`,
    ...rows.map(
      ({ id, title, code }) =>
        `    ${latin(id)} ${fa ? title.fa : title.en}${code === undefined ? '' : `: ${messageOf(messages, code, lang).title}`}`,
    ),
  ]);
  return `${lines.join('\n')}\n`;
}
