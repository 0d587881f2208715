/**
 * Facts of several contracts of one service as those of the service.
 *
 * Room     evidence/document (floor 3). May be imported within evidence/document only.
 */
import type { Facts } from '../../contract/api-model.js';

type Fact = Facts[string];

/** One fact of several contracts; undefined where what one of them does not say may decide. */
function joined(values: readonly (Fact | undefined)[]): Fact | undefined {
  const known = values.filter((value) => value !== undefined);
  const [first] = known;
  if (typeof first === 'number') {
    const sum = known.reduce((total: number, value) => total + (typeof value === 'number' ? value : 0), 0);
    return sum > 0 || known.length === values.length ? sum : undefined;
  }
  if (typeof first === 'boolean') return known.includes(true) ? true : known.length === values.length ? false : undefined;
  return first;
}

/** Counts are added: what one has, the service has. There is none only where every contract says so. Words are those of the first that has them. */
export function joinFacts(contracts: readonly Facts[]): Facts {
  const names = new Set(contracts.flatMap((facts) => Object.keys(facts)));
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const value = joined(contracts.map((facts) => facts[name]));
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
