/**
 * probe/messages-signed — an act with legal effect is taken only with a signature that holds, and is answered with one.
 *
 * Source   EGIF-TEC-SEC-013; RFC 9421 §2, §3.2; RFC 9530 §2.
 * Evidence each operation marked x-egif-effect: legal, with its bound sample: signed, which is the control; without a signature; with a blank behind the
 *          content, once with the digest as it was and once with one that fits; signed with a key that nobody knows. The signature of the control's answer,
 *          told from its octets by the keys that the statement names. What can be deleted is deleted. Class S4.
 */
import type { Finding } from '../../../contract/documents.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import { combine } from '../gather.js';
import type { Part } from '../flow/resource.js';
import { eachSigned, refused, send, type SignedFlow, unheard } from './signed-calls.js';

/** What the signature of an answer lacks. An answer without content has none to cover. */
function flawOf({ signature, body }: ReturnType<typeof responseOf>): Omit<Finding, 'at'> | undefined {
  if (signature === undefined) return { code: 'answer-unsigned' };
  if (signature.verified === false) return { code: 'answer-signature-wrong', got: signature.algorithm ?? signature.form };
  if (body.length > 0 && !signature.coversContent) return { code: 'answer-content-unsigned' };
  const wanted = body.length > 0 ? ['@status', 'content-type'] : ['@status'];
  const missing = wanted.filter((name) => signature.covered?.includes(name) !== true);
  return missing.length === 0 ? undefined : { code: 'answer-status-unsigned', got: (signature.covered ?? []).join(' '), want: missing.join(' ') };
}

function judgeAnswer(exchange: Exchange): Judgement {
  const response = responseOf(exchange);
  const flaw = flawOf(response);
  if (flaw !== undefined) return violated({ ...flaw, at: placeOf(exchange, 'answer') });
  return response.signature?.verified === true ? examined(1) : undetermined('no-answer-key');
}

const wrong = [
  { label: 'unsigned', signing: 'none', code: 'unsigned-request-accepted' },
  { label: 'altered content', signing: { altered: 'content' }, code: 'altered-content-accepted' },
  { label: 'altered digest', signing: { altered: 'digest' }, code: 'altered-digest-accepted' },
  { label: 'foreign key', signing: { key: 'foreign' }, code: 'foreign-signature-accepted' },
] as const;

function* judgeFlow(flow: SignedFlow): Part<Judgement> {
  const control = yield* send(flow, { label: 'signed' });
  const broken = unheard(control);
  if (broken !== undefined) return broken;
  const parts: Judgement[] = [judgeAnswer(control)];
  for (const { label, signing, code } of wrong) {
    // Without content there is nothing to alter.
    if (flow.sample.body === undefined && label.startsWith('altered')) continue;
    parts.push(refused(yield* send(flow, { label, signing }), code));
  }
  return combine(parts);
}

export const messagesSigned = defineCheck({
  id: 'probe/messages-signed',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: [
    'unsigned-request-accepted',
    'altered-content-accepted',
    'altered-digest-accepted',
    'foreign-signature-accepted',
    'answer-unsigned',
    'answer-signature-wrong',
    'answer-content-unsigned',
    'answer-status-unsigned',
  ],
  probe: (subject) => eachSigned(subject, judgeFlow),
});
