/**
 * probe/large-attachments — large binary content travels beside the envelope, not as text within it.
 *
 * Source   EGIF-TEC-MSG-015; MTOM §3; XOP §4.
 * Evidence the call of every safe operation with data: base64 text in the answer longer than the parameter says, of a contract that has binary types.
 * Params   bytes, what counts as large.
 */
import { defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { placeOf } from '../../read.js';
import type { Json } from '../../../contract/api-model.js';
import { isObject } from '../../../contract/json.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import type { SoapContract } from '../../../contract/soap-model.js';
import { samplesIn } from '../../soap/soap-call.js';
import { combine } from '../gather.js';
import { control, unsampled } from './control.js';

/** Whether the schemas have a binary type at all: then somebody may send files. */
const hasBinary = ({ document }: SoapContract): boolean =>
  [document, ...(document.neighbours?.values() ?? [])].some(({ text }) => /:base64Binary\b/.test(text));

/** The longest text that is base64 throughout, in octets of what it stands for. */
function longestBase64(value: Json | undefined): number {
  if (typeof value === 'string') return /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(value) ? Math.floor((value.replace(/\s/g, '').length * 3) / 4) : 0;
  const inner = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return inner.reduce((most: number, each: Json) => Math.max(most, longestBase64(each)), 0);
}

export const largeAttachments = defineCheck({
  id: 'probe/large-attachments',
  safety: 'S2',
  over: 'service',
  params: { bytes: 'count' },
  findings: ['large-binary-as-text'],

  *probe(subject, params) {
    const limit = numberParam(params, 'bytes', 65_536);
    const { samples } = samplesIn(subject);
    if (samples.length === 0) return unsampled(subject);
    const binary = samples.filter(({ contract }) => hasBinary(contract));
    const parts: Judgement[] = [];
    for (const sample of binary) {
      const seen = yield* control(subject, sample);
      if ('cause' in seen) {
        parts.push(seen.cause);
        continue;
      }
      const { exchange, envelope } = seen;
      // What came beside the envelope was put into it to be read.
      const length = envelope.multipart ? 0 : longestBase64(envelope.payloadNode?.value);
      if (length > limit)
        parts.push(examined(1, [{ code: 'large-binary-as-text', at: placeOf(exchange), got: String(length), want: `at most ${limit}` }]));
      else parts.push(examined(envelope.multipart ? 1 : 0));
    }
    const all = combine(parts);
    return all.examined === 0 && all.findings.length === 0 && all.cause === undefined
      ? undetermined('nothing-of-the-kind', 'no answer has a large attachment')
      : all;
  },
});
