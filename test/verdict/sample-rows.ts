/** Requirements, outcomes, waivers and rows with what a test says and nothing else of interest. */
import type { Finding, ResolvedProfile, ResolvedRequirement, Waiver } from '../../src/contract/documents.js';
import { examined, type Judgement, undetermined, violated } from '../../src/contract/judgement.js';
import type { InstanceOutcome, RollUpInput } from '../../src/verdict/index.js';

export const first = 'EGIF-TEC-TLS-001';
export const second = 'EGIF-TEC-TLS-002';

export function demanded(id: string, said: Partial<ResolvedRequirement> = {}): ResolvedRequirement {
  return {
    id,
    rev: 1,
    layer: 'technical',
    topic: id.slice(5, -4),
    level: 'MUST',
    tier: 'bronze',
    gate: 'major',
    weight: 3,
    title: { fa: 'نمونه', en: 'Sample' },
    statement: { fa: 'نمونه باید چنین باشد.', en: 'The sample MUST be so.' },
    source: 'proposal',
    refs: [],
    safety: 'S1',
    params: {},
    checks: ['probe/sample'],
    notTested: [],
    ...said,
  };
}

export const finding = { code: 'sample-wrong', at: 'sandbox/persons#type' } satisfies Finding;

/** Judgements by the verdict that they give. */
export const judgements: Readonly<Record<'passed' | 'failed' | 'cantTell' | 'untested', Judgement>> = {
  passed: examined(2),
  failed: violated(finding),
  cantTell: undetermined('timeout', 'no answer within 10000 ms'),
  untested: undetermined('no-consent'),
};

export function outcome(requirement: string, judgement: Judgement | undefined, said: Partial<InstanceOutcome> = {}): InstanceOutcome {
  return { requirement, check: 'probe/sample', instance: 'service', judgement, attempts: 1, evidence: [1], ...said };
}

export const scope = { agency: '99999000014', service: '10011234000', environment: 'sandbox' };

export function waiver(said: Partial<Waiver> = {}): Waiver {
  return {
    egif: 'waiver/v1',
    id: 'W-1',
    requirement: `${first}@rev1`,
    scope,
    reason: { fa: 'نمونه' },
    granted: '2026-11-01',
    expires: '2027-02-01',
    grantedBy: { org: 'ITO' },
    ...said,
  };
}

export function input(said: Partial<RollUpInput>): RollUpInput {
  return {
    requirements: [demanded(first)],
    applicability: new Map(),
    outcomes: [],
    eligibility: true,
    waivers: [],
    waiverScope: scope,
    unwaivable: [],
    at: '2026-11-20T10:00:00Z',
    ...said,
  };
}

export function resolved(requirements: readonly ResolvedRequirement[], said: Partial<ResolvedProfile> = {}): ResolvedProfile {
  const rule = { fa: 'برنزی', layerFloor: 60, confidenceMin: 0.9, openMajorsMax: 1, qualityMin: 75 };
  return {
    egif: 'resolved-profile/v1',
    id: 'sample',
    version: '1.0.0',
    title: { fa: 'نمونه', en: 'Sample' },
    status: 'draft',
    eligibility: true,
    catalogue: { ref: 'law@1.0.0', digest: `sha256:${'0'.repeat(64)}` },
    lineage: [],
    requirements,
    layers: { technical: { share: 0.5 }, data: { share: 0.5 } },
    tiers: { bronze: rule, silver: rule, gold: rule },
    targetTier: 'bronze',
    unwaivable: [],
    run: {},
    digest: `sha256:${'0'.repeat(64)}`,
    ...said,
  };
}
