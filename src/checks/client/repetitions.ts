/**
 * Which calls of a consumer repeat which.
 *
 * How often one transaction asks for a thing is learned where all is well: two requests for the same are no repetition where a transaction makes two of them. A
 * repetition may differ in its query (a stamp against caches, a number of its own), so that the path tells what belongs together, and the whole target besides.
 *
 * Room     checks (floor 3). May be imported within checks/client only.
 */
import type { InboundCall } from '../../contract/evidence.js';

/** Calls that ask for the same, in the order of their coming. */
export interface Kind {
  readonly calls: readonly InboundCall[];
  /** How many of them one transaction makes where all is well; at least 1. */
  readonly once: number;
}

type Naming = (call: InboundCall) => string;

const pathOf: Naming = ({ method, target }) => `${method} ${target.split('?')[0] ?? ''}`;
const targetOf: Naming = ({ method, target }) => `${method} ${target}`;

function grouped(calls: readonly InboundCall[], name: Naming): ReadonlyMap<string, readonly InboundCall[]> {
  const groups = new Map<string, InboundCall[]>();
  for (const call of calls) {
    const own = groups.get(name(call)) ?? [];
    own.push(call);
    groups.set(name(call), own);
  }
  return groups;
}

function kindsBy(name: Naming, calls: readonly InboundCall[], control: readonly InboundCall[]): readonly Kind[] {
  const known = grouped(control, name);
  return [...grouped(calls, name)].map(([key, own]) => ({ calls: own, once: Math.max(1, known.get(key)?.length ?? 0) }));
}

/** The calls by method and path. `control`: those of a transaction where all was well. */
export const kindsOf = (calls: readonly InboundCall[], control: readonly InboundCall[]): readonly Kind[] => kindsBy(pathOf, calls, control);

const isRefused = ({ reply }: InboundCall): boolean => reply === '429' || reply === '503';

/** Milliseconds from each call that was refused to the one that repeats it. */
export function gapsAfterRefusal(calls: readonly InboundCall[], control: readonly InboundCall[]): readonly number[] {
  return [...kindsOf(calls, control), ...kindsBy(targetOf, calls, control)].flatMap((kind) =>
    kind.calls.flatMap((call, index) => {
      const next = kind.calls[index + kind.once];
      return next !== undefined && isRefused(call) ? [next.afterMs - call.afterMs] : [];
    }),
  );
}

/** How often what is asked most often was asked for, a transaction. */
export function mostAttempts(calls: readonly InboundCall[], control: readonly InboundCall[]): number {
  const kinds = [...kindsOf(calls, control), ...kindsBy(targetOf, calls, control)];
  return Math.max(0, ...kinds.map((kind) => Math.ceil(kind.calls.length / kind.once)));
}
