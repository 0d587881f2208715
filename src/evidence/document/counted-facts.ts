/**
 * What was counted in the schemas of a contract, as facts.
 *
 * Room     evidence/document (floor 3). May be imported within evidence/document only.
 */
import type { Facts } from '../../contract/api-model.js';
import { schemeIds } from '../../schemes/scheme.js';
import type { SchemaCounts } from './count-schemas.js';

/** `contract.temporal`, `contract.codes`, `contract.code.<id>` of every code, `0` where there is none. */
export function countedFacts({ codes, ...counts }: Omit<SchemaCounts, 'coreTypes'>): Facts {
  return {
    ...Object.fromEntries(Object.entries(counts).map(([name, value]) => [`contract.${name}`, value])),
    'contract.codes': [...codes.values()].reduce((sum, value) => sum + value, 0),
    ...Object.fromEntries(schemeIds.map((id) => [`contract.code.${id}`, 0])),
    ...Object.fromEntries([...codes].map(([id, value]) => [`contract.code.${id}`, value])),
  };
}
