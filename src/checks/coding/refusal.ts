/**
 * coding/national-code-refusal, coding/foreigner-id-refusal, coding/legal-id-refusal, coding/postal-code-refusal, coding/sheba-refusal — a code that
 * cannot exist, or that belongs to another member, is refused as bad input, not looked up.
 *
 * Source   EGIF-COD-PID-001, -PID-002, -LID-001, -ADR-001, -BNK-001 (a wrong check digit: 400 or 422); RFC 9110 §15.5.1, §15.5.21.
 * Evidence the operation's sample as it is (positive control), then the same with one code altered: a wrong check digit, or a digit less where the
 *          code has none. Only query parameters and members of a JSON body are altered.
 */
import type { Sample } from '../../contract/api-model.js';
import type { CheckDefinition, CheckSubject, Probe } from '../../contract/check.js';
import type { Exchange } from '../../contract/evidence.js';
import { satisfied, undetermined, violated, type Judgement } from '../../contract/judgement.js';
import { legalId } from '../../schemes/legal-id.js';
import { nationalCode } from '../../schemes/national-code.js';
import { postalCode } from '../../schemes/postal-code.js';
import type { SchemeId, SchemeResult } from '../../schemes/scheme.js';
import { sheba } from '../../schemes/sheba.js';
import { alteredSample, type Altered } from '../altered-sample.js';
import { ask, callOf, defineCheck } from '../ask.js';
import { kindOf } from '../data/recognise.js';
import { busyStatuses, isServed, servableSamples, unservedCause } from '../data/served.js';
import { placeOf, responseOf } from '../read.js';

interface Refusal {
  /** The code that is sent: names the check and its findings. */
  readonly sent?: SchemeId;
  /** The code in whose place it is sent. */
  readonly kind: SchemeId;
  readonly check: (value: unknown) => SchemeResult;
  /** A text of the same look that the scheme refuses. */
  readonly spoil: (value: string) => string;
}

/** Twelve digits as a foreign national's, of a range that nobody is given. */
const syntheticForeigner = '999000000012';

const nextDigit = (digit: string): string => String((Number(digit) + 1) % 10);
const spoilLast = (value: string): string => value.slice(0, -1) + nextDigit(value.slice(-1));

/** The sample with its first valid code of the kind spoilt. */
function spoilt(sample: Sample, { kind, check, spoil }: Refusal): Altered | undefined {
  return alteredSample(sample, (node) => (check(node.value).valid && kindOf(node) === kind ? spoil(node.value) : undefined));
}

/** What an answer to an impossible code says of the service. */
function judgeAnswer(exchange: Exchange, code: string, spot: string): Judgement {
  const { status } = responseOf(exchange);
  if (status === 400 || status === 422) return satisfied;
  if (isServed(exchange)) return violated({ code: `${code}-accepted`, at: placeOf(exchange, spot), got: String(status), want: '400 or 422' });
  if (status === 404) return violated({ code: `${code}-looked-up`, at: placeOf(exchange, spot), got: '404', want: '400 or 422' });
  return undetermined(busyStatuses.has(status) ? 'server-busy' : 'unexpected-answer', `status ${status} at ${exchange.place}`);
}

function* refuse(subject: CheckSubject, rule: Refusal, code: string): Probe {
  const samples = servableSamples(subject);
  if (samples.length === 0) return undetermined('no-test-data');
  for (const sample of samples) {
    const altered = spoilt(sample, rule);
    if (altered === undefined) continue;
    const control = yield* ask(callOf(subject, sample));
    if (!isServed(control)) return unservedCause(control);
    const exchange = yield* ask(callOf(subject, altered.sample, { safety: 'S3' }));
    return judgeAnswer(exchange, code, altered.spot);
  }
  return undetermined('nothing-of-the-kind');
}

function defineRefusalCheck(rule: Refusal): CheckDefinition {
  const { sent } = rule;
  const code = sent === undefined ? `impossible-${rule.kind}` : `misplaced-${sent}`;
  return defineCheck({
    id: `coding/${sent ?? rule.kind}-refusal`,
    safety: 'S3',
    over: 'safe-operations',
    params: {},
    findings: [`${code}-accepted`, `${code}-looked-up`],
    probe: (subject) => refuse(subject, rule, code),
  });
}

/** One check for each code whose form can be judged by the server without looking it up. */
export const refusals: readonly CheckDefinition[] = [
  defineRefusalCheck({ kind: 'national-code', check: nationalCode, spoil: spoilLast }),
  defineRefusalCheck({ sent: 'foreigner-id', kind: 'national-code', check: nationalCode, spoil: () => syntheticForeigner }),
  defineRefusalCheck({ kind: 'legal-id', check: legalId, spoil: spoilLast }),
  defineRefusalCheck({ kind: 'postal-code', check: postalCode, spoil: (value) => value.slice(0, -1) }),
  defineRefusalCheck({ kind: 'sheba', check: sheba, spoil: spoilLast }),
];
