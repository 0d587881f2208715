/**
 * probe/changelog — the changelog that the contract links can be read and knows the contract's version.
 *
 * Source   EGIF-TEC-VER-007.
 * Evidence the document at info.x-egif-changelog, else externalDocs.url. A local environment stands for the contract's server: what lies below
 *          that is asked for below its base URL.
 */
import { defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import { valueAt } from '../../../contract/json.js';
import { satisfied, undetermined, violated } from '../../../contract/judgement.js';
import { fetchPage, names, needsScript, visibleText } from '../pages/page.js';

/** The first of some members of the contract that is a text. */
function textAt(subject: CheckSubject, pointers: readonly string[]): string | undefined {
  const data = subject.contract?.document.data;
  for (const pointer of pointers) {
    const value = data === undefined ? undefined : valueAt(data, pointer);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return undefined;
}

/** Where the changelog is to be asked for; undefined where its URL is none. */
function addressOf(subject: CheckSubject, link: string): string | undefined {
  if (!URL.canParse(link, `${subject.baseUrl}/`)) return undefined;
  const url = new URL(link, `${subject.baseUrl}/`).href;
  const server = textAt(subject, ['/servers/0/url'])?.replace(/\/$/, '');
  const isBelow = server !== undefined && url.startsWith(`${server}/`);
  return isBelow && subject.environment.kind === 'local' ? `${subject.baseUrl}${url.slice(server.length)}` : url;
}

export const changelog = defineCheck({
  id: 'probe/changelog',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['changelog-missing', 'changelog-without-version'],

  *probe(subject) {
    if (subject.contract === undefined) return undetermined('no-contract');
    const link = textAt(subject, ['/info/x-egif-changelog', '/externalDocs/url']);
    const version = textAt(subject, ['/info/version']);
    const url = link === undefined ? undefined : addressOf(subject, link);
    if (url === undefined || version === undefined) return undetermined('changelog-undeclared', 'the contract links no changelog');
    const { exchange, broken } = yield* fetchPage(subject, url, '/{changelog}');
    if (broken !== undefined) return broken;
    const { status } = responseOf(exchange);
    if ([401, 403].includes(status)) return undetermined('unexpected-answer', `status ${status} for the changelog`);
    if (status !== 200) return violated({ code: 'changelog-missing', at: placeOf(exchange), got: String(status), want: '200' });
    if (needsScript(exchange)) return undetermined('page-needs-script', 'the changelog shows nothing without its scripts');
    if (names(visibleText(exchange), version)) return satisfied;
    return violated({ code: 'changelog-without-version', at: placeOf(exchange), want: version });
  },
});
