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
import { EgifError } from '../errors.js';
import type { JournalPlace } from './journal.js';

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
  readonly remote?: string | undefined;
  readonly reason?: string | undefined;
  readonly redactions: number;
  /** Of the body, where it lies on disk already. */
  readonly body?: { readonly digest: string; readonly bytes: number } | undefined;
  /** Where it stands in the journal, from which it can be had again. */
  readonly keptAt?: JournalPlace | undefined;
}

/** So many of the newest entries are held in memory, where there is a journal to have the others from. */
export const mostHeld = 4096;

export interface Recorder {
  /** Numbers an action in the order of asking; without an occurrence it is the next of its key and attempt. */
  begin(key: string, attempt: number, occurrence?: number): Ticket;
  add(entry: Entry): void;
  /** What was observed under a number. */
  observation(seq: number): Observation;
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

/** An empty record. `readBack` gives an entry, without its number, from its place in the journal. */
export function openRecorder(readBack?: (place: JournalPlace) => Omit<Entry, 'seq'>): Recorder {
  const entries = new Map<number, Entry>();
  /** Where the older ones stand. */
  const elsewhere = new Map<number, JournalPlace>();
  const places = new Map<number, string>();
  const occurrences = new Map<string, number>();
  let next = 0;
  const numbered = (seq: number, entry: Omit<Entry, 'seq'>): Entry => ({ ...entry, seq, observation: { ...entry.observation, seq } });
  const restored = (seq: number): Entry | undefined => {
    const place = elsewhere.get(seq);
    return place === undefined || readBack === undefined ? undefined : numbered(seq, readBack(place));
  };
  /** Of those in memory, the ones that stand in the journal, the oldest first. */
  const held = new Map<number, JournalPlace>();
  /** Leaves the oldest one to the journal where there are too many. */
  const relieve = (): void => {
    if (held.size <= mostHeld) return;
    for (const [seq, place] of held) {
      held.delete(seq);
      elsewhere.set(seq, place);
      entries.delete(seq);
      return;
    }
  };
  const all = (): Entry[] =>
    [...entries.values(), ...[...elsewhere.keys()].flatMap((seq) => restored(seq) ?? [])]
      .map((entry) => ({ ...entry, observation: { ...entry.observation, place: places.get(entry.seq) ?? entry.observation.place } }))
      .sort((a, b) => a.seq - b.seq);
  return {
    begin(key, attempt, given) {
      if (given !== undefined) return { seq: next++, key, attempt, occurrence: given };
      const id = `${key} ${attempt}`;
      const occurrence = occurrences.get(id) ?? 0;
      occurrences.set(id, occurrence + 1);
      return { seq: next++, key, attempt, occurrence };
    },
    add(entry) {
      entries.set(entry.seq, entry);
      if (readBack === undefined || entry.keptAt === undefined) return;
      held.set(entry.seq, entry.keptAt);
      relieve();
    },
    observation(seq) {
      const entry = entries.get(seq) ?? restored(seq);
      if (entry === undefined) throw new EgifError('INTERNAL', `no entry ${seq} in the record of the run`);
      return entry.observation;
    },
    recover(recovered) {
      const id = `${recovered.key} ${recovered.attempt}`;
      occurrences.set(id, Math.max(occurrences.get(id) ?? 0, recovered.occurrence + 1));
      const seq = next++;
      const entry = numbered(seq, recovered);
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
