/**
 * The second judging pass: checks that look at every answer of the run, whoever asked for it.
 *
 * What the second pass finds must prove itself again like any other failure. What may not be sent again is not held against the agency.
 *
 * Source   catalogue §5 (flakiness) and the rows of the catalogue that say "all exchanges of the run".
 * Room     suite (floor 5).
 */
import type { CheckDefinition, CheckSubject, ParamValue, ReviewedAnswer } from '../contract/check.js';
import type { Observation } from '../contract/evidence.js';
import { type Judgement, undetermined } from '../contract/judgement.js';
import { settleAttempts } from '../verdict/index.js';
import type { Driven } from './drive.js';
import { atMost } from './settings.js';
import type { Tape, TapedAnswer } from './tape.js';

export interface ReviewInput {
  readonly subject: CheckSubject;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly tape: Tape;
  /** Further times that a failure must come out again. */
  readonly repeats: number;
}

/** So many wrong answers are asked for again; what is wrong with them is enough to mend the rest by. */
const mostProven = 5;

/** Causes of a check's own part that only say that it met nothing: another's answer lifts them. */
const liftable: ReadonlySet<string> = new Set([
  'no-answer',
  'no-error-observed',
  'no-problem-observed',
  'no-content-observed',
  'nothing-to-examine',
  'nothing-of-the-kind',
]);

/** Answers of the service itself: neither a published text nor what lies beside its base URL, such as a token endpoint. */
function isOfService({ action }: TapedAnswer, { baseUrl }: CheckSubject): boolean {
  return action.purpose !== 'document' && (action.url === baseUrl || ['/', '?'].some((next) => action.url.startsWith(`${baseUrl}${next}`)));
}

const reviewedOf = ({ action, exchange, operation }: TapedAnswer): ReviewedAnswer => ({
  action,
  exchange,
  ...(operation === undefined ? {} : { operation }),
});

function judged(review: NonNullable<CheckDefinition['review']>, given: ReviewInput, answer: ReviewedAnswer): Judgement {
  try {
    return review(given.subject, given.params, answer);
  } catch (error) {
    return undetermined('harness', error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

interface Reviewed {
  readonly judgement: Judgement;
  readonly observations: readonly Observation[];
}

/** Has a finding prove itself again. */
async function proven(review: NonNullable<CheckDefinition['review']>, given: ReviewInput, one: TapedAnswer, first: Judgement): Promise<Reviewed> {
  const { action } = one;
  const observations: Observation[] = [one.exchange];
  const attempts = [first];
  for (let attempt = 2; attempt <= given.repeats + 1; attempt += 1) {
    if (!atMost(action.safety, 'S3')) return { judgement: undetermined('not-repeated', `${action.method} ${action.place}`), observations };
    const again = await given.tape.again(one, attempt);
    observations.push(again);
    if (again.kind !== 'http' || again.lost !== undefined) {
      return { judgement: undetermined(again.lost?.cause ?? 'harness', `${action.method} ${action.place}: asked again`), observations };
    }
    attempts.push(judged(review, given, reviewedOf({ ...one, exchange: { ...again, place: action.place } })));
  }
  return { judgement: settleAttempts(attempts) ?? first, observations };
}

function sum(own: Driven, parts: readonly Reviewed[]): Driven {
  const examined = parts.reduce((total, { judgement }) => total + judgement.examined, own.judgement.examined);
  const findings = [...own.judgement.findings, ...parts.flatMap(({ judgement }) => judgement.findings)];
  const { cause: kept } = own.judgement;
  const lifted = kept !== undefined && liftable.has(kept.code) && parts.length > 0;
  const cause = (lifted ? undefined : kept) ?? parts.map(({ judgement }) => judgement.cause).find((each) => each !== undefined);
  return {
    judgement: { examined, findings, ...(cause === undefined ? {} : { cause }) },
    attempts: own.attempts,
    observations: [...own.observations, ...parts.flatMap(({ observations }) => observations)],
  };
}

/** A check's own judgement and what it says of the answers that others had. */
export async function review(check: CheckDefinition, given: ReviewInput, own: Driven): Promise<Driven> {
  const look = check.review;
  if (look === undefined) return own;
  const { subject, tape, repeats } = given;
  const mine = new Set(own.observations.map(({ seq }) => seq));
  const parts: Reviewed[] = [];
  let wrong = 0;
  for (const one of tape.answers()) {
    if (mine.has(one.exchange.seq) || !isOfService(one, subject)) continue;
    const answer = reviewedOf(one);
    if (subject.operation !== undefined && answer.operation?.id !== subject.operation.id) continue;
    const first = judged(look, given, answer);
    if (first.findings.length === 0) {
      if (first.examined > 0 || first.cause !== undefined) parts.push({ judgement: first, observations: [one.exchange] });
      continue;
    }
    wrong += 1;
    if (wrong > mostProven) break;
    parts.push(repeats === 0 ? { judgement: first, observations: [one.exchange] } : await proven(look, given, one, first));
  }
  return sum(own, parts);
}
