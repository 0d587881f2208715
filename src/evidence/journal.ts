/**
 * The journal of a run: each answer is in a file before anyone judges it, so that an end at any instant loses nothing that was answered.
 *
 * `journal.ndjson` in the evidence directory: one record a line, each with the digest over the one before and itself, so that a line which was
 * altered or taken out is seen. A torn last line is that of an answer which nobody had yet seen. A line is written before what changes something is
 * sent, too: where its outcome is absent, it may have been sent, and is never sent again.
 *
 * Room     evidence (floor 3). May be imported within evidence, and opened by cli.
 */
import { join } from 'node:path';
import { canonicalJson, sha256 } from '../contract/canonical.js';
import type { RecordedObservation } from '../contract/documents.js';
import { isObject, parseJson } from '../contract/json.js';
import { isDocument } from '../contract/validate.js';
import { EgifError } from '../errors.js';
import { type Blobs, openBlobs } from './blobs.js';
import { type FileDoor, platformFiles } from './file-door.js';

/** One recorded action as it stands in the journal; `seq` is the order of asking. */
export interface JournalRecord {
  readonly occurrence: number;
  /** Requests and handshakes that had been sent by then. */
  readonly sent: number;
  readonly redactions: number;
  readonly record: RecordedObservation;
}

/** What stands between the journal of an earlier run and one that continues it. */
export interface Recovered {
  readonly records: readonly JournalRecord[];
  /** Identities (key, attempt, occurrence) of what may have been sent without an outcome. */
  readonly unanswered: readonly string[];
}

/** Where a line stands in the journal, in octets. */
export interface JournalPlace {
  readonly start: number;
  readonly length: number;
}

export interface Journal {
  readonly directory: string;
  readonly blobs: Blobs;
  readonly recovered: Recovered;
  /** Notes what is about to be sent. Throws the platform's error. */
  intend(identity: string): void;
  /** Notes an outcome, given as a record or as its canonical text; says where it stands. Throws the platform's error. */
  add(record: Omit<JournalRecord, 'record'> & { readonly record: object | string }): JournalPlace;
  /** What stands there. EVIDENCE_INVALID where it is not what was written. */
  read(place: JournalPlace): JournalRecord;
  close(): void;
  /** Closes and removes it: the manifest holds all. */
  discard(): void;
}

export interface JournalOptions {
  /** The evidence directory. */
  readonly directory: string;
  readonly seed: string;
  readonly runKey: Uint8Array;
  /** Continue what stands there instead of beginning anew. */
  readonly resume?: boolean;
  readonly files?: FileDoor;
}

const none: Recovered = { records: [], unanswered: [] };

export const journalFile = (directory: string): string => join(directory, 'journal.ndjson');

const invalid = (message: string, file: string): EgifError =>
  new EgifError('EVIDENCE_INVALID', message, { file, mend: 'start a new run; the journal is not as a run wrote it' });

/** The chain over a line, given that of the line before. */
const chainOver = (before: string, canonical: string): string => sha256(`${before}\n${canonical}`);

function isRecord(content: unknown): content is JournalRecord {
  if (!isObject(content)) return false;
  const { occurrence, sent, redactions } = content;
  return [occurrence, sent, redactions].every((each) => typeof each === 'number') && isDocument('RecordedObservation', content['record']);
}

interface Read extends Recovered {
  readonly chain: string;
  /** Octets of the whole lines. */
  readonly size: number;
}

interface Line {
  readonly chain: string;
  readonly content: Readonly<Record<string, unknown>>;
}

function lineOf(text: string): Line | undefined {
  const value: unknown = parseJson(text)?.value;
  if (!isObject(value)) return undefined;
  const { chain, ...content } = value;
  return typeof chain === 'string' ? { chain, content } : undefined;
}

/** The whole lines of a journal. A last line without an end is torn and left out. */
function linesOf(file: string, files: FileDoor): { readonly lines: readonly Line[]; readonly size: number } {
  let octets: Uint8Array;
  try {
    octets = files.read(file);
  } catch (cause) {
    throw new EgifError('EVIDENCE_MISSING', 'there is no journal of a run that could be continued', {
      file,
      mend: 'name the directory of an interrupted run',
      cause,
    });
  }
  const size = octets.lastIndexOf(0x0a) + 1;
  const texts = Buffer.from(octets.subarray(0, size)).toString('utf8').split('\n').slice(0, -1);
  const lines = texts.map((text, index) => {
    const line = lineOf(text);
    if (line === undefined) throw invalid(`line ${index + 1} of the journal is none`, file);
    return line;
  });
  return { lines, size };
}

function readJournal(file: string, head: object, files: FileDoor): Read {
  const { lines, size } = linesOf(file, files);
  const records: JournalRecord[] = [];
  const open = new Set<string>();
  let chain = '';
  for (const [index, line] of lines.entries()) {
    if (chainOver(chain, canonicalJson(line.content)) !== line.chain)
      throw invalid(`line ${index + 1} of the journal was altered, or one before it taken out`, file);
    chain = line.chain;
    if (index === 0) {
      if (canonicalJson(line.content) !== canonicalJson(head)) throw invalid('the journal is that of another run', file);
    } else if (typeof line.content['intent'] === 'string') open.add(line.content['intent']);
    else if (isRecord(line.content)) {
      records.push(line.content);
      open.delete(identityOf(line.content.record.key, line.content.record.attempt, line.content.occurrence));
    } else throw invalid(`line ${index + 1} of the journal is neither an intent nor an outcome`, file);
  }
  return { records, unanswered: [...open], chain, size };
}

/** Tells one action of a run from all others. */
export function identityOf(key: string, attempt: number, occurrence: number): string {
  return `${key} ${attempt} ${occurrence}`;
}

/** Opens the journal of a run. Errors: EVIDENCE_MISSING, EVIDENCE_INVALID (resume), FILE_NOT_WRITABLE. */
export function openJournal(options: JournalOptions): Journal {
  const { directory, files = platformFiles } = options;
  const file = journalFile(directory);
  const head = { egif: 'journal/v1', seed: options.seed, runKeySha256: sha256(options.runKey) };
  const before: Read = options.resume === true ? readJournal(file, head, files) : { ...none, chain: '', size: 0 };
  let { chain } = before;
  try {
    files.makeFolder(directory);
    // A manifest of before must not describe what is gathered from now on.
    files.remove(join(directory, 'manifest.json'));
    const appender = files.grow(file, before.size);
    const blobs = openBlobs(directory, files, options.resume === true);
    let size = before.size;
    const write = (canonical: string): JournalPlace => {
      const next = chainOver(chain, canonical);
      // No content is empty, and no member of it comes before `chain`: the line is canonical too.
      const line = Buffer.from(`{"chain":"${next}",${canonical.slice(1)}\n`);
      appender.append(line);
      chain = next;
      const place = { start: size, length: line.length };
      size += line.length;
      return place;
    };
    if (before.size === 0) write(canonicalJson(head));
    let open = true;
    const close = (): void => {
      if (open) {
        appender.close();
        blobs.close();
      }
      open = false;
    };
    return {
      directory,
      blobs,
      recovered: { records: before.records, unanswered: before.unanswered },
      intend: (identity) => void write(canonicalJson({ intent: identity })),
      add({ occurrence, sent, redactions, record }) {
        const text = typeof record === 'string' ? record : canonicalJson(record);
        return write(`{"occurrence":${occurrence},"record":${text},"redactions":${redactions},"sent":${sent}}`);
      },
      read({ start, length }) {
        const text = Buffer.from(files.readPart(file, start, length)).toString('utf8');
        const content = lineOf(text)?.content;
        if (!isRecord(content)) throw invalid('the journal was altered while the run went on', file);
        return content;
      },
      close,
      discard() {
        close();
        files.remove(file);
      },
    };
  } catch (cause) {
    throw new EgifError('FILE_NOT_WRITABLE', `the journal cannot be written to ${directory}`, {
      file,
      mend: 'name a folder that you may write to with --out',
      cause,
    });
  }
}
