/**
 * The fixed words of the suite in their official terms. The terms themselves stand in reports/messages/ui.yaml as `word-<kind>-<value>`.
 *
 * Room     locale (floor 3). May be imported by report, cli and registry.
 */
import type {
  Environment,
  EvidenceKind,
  Gate,
  Layer,
  Level,
  Report,
  RunVerdict,
  SafetyClass,
  SourceTier,
  Tier,
  Verdict,
} from '../contract/documents.js';
import type { Language } from './language.js';
import type { Messages } from './load-messages.js';
import { textOf } from './message-of.js';

/** The kinds of words, and every value of each. */
export const words = {
  verdict: ['passed', 'failed', 'cantTell', 'inapplicable', 'untested', 'waived'],
  outcome: ['granted', 'conditional', 'incomplete', 'refused'],
  level: ['MUST', 'SHOULD', 'MAY'],
  gate: ['hard', 'major', 'score', 'info'],
  tier: ['bronze', 'silver', 'gold'],
  layer: ['technical', 'data', 'coding', 'organisational', 'legal'],
  source: ['law', 'official', 'observed', 'proposal'],
  evidence: ['lint', 'probe', 'data', 'doc', 'scenario'],
  environment: ['production', 'sandbox', 'local'],
  mode: ['live', 'offline', 'replay'],
  scope: ['full', 'partial'],
  safety: ['S0', 'S1', 'S2', 'S3', 'S4', 'S5'],
} as const satisfies {
  readonly verdict: readonly Verdict[];
  readonly outcome: readonly RunVerdict[];
  readonly level: readonly Level[];
  readonly gate: readonly Gate[];
  readonly tier: readonly Tier[];
  readonly layer: readonly Layer[];
  readonly source: readonly SourceTier[];
  readonly evidence: readonly EvidenceKind[];
  readonly environment: readonly Environment['kind'][];
  readonly mode: readonly Report['run']['mode'][];
  readonly scope: readonly Report['scope'][];
  readonly safety: readonly SafetyClass[];
};

export type WordKind = keyof typeof words;

/** A word that gives the official term of a value: `word('verdict', 'cantTell')`. */
export type Words = <K extends WordKind>(kind: K, value: (typeof words)[K][number]) => string;

/** The words of one language. */
export function wordsIn(messages: Messages, lang: Language): Words {
  return (kind, value) => textOf(messages, `word-${kind}-${value}`, lang);
}
