/**
 * A report as a page. In a file of its own, so that the template engine is loaded only where a page is wanted.
 *
 * Room     cli (floor 7).
 */
import type { Report } from '../../index/files.js';
import { loadTemplates, renderHtml } from '../../index/pages.js';
import type { Messages } from '../../index/words.js';
import type { Language } from '../command.js';
import { places } from '../places.js';

/** The page of a report in one language. Errors: FILE_*, INTERNAL. */
export async function htmlOf(report: Report, lang: Language, messages: Messages): Promise<string> {
  return renderHtml(report, lang, messages, await loadTemplates(places.reports));
}
