/** A certificate of participation of the test nation. */
import { agencyId as subjectOf, certificateContexts, participationSchemaId } from '../../src/attestation/certificate/words.js';
import type { ParticipationCredential } from '../../src/contract/documents.js';
import { agencyId, type Editable, type Nation } from './nation.js';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

export function participationIn(nation: Nation, change?: (of: Editable<ParticipationCredential>) => void): ParticipationCredential {
  const { id, issuer, validFrom, validUntil, credentialStatus, credentialSubject } = nation.credential();
  const made: Editable<ParticipationCredential> = structuredClone({
    '@context': [...certificateContexts],
    type: ['VerifiableCredential', 'EgifParticipationCertificate'],
    id,
    issuer,
    validFrom,
    validUntil,
    credentialSubject: { id: subjectOf(agencyId), agency: credentialSubject.agency, cluster: 'C12', year: 1405 },
    evidence: [{ type: 'EgifParticipationRecord' as const, decisionSha256: digest('d'), approvals: [digest('1'), digest('2')] }],
    credentialStatus,
    credentialSchema: { id: participationSchemaId, type: 'JsonSchema' as const },
  });
  change?.(made);
  return made;
}
