/**
 * probe/client-bounded-waiting — a consumer gives up a provider that does not answer, and tells its own caller what becomes of the matter.
 *
 * Source   EGIF-TEC-CLI-005; RFC 9457.
 * Evidence a transaction in which no business request is answered: when the consumer closes, and what it answers to its own caller. Class S4.
 */
import type { Finding } from '../../contract/documents.js';
import type { Json } from '../../contract/api-model.js';
import type { Exchange } from '../../contract/evidence.js';
import { isObject, memberOf } from '../../contract/json.js';
import { examined, undetermined } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { headerValues, jsonOf, responseOf, textOf } from '../read.js';
import { isJudgement } from '../bound-call.js';
import { clientPlace, control, play, playingOf } from './playing.js';

const defaultSeconds = 30;
/** Connecting and closing take their time. */
const graceSeconds = 5;

const tracking = /^(instance|trace_?id|(tracking|follow_?up)_?(id|code|number)|request_?id|correlation_?id|reference(_?(id|code|number))?)$/i;
/** On a page for people: the word, and soon after it something that can be given again. */
const trackingWords = /(?:tracking|reference|trace|پیگیری|رهگیری|ارجاع)[^0-9۰-۹]{0,80}[0-9۰-۹][0-9۰-۹A-Za-z-]{3,}/iu;

/** Whether an answer names what the matter can be followed by. */
function hasTracking(value: Json | undefined): boolean {
  return (
    isObject(value) &&
    Object.entries(value).some(([name, each]) => (tracking.test(name) && typeof each === 'string' && each !== '') || hasTracking(each))
  );
}

/** Whether whoever asked can come back: by an id in the answer or on its page; what was accepted, by the place or id of what became of it (RFC 9110 §15.3.3). */
function isDefined(outcome: Exchange): boolean {
  const { status } = responseOf(outcome);
  const value = jsonOf(outcome)?.value;
  if (hasTracking(value)) return true;
  if (status >= 200 && status < 300 && (headerValues(outcome, 'location').length > 0 || memberOf(value, 'id') !== undefined)) return true;
  return value === undefined && trackingWords.test(textOf(outcome));
}

export const clientBoundedWaiting = defineCheck({
  id: 'probe/client-bounded-waiting',
  safety: 'S4',
  over: 'service',
  params: { maxSeconds: 'seconds' },
  findings: ['client-waits-too-long', 'client-failure-undefined'],

  *probe(subject, params) {
    const playing = playingOf(subject);
    if (isJudgement(playing)) return playing;
    const good = yield* control(playing);
    if (isJudgement(good)) return good;
    const given = params['maxSeconds'];
    const seconds = (typeof given === 'number' ? given : defaultSeconds) + graceSeconds;
    const played = yield* play(playing, {
      occasion: 'no answer',
      replies: () => [{ instead: 'stall' }],
      until: { calls: 1, quietMs: 500, withinMs: seconds * 1000 },
      patienceMs: (seconds + graceSeconds) * 1000,
    });
    if (isJudgement(played)) return played;
    const [call] = played.calls;
    if (call === undefined) return undetermined('client-did-not-call', 'stall');
    const findings: Finding[] = [];
    const waited = call.gaveUpAfterMs;
    if (waited === undefined || waited > seconds * 1000)
      findings.push({
        code: 'client-waits-too-long',
        at: clientPlace(played.inbound, 'no-answer'),
        got: waited === undefined ? 'still waiting' : `${Math.round(waited / 1000)} s`,
        want: `${seconds} s`,
      });
    const { outcome } = played;
    if (findings.length > 0) return examined(1, findings);
    if (outcome === undefined) return undetermined('outcome-unseen');
    if (outcome.lost !== undefined || !isDefined(outcome))
      return examined(2, [
        {
          code: 'client-failure-undefined',
          at: clientPlace(played.inbound, 'outcome'),
          got: outcome.lost?.cause ?? `status ${outcome.response?.status ?? 0}`,
        },
      ]);
    return examined(2);
  },
});
