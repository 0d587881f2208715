/**
 * The words of a comparison of two contracts: what changed, where, and whether a consumer of the old one breaks by it.
 *
 * Source   EGIF-TEC-VER-004; SemVer 2.0.0 §8.
 * Room     checks/diff (floor 3).
 */

/** Which way the changed part travels: to the service, from it, or neither (an operation, its security). */
export type Direction = 'request' | 'response' | 'neither';

/**
 * Why a change breaks or does not. `refuses-more`: calls that were taken may be refused. `answers-more`: answers may hold what a consumer was not told
 * of. `gone`: something that consumers may use is no longer there. `differs`: the same call means something else. `incomparable`: it cannot be told.
 */
export const reasons = ['compatible', 'refuses-more', 'answers-more', 'gone', 'differs', 'incomparable', 'sunset-over'] as const;

export type Reason = (typeof reasons)[number];

/** Every kind of change, by the part of the contract that it is about. */
export const changeKinds = [
  // operations
  ...(['operation-removed', 'operation-added', 'operation-deprecated', 'operation-id-changed', 'path-parameter-renamed', 'server-changed'] as const),
  ...(['callback-changed', 'security-tightened', 'security-loosened', 'security-scheme-changed'] as const),
  // inputs
  ...(['parameter-removed', 'parameter-added', 'required-parameter-added', 'parameter-now-required', 'parameter-now-optional'] as const),
  ...(['serialisation-changed', 'paging-removed', 'paging-added'] as const),
  ...(['body-removed', 'body-added', 'required-body-added', 'body-now-required', 'body-now-optional'] as const),
  // media types and answers
  ...(['media-type-removed', 'media-type-added', 'status-removed', 'status-added', 'header-removed', 'header-added', 'header-now-optional'] as const),
  // schemas
  ...(['type-narrowed', 'type-widened', 'type-changed', 'enum-value-removed', 'enum-value-added', 'bound-tightened', 'bound-loosened'] as const),
  ...(['pattern-added', 'pattern-removed', 'pattern-changed', 'format-added', 'format-removed', 'format-changed', 'multiple-changed'] as const),
  ...(['member-removed', 'member-added', 'required-member-added', 'member-now-required', 'member-now-optional', 'member-deprecated'] as const),
  ...(['other-members-refused', 'other-members-allowed', 'alternative-removed', 'alternative-added', 'composition-changed'] as const),
  ...(['constraint-changed', 'discriminator-changed', 'default-changed', 'default-added', 'meaning-changed', 'reference-unresolved'] as const),
] as const;

/** Kinds of change that contracts of events know beside those of operations and schemas. */
export const eventChangeKinds = [
  ...(['channel-removed', 'channel-added', 'channel-address-changed', 'channel-parameter-changed', 'broker-changed'] as const),
  ...(['message-removed', 'message-added', 'content-type-changed', 'payload-format-changed', 'binding-changed', 'reply-changed'] as const),
] as const;

export type ChangeKind = (typeof changeKinds)[number] | (typeof eventChangeKinds)[number];

/** One difference between two contracts. */
export interface Change {
  readonly kind: ChangeKind;
  readonly breaking: boolean | 'unknown';
  readonly reason: Reason;
  readonly direction: Direction;
  /** The operation where it was met first: `GET /persons/{id}`; a schema that many operations share is told of once. */
  readonly where: string;
  /** RFC 6901 pointer into the old contract; absent for what is new. */
  readonly old?: string;
  /** RFC 6901 pointer into the new contract; absent for what is gone. */
  readonly new?: string;
  /** Short texts of the values before and after. */
  readonly before?: string;
  readonly after?: string;
}

/** What a comparison found. */
export interface ContractDiff {
  readonly changes: readonly Change[];
  /** Operations of the old contract that were compared or found gone. */
  readonly operations: number;
  /** Whether the new contract is of another major version, which may break what it likes. Undefined: neither contract says. */
  readonly newMajor: boolean | undefined;
  /** False where the limit of counted work ended the comparison. */
  readonly complete: boolean;
}

/** How the values that a part permits changed. */
export type Shift = 'narrowed' | 'widened' | 'changed' | 'unknown';

/** Whether a shift breaks the consumer: requests may only take more, answers may only promise more. */
export function effectOf(shift: Shift, direction: Direction): Pick<Change, 'breaking' | 'reason'> {
  if (shift === 'unknown') return { breaking: 'unknown', reason: 'incomparable' };
  if (shift === 'changed') return { breaking: true, reason: 'differs' };
  if (shift === 'narrowed' && direction === 'request') return { breaking: true, reason: 'refuses-more' };
  if (shift === 'widened' && direction === 'response') return { breaking: true, reason: 'answers-more' };
  return { breaking: false, reason: 'compatible' };
}

/** A value in few characters. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'absent');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
