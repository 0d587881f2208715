/**
 * From an action to its observation: shared where asking twice shows nothing new, sent anew where it changes something, answered from the record
 * where an earlier part of the run has asked.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Action, Observation } from '../contract/evidence.js';
import type { Continued } from './continued.js';
import { identityOf } from './journal.js';
import { isShareable, observationKey } from './observation-key.js';
import type { Performed } from './performer.js';
import type { Recorder, Ticket } from './recorder.js';

interface AskingOptions {
  readonly recorder: Recorder;
  readonly before: Continued;
  /** Carries an action out and records it. */
  readonly record: (ticket: Ticket, action: Action, work: () => Promise<Performed>) => Promise<Observation>;
  /** `owner`: the run of the probe that asks. */
  readonly send: (action: Action, owner: string, beforeSending?: () => void) => Promise<Performed>;
  /** The same for what may have been sent before: a loss. */
  readonly withhold: (action: Action) => Promise<Performed>;
  /** Whether sending an action twice does more than sending it once. */
  readonly changes: (action: Action) => boolean;
  /** Notes such an action just before it is sent. */
  readonly intend: (identity: string) => void;
}

export type Ask = (action: Action, attempt: number, asker?: string) => Promise<Observation>;

/** Opens the asking of one session. */
export function openAsking({ recorder, before, record, send, withhold, changes, intend }: AskingOptions): Ask {
  /** `pending` until the outcome is recorded. */
  const shared = new Map<string, { readonly seq: number; pending: Promise<Observation> | undefined }>();
  const asked = new Map<string, number>();

  const share = (action: Action, key: string, attempt: number): Promise<Observation> => {
    const id = `${key} ${attempt}`;
    const known = shared.get(id);
    if (known !== undefined) {
      recorder.notePlace(known.seq, action.place);
      return known.pending ?? Promise.resolve(recorder.observation(known.seq));
    }
    const recovered = before.entry(identityOf(key, attempt, 0));
    const ticket = recovered ?? { ...recorder.begin(key, attempt), occurrence: 0 };
    recorder.notePlace(ticket.seq, action.place);
    if (recovered !== undefined) {
      shared.set(id, { seq: ticket.seq, pending: undefined });
      return Promise.resolve(recovered.observation);
    }
    const observation = record(ticket, action, () => send(action, `${attempt}`));
    const own: { readonly seq: number; pending: Promise<Observation> | undefined } = { seq: ticket.seq, pending: observation };
    shared.set(id, own);
    // A defect of the suite stays what it is for all who ask.
    observation.then(
      () => {
        own.pending = undefined;
      },
      () => undefined,
    );
    return observation;
  };

  const apart = (action: Action, key: string, attempt: number, owner: string): Promise<Observation> => {
    const id = `${key} ${attempt}`;
    const occurrence = asked.get(id) ?? 0;
    asked.set(id, occurrence + 1);
    const identity = identityOf(key, attempt, occurrence);
    const recovered = before.entry(identity);
    if (recovered !== undefined) {
      recorder.notePlace(recovered.seq, action.place);
      return Promise.resolve(recovered.observation);
    }
    const ticket = { ...recorder.begin(key, attempt), occurrence };
    if (before.mayHaveBeenSent(identity)) return record(ticket, action, () => withhold(action));
    return record(ticket, action, () => send(action, owner, changes(action) ? () => intend(identity) : undefined));
  };

  return async (action, attempt, asker) => {
    const observation = isShareable(action)
      ? await share(action, observationKey(action), attempt)
      : await apart(action, observationKey(action, asker), attempt, `${attempt} ${asker}`);
    return observation.place === action.place ? observation : { ...observation, place: action.place };
  };
}
