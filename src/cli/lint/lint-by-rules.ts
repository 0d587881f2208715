/**
 * One contract through the rules of the suite: everything that `egif lint` says of it, as plain data.
 *
 * Room     cli (floor 7).
 */
import { memberOf } from '../../contract/json.js';
import type { LoadedDocument } from '../../contract/api-model.js';
import { EgifError } from '../../errors.js';
import { lintContract, lintRules, loadContract, parseContract, requireLintable, sniffKind } from '../../index/contracts.js';
import { type LintedFile, type LintedRule, type LintFinding, type LintSeverity, lintSeverities } from '../../index/lint.js';
import { contractMarks, countsOf, isMarked, type LintSettings, type LintSource, passedOver } from './lint-source.js';
import { optimiseLaterFor } from '../optimise-later.js';

/** Whether a file that is refused is meant as a contract all the same: an unknown version of one, another kind of one, or one that is ill-formed. */
async function isMeantAsContract(file: string, document: LoadedDocument | undefined): Promise<boolean> {
  if (document === undefined) return isMarked(file);
  return sniffKind(document) === 'wsdl' || contractMarks.some((mark) => memberOf(document.data, mark) !== undefined);
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By place, then by code: the order of every form. */
function byPlace(a: LintFinding, b: LintFinding): number {
  return a.line - b.line || a.column - b.column || order(a.code, b.code) || order(a.pointer, b.pointer);
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

/** Lints one file. Errors: FILE_*, DOCUMENT_*. */
export async function lintByRules({ file, octets, folder }: LintSource, settings: LintSettings): Promise<LintedFile> {
  let document: LoadedDocument | undefined;
  try {
    document = octets === undefined ? await loadContract(file) : parseContract(file, octets);
    requireLintable(document);
    return await judged(document, settings);
  } catch (error) {
    if (folder === undefined || !(error instanceof EgifError) || (await isMeantAsContract(file, document))) throw error;
    return passedOver(file, error.message);
  }
}
