/**
 * From an action to its observation: shared where asking twice shows nothing new, sent anew where it changes something, answered from the record
 * where an earlier part of the run has asked.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Action, Observation } from '../contract/evidence.js';
import { openColumn } from './column.js';
import type { Continued } from './continued.js';
import { identityOf } from './journal.js';
import { isShareable, observationKey } from './observation-key.js';
import type { Performed } from './performer.js';
import type { Recorder, Ticket } from './recorder.js';

/** How an action is sent. */
export interface Sending {
  readonly ticket: Ticket;
  /** The run of the probe that asks. */
  readonly owner: string;
  readonly beforeSending?: (() => void) | undefined;
}

interface AskingOptions {
  readonly recorder: Recorder;
  readonly before: Continued;
  /** Carries an action out and records it; says when it is recorded. */
  readonly record: (ticket: Ticket, action: Action, work: () => Promise<Performed>, recorded?: () => void) => Promise<Observation>;
  readonly send: (action: Action, sending: Sending) => Promise<Performed>;
  /** The same for what may have been sent before: a loss. */
  readonly withhold: (action: Action, ticket: Ticket) => Promise<Performed>;
  /** Whether sending an action twice does more than sending it once. */
  readonly changes: (action: Action) => boolean;
  /** Notes such an action just before it is sent. */
  readonly intend: (identity: string) => void;
}

export type Ask = (action: Action, attempt: number, asker?: string) => Promise<Observation>;

/** The numbers of what is shared, by key and attempt. The first attempt, which is the usual one, goes by the digest that its key is. */
function openShared({ keyNumber }: Recorder) {
  /** Number and one; 0 is none. */
  const firsts = openColumn();
  const others = new Map<string, number>();
  return {
    get(key: string, attempt: number): number | undefined {
      if (attempt !== 1) return others.get(`${key} ${attempt}`);
      const seq = firsts.get(keyNumber(key)) - 1;
      return seq < 0 ? undefined : seq;
    },
    set(key: string, attempt: number, seq: number): void {
      if (attempt === 1) firsts.set(keyNumber(key), seq + 1);
      else others.set(`${key} ${attempt}`, seq);
    },
  };
}

/** An observation for one who asks from another place. */
const placed = (observation: Observation, place: string): Observation => (observation.place === place ? observation : { ...observation, place });

/** Opens the asking of one session. */
export function openAsking({ recorder, before, record, send, withhold, changes, intend }: AskingOptions): Ask {
  const shared = openShared(recorder);
  /** Of what is shared, and of which the outcome is not recorded yet, by number. */
  const pending = new Map<number, Promise<Observation>>();
  const asked = new Map<string, number>();

  const share = (action: Action, key: string, attempt: number): Promise<Observation> => {
    const known = shared.get(key, attempt);
    if (known !== undefined) {
      recorder.notePlace(known, action.place);
      const observation = pending.get(known);
      return observation === undefined
        ? Promise.resolve(placed(recorder.observation(known), action.place))
        : observation.then((each) => placed(each, action.place));
    }
    const recovered = before.entry(key, attempt, 0);
    const ticket = recovered ?? recorder.begin(key, attempt, 0);
    shared.set(key, attempt, ticket.seq);
    if (recovered !== undefined) {
      recorder.notePlace(ticket.seq, action.place);
      return Promise.resolve(placed(recovered.observation, action.place));
    }
    // A defect of the suite stays what it is for all who ask.
    const observation = record(
      ticket,
      action,
      () => send(action, { ticket, owner: `${attempt}` }),
      () => pending.delete(ticket.seq),
    );
    pending.set(ticket.seq, observation);
    return observation;
  };

  const apart = (action: Action, key: string, attempt: number, owner: string): Promise<Observation> => {
    const id = `${key} ${attempt}`;
    const occurrence = asked.get(id) ?? 0;
    asked.set(id, occurrence + 1);
    const recovered = before.entry(key, attempt, occurrence);
    if (recovered !== undefined) {
      recorder.notePlace(recovered.seq, action.place);
      return Promise.resolve(placed(recovered.observation, action.place));
    }
    const ticket = recorder.begin(key, attempt, occurrence);
    if (before.mayHaveBeenSent(key, attempt, occurrence)) return record(ticket, action, () => withhold(action, ticket));
    const intent = (): void => intend(identityOf(key, attempt, occurrence));
    return record(ticket, action, () => send(action, { ticket, owner, beforeSending: changes(action) ? intent : undefined }));
  };

  return (action, attempt, asker) => {
    try {
      if (isShareable(action)) return share(action, observationKey(action), attempt);
      return apart(action, observationKey(action, asker), attempt, `${attempt} ${asker}`);
    } catch (error) {
      return Promise.reject(error);
    }
  };
}
