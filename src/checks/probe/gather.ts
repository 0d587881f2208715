/**
 * Gathering several answers for one judgement, without letting one loss hide what the others show.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Operation } from '../../contract/api-model.js';
import type { LostCause } from '../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../contract/evidence.js';
import { undetermined, type Judgement } from '../../contract/judgement.js';
import { ask } from '../ask.js';
import type { Call } from './calls.js';

/** Every loss that says something of one call only. A stopped or spent run, or a defect of the harness, ends the probe. */
export const bearable: readonly LostCause[] = [
  'dns',
  'refused',
  'reset',
  'timeout',
  'tls',
  'too-large',
  'protocol',
  'redirected-outside',
  'blocked',
  'no-consent',
  'no-credential',
  'heard-late',
  'proxy-refused',
  'proxy-failed',
  'resolved-by-proxy',
];

/** An answer and the operation that was called, if one was. */
export interface Answer {
  readonly exchange: Exchange;
  readonly operation?: Operation;
}

export interface Gathered {
  readonly answers: readonly Answer[];
  /** One `undetermined` for each call that had no answer. */
  readonly losses: readonly Judgement[];
}

/** Sends the calls in turn. */
export function* gather(calls: readonly Call[]): Generator<Action, Gathered, Observation> {
  const answers: Answer[] = [];
  const losses: Judgement[] = [];
  for (const { action, operation } of calls) {
    const exchange = yield* ask({ ...action, tolerate: bearable });
    if (exchange.lost !== undefined) losses.push(undetermined(exchange.lost.cause, `${action.method} ${action.place}: ${exchange.lost.detail}`));
    else answers.push(operation === undefined ? { exchange } : { exchange, operation });
  }
  return { answers, losses };
}

/** Sums judgements up: all that was examined and found, and the first cause. */
export function combine(parts: readonly Judgement[]): Judgement {
  const cause = parts.find((part) => part.cause !== undefined)?.cause;
  const sum = { examined: parts.reduce((total, part) => total + part.examined, 0), findings: parts.flatMap(({ findings }) => findings) };
  return cause === undefined ? sum : { ...sum, cause };
}

/** Causes that narrow a set of calls without making the rest doubtful: nobody may or can send them. */
const narrowing: ReadonlySet<string> = new Set(['no-consent', 'no-credential']);

/**
 * The judgement on gathered answers. A lost call keeps it from being a pass, except where consent or a credential for that call is wanting and
 * something else was examined. `empty` is the cause where there was nothing to examine.
 */
export function conclude(parts: readonly Judgement[], losses: readonly Judgement[], empty: string): Judgement {
  const seen = combine(parts);
  const grave = losses.filter(({ cause }) => cause !== undefined && (seen.examined === 0 || !narrowing.has(cause.code)));
  const all = combine([seen, ...grave]);
  return all.examined === 0 && all.findings.length === 0 && all.cause === undefined ? undetermined(empty) : all;
}
