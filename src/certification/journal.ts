/**
 * The journal of the authority: one file of lines, each holding the hash of all before it, each on disk before anybody hears of it.
 *
 * `events.ndjson` only ever grows. A line that was not whole when its writer died was never acknowledged: it is cut off and kept aside as
 * `events.torn.<seq>.<time>`. Anything else that is wrong with the file is a damage, said and never mended.
 *
 * Room     certification (floor 4).
 */
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, sha256 } from '../contract/canonical.js';
import type { AuthorityAct, AuthorityEvent } from '../contract/documents.js';
import { parseJson } from '../contract/json.js';
import { makeFolder } from '../contract/make-folder.js';
import { isDocument } from '../contract/validate.js';
import { unwritable } from '../contract/write-whole.js';
import { EgifError } from '../errors.js';
import { readIfThere, syncFolder, writeDurable } from './log-files.js';

export const journalFile = 'events.ndjson';
const beginning = sha256('');
const newline = 0x0a;

export interface Journal {
  /** All events in their order. */
  events(): readonly AuthorityEvent[];
  /** Writes an event; it is on disk when the promise is kept. Errors: JOURNAL_CHANGED, JOURNAL_BROKEN, FILE_NOT_WRITABLE. */
  append(act: AuthorityAct, at: number): Promise<AuthorityEvent>;
  close(): Promise<void>;
}

/** What is wrong with a journal. */
export interface JournalTrouble {
  /** Counts from 1. */
  readonly line: number;
  readonly code: 'JOURNAL_BROKEN';
  readonly detail: string;
}

export interface ReadJournal {
  readonly events: readonly AuthorityEvent[];
  /** Octets of whole lines. */
  readonly length: number;
  /** Octets behind them: of a line that its writer did not finish. */
  readonly torn: number;
  readonly trouble?: JournalTrouble;
}

function hashOf({ seq, at, act, prev }: Omit<AuthorityEvent, 'hash'>): string {
  return sha256(canonicalJson({ seq, at, act, prev }));
}

/** Why a line cannot stand where it stands, or its event. */
function eventOf(line: string, previous: AuthorityEvent | undefined): AuthorityEvent | string {
  const value: unknown = parseJson(line)?.value;
  if (!isDocument('AuthorityEvent', value)) return 'the line is no event';
  if (value.seq !== (previous?.seq ?? -1) + 1) return `event ${value.seq} after ${previous?.seq ?? 'none'}`;
  if (value.prev !== (previous?.hash ?? beginning)) return 'the line does not follow from the one before it';
  if (value.hash !== hashOf(value)) return 'the hash is not that of the line';
  if (previous !== undefined && Date.parse(value.at) < Date.parse(previous.at)) return 'the line is older than the one before it';
  if (line !== JSON.stringify(value)) return 'the line is not in its one form';
  return value;
}

/** Reads the octets of a journal as far as they hold. */
export function readEvents(octets: Uint8Array): ReadJournal {
  const buffer = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  const length = buffer.lastIndexOf(newline) + 1;
  const torn = buffer.length - length;
  const events: AuthorityEvent[] = [];
  const lines =
    length === 0
      ? []
      : buffer
          .subarray(0, length - 1)
          .toString('utf8')
          .split('\n');
  for (const [index, line] of lines.entries()) {
    const event = eventOf(line, events.at(-1));
    if (typeof event === 'string') return { events, length, torn, trouble: { line: index + 1, code: 'JOURNAL_BROKEN', detail: event } };
    events.push(event);
  }
  return { events, length, torn };
}

/** Reads a journal without touching it: for who asks and does not write. Errors: JOURNAL_BROKEN. */
export async function readJournal(directory: string): Promise<ReadJournal> {
  return readEvents((await readIfThere(join(directory, journalFile))) ?? Buffer.alloc(0));
}

export function journalBroken(directory: string, { line, detail }: JournalTrouble): EgifError {
  return new EgifError('JOURNAL_BROKEN', `line ${line} of the journal: ${detail}`, {
    file: join(directory, journalFile),
    line,
    mend: 'run egif cert fsck, and restore the folder from a copy; never edit the journal',
  });
}

/** Puts the octets of an unfinished line aside and cuts them off. */
async function cutTorn(directory: string, handle: FileHandle, { length, torn, events }: ReadJournal, octets: Buffer): Promise<void> {
  if (torn === 0) return;
  await writeDurable(join(directory, `events.torn.${events.length}.${sha256(octets.subarray(length)).slice(7, 19)}`), octets.subarray(length));
  await handle.truncate(length);
  await handle.sync();
}

/** Opens the journal of a folder for its one writer; who calls holds the lock of the folder. Errors: JOURNAL_BROKEN, FILE_NOT_WRITABLE. */
export async function openJournal(directory: string): Promise<Journal> {
  await makeFolder(directory);
  const file = join(directory, journalFile);
  const octets = (await readIfThere(file)) ?? Buffer.alloc(0);
  const read = readEvents(octets);
  if (read.trouble !== undefined) throw journalBroken(directory, read.trouble);
  const handle = await open(file, constants.O_CREAT | constants.O_RDWR | constants.O_APPEND, 0o644);
  await cutTorn(directory, handle, read, octets);
  await syncFolder(directory);
  const events = [...read.events];
  let size = read.length;
  let isBroken = false;
  const append = async (act: AuthorityAct, at: number): Promise<AuthorityEvent> => {
    if (isBroken)
      throw new EgifError('FILE_NOT_WRITABLE', `${file} could not be written before`, { file, mend: 'make room on the disk and call again' });
    // Somebody who writes beside the lock would fork the chain.
    if ((await stat(file)).size !== size)
      throw new EgifError('JOURNAL_CHANGED', `${file} was changed by another`, { file, mend: 'end whoever writes there, and run egif cert fsck' });
    const previous = events.at(-1);
    const when = Math.max(at, previous === undefined ? 0 : Date.parse(previous.at));
    const bare = { seq: events.length, at: new Date(when).toISOString(), act, prev: previous?.hash ?? beginning };
    const event: AuthorityEvent = { ...bare, hash: hashOf(bare) };
    const line = Buffer.from(`${JSON.stringify(event)}\n`);
    const read = eventOf(line.subarray(0, -1).toString('utf8'), previous);
    if (typeof read === 'string') throw new EgifError('INTERNAL', `an event would break the journal: ${read}`);
    try {
      await handle.appendFile(line);
      await handle.datasync();
    } catch (cause) {
      isBroken = true;
      await handle.truncate(size).catch(() => undefined);
      throw unwritable(file, cause);
    }
    size += line.length;
    events.push(event);
    return event;
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    events: () => events,
    append(act, at) {
      const mine = last.then(() => append(act, at));
      last = mine.catch(() => undefined);
      return mine;
    },
    close: () => handle.close(),
  };
}
