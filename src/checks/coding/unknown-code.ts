/**
 * coding/national-code-unknown, coding/legal-id-unknown, coding/postal-code-unknown, coding/sheba-unknown — a code that holds and that the service
 * does not know is answered 404 or with an empty list: it is no bad input, and nobody else's data are given for it.
 *
 * Source   EGIF-COD-PID-001, -LID-001, -ADR-001, -BNK-001 (valid but unknown: 404 or empty, not 400); RFC 9110 §15.5.5.
 * Evidence the operation's sample as it is (positive control), then the same with its code replaced by another that holds. Codes are made up in the
 *          ranges for tests, which belong to nobody. That such a code is refused tells something only where the sample's own code is of that range.
 */
import type { Json } from '../../contract/api-model.js';
import type { CheckDefinition, CheckSubject, Probe } from '../../contract/check.js';
import type { Exchange } from '../../contract/evidence.js';
import { isObject, sameJson } from '../../contract/json.js';
import { examined, satisfied, undetermined, violated, type Judgement } from '../../contract/judgement.js';
import { legalId } from '../../schemes/legal-id.js';
import { nationalCode } from '../../schemes/national-code.js';
import { postalCode } from '../../schemes/postal-code.js';
import type { SchemeId, SchemeResult } from '../../schemes/scheme.js';
import { sheba } from '../../schemes/sheba.js';
import { alteredSample } from '../altered-sample.js';
import { ask, callOf, defineCheck } from '../ask.js';
import { nodesOf } from '../data/instance.js';
import { kindOf } from '../data/recognise.js';
import { busyStatuses, isServed, schemaOf, servableSamples, unservedCause } from '../data/served.js';
import { jsonOf, placeOf, responseOf } from '../read.js';

interface Unknown {
  readonly kind: Extract<SchemeId, 'national-code' | 'legal-id' | 'postal-code' | 'sheba'>;
  readonly check: (value: unknown) => SchemeResult;
  /** Texts of the range for tests with these digits in them; one of them holds. */
  readonly candidates: (digits: string) => readonly string[];
  /** Codes of the range. */
  readonly range: RegExp;
}

const lastDigits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const checkPairs = Array.from({ length: 97 }, (_pair, index) => String(index + 2).padStart(2, '0'));

const unknowns: readonly Unknown[] = [
  {
    kind: 'national-code',
    check: nationalCode,
    candidates: (digits) => lastDigits.map((last) => `999${digits.slice(0, 6)}${last}`),
    range: /^999[0-9]{7}$/,
  },
  {
    kind: 'legal-id',
    check: legalId,
    candidates: (digits) => lastDigits.map((last) => `99999${digits.slice(0, 5)}${last}`),
    range: /^99999[0-9]{6}$/,
  },
  { kind: 'postal-code', check: postalCode, candidates: (digits) => [`99999${digits.slice(0, 5)}`], range: /^99999[0-9]{5}$/ },
  {
    kind: 'sheba',
    check: sheba,
    candidates: (digits) => checkPairs.map((pair) => `IR${pair}0990000000000000${digits.slice(0, 6)}`),
    range: /^IR[0-9]{2}0990/,
  },
];

/** Six digits of a seeded identifier; none of them is 0, so that no block of zeros comes about. */
const digitsOf = (uuid: string): string =>
  [...uuid.replaceAll('-', '')]
    .slice(0, 6)
    .map((letter) => String((Number.parseInt(letter, 16) % 9) + 1))
    .join('');

/** A code of the range that holds. */
function madeUp(subject: CheckSubject, { kind, check, candidates }: Unknown): string | undefined {
  return candidates(digitsOf(subject.uuid(`unknown ${kind}`))).find((text) => check(text).valid);
}

/** Whether a value holds lists, and all of them are empty. */
function isEmpty(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (!isObject(value)) return value === null;
  const lists = Object.values(value).filter((member) => Array.isArray(member));
  return Object.keys(value).length === 0 || (lists.length > 0 && lists.every(({ length }) => length === 0));
}

interface Asked {
  readonly subject: CheckSubject;
  readonly rule: Unknown;
  readonly sent: string;
  readonly spot: string;
  readonly control: Exchange;
}

/** What an answer of success gives for a code that nobody has. */
function judgeServed(exchange: Exchange, { subject, rule, sent, spot, control }: Asked): Judgement {
  const value = jsonOf(exchange)?.value;
  if (responseOf(exchange).body.length === 0 || (value !== undefined && isEmpty(value))) return satisfied;
  if (value === undefined || subject.operation === undefined) return examined(0);
  const codes = [...nodesOf(value, schemaOf(subject.operation, exchange))].filter(
    (node) => typeof node.value === 'string' && rule.check(node.value).valid && kindOf(node) === rule.kind,
  );
  if (codes.some((node) => node.value === sent)) return undetermined('unknown-code-known', exchange.place);
  const given = jsonOf(control)?.value;
  const { kind } = rule;
  const isOthers = codes.length > 0 || (given !== undefined && !isEmpty(given) && sameJson(given, value));
  if (!isOthers) return examined(0);
  return violated({
    code: `unknown-${kind}-answered`,
    at: placeOf(exchange, spot),
    got: String(responseOf(exchange).status),
    want: '404, or an empty list',
  });
}

function judgeAnswer(exchange: Exchange, asked: Asked, own: string): Judgement {
  const { status } = responseOf(exchange);
  const { kind, range } = asked.rule;
  if (status === 404 || status === 410) return satisfied;
  if (isServed(exchange)) return judgeServed(exchange, asked);
  if (status !== 400 && status !== 422)
    return undetermined(busyStatuses.has(status) ? 'server-busy' : 'unexpected-answer', `status ${status} at ${exchange.place}`);
  if (!range.test(own)) return undetermined('unknown-code-range', exchange.place);
  return violated({ code: `unknown-${kind}-refused`, at: placeOf(exchange, asked.spot), got: String(status), want: '404, or an empty list' });
}

function* probe(subject: CheckSubject, rule: Unknown): Probe {
  const samples = servableSamples(subject);
  if (samples.length === 0) return undetermined('no-test-data');
  const sent = madeUp(subject, rule);
  for (const sample of samples) {
    let own = '';
    const altered = alteredSample(sample, (node) => {
      if (!rule.check(node.value).valid || kindOf(node) !== rule.kind || node.value === sent) return undefined;
      own = node.value;
      return sent;
    });
    if (altered === undefined || sent === undefined) continue;
    const control = yield* ask(callOf(subject, sample));
    if (!isServed(control)) return unservedCause(control);
    const exchange = yield* ask(callOf(subject, altered.sample, { safety: 'S3' }));
    return judgeAnswer(exchange, { subject, rule, sent, spot: altered.spot, control }, own);
  }
  return undetermined('nothing-of-the-kind');
}

/** One check for each code by which records are looked up. */
export const unknownCodes: readonly CheckDefinition[] = unknowns.map((rule) =>
  defineCheck({
    id: `coding/${rule.kind}-unknown`,
    safety: 'S3',
    over: 'safe-operations',
    params: {},
    findings: [`unknown-${rule.kind}-refused`, `unknown-${rule.kind}-answered`],
    probe: (subject) => probe(subject, rule),
  }),
);
