/**
 * The order in which Spectral's resolver fills in references, and who depends on whom. Every place has one target, so the graph is made of
 * chains, of which some end in a circle.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import { demandDepth } from './limits.js';

export class PointerOrder {
  readonly #target = new Map<string, string>();
  readonly #dependants = new Map<string, string[]>();
  readonly #nodes = new Set<string>();

  add(place: string, target: string): void {
    this.#nodes.add(place).add(target);
    this.#target.set(place, target);
    const dependants = this.#dependants.get(target);
    if (dependants === undefined) this.#dependants.set(target, [place]);
    else dependants.push(place);
  }

  /** Targets before what depends on them. */
  order(): readonly string[] {
    const done = new Set<string>();
    const order: string[] = [];
    const follow = (start: string): void => {
      const chain: string[] = [];
      const own = new Set<string>();
      let node: string | undefined = start;
      while (node !== undefined && !done.has(node) && !own.has(node)) {
        chain.push(node);
        own.add(node);
        node = this.#target.get(node);
      }
      for (const link of chain.reverse()) {
        done.add(link);
        order.push(link);
      }
    };
    for (const node of this.#nodes) if (!this.#dependants.has(node)) follow(node);
    for (const node of this.#nodes) if (!done.has(node)) follow(node);
    return order;
  }

  /** All that leads to a target, through other references too; the farthest first. */
  dependantsOf(target: string): readonly string[] {
    const direct = this.#dependants.get(target);
    if (direct === undefined) return [];
    const done = new Set<string>();
    const open = new Set<string>([target]);
    const found: string[] = [];
    const visit = (node: string, depth: number): void => {
      demandDepth(depth);
      if (done.has(node) || open.has(node)) return;
      open.add(node);
      for (const next of this.#dependants.get(node) ?? []) visit(next, depth + 1);
      open.delete(node);
      done.add(node);
      found.push(node);
    };
    for (const node of direct) visit(node, 1);
    return found;
  }
}
