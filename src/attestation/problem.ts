/**
 * What verification says when something does not hold: a coded refusal, or a coded "cannot tell".
 *
 * Codes and their order follow the trust design (JWS_*, X509_*, REPORT_* …). A refusal is data of the verification, never a defect of the harness.
 *
 * Room     attestation (floor 3).
 */

/** `invalid`: it does not hold. `indeterminate`: it cannot be told (EN 319 102-1 §5.1). */
export type Standing = 'invalid' | 'indeterminate';

/** Thrown inside the room at the first step that does not hold; `verifyReport` turns it into a result. */
export class Refusal extends Error {
  readonly code: string;
  readonly standing: Standing;

  constructor(code: string, detail: string, standing: Standing = 'invalid') {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.standing = standing;
  }
}

/** Refuses unless the condition holds. */
export function demand(holds: boolean, code: string, detail: string): asserts holds {
  if (!holds) throw new Refusal(code, detail);
}
