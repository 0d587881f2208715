/**
 * coding/national-code-refusal, coding/foreigner-id-refusal, coding/legal-id-refusal, coding/postal-code-refusal, coding/sheba-refusal — a code that
 * cannot exist, or that belongs to another member, is refused as bad input, not looked up.
 *
 * Source   EGIF-COD-PID-001, -PID-002, -LID-001, -ADR-001, -BNK-001 (a wrong check digit: 400 or 422); RFC 9110 §15.5.1, §15.5.21.
 * Evidence the operation's sample as it is (positive control), then the same with one code altered, in each way that the row names: a wrong check
 *          digit, a digit less, one digit throughout, Persian digits. Only query parameters and members of a JSON body are altered.
 */
import type { Sample } from '../../contract/api-model.js';
import type { CheckDefinition, CheckSubject, Probe } from '../../contract/check.js';
import type { Exchange } from '../../contract/evidence.js';
import { examined, satisfied, undetermined, violated, type Judgement } from '../../contract/judgement.js';
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
  /** Texts of the same look that the scheme refuses, the most telling first. */
  readonly spoil: (value: string) => readonly string[];
}

/** Twelve digits as a foreign national's, of a range that nobody is given. */
const syntheticForeigner = '999000000012';

const nextDigit = (digit: string): string => String((Number(digit) + 1) % 10);
const spoilLast = (value: string): string => value.slice(0, -1) + nextDigit(value.slice(-1));
const cut = (value: string): string => value.slice(0, -1);
const repeated = (value: string, digit: string): string => digit.repeat(value.length);
const inPersian = (value: string): string => value.replace(/[0-9]/g, (digit) => String.fromCodePoint(0x06f0 + Number(digit)));

/** The sample with its first valid code of the kind spoilt, in each way that the scheme refuses. */
function spoilt(sample: Sample, { kind, check, spoil }: Refusal): readonly Altered[] {
  const forms: Altered[] = [];
  for (let index = 0, most = 1; index < most; index += 1) {
    const altered = alteredSample(sample, (node) => {
      if (!check(node.value).valid || kindOf(node) !== kind) return undefined;
      const refused = spoil(node.value).filter((text) => kind !== 'national-code' || !nationalCode(text).valid);
      most = refused.length;
      return refused[index];
    });
    if (altered !== undefined) forms.push(altered);
  }
  return forms;
}

/** Whether a code was sent in Persian digits: a service may refuse it or read what is meant (EGIF-DAT-CHR-004). */
const inOtherDigits = ({ sample }: Altered): boolean => /[۰-۹]|%DB%B[0-9]/i.test(`${sample.url}${sample.body ?? ''}`);

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
    const forms = spoilt(sample, rule);
    if (forms.length === 0) continue;
    const control = yield* ask(callOf(subject, sample));
    if (!isServed(control)) return unservedCause(control);
    const judgements: Judgement[] = [];
    for (const altered of forms) {
      const exchange = yield* ask(callOf(subject, altered.sample, { safety: 'S3' }));
      const lenient = inOtherDigits(altered) && (isServed(exchange) || responseOf(exchange).status === 404);
      judgements.push(lenient ? examined(0) : judgeAnswer(exchange, code, altered.spot));
    }
    return summed(judgements);
  }
  return undetermined('nothing-of-the-kind');
}

/** All that was seen of the forms, and the first cause; the same finding once. */
function summed(judgements: readonly Judgement[]): Judgement {
  const findings = judgements.flatMap((judgement) => judgement.findings);
  const distinct = findings.filter(({ code, at }, index) => findings.findIndex((other) => other.code === code && other.at === at) === index);
  const cause = judgements.find((judgement) => judgement.cause !== undefined)?.cause;
  const count = judgements.reduce((sum, judgement) => sum + judgement.examined, 0);
  return { examined: count, findings: distinct, ...(cause === undefined ? {} : { cause }) };
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
  defineRefusalCheck({
    kind: 'national-code',
    check: nationalCode,
    spoil: (value) => [spoilLast(value), cut(value), repeated(value, '1'), repeated(value, '0'), inPersian(value)],
  }),
  defineRefusalCheck({ sent: 'foreigner-id', kind: 'national-code', check: nationalCode, spoil: () => [syntheticForeigner] }),
  defineRefusalCheck({ kind: 'legal-id', check: legalId, spoil: (value) => [spoilLast(value), cut(value)] }),
  defineRefusalCheck({ kind: 'postal-code', check: postalCode, spoil: (value) => [cut(value), repeated(value, '0')] }),
  defineRefusalCheck({ kind: 'sheba', check: sheba, spoil: (value) => [spoilLast(value)] }),
];
