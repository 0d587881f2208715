/**
 * One contract through the rules: everything that `egif lint` says of it, as plain data. Runs in the process of the command or in a worker.
 *
 * Room     cli (floor 7).
 */
import { memberOf } from '../contract/json.js';
import { EgifError, EgifProblems } from '../errors.js';
import {
  lintContract,
  lintRules,
  loadContract,
  parseContract,
  requireLintable,
  sniffKind,
  spectralEngines,
  spectralRows,
  spectralRulesets,
} from '../index/contracts.js';
import { defaultLimits, type LoadedDocument, readBounded, sha256 } from '../index/files.js';
import {
  type LintedFile,
  type LintedRule,
  type LintFinding,
  type LintSeverity,
  type LintTrouble,
  lintSeverities,
  noFindings,
} from '../index/lint.js';
import { optimiseLaterFor } from './optimise-later.js';

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
function passedOver(file: string, why: string): LintedFile {
  return { file, rules: [], findings: [], counts: noFindings, errors: [], passedOver: why };
}

const marks = ['openapi', 'swagger', 'asyncapi', 'arazzo'] as const;
const markInText = new RegExp(`(?:^|[\\s,{])["']?(?:${marks.join('|')})["']?\\s*:`);
const sniffedOctets = 64 * 1024;

/** Whether a file that is refused is meant as a contract all the same: an unknown version of one, another kind of one, or one that is ill-formed. */
async function isMeantAsContract(file: string, document: LoadedDocument | undefined): Promise<boolean> {
  if (document !== undefined) return sniffKind(document) === 'wsdl' || marks.some((mark) => memberOf(document.data, mark) !== undefined);
  const octets = await readBounded(file, Number.MAX_SAFE_INTEGER).catch(() => Buffer.alloc(0));
  return markInText.test(octets.subarray(0, sniffedOctets).toString('latin1'));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By place, then by code: the order of every form. */
function byPlace(a: LintFinding, b: LintFinding): number {
  return a.line - b.line || a.column - b.column || order(a.code, b.code) || order(a.pointer, b.pointer);
}

function countsOf(findings: readonly LintFinding[]): LintedFile['counts'] {
  const counts: Record<LintSeverity, number> = { ...noFindings };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

async function judged(document: LoadedDocument, { rules }: LintSettings): Promise<LintedFile> {
  await optimiseLaterFor(document.text.length);
  const severityOf = new Map<string, LintSeverity>(lintRules().map(({ id, severity }) => [id, severity]));
  const results = await lintContract(document, rules === undefined ? {} : { rules: new Set(rules) });
  const findings = results.flatMap(({ check, requirement, judgement }) =>
    judgement.findings.map(
      ({ code, at, line = 1, column = 1, got, want }): LintFinding => ({
        check,
        requirement,
        code,
        severity: severityOf.get(check) ?? lintSeverities[0],
        pointer: at.startsWith(`${document.file}#`) ? at.slice(document.file.length + 1) : at.slice(at.indexOf('#') + 1),
        line,
        column,
        ...(got === undefined ? {} : { got }),
        ...(want === undefined ? {} : { want }),
      }),
    ),
  );
  const ruled = results.map(
    ({ check, requirement, judgement: { examined, cause } }): LintedRule => ({
      check,
      requirement,
      severity: severityOf.get(check) ?? lintSeverities[0],
      examined,
      ...(cause === undefined ? {} : { cause }),
    }),
  );
  return { file: document.file, sha256: document.sha256, rules: ruled, findings: findings.sort(byPlace), counts: countsOf(findings), errors: [] };
}

/** Spectral's own rules on one file; what it says in its own words stands behind no requirement. */
async function judgedBySpectral({ file, octets, folder }: LintSource, spectral: NonNullable<LintSettings['spectral']>): Promise<LintedFile> {
  const bytes = octets ?? (await readBounded(file, defaultLimits.maxBytes));
  if (folder !== undefined && !(await isMeantAsContract(file, undefined))) return passedOver(file, `${file} is no contract`);
  await optimiseLaterFor(bytes.length);
  const { rows, rules, cause } = await spectralRows({ octets: bytes, file, ...spectral });
  const findings = rows.map(
    ({ code, severity, pointer, line, column, message }): LintFinding => ({
      check: 'lint/spectral',
      requirement: null,
      code,
      severity,
      pointer,
      line,
      column,
      message,
    }),
  );
  const rule: LintedRule = {
    check: 'lint/spectral',
    requirement: null,
    severity: lintSeverities[0],
    examined: rules,
    ...(cause === undefined ? {} : { cause }),
  };
  return { file, sha256: sha256(bytes), rules: [rule], findings, counts: countsOf(findings), errors: [] };
}

/** Lints one file. Never throws: what cannot be read, and a defect of the harness, are told as errors of the file. */
export async function lintOne(source: LintSource, settings: LintSettings): Promise<LintedFile> {
  const { file, octets, folder } = source;
  let document: LoadedDocument | undefined;
  try {
    if (settings.spectral !== undefined) return await judgedBySpectral(source, settings.spectral);
    document = octets === undefined ? await loadContract(file) : parseContract(file, octets);
    requireLintable(document);
    return await judged(document, settings);
  } catch (error) {
    const foreign = folder !== undefined && error instanceof EgifError && !(await isMeantAsContract(file, document));
    return foreign ? passedOver(file, error.message) : unreadableFile(file, error);
  }
}
