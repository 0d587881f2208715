/**
 * Selectors: which requirements of the catalogue a profile means.
 *
 * Room     profile (floor 3). May be imported within profile only.
 */
import type { Requirement, Selector } from '../contract/documents.js';
import type { Catalogue } from './load-catalogue.js';
import { suggestion } from '../contract/nearest.js';
import type { DemandProblem } from './demand.js';

/** Whether at least one check examines a requirement. */
export function isChecked(requirement: Requirement): boolean {
  return requirement.check.some((method) => method.checks !== undefined);
}

/** An id that the catalogue does not have. */
export function unknownRequirement(id: string, catalogue: Catalogue): DemandProblem {
  const known = [...catalogue.requirements.keys()];
  return {
    code: 'PROFILE_UNKNOWN_REQUIREMENT',
    message: `${catalogue.ref} has no requirement ${id}`,
    mend: suggestion(id, known, 'look the id up with egif explain'),
  };
}

/** A topic or layer that no requirement of the catalogue has. */
export function emptySelector(member: string, name: string, catalogue: Catalogue): DemandProblem {
  const topics = new Set([...catalogue.requirements.values()].map(({ topic }) => topic));
  return {
    code: 'PROFILE_EMPTY_SELECTOR',
    message: `${catalogue.ref} has no requirement of ${member} ${name}`,
    mend: suggestion(name, topics, 'name what the catalogue has'),
  };
}

/** Requirements that meet every member of a selector, in the order of their ids, and what is wrong with it. */
export function select(selector: Selector, catalogue: Catalogue): { readonly ids: readonly string[]; readonly problems: readonly DemandProblem[] } {
  const all = [...catalogue.requirements.values()];
  const { ids, topics, layers, checked } = selector;
  const problems = [
    ...(ids ?? []).filter((id) => !catalogue.requirements.has(id)).map((id) => unknownRequirement(id, catalogue)),
    ...(topics ?? []).filter((name) => !all.some(({ topic }) => topic === name)).map((name) => emptySelector('topic', name, catalogue)),
    ...(layers ?? []).filter((name) => !all.some(({ layer }) => layer === name)).map((name) => emptySelector('layer', name, catalogue)),
  ];
  const meant = all.filter(
    (requirement) =>
      (ids?.includes(requirement.id) ?? true) && (topics?.includes(requirement.topic) ?? true) && (layers?.includes(requirement.layer) ?? true),
  );
  if (meant.length === 0 && problems.length === 0) {
    problems.push({
      code: 'PROFILE_EMPTY_SELECTOR',
      message: 'no requirement meets every member of the selector',
      mend: 'split it into several selectors',
    });
  }
  const chosen = checked === true ? meant.filter(isChecked) : meant;
  return { ids: chosen.map(({ id }) => id), problems };
}
