/**
 * Spectral's order of findings: position, code, path.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import type { SpectralFinding } from './outcome.js';

interface Collators {
  readonly byNumber: Intl.Collator;
  readonly byText: Intl.Collator;
}

// made at first use: making them takes as long as the rules on a small contract
let collators: Collators | undefined;

function compare(a: SpectralFinding, b: SpectralFinding): number {
  const [left, right] = [a.range.start, b.range.start];
  if (left.line !== right.line) return left.line - right.line;
  if (left.character !== right.character) return left.character - right.character;
  collators ??= { byNumber: new Intl.Collator(undefined, { numeric: true }), byText: new Intl.Collator() };
  const { byNumber, byText } = collators;
  return byNumber.compare(a.code, b.code) || byText.compare(a.path.join(), b.path.join());
}

export const sortFindings = (findings: readonly SpectralFinding[]): readonly SpectralFinding[] => [...findings].sort(compare);
