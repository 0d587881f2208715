/**
 * data/as-of — registry answers say as of when and from whom they are, never of the future, and live ones do not stand still.
 *
 * Source   EGIF-DAT-MET-003. A registry answer is what the contract marks (x-egif-role registry-answer, x-egif-type RegistryAnswer). Only where the
 *          contract also says that the source is live (x-egif-live: true) is its validity time held against the clock; the time of a record that is
 *          stored may stand for years.
 * Evidence the answers to the operation's samples; where an answer is marked as live, its call twice more under new request ids.
 * Params   staleness, the age in seconds from which a live answer whose time does not move is judged.
 */
import type { CheckSubject, Probe } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../contract/evidence.js';
import { isObject, memberOf } from '../../contract/json.js';
import { undetermined, type Judgement } from '../../contract/judgement.js';
import { ask, callOf, defineCheck } from '../ask.js';
import { numberParam } from '../params.js';
import { headerValues, jsonOf } from '../read.js';
import { keywordOf, nodesOf, type Node } from './instance.js';
import { isServed, schemaOf, servableSamples, servedAnswers, unservedCause, type Answer } from './served.js';
import { findingOf, judgementOf } from './value-check.js';

/** Clocks of two machines may differ by so much; the clock itself is judged elsewhere. */
const toleranceMs = 60_000;

const isRegistryAnswer = (node: Node): boolean =>
  isObject(node.value) && (keywordOf(node, 'x-egif-role') === 'registry-answer' || keywordOf(node, 'x-egif-type') === 'RegistryAnswer');
const isLive = (node: Node): boolean => isRegistryAnswer(node) && keywordOf(node, 'x-egif-live') === true;

/** The server's own clock where it says it, else when the call was started. */
function nowOf(exchange: Exchange): number {
  const said = Date.parse(headerValues(exchange, 'date')[0] ?? '');
  return Number.isNaN(said) ? Date.parse(exchange.at) : said;
}

function instantOf(node: Node): number | undefined {
  const value = memberOf(node.value, 'asOf');
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function* recordFindings(answer: Answer, node: Node): Generator<Finding> {
  for (const name of ['asOf', 'source']) {
    const value = memberOf(node.value, name);
    if (value === undefined || value === null || value === '') yield findingOf(answer, node, { code: 'registry-fact-absent', want: name });
  }
  const time = instantOf(node);
  if (time !== undefined && time > nowOf(answer.exchange) + toleranceMs)
    yield findingOf(answer, node, { code: 'as-of-in-future', member: 'asOf', got: new Date(time).toISOString(), want: 'now or before' });
}

const liveTimes = (answers: readonly Answer[]): readonly (readonly [answer: Answer, node: Node, time: number | undefined])[] =>
  answers.flatMap((answer) =>
    nodesOf(answer.value, answer.schema)
      .filter(isLive)
      .map((node) => [answer, node, instantOf(node)] as const),
  );

/** The same call twice more, and what is wrong with a time that stands still. */
/** Seconds, or days where it is many of them. */
const ageText = (age: number): string => (age < 86_400 ? `${Math.round(age)} s` : `${Math.floor(age / 86_400)} d`);

function* liveFindings(subject: CheckSubject, first: Answer, staleness: number): Generator<Action, readonly Finding[] | Judgement, Observation> {
  const { operation } = subject;
  const [sample] = servableSamples(subject).filter(({ url, body }) => url === first.exchange.request.url && body === first.exchange.request.body);
  if (operation === undefined || sample === undefined) return undetermined('no-test-data');
  const answers: Answer[] = [first];
  for (const label of ['second', 'third']) {
    const headers = [['X-Request-Id', subject.uuid(`as-of ${operation.id} ${label}`)]] as const;
    const exchange = yield* ask(callOf(subject, sample, { headers }));
    const json = jsonOf(exchange);
    const schema = schemaOf(operation, exchange);
    if (!isServed(exchange) || json === undefined) return unservedCause(exchange);
    answers.push({ exchange, value: json.value, ...(schema === undefined ? {} : { schema }) });
  }
  const times = liveTimes(answers);
  const [last] = times.slice(-1);
  const distinctTimes = new Set(times.map(([, , time]) => time));
  if (last === undefined || distinctTimes.size !== 1) return [];
  const [answer, node, time] = last;
  const age = time === undefined ? 0 : (nowOf(answer.exchange) - time) / 1000;
  if (age <= staleness) return [];
  return [findingOf(answer, node, { code: 'as-of-stands-still', member: 'asOf', got: ageText(age), want: `≤ ${staleness} s` })];
}

function* probe(subject: CheckSubject, staleness: number): Probe {
  const answers = yield* servedAnswers(subject);
  if ('examined' in answers) return answers;
  let count = 0;
  const findings: Finding[] = [];
  for (const answer of answers)
    for (const node of nodesOf(answer.value, answer.schema).filter(isRegistryAnswer)) {
      count += 1;
      for (const inner of recordFindings(answer, node)) findings.push(inner);
    }
  const live = liveTimes(answers)[0]?.[0];
  if (live !== undefined) {
    const still = yield* liveFindings(subject, live, staleness);
    if ('examined' in still) return findings.length > 0 ? judgementOf(count, findings) : still;
    findings.push(...still);
  }
  return judgementOf(count, findings);
}

export const asOf = defineCheck({
  id: 'data/as-of',
  safety: 'S2',
  over: 'safe-operations',
  params: { staleness: 'seconds' },
  findings: ['registry-fact-absent', 'as-of-in-future', 'as-of-stands-still'],
  probe: (subject, params) => probe(subject, numberParam(params, 'staleness', 300)),
});
