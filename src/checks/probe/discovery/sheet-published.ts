/**
 * probe/sheet-published — the service identity sheet is public, is this service's, and was reviewed within the year.
 *
 * Source   EGIF-ORG-SID-003; RFC 9110 §8.8.2 (Last-Modified); Dublin Core `modified` in a page's head.
 * Evidence the document at the statement's serviceSheet.url.
 * Params   days, the greatest age.
 */
import { defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { headerValues, placeOf, responseOf, textOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, undetermined, violated } from '../../../contract/judgement.js';
import { fetchPage, names, needsScript, visibleText } from '../pages/page.js';

const dayMs = 86_400_000;

/** When the page says that it was changed last: in its head, else in the header. NaN where it does not. */
function modifiedAt(exchange: Exchange): number {
  const text = textOf(exchange);
  const [, meta] =
    /<meta\b[^>]*\bname\s*=\s*["']?(?:dcterms\.modified|dc\.date\.modified|last-modified)["']?[^>]*\bcontent\s*=\s*["']([^"']+)["']/i.exec(text) ??
    [];
  const [, member] = /"(?:modified|dateModified|dct:modified)"\s*:\s*"([^"]+)"/.exec(text) ?? [];
  return Date.parse(meta ?? member ?? headerValues(exchange, 'last-modified')[0] ?? '');
}

export const sheetPublished = defineCheck({
  id: 'probe/sheet-published',
  safety: 'S1',
  over: 'service',
  params: { days: 'days' },
  findings: ['sheet-not-published', 'sheet-of-another-service', 'sheet-outdated'],

  *probe(subject, params) {
    const url = subject.service.serviceSheet?.url;
    if (url === undefined) return undetermined('sheet-url-undeclared', 'the statement gives no URL of the service identity sheet');
    const { exchange, broken } = yield* fetchPage(subject, url, '/{sheet}');
    if (broken !== undefined) return broken;
    const { status } = responseOf(exchange);
    if (status !== 200) return violated({ code: 'sheet-not-published', at: placeOf(exchange), got: String(status), want: '200' });
    if (needsScript(exchange)) return undetermined('page-needs-script', 'the sheet shows nothing without its scripts');
    const findings: Finding[] = [];
    if (!names(visibleText(exchange), subject.service.id))
      findings.push({ code: 'sheet-of-another-service', at: placeOf(exchange), want: subject.service.id });
    const modified = modifiedAt(exchange);
    const most = numberParam(params, 'days', 366);
    const ageDays = Math.floor((Date.parse(subject.startedAt) - modified) / dayMs);
    if (ageDays > most) findings.push({ code: 'sheet-outdated', at: placeOf(exchange, 'last-modified'), got: `${ageDays} days`, want: `≤ ${most}` });
    if (findings.length === 0 && Number.isNaN(modified))
      return undetermined('sheet-undated', 'neither the page nor its header says when it was changed last');
    return examined(1, findings);
  },
});
