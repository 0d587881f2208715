/**
 * What an earlier part of the same run recorded, so that none of it is sent again.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Json } from '../contract/api-model.js';
import type { LostCause } from '../contract/documents.js';
import { identityOf, type Journal, type JournalRecord } from './journal.js';
import type { Entry, Recorder } from './recorder.js';
import { observationFrom } from './recorded-observation.js';

/** Losses that say nothing but that the run had ended: such actions are still to be asked. */
const unasked: ReadonlySet<LostCause> = new Set(['interrupted', 'stopped', 'disk']);

export interface Continued {
  /** The entry of an action, where its outcome is known. */
  entry(key: string, attempt: number, occurrence: number): Entry | undefined;
  /** Whether an action may have been sent without an outcome. */
  mayHaveBeenSent(key: string, attempt: number, occurrence: number): boolean;
  readonly sent: number;
  readonly redactions: number;
}

/** An entry from its record. EVIDENCE_INVALID. */
export function entryFrom({ occurrence, redactions, record }: JournalRecord, journal: Journal): Omit<Entry, 'seq'> {
  const { key, attempt, remote, response } = record;
  const action: Readonly<Record<string, Json>> = { ...record.action };
  return {
    key,
    attempt,
    occurrence,
    observation: observationFrom(record, (digest) => journal.blobs.read(digest)),
    action,
    redactions,
    ...(remote === undefined ? {} : { remote }),
    ...(response?.reason === undefined ? {} : { reason: response.reason }),
    ...(response === undefined ? {} : { body: { digest: response.body, bytes: response.bytes } }),
  };
}

/** Hands the recorded entries to the recorder. EVIDENCE_INVALID where a record is none. */
export function continueRun(journal: Journal | undefined, recorder: Recorder): Continued {
  const { records, unanswered } = journal?.recovered ?? { records: [], unanswered: [] };
  const known = new Map<string, JournalRecord>();
  // The last outcome of an action is the one that counts: what was lost by an interruption may have been asked since.
  for (const each of records) known.set(identityOf(each.record.key, each.record.attempt, each.occurrence), each);
  const entries = new Map<string, Entry>();
  for (const [identity, each] of known) {
    const cause = each.record.lost?.cause;
    if (journal === undefined || (cause !== undefined && unasked.has(cause))) continue;
    entries.set(identity, recorder.recover(entryFrom(each, journal)));
  }
  const open = new Set(unanswered);
  return {
    entry: (key, attempt, occurrence) => (entries.size === 0 ? undefined : entries.get(identityOf(key, attempt, occurrence))),
    mayHaveBeenSent: (key, attempt, occurrence) => open.has(identityOf(key, attempt, occurrence)),
    sent: records.reduce((most, { sent }) => Math.max(most, sent), 0),
    redactions: [...entries.values()].reduce((sum, { redactions }) => sum + redactions, 0),
  };
}
