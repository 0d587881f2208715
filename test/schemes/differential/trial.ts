/**
 * A trial: one oracle beside our scheme over a corpus, and the classes that every disagreement must fall into.
 */
import type { SchemeId } from '../../../src/schemes/scheme.js';

/** A kind of value on which the two differ, and why ours stands. */
export interface DisagreementClass {
  readonly name: string;
  /** What our scheme says of it. */
  readonly ours: 'valid' | 'invalid';
  readonly when: (value: string) => boolean;
  readonly why: string;
  readonly source: string;
}

export interface Oracle {
  /** The npm package, whose installed version is read. */
  readonly package: string;
  /** The function or table of it. */
  readonly part: string;
  readonly accepts: (value: string) => boolean;
}

export interface Trial {
  readonly scheme: SchemeId;
  readonly oracle: Oracle;
  /** Our verdict, where it is not simply the scheme's. */
  readonly ours?: (value: string) => boolean;
  readonly corpus: () => readonly string[];
  readonly classes: readonly DisagreementClass[];
}

export interface Comparison {
  readonly values: number;
  /** How many of the values are valid by our scheme. */
  readonly valid: number;
  readonly falseRejections: number;
  readonly falseAcceptances: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Disagreements that no class explains. */
  readonly unexplained: readonly string[];
}

/** Runs a trial. A value counts for the first class that holds. */
export function compare(values: readonly string[], ours: (value: string) => boolean, { oracle, classes }: Trial): Comparison {
  const counts = new Map(classes.map(({ name }) => [name, 0]));
  const unexplained: string[] = [];
  let valid = 0;
  let falseRejections = 0;
  let falseAcceptances = 0;
  for (const value of values) {
    const good = ours(value);
    if (good) valid += 1;
    if (oracle.accepts(value) === good) continue;
    if (good) falseRejections += 1;
    else falseAcceptances += 1;
    const found = classes.find((each) => each.ours === (good ? 'valid' : 'invalid') && each.when(value));
    if (found === undefined) unexplained.push(JSON.stringify(value));
    else counts.set(found.name, (counts.get(found.name) ?? 0) + 1);
  }
  return { values: values.length, valid, falseRejections, falseAcceptances, counts: Object.fromEntries(counts), unexplained };
}
