/**
 * Exit statuses, the same for all commands.
 *
 * Room     cli (floor 7).
 */

/** 0 yes · 1 no · 2 cannot tell · 3 usage or input · 4 defect of the harness. */
export type ExitStatus = 0 | 1 | 2 | 3 | 4;

const worstFirst: readonly ExitStatus[] = [4, 3, 1, 2, 0];

/** The status of several inputs: the worst wins, in the order 4, 3, 1, 2, 0. */
export function worstOf(statuses: readonly ExitStatus[]): ExitStatus {
  return worstFirst.find((status) => statuses.includes(status)) ?? 0;
}
