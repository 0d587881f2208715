/**
 * The findings on contracts as JSON: an array of rows, fixed for scripts.
 *
 * Room     report (floor 4). May be imported by cli.
 */
import type { LintReport } from './lint-report.js';
import { lintMessage, type LintSpeech } from './lint-view.js';

/** `[{file, requirement, code, severity, pointer, line, column, message}]` as JSON text. */
export function renderLintJson(report: LintReport, speech: LintSpeech): string {
  const rows = report.files.flatMap(({ file, findings }) =>
    findings.map((finding) => {
      const { requirement, code, severity, pointer, line, column } = finding;
      return { file, requirement, code, severity, pointer, line, column, message: lintMessage(finding, speech) };
    }),
  );
  return `${JSON.stringify(rows, null, 2)}\n`;
}
