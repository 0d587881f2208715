/**
 * Three-valued logic: what may still turn out either way stays `unknown`, and never becomes a yes by being combined.
 *
 * Source   S. C. Kleene, Introduction to Metamathematics §64 (strong connectives).
 * Room     eligibility (floor 3).
 */

export type Truth = 'yes' | 'no' | 'unknown';

/** Yes where all are yes, no where one is no. Of none: yes. */
export function all(truths: readonly Truth[]): Truth {
  if (truths.includes('no')) return 'no';
  return truths.includes('unknown') ? 'unknown' : 'yes';
}

/** No where all are no, yes where one is yes. Of none: no. */
export function any(truths: readonly Truth[]): Truth {
  if (truths.includes('yes')) return 'yes';
  return truths.includes('unknown') ? 'unknown' : 'no';
}

export function not(truth: Truth): Truth {
  if (truth === 'unknown') return 'unknown';
  return truth === 'yes' ? 'no' : 'yes';
}

export const truthOf = (holds: boolean): Truth => (holds ? 'yes' : 'no');
