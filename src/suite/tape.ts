/**
 * What the probes of a run asked and had, for judging it a second time.
 *
 * Live and replayed runs ask the same, so the tape of both is the same: it is made of what was asked here, never of what a record holds besides.
 *
 * Room     suite (floor 5).
 */
import type { Operation } from '../contract/api-model.js';
import { digestOf } from '../contract/canonical.js';
import type { Action, Exchange, HttpAction, Observation } from '../contract/evidence.js';
import type { OperationsAt } from '../contract/operation-addresses.js';
import type { ObservationSource } from './drive.js';

/** One HTTP exchange with an answer. */
export interface TapedAnswer {
  readonly action: HttpAction;
  readonly exchange: Exchange;
  /** Names what was asked, and for what changes something by whom: equal in every run of the same plan. */
  readonly key: string;
  /** The operation that was called, where the contract has one at this address. */
  readonly operation?: Operation;
}

export interface Tape extends ObservationSource {
  /** First answers, each exchange once, in an order that does not depend on when they came. */
  answers(): readonly TapedAnswer[];
  /** The observation of the same action at a later attempt: what was had already, or asked for now, once for all who want it. */
  again(answer: TapedAnswer, attempt: number): Promise<Observation>;
}

/** Who asks again what no probe asked again by itself. */
const reviewer = 'review';

/** What is sent, without where a finding lies and what a probe bears. Safe methods are one for all who ask. */
function keyOf(action: HttpAction, asker: string): string {
  const { place: _place, tolerate: _tolerate, ...sent } = action;
  const body = sent.body === undefined ? {} : { body: sent.body.toWellFormed() };
  return digestOf(action.method === 'GET' || action.method === 'HEAD' ? { ...sent, ...body } : { ...sent, ...body, asker });
}

/** The operation that a request called, by its address: its place may be that of another, of which it is a part. */
function calledBy({ method, url, place }: HttpAction, find: OperationsAt): Operation | undefined {
  const likely = URL.canParse(url) ? find(method, new URL(url)) : [];
  return likely.length === 1 ? likely[0] : likely.find(({ path }) => path === place);
}

/** A source that remembers. */
export function openTape(source: ObservationSource, find: OperationsAt): Tape {
  const first = new Map<number, TapedAnswer>();
  const later = new Map<string, Promise<Observation>>();
  const keep = (key: string, action: HttpAction, exchange: Exchange): void => {
    const known = first.get(exchange.seq);
    // The least place names a shared exchange, as in the record of the run.
    if (known === undefined || action.place < known.action.place) {
      const operation = calledBy(action, find);
      first.set(exchange.seq, { action, exchange, key, ...(operation === undefined ? {} : { operation }) });
    }
  };
  return {
    async observe(action: Action, attempt, asker) {
      if (action.kind !== 'http') return source.observe(action, attempt, asker);
      const key = keyOf(action, asker);
      const observed = source.observe(action, attempt, asker);
      if (attempt > 1 && !later.has(`${key} ${attempt}`)) later.set(`${key} ${attempt}`, observed);
      const observation = await observed;
      if (attempt === 1 && observation.kind === 'http' && observation.lost === undefined) keep(key, action, observation);
      return observation;
    },
    answers: () => [...first.values()].sort((a, b) => (a.key === b.key ? a.exchange.seq - b.exchange.seq : a.key < b.key ? -1 : 1)),
    again({ action, key }, attempt) {
      const id = `${key} ${attempt}`;
      const known = later.get(id) ?? source.observe(action, attempt, reviewer);
      later.set(id, known);
      return known;
    },
  };
}
