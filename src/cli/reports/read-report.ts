/**
 * Reads a report.json as a report.
 *
 * Room     cli (floor 7).
 */
import { EgifError } from '../../errors.js';
import { isDocument, loadDocument, problemsOf, type Report } from '../../index/files.js';

/** The report in a file. Errors: EVIDENCE_INVALID, FILE_*, DOCUMENT_*. */
export async function readReport(file: string): Promise<Report> {
  const { data } = await loadDocument(file);
  if (isDocument('Report', data)) return data;
  const [problem] = problemsOf('Report', data);
  throw new EgifError('EVIDENCE_INVALID', `${file} is no report: ${problem?.pointer ?? ''} ${problem?.message ?? ''}`, {
    file,
    mend: 'name the report.json of a run',
  });
}
