/**
 * Drift: where what runs has moved away from what was written. Nothing is judged here; it is gathered from the rows by the checks that look at both sides.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { Report, RequirementRow } from '../contract/documents.js';

export type Drift = NonNullable<Report['drift']>[number];
type Verdict = Drift['verdict'];

/** The checks of each kind, in the order in which they are shown. */
const checks: Readonly<Record<Drift['kind'], readonly string[]>> = {
  behaviour: [
    'probe/responses-match-contract',
    'probe/documented-statuses',
    'probe/valid-calls-accepted',
    'probe/violations-refused',
    'probe/soap-answers-match-schema',
  ],
  deployment: ['probe/contract-published', 'probe/wsdl-published'],
  environments: ['probe/environments-alike'],
  release: ['document/backward-compatible'],
};
const kinds: readonly Drift['kind'][] = ['behaviour', 'deployment', 'environments', 'release'];
/** The first of these that any instance has is the verdict of the kind. */
const gravest: readonly Verdict[] = ['failed', 'cantTell', 'passed'];

function driftOf(kind: Drift['kind'], rows: readonly RequirementRow[]): readonly Drift[] {
  const concerned = rows.flatMap((row) => {
    const instances = row.instances.filter(({ check }) => checks[kind].includes(check));
    return instances.length === 0 ? [] : [{ row, instances }];
  });
  // One check may serve several requirements: what it examined counts once.
  const instances = [...new Map(concerned.flatMap((each) => each.instances).map((each) => [`${each.check} ${each.instance}`, each])).values()];
  const verdict = gravest.find((each) => instances.some((instance) => instance.verdict === each));
  if (verdict === undefined) return [];
  const broken = concerned.filter((each) => each.instances.some((instance) => instance.verdict === 'failed'));
  const reason = verdict === 'cantTell' ? instances.find(({ cause }) => cause !== undefined)?.cause : undefined;
  return [
    {
      kind,
      verdict,
      requirements: concerned.map(({ row }) => row.id),
      examined: instances.reduce((sum, { examined }) => sum + examined, 0),
      findings: broken.flatMap(({ row }) => row.findings),
      ...(reason === undefined ? {} : { reason }),
    },
  ];
}

/** The drift that rows show. */
export const driftIn = (rows: readonly RequirementRow[]): readonly Drift[] => kinds.flatMap((kind) => driftOf(kind, rows));
