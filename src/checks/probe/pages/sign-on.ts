/**
 * The way from a login page to the request for authorization that it sends a browser with; that request itself is not sent.
 *
 * Source   OpenID Connect Core 1.0 §3.1.2.1; RFC 6749 §4.1.1.
 * Room     checks (floor 3). May be imported by probes only.
 */
import { ask, get } from '../../ask.js';
import { placeOf, responseOf, textOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import type { Finding } from '../../../contract/documents.js';
import { undetermined, type Judgement } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { elementsOf, type HtmlElement } from './html.js';
import { redirectOf } from './page.js';

export type Visit =
  | { readonly request: URL; readonly exchange: Exchange; readonly hops: readonly string[] }
  /** The page takes a password itself. */
  | { readonly finding: Finding }
  | { readonly broken: Judgement };

/** Whether an address is a request for authorization: it says what is to come back, or the request stands elsewhere (RFC 9126). */
const isRequest = ({ searchParams }: URL): boolean => ['response_type', 'request_uri', 'request'].some((name) => searchParams.has(name));

/** The address that a form of method GET leads to, its hidden values included. */
function formAddress(form: HtmlElement, elements: readonly HtmlElement[], base: string): URL | undefined {
  const action = form.attributes.get('action') ?? '';
  if ((form.attributes.get('method') ?? 'get').toLowerCase() !== 'get' || !URL.canParse(action, base)) return undefined;
  const url = new URL(action, base);
  for (const { name, attributes, start } of elements) {
    const key = attributes.get('name') ?? '';
    const isWithin = name === 'input' && start > form.start && start < form.end;
    if (isWithin && key !== '') url.searchParams.set(key, attributes.get('value') ?? '');
  }
  return url;
}

/** Requests for authorization that a page offers by links, forms or a refresh. */
function offeredBy(exchange: Exchange, elements: readonly HtmlElement[]): readonly URL[] {
  const base = exchange.request.url;
  return elements.flatMap((element) => {
    if (element.name === 'form') return formAddress(element, elements, base) ?? [];
    const [, refresh] = /^\s*\d+\s*;\s*url\s*=\s*['"]?([^'"]+)/i.exec(element.attributes.get('content') ?? '') ?? [];
    const link = element.name === 'a' ? element.attributes.get('href') : element.name === 'meta' ? refresh : undefined;
    return link !== undefined && URL.canParse(link, base) ? [new URL(link, base)] : [];
  });
}

function judgePage(exchange: Exchange, isSignOn: (url: URL) => boolean, hops: readonly string[]): Visit {
  const elements = elementsOf(textOf(exchange));
  const asksPassword = elements.some(({ name, attributes }) => name === 'input' && attributes.get('type')?.toLowerCase() === 'password');
  const request = offeredBy(exchange, elements).find((url) => isRequest(url) || isSignOn(url));
  // The door of employees may stand beside that of citizens, and is out of scope.
  if (asksPassword && request !== undefined)
    return { broken: undetermined('login-password-beside', 'the login page takes a password beside the single sign-on') };
  if (asksPassword) return { finding: { code: 'login-own-password', at: placeOf(exchange, 'input'), got: 'password', want: 'single sign-on' } };
  if (request !== undefined) return { request, exchange, hops };
  return { broken: undetermined('login-unrecognised', 'the login page neither redirects nor links to a request for authorization') };
}

const mostHops = 3;

/** One visit to a login page, as a browser without cookies makes it. `isSignOn`: whether an address is on the host of the single sign-on. */
export function* visitLogin(
  subject: CheckSubject,
  given: { readonly url: string; readonly occasion: string; readonly isSignOn: (url: URL) => boolean },
): Generator<Action, Visit, Observation> {
  const hops: string[] = [];
  for (;;) {
    const target = hops.at(-1) ?? given.url;
    const call = get(subject, target, { purpose: 'document', place: '/{login}', tolerate: ['blocked'] });
    const exchange = yield* ask({ ...call, occasion: given.occasion });
    if (exchange.lost !== undefined)
      return { broken: undetermined('page-on-other-host', 'the login page lies on a host that this run does not contact') };
    const next = redirectOf(exchange);
    if (next !== undefined && (isRequest(next) || given.isSignOn(next))) return { request: next, exchange, hops };
    if (next !== undefined && hops.length < mostHops) {
      hops.push(next.href);
      continue;
    }
    const { status } = responseOf(exchange);
    const waiting = busy(exchange);
    if (waiting !== undefined) return { broken: waiting };
    if (status !== 200) return { broken: undetermined('unexpected-answer', `status ${status} for the login page`) };
    return judgePage(exchange, given.isSignOn, hops);
  }
}
