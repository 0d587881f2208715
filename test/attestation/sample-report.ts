/** A small report that its schema and its own rows bear out, for envelopes to hold. */
import { deriveRow } from './sample-row.js';
import type { Report } from '../../src/contract/documents.js';
import { assembleReport } from '../../src/report/assemble-report.js';

const digest = `sha256:${'a'.repeat(64)}`;

/** A report of one passed and one failed requirement, refused. */
export function sampleReport(): Report {
  return assembleReport({
    profile: {
      id: 'three-layers',
      version: '0.1.0',
      digest,
      title: { fa: 'نمونه', en: 'Sample' },
      eligibility: false,
      catalogue: { ref: 'egif-requirements@0.1.0', digest },
    },
    rows: [deriveRow('EGIF-TEC-TLS-001', 'passed'), deriveRow('EGIF-TEC-TLS-009', 'failed')],
    score: {
      verdict: 'refused',
      targetTier: 'silver',
      tiers: { silver: { verdict: 'refused', quality: [50, 50], confidence: 1, openMajors: 1, reasons: [] } },
    },
    subject: {
      agency: { legalPersonId: '99999000014', name: { fa: 'دستگاه نمونه' } },
      service: { id: '99990000000', title: { fa: 'خدمت نمونه' }, style: 'rest', dataClass: 'internal' },
      environment: { id: 'local', kind: 'local', baseUrl: 'https://localhost:8443/service/v1' },
      statementSha256: digest,
      contracts: [{ type: 'openapi', file: 'openapi.yaml', sha256: digest }],
    },
    harness: { name: 'egif', version: '0.1.0', node: 'v20.20.2', rulesets: [], codelists: [] },
    run: { seed: '1', startedAt: '2026-11-22T08:00:00.000Z', finishedAt: '2026-11-22T08:01:00.000Z', mode: 'live', maxSafety: 'S4', requestsSent: 3 },
    evidence: { root: digest, observations: 3, bytes: 10, redactions: 0, runKeySha256: digest },
    scope: 'full',
    notForCertification: [],
  });
}
