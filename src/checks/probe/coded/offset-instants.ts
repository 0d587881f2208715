/**
 * probe/offset-instants — the same instant means the same, whatever offset it is written with; an offset after Z is refused.
 *
 * Source   EGIF-DAT-TIM-003; RFC 3339 §4.1, §5.6. `Z+0330` is no RFC 3339 offset.
 * Evidence the operation's sample that holds an instant (asked twice), then the same instant with Z, +03:30 and +04:30; with consent for negative
 *          requests, also with Z+0330.
 */
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { satisfied, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { instant } from '../../../schemes/instant.js';
import { alteredSample, type Altered } from '../../altered-sample.js';
import { ask, callOf, defineCheck } from '../../ask.js';
import type { Node } from '../../data/instance.js';
import { temporalKindOf } from '../../data/recognise.js';
import { inputsMayHold } from '../../declared-values.js';
import { servableSamples } from '../../data/served.js';
import { placeOf, responseOf } from '../../read.js';
import { busy } from '../answers.js';
import { bearable, conclude } from '../gather.js';
import { searchControl, type Control } from '../api/same-result.js';

/** An instant with an offset in minutes, to the second or finer as it was given. */
function withOffset(text: string, minutes: number): string {
  const fraction = /\.[0-9]+/.exec(text)?.[0] ?? '';
  const local = new Date(Date.parse(text) + minutes * 60_000).toISOString().slice(0, 19);
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${local}${fraction}${minutes === 0 ? 'Z' : `+${hours}:${String(minutes % 60).padStart(2, '0')}`}`;
}

const forms: readonly (readonly [name: string, write: (text: string) => string])[] = [
  ['Z', (text) => withOffset(text, 0)],
  ['+03:30', (text) => withOffset(text, 210)],
  ['+04:30', (text) => withOffset(text, 270)],
];

const isInstantLike = (node: Node): boolean => !['date', undefined].includes(temporalKindOf(node));

function rewritten(sample: Sample, write: (text: string) => string): Altered | undefined {
  return alteredSample(sample, (node) => {
    const isInstant = isInstantLike(node) && instant(node.value).valid && !Number.isNaN(Date.parse(node.value));
    return isInstant ? write(node.value) : undefined;
  });
}

function* judgeForm(
  subject: CheckSubject,
  altered: Altered,
  form: { readonly name: string; readonly control: Control },
): Generator<Action, Judgement, Observation> {
  const exchange = yield* ask(callOf(subject, altered.sample));
  const { status } = responseOf(exchange);
  const at = placeOf(exchange, altered.spot);
  if (status === 400 || status === 422) return violated({ code: 'offset-refused', at, got: form.name, want: 'any offset of RFC 3339' });
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  if (status >= 200 && status < 300 && form.control.same(exchange)) return satisfied;
  if ((status >= 200 && status < 300) || status === 404)
    return violated({ code: 'offset-changes-meaning', at, got: form.name, want: 'what Z gives' });
  return undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
}

/** Sent with consent for negative requests only; its want narrows what is examined. */
function* judgeWrong(subject: CheckSubject, altered: Altered): Generator<Action, Judgement, Observation> {
  const exchange = yield* ask({ ...callOf(subject, altered.sample, { safety: 'S3' }), tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, exchange.lost.detail);
  const { status } = responseOf(exchange);
  if (status < 200 || status >= 300)
    return busy(exchange) ?? (status >= 400 && status < 500 ? satisfied : undetermined('unexpected-answer', `status ${status}`));
  return violated({ code: 'offset-malformed-accepted', at: placeOf(exchange, altered.spot), got: 'Z+0330', want: '400 or 422' });
}

function* probe(subject: CheckSubject): Probe {
  const samples = servableSamples(subject);
  if (samples.length === 0) return undetermined('no-test-data');
  for (const sample of samples) {
    const wrong = rewritten(sample, (text) => withOffset(text, 0).replace('Z', 'Z+0330'));
    if (wrong === undefined) continue;
    const control = yield* searchControl(subject, sample, { label: `offsets ${sample.operation.id}`, safety: 'S2' });
    if ('examined' in control) return control;
    const parts: Judgement[] = [];
    for (const [name, write] of forms) {
      const altered = rewritten(sample, write);
      if (altered !== undefined) parts.push(yield* judgeForm(subject, altered, { name, control }));
    }
    const refused = yield* judgeWrong(subject, wrong);
    return refused.cause === undefined ? conclude([...parts, refused], [], 'nothing-of-the-kind') : conclude(parts, [refused], 'nothing-of-the-kind');
  }
  return undetermined('nothing-of-the-kind');
}

export const offsetInstants = defineCheck({
  id: 'probe/offset-instants',
  safety: 'S3',
  needs: 'S2',
  over: 'safe-operations',
  params: {},
  concerns: (operation) => inputsMayHold(operation, isInstantLike),
  findings: ['offset-refused', 'offset-changes-meaning', 'offset-malformed-accepted'],
  probe,
});
