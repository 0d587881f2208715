/**
 * A line of a table for a spreadsheet. A cell that a spreadsheet would run as a formula is disarmed by a leading apostrophe.
 *
 * Source   RFC 4180 §2.
 * Room     eligibility (floor 3).
 */

/** Without it spreadsheets read Persian as Latin-1. */
export const byteOrderMark = '\uFEFF';

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  const text = String(value);
  const disarmed = typeof value === 'string' && /^[\s\uFEFF]*[=+\-@|]/.test(text) ? `'${text}` : text;
  return /["',;\r\n\t]/.test(disarmed) ? `"${disarmed.replaceAll('"', '""')}"` : disarmed;
}

/** The cells as a line with its end. */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}
