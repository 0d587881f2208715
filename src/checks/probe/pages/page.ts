/**
 * Published pages: fetching one within the permitted hosts, and reading what a reader sees.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import { ask, get } from '../../ask.js';
import { headerValues, mediaTypeOf, responseOf, textOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Service } from '../../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { undetermined, type Judgement } from '../../../contract/judgement.js';
import { busy } from '../answers.js';

/** A page and, where it was had, nothing to say against judging it. */
export interface Page {
  readonly exchange: Exchange;
  /** Where each redirect led, in turn. */
  readonly hops: readonly string[];
  /** Why it cannot be judged. */
  readonly broken?: Judgement;
}

const mostRedirects = 2;

/** The document at a URL, over at most two redirects. A host that is none of this run's targets is not contacted. */
export function* fetchPage(subject: CheckSubject, url: string, place: string): Generator<Action, Page, Observation> {
  const hops: string[] = [];
  for (;;) {
    const target = hops.at(-1) ?? url;
    const exchange = yield* ask(get(subject, target, { purpose: 'document', place, tolerate: ['blocked'] }));
    if (exchange.lost !== undefined)
      return { exchange, hops, broken: undetermined('page-on-other-host', `${place} lies on a host that this run does not contact`) };
    const { status } = responseOf(exchange);
    const next = redirectOf(exchange);
    if (next !== undefined && hops.length < mostRedirects) {
      hops.push(next.href);
      continue;
    }
    const server = busy(exchange) ?? (status >= 500 ? undetermined('server-error', `status ${status} for ${place}`) : undefined);
    return { exchange, hops, ...(server === undefined ? {} : { broken: server }) };
  }
}

/** Where an answer redirects to, if it does. */
export function redirectOf(exchange: Exchange): URL | undefined {
  const { status } = responseOf(exchange);
  const [location] = headerValues(exchange, 'location');
  if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, exchange.request.url)) return undefined;
  return new URL(location, exchange.request.url);
}

export type StatedPage = NonNullable<Service['pages']>[number];

/** Pages that the statement names, of these roles or of any. */
export function statedPages({ service }: CheckSubject, ...roles: readonly StatedPage['role'][]): readonly StatedPage[] {
  return (service.pages ?? []).filter(({ role }) => roles.length === 0 || roles.includes(role));
}

/** Whether the statement says that people are served, who read pages. */
export function servesPeople({ service }: CheckSubject): boolean {
  const { kinds = [], audience = [] } = service;
  return kinds.some((kind) => kind !== 'G2G') || audience.some((who) => who === 'citizens' || who === 'businesses');
}

const latin = (digits: string): string =>
  digits.replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0)).replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));

/** What a reader sees of a page or a text, digits of whatever script as ASCII. */
export function visibleText(exchange: Exchange): string {
  const text = textOf(exchange);
  const isHtml = /html/.test(mediaTypeOf(exchange)?.type ?? '');
  const plain = isHtml
    ? text
        .replace(/<!--[\s\S]*?-->/g, ' ')
        .replace(/<(script|style|template)\b[\s\S]*?<\/\1\s*>/gi, ' ')
        .replace(/<[^>]*>/g, ' ')
        .replaceAll('&nbsp;', ' ')
        .replaceAll('&zwnj;', '\u200c')
    : text;
  return latin(plain)
    .replace(/[ \t]+/g, ' ')
    .trim();
}

/** Whether a page shows nothing without running its scripts, which this suite does not do. */
export function needsScript(exchange: Exchange): boolean {
  return /<script\b/i.test(textOf(exchange)) && visibleText(exchange).length < 80;
}

/** Whether a text names a code or a version, not as part of a longer one. */
export function names(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w.])${word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')}(?![\\w]|\\.\\d)`).test(text);
}
