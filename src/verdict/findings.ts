/**
 * Findings in a stable order, each once.
 *
 * Room     verdict (floor 3). May be imported within verdict only.
 */
import { canonicalJson } from '../contract/canonical.js';
import type { Finding } from '../contract/documents.js';

/** Orders values by keys that are compared one after the other as text, code unit by code unit. */
export function sortedBy<T>(values: Iterable<T>, keysOf: (value: T) => readonly string[]): readonly T[] {
  const keyed = [...values].map((value) => ({ value, keys: keysOf(value) }));
  keyed.sort((a, b) => {
    for (const [index, key] of a.keys.entries()) {
      const other = b.keys[index] ?? '';
      if (key !== other) return key < other ? -1 : 1;
    }
    return 0;
  });
  return keyed.map(({ value }) => value);
}

/** What makes two findings the same: the code and the place. */
export function keyOf({ code, at }: Finding): string {
  return `${code} ${at}`;
}

/** Findings by code and place; of several with the same both, the first by its canonical text. */
export function distinctFindings(findings: Iterable<Finding>): readonly Finding[] {
  const sorted = sortedBy(findings, (finding) => [finding.code, finding.at, canonicalJson(finding)]);
  return sorted.filter((finding, index) => {
    const before = sorted[index - 1];
    return before === undefined || keyOf(before) !== keyOf(finding);
  });
}
