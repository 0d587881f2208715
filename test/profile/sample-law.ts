/** The shipped law, loaded once, and small synthetic laws for the tests of the rooms profile and verdict. */
import { fileURLToPath } from 'node:url';
import type { Requirement } from '../../src/contract/documents.js';
import { parseLoaded } from '../../src/contract/load-document.js';
import { type Catalogue, loadCatalogue, loadProfiles, type LoadedProfile, profileOf } from '../../src/profile/index.js';

/** The folder of the shipped profiles. */
export const profilesFolder = fileURLToPath(new URL('../../../profiles', import.meta.url));

let law: Promise<{ readonly catalogue: Catalogue; readonly profiles: readonly LoadedProfile[] }> | undefined;

/** The shipped catalogue and profiles. */
export function shippedLaw(): Promise<{ readonly catalogue: Catalogue; readonly profiles: readonly LoadedProfile[] }> {
  law ??= (async () => ({ catalogue: await loadCatalogue(`${profilesFolder}/catalogue`), profiles: await loadProfiles(profilesFolder) }))();
  return law;
}

/** A requirement with what a test says and nothing else of interest. */
export function requirement(id: string, said: Partial<Requirement> = {}): Requirement {
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
    rationale: 'For tests.',
    source: 'proposal',
    refs: [],
    origin: ['test'],
    check: [{ by: 'probe', checks: ['probe/sample'] }],
    safety: 'S1',
    automation: 'full',
    needs: [],
    params: {},
    evidence: ['none'],
    falsePositives: 'none',
    notApplicableWhen: 'never',
    ...said,
  };
}

/** A catalogue `law@1.0.0` of some requirements. */
export function catalogueOf(...requirements: readonly Requirement[]): Catalogue {
  return { ref: 'law@1.0.0', digest: `sha256:${'0'.repeat(64)}`, requirements: new Map(requirements.map((row) => [row.id, row])) };
}

/** A profile from the members that a test gives as YAML lines; `id`, and version 1.0.0. */
export function profile(id: string, members: string, version = '1.0.0'): LoadedProfile {
  const text = `egif: profile/v1
id: ${id}
version: ${version}
title: { fa: نمونه, en: Sample }
status: draft
catalogue: { ref: law@1.0.0 }
layers: { technical: { share: 1 } }
tiers: { silver: { fa: نقره‌ای, qualityMin: 75, confidenceMin: 0.9, openMajorsMax: 2 } }
${members}
`;
  return profileOf(parseLoaded(`${id}.yaml`, new TextEncoder().encode(text)));
}
