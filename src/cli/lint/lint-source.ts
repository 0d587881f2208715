/**
 * A file that is to be linted, and what is told of one without judging it.
 *
 * Room     cli (floor 7).
 */
import { readBounded } from '../../contract/load-document.js';
import { EgifError, EgifProblems } from '../../errors.js';
import { type LintedFile, type LintFinding, type LintSeverity, type LintTrouble, noFindings } from '../../index/lint.js';
import { spectralEngines, spectralRulesets } from '../../index/spectral-names.js';

/** A file that is to be linted. */
export interface LintSource {
  /** As the user named it, or as it was found; its path seen from the working directory. */
  readonly file: string;
  /** The content, where it does not come from the file. */
  readonly octets?: Uint8Array;
  /** The folder in which it was found by its name alone; it is passed over where it is no contract. */
  readonly folder?: string;
}

export interface LintSettings {
  /** Rules by id (`lint/…`); absent: every rule. */
  readonly rules?: readonly string[];
  /** One of Spectral's own rulesets in place of the suite's rules. */
  readonly spectral?: { readonly ruleset: (typeof spectralRulesets)[number]; readonly engine: (typeof spectralEngines)[number] };
}

/** The ruleset and the engine by their words; undefined where no such ruleset is asked for. */
export function spectralSettings(ruleset: unknown, engine: unknown): LintSettings['spectral'] {
  const known = spectralRulesets.find((name) => name === ruleset || `spectral:${name}` === ruleset);
  return known === undefined ? undefined : { ruleset: known, engine: spectralEngines.find((name) => name === engine) ?? 'fast' };
}

/** An error as data. */
export function troublesOf(error: unknown): readonly LintTrouble[] {
  if (error instanceof EgifProblems) return error.problems.flatMap(troublesOf);
  if (error instanceof EgifError) {
    const { code, message, place, mend } = error;
    return [{ code, message, ...place, ...(mend === undefined ? {} : { mend }) }];
  }
  const message = error instanceof Error ? error.message : String(error);
  return [{ code: 'INTERNAL', message: `a defect of the harness: ${message}`, mend: 'report it with EGIF_DEBUG=1 set' }];
}

/** A file of which nothing but its troubles can be told. */
export function unreadableFile(file: string, error: unknown): LintedFile {
  return { file, rules: [], findings: [], counts: noFindings, errors: troublesOf(error).map((trouble) => ({ file, ...trouble })) };
}

/** A file of a folder that is none of the linter's business. */
export function passedOver(file: string, why: string): LintedFile {
  return { file, rules: [], findings: [], counts: noFindings, errors: [], passedOver: why };
}

/** How many findings of each severity there are. */
export function countsOf(findings: readonly LintFinding[]): LintedFile['counts'] {
  const counts: Record<LintSeverity, number> = { ...noFindings };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** Members of which every contract in JSON or YAML has one. */
export const contractMarks = ['openapi', 'swagger', 'asyncapi', 'arazzo'] as const;
const markInText = new RegExp(`(?:^|[\\s,{])["']?(?:${contractMarks.join('|')})["']?\\s*:`);
const sniffedOctets = 64 * 1024;

/** Whether the text of a file has the mark of a contract. */
export async function isMarked(file: string): Promise<boolean> {
  const octets = await readBounded(file, Number.MAX_SAFE_INTEGER).catch(() => Buffer.alloc(0));
  return markInText.test(octets.subarray(0, sniffedOctets).toString('latin1'));
}
