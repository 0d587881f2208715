/**
 * probe/signed-replay — a signed request acts once, and only soon after it was signed.
 *
 * Source   EGIF-TEC-SEC-014; RFC 9421 §7.2.2; RFC 7519 §4.1.7.
 * Evidence each operation marked x-egif-effect: legal, with its bound sample: signed, which is the control; the same to the octet, nonce and all, as often
 *          more than once, since one of several nodes may not know of it yet; signed as if an hour ago. Class S4.
 */
import type { Exchange } from '../../../contract/evidence.js';
import { sameJson } from '../../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { defineCheck } from '../../ask.js';
import { jsonOf, placeOf, responseOf } from '../../read.js';
import { busy } from '../answers.js';
import { combine } from '../gather.js';
import { identityOf, lossOf, type Part } from '../flow/resource.js';
import { eachSigned, refused, send, type SignedFlow, unheard } from './signed-calls.js';

const repetitions = 5;
const ageSeconds = 3600;

/** Refused, or answered as the first was: then it had no effect of its own (EGIF-TEC-HTP-014). */
function judgeRepeat(first: Exchange, again: Exchange): Judgement {
  const without = lossOf(again) ?? busy(again);
  if (without !== undefined) return without;
  const { status } = responseOf(again);
  if (status >= 400 && status < 500) return examined(1);
  if (status < 200 || status >= 300) return undetermined('unexpected-answer', `status ${status} at ${again.place}`);
  const [one, other] = [identityOf(first), identityOf(again)];
  const [left, right] = [jsonOf(first)?.value, jsonOf(again)?.value];
  const named = one !== undefined && other !== undefined;
  if (named ? one === other : left !== undefined && right !== undefined && sameJson(left, right)) return examined(1);
  if (!named && (left === undefined || right === undefined)) return undetermined('no-identity', again.place);
  return violated({ code: 'signed-replay-acts', at: placeOf(again, 'signature'), got: String(status), want: 'a refusal, or the first answer again' });
}

export const signedReplay = defineCheck({
  id: 'probe/signed-replay',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: ['signed-replay-acts', 'old-signature-accepted'],

  probe(subject) {
    return eachSigned(subject, function* judgeFlow(flow: SignedFlow): Part<Judgement> {
      const replayed = { label: 'replayed', signing: { message: `replayed ${flow.sample.operation.id}` } };
      const first = yield* send(flow, replayed);
      const broken = unheard(first);
      if (broken !== undefined) return broken;
      const parts: Judgement[] = [];
      for (let count = 1; count <= repetitions; count += 1) {
        const judged = judgeRepeat(first, yield* send(flow, { ...replayed, occasion: String(count) }));
        parts.push(judged);
        if (judged.findings.length > 0) break;
      }
      const old = yield* send(flow, { label: 'old', signing: { ageSeconds } });
      return combine([...parts, refused(old, 'old-signature-accepted')]);
    });
  },
});
