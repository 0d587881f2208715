/**
 * What the header row of a table says: which member of a record each column is.
 *
 * A dot in a name nests (`address.postalCode`). An empty cell is an absent member. A name that stands twice, or that is empty, names no member.
 *
 * Source   RFC 4180 §2.3 (the header row).
 * Room     evidence (floor 3), stage: reading data files.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { pointerOf } from '../../contract/json.js';
import { setMember } from './set-member.js';

interface Branch {
  readonly name: string;
  readonly column: number;
  /** Undefined for a column itself. */
  readonly children: Branch[] | undefined;
}

export interface HeaderFlaw {
  readonly code: 'csv-header-empty' | 'csv-header-duplicate' | 'csv-header-missing';
  readonly column: number;
  readonly got?: string;
}

export interface Columns {
  readonly flaws: readonly HeaderFlaw[];
  readonly count: number;
  /** The record of a row. */
  recordOf(cells: readonly string[]): JsonObject;
  /** The column of a pointer or of the nearest member around it. */
  columnOf(pointer: string): number | undefined;
}

/** A dotted name as a path; a name with an empty part is one name. */
function partsOf(name: string): readonly string[] {
  const parts = name.split('.');
  return parts.some((part) => part.trim() === '') ? [name] : parts;
}

/** Puts a column at a path; false where the place is taken. */
function place(branches: Branch[], parts: readonly string[], column: number): boolean {
  const [name = '', ...rest] = parts;
  const taken = branches.find((branch) => branch.name === name);
  if (rest.length === 0) {
    if (taken !== undefined) return false;
    branches.push({ name, column, children: undefined });
    return true;
  }
  if (taken !== undefined) return taken.children !== undefined && place(taken.children, rest, column);
  const children: Branch[] = [];
  branches.push({ name, column, children });
  return place(children, rest, column);
}

function recordOf(branches: readonly Branch[], cells: readonly string[]): Record<string, Json> | undefined {
  let object: Record<string, Json> | undefined;
  for (const { name, column, children } of branches) {
    const value = children === undefined ? cells[column] || undefined : recordOf(children, cells);
    if (value === undefined) continue;
    object ??= {};
    setMember(object, name, value);
  }
  return object;
}

function collectPointers(branches: readonly Branch[], path: readonly string[], into: Map<string, number>): void {
  for (const { name, column, children } of branches) {
    const own = [...path, name];
    into.set(pointerOf(own), column);
    if (children !== undefined) collectPointers(children, own, into);
  }
}

/** The columns that a header row names. Names are kept as they are, blanks and Persian letters with them. */
export function columnsOf(header: readonly string[]): Columns {
  const branches: Branch[] = [];
  const flaws: HeaderFlaw[] = [];
  // A header names things; a first row without a single letter is data, and so is one that holds a code: its cells would be printed as names.
  if (!header.some((name) => /\p{L}/u.test(name)) || header.some((name) => /^\s*(?:IR)?\p{Nd}{9,}\s*$/u.test(name)))
    flaws.push({ code: 'csv-header-missing', column: 0 });
  header.forEach((name, column) => {
    if (name.trim() === '') flaws.push({ code: 'csv-header-empty', column });
    else if (!place(branches, partsOf(name), column)) flaws.push({ code: 'csv-header-duplicate', column, got: name });
  });
  const pointers = new Map<string, number>();
  collectPointers(branches, [], pointers);
  return {
    flaws,
    count: header.length,
    recordOf: (cells) => recordOf(branches, cells) ?? {},
    columnOf(pointer) {
      for (let near = pointer; near !== ''; near = near.slice(0, near.lastIndexOf('/'))) {
        const column = pointers.get(near);
        if (column !== undefined) return column;
      }
      return undefined;
    },
  };
}
