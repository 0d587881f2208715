/**
 * Checkpoints: origin, size and root of a log’s tree at one moment, as the text of a signed note.
 *
 * Source   C2SP tlog-checkpoint, “Note text”.
 * Room     attestation (floor 3).
 */
import { demand } from '../problem.js';
import { readHash, writeBase64 } from './base64.js';

export interface Checkpoint {
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  readonly root: Uint8Array;
  /** Opaque lines that follow; covered by the signatures, without meaning here. */
  readonly extensions: readonly string[];
}

const decimal = /^(?:0|[1-9][0-9]{0,15})$/;

/** A whole number without leading zeros, below 2^53; undefined where the text is none. */
export function readDecimal(text: string): number | undefined {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Reads the text of a note as a checkpoint. Refusals: LOG_CHECKPOINT. */
export function readCheckpoint(text: string): Checkpoint {
  demand(text.endsWith('\n'), 'LOG_CHECKPOINT', 'the last line does not end with a newline');
  const [origin = '', sizeText = '', rootText = '', ...extensions] = text.slice(0, -1).split('\n');
  demand(origin !== '', 'LOG_CHECKPOINT', 'the origin is empty');
  const size = readDecimal(sizeText);
  demand(size !== undefined, 'LOG_CHECKPOINT', 'the second line is no size of a tree');
  const root = readHash(rootText, 'the root', 'LOG_CHECKPOINT');
  demand(!extensions.includes(''), 'LOG_CHECKPOINT', 'an empty line stands in the checkpoint');
  return { origin, size, root, extensions };
}

/** The text that the log signs. */
export function writeCheckpoint({ origin, size, root }: Omit<Checkpoint, 'extensions'>): string {
  return `${origin}\n${size}\n${writeBase64(root)}\n`;
}
