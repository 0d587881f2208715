/**
 * The class of the data that an operation handles: what the contract or the statement says, unless the contract shows more.
 *
 * Nobody lowers a class by a word: an operation that takes or gives the code of a natural person handles personal data, whatever it is called.
 *
 * Source   EGIF-TEC-HTP-012, EGIF-LEG-PRV-002; catalogue §4.1 rule 3.
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { ApiContract, Operation } from '../contract/api-model.js';
import type { CheckSubject } from '../contract/check.js';
import { contractFields } from './fields/contract-fields.js';

const belowPersonal: ReadonlySet<string> = new Set(['public', 'internal']);
/** Codes that stand for one natural person. */
const natural: ReadonlySet<string> = new Set(['national-code', 'foreigner-id']);

/** Ids of the operations that carry such a code, found once for a contract. */
const known = new WeakMap<ApiContract, ReadonlySet<string>>();

function personalIn(contract: ApiContract): ReadonlySet<string> {
  const found =
    known.get(contract) ?? new Set(contractFields(contract).flatMap(({ scheme, operation }) => (natural.has(scheme) ? [operation.id] : [])));
  known.set(contract, found);
  return found;
}

/** `public`, `internal`, `personal`, `sensitive`, `classified`, or another word of the contract. */
export function dataClassOf({ contract, service }: Pick<CheckSubject, 'contract' | 'service'>, operation: Operation | undefined): string {
  const stated = operation?.dataClass ?? service.dataClass;
  if (operation === undefined || contract === undefined || !belowPersonal.has(stated)) return stated;
  return personalIn(contract).has(operation.id) ? 'personal' : stated;
}
