/**
 * Many certificates under one trust list, and what only shows when they lie side by side: two with one id, and circles of succession.
 *
 * Room     attestation (floor 3).
 */
import { createTrustMemory } from '../trust/trust-context.js';
import { type CertificateOptions, type CertificateVerification, verifyCertificate } from './verify.js';

/** Something that two or more certificates say against each other. */
export interface Contradiction {
  readonly code: 'CERTIFICATE_ID_TWICE' | 'SUPERSEDE_LOOP';
  /** Ids of the certificates. */
  readonly ids: readonly string[];
}

export interface CertificateBatch {
  /** Verifies one; what was computed for those before is used again. */
  add(octets: Uint8Array): CertificateVerification;
  /** What the genuine ones among them say against each other. */
  contradictions(): readonly Contradiction[];
}

/** The id of a certificate of either kind whose signature holds. */
const idOf = ({ certificate, participation }: CertificateVerification): string | undefined => (certificate ?? participation)?.id;

/** Ids that lie on a circle of a relation in which each has one successor at most. */
function circles(next: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  const done = new Set<string>();
  const found: string[][] = [];
  for (const start of next.keys()) {
    const trail: string[] = [];
    let at: string | undefined = start;
    while (at !== undefined && !done.has(at)) {
      done.add(at);
      trail.push(at);
      at = next.get(at);
    }
    const from = at === undefined ? -1 : trail.indexOf(at);
    if (from >= 0) found.push(trail.slice(from));
  }
  return found;
}

/** A batch. Contradictions are looked for among certificates whose signatures hold, whether or not they stand. */
export function createBatch(options: CertificateOptions): CertificateBatch {
  const trust = options.trust.memory === undefined ? { ...options.trust, memory: createTrustMemory() } : options.trust;
  const digests = new Map<string, string>();
  const twice = new Set<string>();
  const before = new Map<string, string>();
  return {
    add(octets) {
      const verification = verifyCertificate(octets, { ...options, trust });
      const { certificate, sha256 } = verification;
      const id = idOf(verification);
      if (id === undefined || sha256 === undefined) return verification;
      const known = digests.get(id);
      if (known !== undefined && known !== sha256) twice.add(id);
      digests.set(id, known ?? sha256);
      if (certificate?.supersedes !== undefined) before.set(id, certificate.supersedes);
      return verification;
    },
    contradictions: () => [
      ...[...twice].map((id): Contradiction => ({ code: 'CERTIFICATE_ID_TWICE', ids: [id] })),
      ...circles(before).map((ids): Contradiction => ({ code: 'SUPERSEDE_LOOP', ids })),
    ],
  };
}

/** What a contradiction makes of a verification. */
export function withContradictions(verification: CertificateVerification, contradictions: readonly Contradiction[]): CertificateVerification {
  const id = idOf(verification);
  const found = id === undefined ? undefined : contradictions.find(({ ids }) => ids.includes(id));
  if (found === undefined || verification.standing === 'invalid') return verification;
  const { seen: _seen, freshUntil: _freshUntil, ...rest } = verification;
  return { ...rest, standing: 'invalid', code: found.code, detail: `among the certificates of this batch: ${found.ids.join(', ')}` };
}

/** Verifies many and lets contradictions count. Never throws for what the octets say. */
export function verifyBatch(files: readonly Uint8Array[], options: CertificateOptions): readonly CertificateVerification[] {
  const batch = createBatch(options);
  const verifications = files.map((octets) => batch.add(octets));
  const contradictions = batch.contradictions();
  return verifications.map((verification) => withContradictions(verification, contradictions));
}
