/**
 * Counts the findings of one file: all of them by check, the first of each kind with their place. What it holds is bounded, whatever the file.
 *
 * Room     suite (floor 5).
 */
import type { FilePosition } from '../contract/dataset.js';
import type { DataGroup, DataPlace } from '../contract/documents.js';

/** One finding as it arrives; its position is asked only where it is kept. */
export interface TalliedFinding {
  readonly check: string;
  readonly code: string;
  readonly field: string;
  /** What tells findings of one field and code apart, where the code says little. */
  readonly kind?: string | undefined;
  readonly got?: string | undefined;
  readonly want?: string | undefined;
  readonly detail?: string | undefined;
  readonly record?: number | undefined;
  readonly pointer?: string | undefined;
  position(): FilePosition;
}

export interface Tally {
  add(finding: TalliedFinding): void;
  /** Everything that was added, by check. */
  counts(): ReadonlyMap<string, number>;
  /** All findings, and those of them that stand in no group. */
  totals(): { readonly findings: number; readonly ungrouped: number };
  /** The kinds of findings by field, check and code. */
  groups(): readonly DataGroup[];
}

const placesKept = 5;
const examplesKept = 3;
/** A finding's words are short; what is not is cut, so that a hostile file cannot fill the report. */
const longest = 200;

interface Group {
  readonly check: string;
  readonly code: string;
  readonly field: string;
  count: number;
  readonly places: DataPlace[];
  readonly examples: string[];
  readonly want: string | undefined;
  readonly detail: string | undefined;
}

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}…` : text);
const cutOf = (text: string | undefined): string | undefined => (text === undefined ? undefined : cut(text));
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function inOrder(a: Group, b: Group): number {
  return byText(a.field, b.field) || byText(a.check, b.check) || byText(a.code, b.code) || byText(a.detail ?? '', b.detail ?? '');
}

function placeOf({ record, pointer, position }: TalliedFinding): DataPlace {
  const { line, column, offset } = position();
  return {
    ...(record === undefined ? {} : { record }),
    ...(pointer === undefined ? {} : { pointer: cut(pointer) }),
    line,
    column,
    offset,
  };
}

function asData({ check, code, field, count, places, examples, want, detail }: Group): DataGroup {
  return {
    check,
    code,
    field,
    count,
    places,
    examples,
    ...(want === undefined ? {} : { want }),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** A tally that keeps the places of at most `maxFindings` findings, five of a kind; counting never stops. */
export function openTally(maxFindings: number): Tally {
  const groups = new Map<string, Group>();
  const counts = new Map<string, number>();
  let kept = 0;
  let findings = 0;
  let ungrouped = 0;

  const groupOf = (finding: TalliedFinding): Group | undefined => {
    const { check, code } = finding;
    const field = cut(finding.field);
    const key = `${check} ${code} ${field} ${cut(finding.kind ?? '')}`;
    const ready = groups.get(key);
    if (ready !== undefined || kept >= maxFindings) return ready;
    const fresh = { check, code, field, count: 0, places: [], examples: [], want: cutOf(finding.want), detail: cutOf(finding.detail) };
    groups.set(key, fresh);
    return fresh;
  };

  return {
    add(finding) {
      findings += 1;
      counts.set(finding.check, (counts.get(finding.check) ?? 0) + 1);
      const group = groupOf(finding);
      if (group === undefined) {
        ungrouped += 1;
        return;
      }
      group.count += 1;
      if (group.places.length < placesKept && kept < maxFindings) {
        group.places.push(placeOf(finding));
        kept += 1;
      }
      if (finding.got === undefined || group.examples.length >= examplesKept) return;
      const example = cut(finding.got);
      if (!group.examples.includes(example)) group.examples.push(example);
    },
    counts: () => counts,
    totals: () => ({ findings, ungrouped }),
    groups: () => [...groups.values()].sort(inOrder).map(asData),
  };
}
