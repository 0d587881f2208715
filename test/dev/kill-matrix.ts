/**
 * The kill matrix: which requirement finds which fault, by which finding codes. Kept in docs/kill-matrix.json, shown in docs/kill-matrix.md.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { faults } from '../../src/dev/faults.js';

/** Finding codes by requirement, of one fault. */
export type Kill = Readonly<Record<string, readonly string[]>>;
export type KillMatrix = Readonly<Record<string, Kill>>;

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

/** What a run of the profile judges of a fault: it has no requirements of the organisational and legal layers. */
export const liveRequirements = ({ requirements }: { readonly requirements: readonly string[] }): readonly string[] =>
  requirements.filter((id) => !/^EGIF-(?:ORG|LEG)-/.test(id)).sort();

/** The page of a matrix. */
export function pageOf(
  matrix: KillMatrix,
  given: { readonly reasons: Readonly<Record<string, string>>; readonly unkilled: readonly string[] },
): string {
  const rows = faults.map((fault) => {
    const kill = matrix[fault.name] ?? {};
    const cells = fault.requirements.map((id) => `${id}: ${(kill[id] ?? ['—']).join(', ')}`);
    return `| ${fault.name} | ${fault.describe.en ?? fault.describe.fa} | ${cells.join('<br>')} | ${given.reasons[fault.name] ?? ''} |`;
  });
  const requirements = new Set(faults.flatMap((fault) => fault.requirements));
  return `# Kill matrix: which requirement finds which fault

Made by \`npm run kill-matrix\`; what it holds is compared by \`EGIF_FAULTS=all npx mocha dist/test/dev/faults-end-to-end.test.js\`, which also sees that
no other requirement fails. A fault that breaks more than one requirement says why (docs/kill-matrix-reasons.yaml).

${faults.length} faults, ${requirements.size} requirements.

| fault | what it does | requirement: finding codes | reason |
|---|---|---|---|
${rows.join('\n')}

## Requirements with a live check that no fault breaks

${given.unkilled.length === 0 ? 'None.' : given.unkilled.map((id) => `- ${id}${given.reasons[id] === undefined ? '' : `: ${given.reasons[id]}`}`).join('\n')}
`;
}
