/**
 * What a verified certificate says, as those see it who decide on it: the budget office, an agency's portal.
 *
 * Room     contract (floor 2). Made by attestation, read by eligibility.
 */
import type { CertificateCredential, ParticipationCredential } from './documents.js';

/** `indeterminate`: it cannot be told (EN 319 102-1 §5.1.3). Only `valid` counts for anything. */
export type Standing = 'valid' | 'invalid' | 'indeterminate';

/** The kinds of certificates: that a service interoperates; that an agency took part in the work of a cluster, which says nothing of any service. */
export type CertificateKind = 'interoperability' | 'participation';

/** One certificate after verification. */
export interface CertificateStanding {
  readonly standing: Standing;
  /** Code of the first step that did not hold; absent where all did. */
  readonly code?: string;
  readonly detail?: string;
  /** `sha256:` of the compact credential, if it could be read at all. */
  readonly sha256?: string;
  /** The credential of an interoperability certificate, once its signature and chain hold; never before. */
  readonly certificate?: CertificateCredential;
  /** That of a certificate of participation, in its place: whoever asks for `certificate` never takes one for the other. */
  readonly participation?: ParticipationCredential;
  /** Milliseconds: first witness time of the log, or the time of a time stamp. */
  readonly trustedTime?: number;
  /** Milliseconds: until when this answer may be relied on without fresher status lists. */
  readonly freshUntil?: number;
}
