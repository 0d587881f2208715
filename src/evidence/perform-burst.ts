/**
 * Many equal GETs as one action: class S5, so never to production and never without written consent.
 *
 * A burst goes beyond the rate of the run on purpose, and beyond nothing else: each request counts towards the total, a halt or the quiet hours end
 * it, and so does a service that breaks down under it.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { memberOf, parseJson } from '../contract/json.js';
import type { BurstAction, BurstFigures, BurstRefusal, HttpAction } from '../contract/evidence.js';
import { type BurstAnswer, burstFigures } from './burst-figures.js';
import type { WireAnswer } from './http-client.js';
import { present, type Presented, sendRequest } from './http-exchange.js';
import { isLost, type Lost } from './losses.js';
import { guarded, type Parts, type Performer, startTiming, type Timed } from './performer.js';
import { refusalOf } from './permission.js';
import type { Pin } from './pinned-names.js';
import { requestHeaders } from './request-headers.js';

/** No burst is longer, whatever is asked for. */
const longestBurst = 5_000;
/** The same for one that keeps a pace. */
const longestLoad = 60_000;
/** Requests under way at once. */
const lanes = 8;
/** So many answers 5xx, or none, in a row are a service that breaks down. */
const breakdown = 20;

const isBroken = ({ status }: BurstAnswer): boolean => status === undefined || (status >= 500 && status !== 503);

function refusalFrom(answer: WireAnswer, after: number, parts: Parts): BurstRefusal {
  const type = answer.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const body = parseJson(Buffer.from(answer.body).toString('utf8'))?.value;
  const status: unknown = /^application\/problem\+json\b/i.test(type.trim()) ? memberOf(body, 'status') : undefined;
  return { after, headers: parts.redactor.headers(answer.headers), ...(typeof status === 'number' ? { problemStatus: status } : {}) };
}

interface Sending {
  readonly request: HttpAction;
  readonly presented: Presented;
  readonly pin: Pin;
  readonly parts: Parts;
}

/** Sends until the count, the budget, a halt, a breakdown or the wanted refusal ends it. */
async function sendAll(action: BurstAction, { request, presented, pin, parts }: Sending): Promise<{ readonly figures: BurstFigures }> {
  const answers: BurstAnswer[] = [];
  const most = Math.min(Math.max(0, Math.round(action.count)), action.perMinute === undefined ? longestBurst : longestLoad);
  const spacingMs = action.perMinute === undefined ? 0 : 60_000 / Math.max(1, action.perMinute);
  const headers = requestHeaders(request, presented.headers, parts.marker);
  const { channel } = presented;
  let begun = 0;
  let brokenInARow = 0;
  let refusal: BurstRefusal | undefined;
  const start = performance.now();

  const ended = (): boolean =>
    begun >= most || brokenInARow >= breakdown || (refusal !== undefined && action.until === 'refused') || parts.politeness.closed() !== undefined;
  const one = async (): Promise<void> => {
    const number = begun;
    begun += 1;
    const wait = start + number * spacingMs - performance.now();
    if (wait > 0) await parts.delay(wait);
    // The turn that the burst was given counts for its first request.
    if (number > 0 && !parts.politeness.again()) {
      begun = most;
      return;
    }
    const timing = startTiming(parts.ownDelay);
    const answer = await sendRequest(request, { headers, pin, mayRepeat: () => false, ...(channel === undefined ? {} : { channel }) }, parts);
    // Nobody can say whether it would have been answered: the burst has one fewer.
    if (isLost(answer) && answer.lost.cause === 'heard-late') return;
    const had: BurstAnswer = { ...timing(), ...(isLost(answer) ? {} : { status: answer.status }) };
    answers.push(had);
    brokenInARow = isBroken(had) ? brokenInARow + 1 : 0;
    if (!isLost(answer) && answer.status === 429) refusal ??= refusalFrom(answer, answers.length - 1, parts);
  };
  const lane = async (): Promise<void> => {
    while (!ended()) await one();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  // Wrapped: figures count what was lost, and a loss is told by that very name.
  return { figures: burstFigures(answers, refusal) };
}

export const performBurst: Performer<BurstAction> = async (action, parts) => {
  const { url, headers, credential, place, safety, count, perMinute = null, until = null } = action;
  const stored = {
    kind: action.kind,
    safety,
    url: parts.redactor.url(url),
    credential,
    count,
    perMinute,
    until,
    ...(parts.marker === undefined ? {} : { marker: parts.marker }),
  };
  const request: HttpAction = { kind: 'http', method: 'GET', url, credential, safety, place, ...(headers === undefined ? {} : { headers }) };
  const presented: Presented | Lost = refusalOf(action, parts.permission) ?? parts.politeness.closed() ?? (await present(request, parts));
  const { at, elapsedMs, ownDelayMs, result }: Timed<{ readonly figures: BurstFigures }> = isLost(presented)
    ? { at: parts.clock().toISOString(), elapsedMs: 0, result: presented }
    : await guarded(action, parts, (pin) => {
        parts.beforeSending?.();
        return sendAll(action, { request: { ...request, url: presented.url ?? url }, presented, pin, parts });
      });
  if (isLost(result)) return { at, elapsedMs, ownDelayMs, content: { kind: 'burst' }, action: stored, redactions: 0, lost: result.lost };
  return { at, elapsedMs, ownDelayMs, content: { kind: 'burst', burst: result.figures }, action: stored, redactions: 0 };
};
