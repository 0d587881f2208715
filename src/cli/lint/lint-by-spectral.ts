/**
 * One contract through Spectral's own rules: everything that `egif lint --ruleset` says of it, as plain data.
 *
 * Room     cli (floor 7).
 */
import { sha256 } from '../../contract/canonical.js';
import { defaultLimits, readBounded } from '../../contract/load-document.js';
import { EgifError } from '../../errors.js';
import { type LintedFile, type LintedRule, type LintFinding, lintSeverities } from '../../index/lint.js';
import { spectralRows } from '../../index/spectral-rules.js';
import { countsOf, isMarked, type LintSettings, type LintSource, passedOver } from './lint-source.js';
import { optimiseLaterFor } from '../optimise-later.js';

/** Spectral's own rules on one file; what it says in its own words stands behind no requirement. */
async function judgedBySpectral({ file, octets, folder }: LintSource, spectral: NonNullable<LintSettings['spectral']>): Promise<LintedFile> {
  const bytes = octets ?? (await readBounded(file, defaultLimits.maxBytes));
  if (folder !== undefined && !(await isMarked(file))) return passedOver(file, `${file} is no contract`);
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

/** Lints one file. Errors: FILE_*. */
export async function lintBySpectral(source: LintSource, spectral: NonNullable<LintSettings['spectral']>): Promise<LintedFile> {
  try {
    return await judgedBySpectral(source, spectral);
  } catch (error) {
    if (source.folder === undefined || !(error instanceof EgifError) || (await isMarked(source.file))) throw error;
    return passedOver(source.file, error.message);
  }
}
