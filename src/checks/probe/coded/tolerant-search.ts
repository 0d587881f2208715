/**
 * probe/tolerant-search — a name is found in each of the spellings that citizens' keyboards give it.
 *
 * Source   EGIF-DAT-CHR-007; Unicode 16 §9.2 (Arabic and Persian ye and kaf), UTS #10.
 * Evidence the operation's sample with a Persian text (asked twice), then the text with Arabic ye, with alef maksura, with Arabic kaf, and with a space
 *          in place of the zero-width non-joiner, each alone. A service that refuses other letters than its own is no proof against it.
 */
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { satisfied, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { alteredSample, type Altered } from '../../altered-sample.js';
import { ask, callOf, defineCheck } from '../../ask.js';
import { kindOf } from '../../data/recognise.js';
import { servableSamples } from '../../data/served.js';
import { placeOf, responseOf } from '../../read.js';
import { busy } from '../answers.js';
import { combine } from '../gather.js';
import { searchControl, type Control } from '../api/same-result.js';

interface Spelling {
  readonly name: string;
  readonly respell: (text: string) => string;
}

const spellings: readonly Spelling[] = [
  { name: 'Arabic ye', respell: (text) => text.replaceAll('\u06cc', '\u064a') },
  { name: 'alef maksura', respell: (text) => text.replace(/\u06cc(?=$|\s)/gu, '\u0649') },
  { name: 'Arabic kaf', respell: (text) => text.replaceAll('\u06a9', '\u0643') },
  { name: 'space for joiner', respell: (text) => text.replaceAll('\u200c', ' ') },
];

/** The sample with its first Persian text in another spelling; undefined where that changes nothing. */
function respelt(sample: Sample, { respell }: Spelling): Altered | undefined {
  return alteredSample(sample, (node) => {
    const kind = kindOf(node);
    const isText = (kind === undefined || kind === 'persian-text') && /[\u0621-\u064a\u067e-\u06cc]{2}/u.test(node.value);
    const other = respell(node.value);
    return isText && other !== node.value ? other : undefined;
  });
}

type Variant = Altered & { readonly name: string };

function* judgeSpelling(subject: CheckSubject, variant: Variant, control: Control): Generator<Action, Judgement, Observation> {
  const exchange = yield* ask(callOf(subject, variant.sample, { safety: 'S2' }));
  const { status } = responseOf(exchange);
  if (status === 400 || status === 422) return undetermined('spelling-refused', `${variant.name} at ${exchange.place}`);
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  const finding = { code: 'spelling-not-matched', at: placeOf(exchange, variant.spot), got: variant.name, want: 'what the canonical spelling finds' };
  if (status === 404) return violated(finding);
  if (status < 200 || status >= 300) return undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
  return control.same(exchange) ? satisfied : violated(finding);
}

function* probe(subject: CheckSubject): Probe {
  const samples = servableSamples(subject);
  if (samples.length === 0) return undetermined('no-test-data');
  for (const sample of samples) {
    const variants = spellings.flatMap((spelling): readonly Variant[] => {
      const other = respelt(sample, spelling);
      return other === undefined ? [] : [{ ...other, name: spelling.name }];
    });
    if (variants.length === 0) continue;
    const control = yield* searchControl(subject, sample, { label: `spellings ${sample.operation.id}`, safety: 'S2' });
    if ('examined' in control) return control;
    const parts: Judgement[] = [];
    for (const variant of variants) parts.push(yield* judgeSpelling(subject, variant, control));
    return combine(parts);
  }
  return undetermined('nothing-of-the-kind');
}

export const tolerantSearch = defineCheck({
  id: 'probe/tolerant-search',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['spelling-not-matched'],
  probe,
});
