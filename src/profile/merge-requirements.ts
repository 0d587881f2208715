/**
 * The requirements of a profile: those of its parents, then its own include, exclude, override and params.
 *
 * Room     profile (floor 3). May be imported within profile only.
 */
import type { Override } from '../contract/documents.js';
import { type Demand, demandOf, overridden, paramProblem, sameDemand } from './demand.js';
import { complain, type Merge } from './merge.js';
import { emptySelector, select, unknownRequirement } from './select.js';

/** A demand with an own override laid over it; the override itself is judged later. */
function settled(id: string, demand: Demand, override: Override | undefined): Demand {
  return override === undefined ? demand : overridden(id, demand, { override, foreign: false }).demand;
}

function inherit(merge: Merge): void {
  const { profile } = merge.source;
  for (const parent of merge.parents) {
    for (const [id, demand] of parent.demands) {
      const other = merge.demands.get(id);
      if (other === undefined) merge.demands.set(id, demand);
      else if (!sameDemand(settled(id, other, profile.override?.[id]), settled(id, demand, profile.override?.[id]))) {
        const message = `the parents demand different things of ${id}`;
        complain(merge, '/extends', { code: 'PROFILE_CONFLICTING_PARENTS', message, mend: `settle it with an own override of ${id}` });
      }
    }
  }
}

function include(merge: Merge): void {
  for (const [index, selector] of (merge.source.profile.include ?? []).entries()) {
    const { ids, problems } = select(selector, merge.catalogue);
    for (const problem of problems) complain(merge, `/include/${index}`, problem);
    for (const id of ids) {
      const requirement = merge.catalogue.requirements.get(id);
      if (requirement !== undefined && !merge.demands.has(id)) merge.demands.set(id, demandOf(requirement));
    }
  }
}

function exclude(merge: Merge): void {
  const { catalogue, demands, parents, foreign } = merge;
  for (const [index, { id, topic }] of (merge.source.profile.exclude ?? []).entries()) {
    const pointer = `/exclude/${index}`;
    if (id !== undefined && !catalogue.requirements.has(id)) complain(merge, pointer, unknownRequirement(id, catalogue));
    const all = [...catalogue.requirements.values()];
    if (topic !== undefined && !all.some((row) => row.topic === topic)) complain(merge, pointer, emptySelector('topic', topic, catalogue));
    if (id === undefined && topic === undefined) {
      complain(merge, pointer, { code: 'PROFILE_INVALID', message: 'nothing is excluded here', mend: 'name an id or a topic' });
    }
    for (const row of all.filter((candidate) => candidate.id === id || candidate.topic === topic)) {
      if (foreign && parents.some((parent) => parent.demands.has(row.id))) {
        const mend = 'only the issuer of the parent may leave it out';
        complain(merge, pointer, { code: 'PROFILE_LOOSENS', message: `${row.id} is demanded by a parent`, mend });
      }
      demands.delete(row.id);
    }
  }
}

/** The demand of an id that an override or a parameter names, or undefined with a complaint. */
function demandNamed(merge: Merge, id: string, pointer: string): Demand | undefined {
  const demand = merge.demands.get(id);
  const pending = (merge.source.profile.include ?? []).some(({ checked }) => checked === true);
  if (!merge.catalogue.requirements.has(id)) complain(merge, pointer, unknownRequirement(id, merge.catalogue));
  else if (demand === undefined && !pending) {
    const mend = 'include it, or drop this entry';
    complain(merge, pointer, { code: 'PROFILE_UNKNOWN_REQUIREMENT', message: `${id} is not in the selection of the profile`, mend });
  }
  return demand;
}

function override(merge: Merge): void {
  const { profile } = merge.source;
  for (const [id, change] of Object.entries(profile.override ?? {})) {
    const pointer = `/override/${id}`;
    const demand = demandNamed(merge, id, pointer);
    if (demand === undefined) continue;
    const parents = merge.parents.flatMap((parent) => parent.demands.get(id) ?? []);
    // With several parents the change is measured against each of them: it must not be laxer than any.
    for (const before of parents.length === 0 ? [demand] : parents) {
      const { demand: after, problems } = overridden(id, before, { override: change, foreign: merge.foreign });
      for (const problem of problems) complain(merge, pointer, problem);
      merge.demands.set(id, after);
    }
  }
  for (const [key, value] of Object.entries(profile.params ?? {})) {
    const pointer = `/params/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const [id = key, name = ''] = [key.split('.', 1)[0], key.slice(key.indexOf('.') + 1)];
    const demand = demandNamed(merge, id, pointer);
    if (demand === undefined) continue;
    const problem = paramProblem(id, demand, { name, value, foreign: merge.foreign });
    if (problem !== undefined) complain(merge, pointer, problem);
    merge.demands.set(id, { ...demand, params: { ...demand.params, [name]: value } });
  }
}

/** Fills the demands of a merge, in the order of the catalogue's rule 1. */
export function mergeRequirements(merge: Merge): void {
  for (const step of [inherit, include, exclude, override]) step(merge);
}
