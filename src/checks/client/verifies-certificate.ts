/**
 * probe/client-verifies-certificate — a consumer sends nothing to a provider whose certificate does not hold.
 *
 * Source   EGIF-TEC-CLI-001; RFC 9525 §6; RFC 5280 §6.1.
 * Evidence one transaction with a valid certificate, then one with each that is expired, for another host, of an unknown issuer, or revoked as the
 *          stapled OCSP response says. A client that asks for none may look into lists of revoked certificates, which cannot be seen here. Class S4.
 */
import { examined, undetermined, violated, type Judgement } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { combine } from '../probe/gather.js';
import type { Part } from '../probe/flow/resource.js';
import { isJudgement } from '../bound-call.js';
import { clientPlace, control, play, playingOf, type Playing } from './playing.js';

const wrong = ['expired', 'wrong-host', 'untrusted', 'revoked'] as const;

function* judgeOne(playing: Playing, certificate: (typeof wrong)[number]): Part<Judgement> {
  const played = yield* play(playing, { occasion: certificate, certificate, until: { calls: 1, quietMs: 500, withinMs: 5000 } });
  if (isJudgement(played)) return played;
  // A client that asked for no response was not told.
  if (played.calls.length > 0 && certificate === 'revoked' && played.inbound.stapleGiven !== true) return undetermined('client-asks-no-staple');
  if (played.calls.length > 0)
    return violated({ code: 'client-takes-certificate', at: clientPlace(played.inbound, certificate), got: certificate, want: 'no request' });
  return played.inbound.connections === 0 ? undetermined('client-did-not-connect', certificate) : examined(1);
}

export const clientVerifiesCertificate = defineCheck({
  id: 'probe/client-verifies-certificate',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: ['client-takes-certificate'],

  *probe(subject) {
    const playing = playingOf(subject);
    if (isJudgement(playing)) return playing;
    const good = yield* control(playing);
    if (isJudgement(good)) return good;
    const parts: Judgement[] = [];
    for (const certificate of wrong) parts.push(yield* judgeOne(playing, certificate));
    return combine(parts);
  },
});
