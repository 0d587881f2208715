/**
 * The record of a session: every action asked for, with what came of it.
 *
 * While a run goes on, observations bear provisional numbers in the order of asking. The final numbers follow from what was asked alone (key,
 * attempt, occurrence), so that a run in another order gives the same ones.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Json } from '../contract/api-model.js';
import type { Observation } from '../contract/evidence.js';

/** An action that is under way: its number is fixed, its outcome open. */
export interface Ticket {
  /** Provisional number: the order of asking. */
  readonly seq: number;
  readonly key: string;
  readonly attempt: number;
  /** 0 for the first action of this key and attempt; counts up where an unsafe one is sent again. */
  readonly occurrence: number;
}

/** One recorded action. */
export interface Entry extends Ticket {
  /** Bears the provisional number and the least place that asked. */
  readonly observation: Observation;
  /** What was sent, redacted, as JSON. */
  readonly action: Readonly<Record<string, Json>>;
  /** Address that answered. */
  readonly remote?: string;
  readonly reason?: string;
  readonly redactions: number;
  /** Of the body, where it lies on disk already. */
  readonly body?: { readonly digest: string; readonly bytes: number };
}

export interface Recorder {
  /** Numbers an action in the order of asking. */
  begin(key: string, attempt: number): Ticket;
  add(entry: Entry): void;
  /** Takes over an entry of an earlier part of the run under a new number. */
  recover(entry: Omit<Entry, 'seq'>): Entry;
  /** Notes that a further place asked for a recorded or pending action. */
  notePlace(seq: number, place: string): void;
  /** Entries in the order of asking. */
  entries(): readonly Entry[];
  /** Entries in the final order. */
  ordered(): readonly Entry[];
}

function compare(a: Entry, b: Entry): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.attempt - b.attempt || a.occurrence - b.occurrence;
}

/** An empty record. */
export function openRecorder(): Recorder {
  const entries = new Map<number, Entry>();
  const places = new Map<number, string>();
  const occurrences = new Map<string, number>();
  let next = 0;
  const all = (): Entry[] =>
    [...entries.values()]
      .map((entry) => ({ ...entry, observation: { ...entry.observation, place: places.get(entry.seq) ?? entry.observation.place } }))
      .sort((a, b) => a.seq - b.seq);
  return {
    begin(key, attempt) {
      const id = `${key} ${attempt}`;
      const occurrence = occurrences.get(id) ?? 0;
      occurrences.set(id, occurrence + 1);
      return { seq: next++, key, attempt, occurrence };
    },
    add(entry) {
      entries.set(entry.seq, entry);
    },
    recover(recovered) {
      const id = `${recovered.key} ${recovered.attempt}`;
      occurrences.set(id, Math.max(occurrences.get(id) ?? 0, recovered.occurrence + 1));
      const seq = next++;
      const entry = { ...recovered, seq, observation: { ...recovered.observation, seq } };
      entries.set(seq, entry);
      return entry;
    },
    notePlace(seq, place) {
      const known = places.get(seq);
      if (known === undefined || place < known) places.set(seq, place);
    },
    entries: all,
    ordered: () => all().sort(compare),
  };
}
