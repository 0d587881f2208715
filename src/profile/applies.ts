/**
 * The closed applicability language over facts, in Kleene's three-valued logic.
 *
 * A fact that is absent, or of another type than the operator needs, is unknown: it never makes a requirement inapplicable.
 *
 * Source   catalogue §4.1 rule 3 (applicability is computed, nobody can assert it).
 * Room     profile (floor 3).
 */
import type { Facts } from '../contract/api-model.js';
import type { Predicate } from '../contract/documents.js';

type Truth = boolean | undefined;
type Fact = Facts[string] | undefined;

function factOf(name: unknown, facts: Facts): Fact {
  return typeof name === 'string' && Object.hasOwn(facts, name) ? facts[name] : undefined;
}

/** False as soon as one is false; else unknown if one is unknown. */
function conjunction(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

/** True as soon as one is true; else unknown if one is unknown. */
function disjunction(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

function equals(fact: Fact, value: unknown): Truth {
  return typeof fact === typeof value && typeof fact !== 'object' ? fact === value : undefined;
}

function isIn(fact: Fact, values: unknown): Truth {
  if (fact === undefined || typeof fact === 'object' || !Array.isArray(values)) return undefined;
  return values.includes(fact);
}

function holds(fact: Fact, value: unknown): Truth {
  return typeof fact === 'object' && typeof value === 'string' ? fact.includes(value) : undefined;
}

function reaches(fact: Fact, least: unknown): Truth {
  return typeof fact === 'number' && typeof least === 'number' ? fact >= least : undefined;
}

/** Whether a predicate holds over facts; undefined where it cannot be told. No predicate holds always. `exists` is true or unknown, never false. */
export function applies(predicate: Predicate | undefined, facts: Facts): boolean | undefined {
  if (predicate === undefined) return true;
  if ('all' in predicate) return conjunction(predicate.all.map((part) => applies(part, facts)));
  if ('any' in predicate) return disjunction(predicate.any.map((part) => applies(part, facts)));
  if ('not' in predicate) {
    const truth = applies(predicate.not, facts);
    return truth === undefined ? undefined : !truth;
  }
  if ('eq' in predicate) return equals(factOf(predicate.eq[0], facts), predicate.eq[1]);
  if ('in' in predicate) return isIn(factOf(predicate.in[0], facts), predicate.in[1]);
  if ('contains' in predicate) return holds(factOf(predicate.contains[0], facts), predicate.contains[1]);
  if ('gte' in predicate) return reaches(factOf(predicate.gte[0], facts), predicate.gte[1]);
  return factOf(predicate.exists, facts) === undefined ? undefined : true;
}
