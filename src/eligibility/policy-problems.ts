/**
 * What a schema cannot say about a policy: names that lead nowhere, names that stand twice, times that end before they begin, rules that can never apply.
 *
 * Room     eligibility (floor 3).
 */
import type { EligibilityPolicy, PolicyCondition } from '../contract/documents.js';
import type { Dated } from './condition.js';

export interface PolicyProblem {
  /** RFC 6901 pointer. */
  readonly pointer: string;
  readonly code: 'policy-name-twice' | 'policy-name-unknown' | 'policy-times' | 'policy-amounts' | 'policy-kind-without-rule';
  readonly got: string;
}

function twice(items: readonly { readonly id: string }[], pointer: string): readonly PolicyProblem[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }, index) => {
    if (seen.has(id)) return [{ pointer: `${pointer}/${index}/id`, code: 'policy-name-twice', got: id } as const];
    seen.add(id);
    return [];
  });
}

function undefinedNames(names: readonly string[], known: ReadonlySet<string>, pointer: string): readonly PolicyProblem[] {
  return names.flatMap((got, index) => (known.has(got) ? [] : [{ pointer: `${pointer}/${index}`, code: 'policy-name-unknown', got } as const]));
}

function times({ from, until }: Dated, pointer: string): readonly PolicyProblem[] {
  // an instant that cannot be read, such as a leap second, orders with nothing
  const begins = from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from);
  const ends = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until);
  return begins < ends ? [] : [{ pointer, code: 'policy-times', got: `${from ?? ''} … ${until ?? ''}` }];
}

function amounts({ amountFrom = 0, amountBelow = Number.POSITIVE_INFINITY }: PolicyCondition, pointer: string): readonly PolicyProblem[] {
  return amountFrom < amountBelow ? [] : [{ pointer, code: 'policy-amounts', got: `${amountFrom} … ${amountBelow}` }];
}

/** Everything that is wrong with a policy that its schema accepts; empty if nothing is. */
export function policyProblems(policy: EligibilityPolicy): readonly PolicyProblem[] {
  const ids = (items: readonly { readonly id: string }[]): ReadonlySet<string> => new Set(items.map(({ id }) => id));
  const [kinds, serviceKinds, sources] = [ids(policy.kinds), ids(policy.serviceKinds), ids(policy.sources)];
  const parts = (['rules', 'exemptions'] as const).flatMap((list) => policy[list].map((item, index) => ({ item, pointer: `/${list}/${index}` })));
  const named = new Set(parts.flatMap(({ item }) => item.when.kinds ?? [...kinds]));
  return [
    ...twice(policy.kinds, '/kinds'),
    ...twice(policy.serviceKinds, '/serviceKinds'),
    ...twice(policy.sources, '/sources'),
    ...twice([...policy.rules, ...policy.exemptions], '/rules'),
    ...times(policy, ''),
    ...parts.flatMap(({ item, pointer }) => [
      ...undefinedNames(item.when.kinds ?? [], kinds, `${pointer}/when/kinds`),
      ...undefinedNames(item.when.serviceKinds ?? [], serviceKinds, `${pointer}/when/serviceKinds`),
      ...undefinedNames(item.sources, sources, `${pointer}/sources`),
      ...times(item, pointer),
      ...amounts(item.when, `${pointer}/when`),
    ]),
    ...undefinedNames(policy.scoring?.sources ?? [], sources, '/scoring/sources'),
    ...policy.kinds.flatMap(({ id }, index) =>
      named.has(id) ? [] : [{ pointer: `/kinds/${index}`, code: 'policy-kind-without-rule', got: id } as const],
    ),
  ];
}
