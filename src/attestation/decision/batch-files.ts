/**
 * Holds the files beside a sealed batch of decisions against the digests that it binds.
 *
 * Room     attestation (floor 3).
 */
import type { DecisionVerification } from './verify-decision.js';

/** `sha256:` of a file beside the batch; undefined where there is none. */
export type DigestBeside = (name: string) => Promise<string | undefined>;

/** One file that was changed makes a batch invalid, one that is not there leaves it untold; what is no valid batch stays as it is. */
export async function withBatchFiles(verification: DecisionVerification, digestOf: DigestBeside): Promise<DecisionVerification> {
  const { document, ...rest } = verification;
  if (verification.standing !== 'valid' || document?.egif !== 'eligibility-batch/v1') return verification;
  let answer: DecisionVerification = verification;
  for (const { name, sha256 } of document.files) {
    // a name is one of a file beside the batch, never a way out of its folder
    const found = /^[a-z][a-z.-]*$/.test(name) ? await digestOf(name) : undefined;
    if (found !== undefined && found !== sha256)
      return { ...rest, standing: 'invalid', code: 'BATCH_FILE_DIGEST', detail: `${name} is not the file that was sealed` };
    if (found === undefined)
      answer = { ...verification, standing: 'indeterminate', code: 'BATCH_FILE_MISSING', detail: `${name} is not beside the batch` };
  }
  return answer;
}
