/**
 * probe/pages-accessible — the pages of the service can be read and used by everybody, as far as their text shows.
 *
 * Source   EGIF-ORG-SWN-005; WCAG 2.2 level AA; EN 301 549 §9.
 * Evidence each page of the statement. A login page that hands over to the single sign-on is not the agency's own and is passed over. Styles are not
 *          fetched, scripts are not run: what only they show is for the audit of people.
 */
import { defineCheck } from '../../ask.js';
import { mediaTypeOf, placeOf, responseOf, textOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { conclude } from '../gather.js';
import { barrierCodes, barriersOf } from './accessibility.js';
import { elementsOf } from './html.js';
import { fetchPage, needsScript, redirectOf, statedPages, type StatedPage } from './page.js';

function* judgePage(subject: CheckSubject, { url, role }: StatedPage): Generator<Action, Judgement, Observation> {
  const { exchange, hops, broken } = yield* fetchPage(subject, url, `/{${role}}`);
  const handedOver = role === 'login' && (hops.length > 0 || redirectOf(exchange) !== undefined);
  if (handedOver && (broken?.cause?.code === 'page-on-other-host' || redirectOf(exchange) !== undefined)) return examined(0);
  if (broken !== undefined) return broken;
  const { status } = responseOf(exchange);
  const type = mediaTypeOf(exchange)?.type ?? 'none';
  if (status !== 200 || !/html/.test(type)) return undetermined('unexpected-answer', `status ${status}, type ${type} for the page ${role}`);
  if (needsScript(exchange)) return undetermined('page-needs-script', `the page ${role} shows nothing without its scripts`);
  const barriers = barriersOf(elementsOf(textOf(exchange)));
  return examined(
    1,
    barriers.map(({ code, at, got }) => ({ code, at: placeOf(exchange, at), ...(got === undefined ? {} : { got }) })),
  );
}

export const pagesAccessible = defineCheck({
  id: 'probe/pages-accessible',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: [...barrierCodes],

  *probe(subject) {
    const parts: Judgement[] = [];
    for (const page of statedPages(subject)) parts.push(yield* judgePage(subject, page));
    return conclude(parts, [], 'pages-undeclared');
  },
});
