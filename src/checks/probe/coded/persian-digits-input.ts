/**
 * probe/persian-digits-input — a code in Persian digits is refused as bad input or read as what it is; it neither crashes nor gets lost.
 *
 * Source   EGIF-DAT-CHR-004; RFC 9110 §15.5.1.
 * Evidence the operation's sample as it is (asked twice), then with its first code of a known kind in Persian digits. Refused is 400 or 422.
 */
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../../contract/check.js';
import type { Exchange } from '../../../contract/evidence.js';
import { satisfied, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import type { SchemeId } from '../../../schemes/scheme.js';
import { alteredSample, type Altered } from '../../altered-sample.js';
import { ask, callOf, defineCheck } from '../../ask.js';
import { kindOf } from '../../data/recognise.js';
import { inputsMayHold } from '../../declared-values.js';
import { servableSamples } from '../../data/served.js';
import { placeOf, responseOf } from '../../read.js';
import { busy } from '../answers.js';
import { searchControl, type Control } from '../api/same-result.js';

const kinds: ReadonlySet<SchemeId | undefined> = new Set(['national-code', 'legal-id', 'person-or-legal-id', 'postal-code', 'foreigner-id']);

const inPersian = (text: string): string => text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0x06f0 + Number(digit)));

function altered(sample: Sample): Altered | undefined {
  return alteredSample(sample, (node) => (kinds.has(kindOf(node)) && /^[0-9]{8,12}$/.test(node.value) ? inPersian(node.value) : undefined));
}

function judgeAnswer(exchange: Exchange, control: Control, spot: string): Judgement {
  const { status } = responseOf(exchange);
  const at = placeOf(exchange, spot);
  const finding = (code: string) => violated({ code, at, got: String(status), want: '400, 422, or what the ASCII digits find' });
  if (status === 400 || status === 422) return satisfied;
  if (status === 404) return finding('persian-digits-lost');
  if (status >= 200 && status < 300) return control.same(exchange) ? satisfied : finding('persian-digits-lost');
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  return status >= 500 ? finding('persian-digits-crash') : undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
}

function* probe(subject: CheckSubject): Probe {
  const samples = servableSamples(subject);
  if (samples.length === 0) return undetermined('no-test-data');
  for (const sample of samples) {
    const other = altered(sample);
    if (other === undefined) continue;
    const control = yield* searchControl(subject, sample, { label: `persian digits ${sample.operation.id}`, safety: 'S2' });
    if ('examined' in control) return control;
    return judgeAnswer(yield* ask(callOf(subject, other.sample, { safety: 'S2' })), control, other.spot);
  }
  return undetermined('nothing-of-the-kind');
}

export const persianDigitsInput = defineCheck({
  id: 'probe/persian-digits-input',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  concerns: (operation) => inputsMayHold(operation, (node) => kinds.has(kindOf(node))),
  findings: ['persian-digits-lost', 'persian-digits-crash'],
  probe,
});
