/**
 * Keeps entries as they come: in the journal where there is one, else in memory alone.
 *
 * What cannot be kept is not judged either: it becomes a loss, and `onFailure` ends the sending.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Observation } from '../contract/evidence.js';
import { EgifError } from '../errors.js';
import type { Journal } from './journal.js';
import { lost, type Lost } from './losses.js';
import { answerWith } from './recorded-observation.js';
import type { Entry } from './recorder.js';
import { recordText } from './record-text.js';

export interface Keeper {
  /** The entry as everybody sees it from now on. */
  keep(entry: Entry): Entry;
  /** Notes that an action that changes something is about to be sent. */
  intend(identity: string): void;
  /** The platform's error that ended the keeping, if one did. */
  readonly failure: unknown;
}

interface KeeperOptions {
  readonly journal: Journal | undefined;
  /** Requests and handshakes sent so far. */
  readonly sent: () => number;
  readonly onFailure: (loss: Lost) => void;
}

/** The code of the platform's error, or `unknown`. */
export const platformCode = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');

/** The entry with its body left to the disk. */
function onDisk(entry: Entry, { blobs }: Journal): Entry {
  const { observation } = entry;
  if (observation.kind !== 'http' || observation.response === undefined) return entry;
  const { seq, environment, place, at, elapsedMs, ownDelayMs, kind, request, response } = observation;
  const { status, headers, body: octets, signature } = response;
  const digest = blobs.keep(octets);
  const head = signature === undefined ? { status, headers } : { status, headers, signature };
  const kept = answerWith(head, () => blobs.read(digest));
  const { key, attempt, occurrence, action, remote, reason, redactions } = entry;
  const body = { digest, bytes: octets.length };
  const usual: Observation = { seq, environment, place, at, elapsedMs, kind, request, response: kept };
  const seen = ownDelayMs === undefined ? usual : { ...usual, ownDelayMs };
  return { seq: entry.seq, key, attempt, occurrence, observation: seen, action, remote, reason, redactions, body };
}

/** What an observation says of what was asked, whatever came of it. */
function askedIn(seen: Observation) {
  switch (seen.kind) {
    case 'http':
      return { kind: seen.kind, request: seen.request };
    case 'tls-hello':
      return { kind: seen.kind, offered: seen.offered };
    case 'dns':
      return { kind: seen.kind, name: seen.name, type: seen.type };
    case 'tls-session':
    case 'channel':
    case 'token':
    case 'wait':
    case 'broker':
    case 'burst':
      return { kind: seen.kind };
    case 'inbound':
      return { kind: seen.kind, calls: [], connections: 0, brokenOff: 0 };
  }
}

/** The entry without what was seen. */
function withoutAnswer({ reason: _reason, body: _body, ...entry }: Entry, { lost: loss }: Lost): Entry {
  const { seq, environment, place, at, elapsedMs, ownDelayMs } = entry.observation;
  const base = { seq, environment, place, at, elapsedMs, ...(ownDelayMs === undefined ? {} : { ownDelayMs }), lost: loss };
  return { ...entry, observation: { ...base, ...askedIn(entry.observation) } };
}

/** Opens the keeping of one session. */
export function openKeeper({ journal, sent, onFailure }: KeeperOptions): Keeper {
  let failure: unknown;
  const fail = (error: unknown): void => {
    // A defect of the suite is no trouble of the disk.
    if (error instanceof EgifError) throw error;
    failure ??= error;
    onFailure(lost('disk', platformCode(failure)));
  };
  return {
    keep(entry) {
      if (journal === undefined) return entry;
      try {
        if (failure === undefined) {
          const kept = onDisk(entry, journal);
          const record = recordText(kept, entry.seq);
          const keptAt = journal.add({ occurrence: entry.occurrence, sent: sent(), redactions: entry.redactions, record });
          return { ...kept, keptAt };
        }
      } catch (error) {
        fail(error);
      }
      return withoutAnswer(entry, lost('disk', platformCode(failure)));
    },
    intend(identity) {
      try {
        if (failure === undefined) journal?.intend(identity);
      } catch (error) {
        fail(error);
      }
    },
    get failure() {
      return failure;
    },
  };
}

/** What a session that could not keep its evidence ends with. */
export function notKept(directory: string, cause: unknown): EgifError {
  return new EgifError('FILE_NOT_WRITABLE', `the evidence could not be written as it came (${platformCode(cause)}); the run was stopped`, {
    file: directory,
    mend: 'free space there and continue with egif run --resume and the run directory',
    cause,
  });
}
