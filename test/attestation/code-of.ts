/** What a reader says of octets: `valid`, or the code of its refusal. Anything else that it throws fails the test. */
import { Refusal } from '../../src/attestation/problem.js';

export function codeOf(act: () => unknown): string {
  try {
    act();
    return 'valid';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
