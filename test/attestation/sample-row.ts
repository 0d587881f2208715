import type { RequirementRow } from '../../src/contract/documents.js';

/** A row of a requirement with one instance. */
export function deriveRow(id: RequirementRow['id'], verdict: 'passed' | 'failed'): RequirementRow {
  const findings = verdict === 'failed' ? [{ code: 'hsts-missing', at: 'local/#strict-transport-security' }] : [];
  return {
    id,
    rev: 1,
    layer: 'technical',
    topic: 'TEC-TLS',
    level: 'MUST',
    tier: 'silver',
    gate: 'major',
    weight: 3,
    title: { fa: 'عنوان', en: 'Title' },
    verdict,
    examined: 1,
    findings,
    params: {},
    instances: [{ check: 'probe/hsts', instance: 'service', verdict, examined: 1 }],
  };
}
