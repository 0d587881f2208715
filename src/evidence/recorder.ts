/**
 * The record of a session: every action asked for, with what came of it.
 *
 * While a run goes on, observations bear provisional numbers in the order of asking. The final numbers follow from what was asked alone (key,
 * attempt, occurrence), so that a run in another order gives the same ones.
 *
 * Where there is a journal, an entry that is no longer among the newest is an index of fixed octets: its key, its place in the journal, its numbers.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Json } from '../contract/api-model.js';
import type { Observation } from '../contract/evidence.js';
import { EgifError } from '../errors.js';
import { openColumn } from './column.js';
import { openDigestTable } from './digest-table.js';
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
  /** The number of a key, by which whoever asks may look up what belongs to it. */
  keyNumber(key: string): number;
  add(entry: Entry): void;
  /** What was observed under a number. */
  observation(seq: number): Observation;
  /** Takes over an entry of an earlier part of the run under a new number. */
  recover(entry: Omit<Entry, 'seq'>): Entry;
  /** Notes that a further place asked for a recorded or pending action. */
  notePlace(seq: number, place: string): void;
  /** Entries in the order of asking, one at a time. */
  entries(): Iterable<Entry>;
  /** Provisional numbers in the final order. */
  order(): Uint32Array;
  /** Entries in the final order, one at a time. */
  ordered(): Iterable<Entry>;
}

/** Texts by small numbers: the places of a run are few. */
function openTexts(): { number(text: string): number; text(number: number): string } {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  return {
    number(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, texts.length);
      return texts.push(text) - 1;
    },
    text: (number) => texts[number] ?? '',
  };
}

/** What stays of every entry: numbers that lie side by side. */
function openIndex() {
  const keys = openDigestTable();
  const columns = {
    key: openColumn(),
    attempt: openColumn(),
    occurrence: openColumn(),
    start: openColumn(),
    length: openColumn(),
    place: openColumn(),
  };
  const places = openTexts();
  return {
    keyNumber: (key: string): number => keys.put(key),
    begin(seq: number, key: string): void {
      columns.key.set(seq, keys.put(key));
    },
    note({ seq, attempt, occurrence, keptAt }: Entry): void {
      columns.attempt.set(seq, attempt);
      columns.occurrence.set(seq, occurrence);
      columns.start.set(seq, keptAt?.start ?? 0);
      columns.length.set(seq, keptAt?.length ?? 0);
    },
    /** Undefined where the entry is in no journal: no line has no octets. */
    keptAt(seq: number): JournalPlace | undefined {
      const length = columns.length.get(seq);
      return length === 0 ? undefined : { start: columns.start.get(seq), length };
    },
    notePlace(seq: number, place: string): void {
      const known = columns.place.get(seq);
      if (known === 0 || place < places.text(known - 1)) columns.place.set(seq, places.number(place) + 1);
    },
    place(seq: number): string | undefined {
      const known = columns.place.get(seq);
      return known === 0 ? undefined : places.text(known - 1);
    },
    compare(one: number, other: number): number {
      const byKey = keys.compare(columns.key.get(one), columns.key.get(other));
      return byKey || columns.attempt.get(one) - columns.attempt.get(other) || columns.occurrence.get(one) - columns.occurrence.get(other);
    },
  };
}

/** An empty record. `readBack` gives an entry, without its number, from its place in the journal. */
export function openRecorder(readBack?: (place: JournalPlace) => Omit<Entry, 'seq'>): Recorder {
  /** Those in memory. Of the ones that stand in the journal too, the oldest go. */
  const entries = new Map<number, Entry>();
  const index = openIndex();
  /** Numbers of recorded entries, in the order in which they were recorded; the oldest of the journal's are at `relieved`. */
  const recorded = openColumn();
  const occurrences = new Map<string, number>();
  let next = 0;
  let count = 0;
  let relieved = 0;
  const newNumber = (key: string): number => {
    index.begin(next, key);
    return next++;
  };
  const numbered = (seq: number, entry: Omit<Entry, 'seq'>): Entry => ({ ...entry, seq, observation: { ...entry.observation, seq } });
  const restored = (seq: number): Entry | undefined => {
    const place = index.keptAt(seq);
    return place === undefined || readBack === undefined ? undefined : numbered(seq, readBack(place));
  };
  const note = (entry: Entry): void => {
    entries.set(entry.seq, entry);
    index.note(entry);
    recorded.set(count, entry.seq);
    count += 1;
    if (readBack === undefined) return;
    // What is in no journal stays, and is passed over.
    for (; relieved < count - mostHeld; relieved += 1) {
      const oldest = recorded.get(relieved);
      if (index.keptAt(oldest) !== undefined) entries.delete(oldest);
    }
  };
  const entryOf = (seq: number): Entry => {
    const entry = entries.get(seq) ?? restored(seq);
    if (entry === undefined) throw new EgifError('INTERNAL', `no entry ${seq} in the record of the run`);
    return entry;
  };
  const placed = (seq: number): Entry => {
    const entry = entryOf(seq);
    const place = index.place(seq);
    return place === undefined || place === entry.observation.place ? entry : { ...entry, observation: { ...entry.observation, place } };
  };
  const sortedBy = (compare: (one: number, other: number) => number): Uint32Array =>
    Uint32Array.from({ length: count }, (_each, at) => recorded.get(at)).sort(compare);
  const order = (): Uint32Array => sortedBy(index.compare);
  function* each(numbers: Uint32Array): Generator<Entry> {
    for (const seq of numbers) yield placed(seq);
  }

  return {
    begin(key, attempt, given) {
      if (given !== undefined) return { seq: newNumber(key), key, attempt, occurrence: given };
      const id = `${key} ${attempt}`;
      const occurrence = occurrences.get(id) ?? 0;
      occurrences.set(id, occurrence + 1);
      return { seq: newNumber(key), key, attempt, occurrence };
    },
    keyNumber: index.keyNumber,
    add: note,
    observation: (seq) => entryOf(seq).observation,
    recover(recovered) {
      const id = `${recovered.key} ${recovered.attempt}`;
      occurrences.set(id, Math.max(occurrences.get(id) ?? 0, recovered.occurrence + 1));
      const entry = numbered(newNumber(recovered.key), recovered);
      note(entry);
      return entry;
    },
    notePlace: index.notePlace,
    entries: () => each(sortedBy((one, other) => one - other)),
    order,
    ordered: () => each(order()),
  };
}
