/**
 * The known word that an unknown one most likely meant, for suggestions in errors.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */

/** Number of single-character edits between two words (Levenshtein). */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** The nearest known word, or undefined where none is near (more than a third of the letters differ, and no one starts with the other). */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: { readonly word: string; readonly edits: number } | undefined;
  for (const candidate of known) {
    const related = candidate.startsWith(word) || word.startsWith(candidate);
    const edits = related ? 0.5 : editDistance(word.toLowerCase(), candidate.toLowerCase());
    if ((related || edits <= Math.max(2, word.length / 3)) && (best === undefined || edits < best.edits)) best = { word: candidate, edits };
  }
  return best?.word;
}

/** `did you mean X?`, or the fallback where nothing is near. */
export function suggestion(word: string, known: Iterable<string>, fallback: string): string {
  const near = nearest(word, known);
  return near === undefined ? fallback : `did you mean ${near}?`;
}
