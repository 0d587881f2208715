/**
 * Over which instances a check runs: the whole service once, or once for each operation of its scope.
 *
 * Room     checks (floor 3). The suite plans with it, the self-test runs fixtures with it.
 */
import type { ApiContract, Operation } from '../contract/api-model.js';
import type { CheckSubject, Scope } from '../contract/check.js';

const inScope: Readonly<Record<Exclude<Scope, 'service'>, (operation: Operation) => boolean>> = {
  operations: () => true,
  'safe-operations': (operation) => operation.safe,
  'secured-operations': (operation) => operation.secured,
  'body-operations': (operation) => operation.request !== undefined,
};

/** The operations of a contract that a scope runs over. */
export function operationsIn(over: Exclude<Scope, 'service'>, contract: ApiContract | undefined): readonly Operation[] {
  return (contract?.operations ?? []).filter(inScope[over]);
}

/** The subjects of a scope's instances; none where the contract has no operation of the kind. */
export function instancesOf(over: Scope, subject: CheckSubject): readonly CheckSubject[] {
  if (over === 'service') return [subject];
  return operationsIn(over, subject.contract).map((operation) => ({ ...subject, operation }));
}
