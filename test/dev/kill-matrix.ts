/**
 * The kill matrix: which requirement finds which fault of which kind of sample agency, by which finding codes. Kept in docs/kill-matrix.json, shown in
 * docs/kill-matrix.md.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { places } from '../../src/cli/places.js';
import type { ListedFault } from '../../src/dev/faults.js';
import { agencyKinds, type AgencyKind, type Ground } from '../../src/dev/kinds.js';
import { resolveProfile } from '../../src/profile/index.js';
import { loadLaw } from '../../src/suite/law.js';

/** Finding codes by requirement, of one fault. */
export type Kill = Readonly<Record<string, readonly string[]>>;
/** By fault. */
export type KindMatrix = Readonly<Record<string, Kill>>;
/** By kind of agency. */
export type KillMatrix = Readonly<Record<string, KindMatrix>>;

export const matrixFile = fileURLToPath(new URL('../../../docs/kill-matrix.json', import.meta.url));
export const pageFile = fileURLToPath(new URL('../../../docs/kill-matrix.md', import.meta.url));
const reasonsFile = fileURLToPath(new URL('../../../docs/kill-matrix-reasons.yaml', import.meta.url));

function isMatrix(value: unknown): value is KillMatrix {
  return typeof value === 'object' && value !== null;
}
function isReasons(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string');
}

/** The stored matrix; empty where there is none. */
export async function readMatrix(): Promise<KillMatrix> {
  const value: unknown = JSON.parse(await readFile(matrixFile, 'utf8').catch(() => '{}'));
  return isMatrix(value) ? value : {};
}

/** Why a fault breaks more than one requirement, or is not found live; by its name. */
export async function readReasons(): Promise<Readonly<Record<string, string>>> {
  const value: unknown = parse(await readFile(reasonsFile, 'utf8'));
  return isReasons(value) ? value : {};
}

/** Ids of the requirements that each profile of a ground judges by checks. */
export type Held = ReadonlyMap<string, ReadonlySet<string>>;

export async function heldByProfiles(): Promise<Held> {
  const law = await loadLaw(places);
  const names = new Set(agencyKinds.flatMap(({ grounds }) => grounds.map(({ profile }) => profile)));
  return new Map(
    [...names].map((name) => [
      name,
      new Set<string>(resolveProfile(name, law).requirements.flatMap(({ id, checks }) => (checks.length > 0 ? [id] : []))),
    ]),
  );
}

/** A run that a fault needs, and the requirements of the fault that its profile judges. */
export interface Look {
  readonly ground: Ground;
  readonly requirements: readonly string[];
}

/** On which grounds a fault is looked for: each that knows a requirement of it that those before do not. */
export function looksFor({ requirements }: Pick<ListedFault, 'requirements'>, { grounds }: AgencyKind, held: Held): readonly Look[] {
  const seen = new Set<string>();
  return grounds.flatMap((ground) => {
    const mine = requirements.filter((id) => held.get(ground.profile)?.has(id)).sort();
    const isNew = mine.some((id) => !seen.has(id));
    for (const id of mine) seen.add(id);
    return isNew ? [{ ground, requirements: mine }] : [];
  });
}

/** Requirements of a fault that some profile judges. */
export const liveRequirements = (fault: Pick<ListedFault, 'requirements'>, kind: AgencyKind, held: Held): readonly string[] =>
  [...new Set(looksFor(fault, kind, held).flatMap(({ requirements }) => requirements))].sort();

function kindSection(kind: AgencyKind, matrix: KindMatrix, reasons: Readonly<Record<string, string>>): string {
  const rows = kind.faults.map((fault) => {
    const kill = matrix[fault.name] ?? {};
    const cells = fault.requirements.map((id) => `${id}: ${(kill[id] ?? ['—']).join(', ')}`);
    return `| ${fault.name} | ${fault.describe.en ?? fault.describe.fa} | ${cells.join('<br>')} | ${reasons[fault.name] ?? ''} |`;
  });
  const requirements = new Set(kind.faults.flatMap((fault) => fault.requirements));
  return `## ${kind.name}

\`egif dev agency --kind ${kind.name}\`, judged under ${kind.grounds.map(({ profile }) => profile).join(', ')}: ${kind.faults.length} faults, ${requirements.size} requirements.

| fault | what it does | requirement: finding codes | reason |
|---|---|---|---|
${rows.join('\n')}
`;
}

/** The page of a matrix. `unkilled`: requirements that live checks judge and no fault breaks. */
export function pageOf(
  matrix: KillMatrix,
  { reasons, unkilled }: { readonly reasons: Readonly<Record<string, string>>; readonly unkilled: readonly string[] },
): string {
  const faults = agencyKinds.flatMap((kind) => kind.faults);
  const requirements = new Set(faults.flatMap((fault) => fault.requirements));
  const rest = unkilled.map((id) => `- ${id}${reasons[id] === undefined ? '' : `: ${reasons[id]}`}`);
  return `# Kill matrix: which requirement finds which fault

Made by \`npm run kill-matrix\`; what it holds is compared by \`EGIF_FAULTS=all npx mocha dist/test/dev/faults-end-to-end.test.js\`, which also sees that
no other requirement fails. A fault that breaks more than one requirement says why (docs/kill-matrix-reasons.yaml).

${agencyKinds.length} kinds of sample agency, ${faults.length} faults, ${requirements.size} requirements.

${agencyKinds.map((kind) => kindSection(kind, matrix[kind.name] ?? {}, reasons)).join('\n')}
## Requirements with a live check that no fault breaks

${rest.length === 0 ? 'None.' : rest.join('\n')}
`;
}
