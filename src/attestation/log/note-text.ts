/**
 * The form of a signed note: its text and its signature lines, read strictly and trusted in nothing.
 *
 * Beside the rules of the specification, characters that turn the direction of writing are refused, since a note is shown to people.
 * Source   C2SP signed-note, “Format”.
 * Room     attestation (floor 3).
 */
import { demand, Refusal } from '../problem.js';
import { readBase64, writeBase64 } from './base64.js';

export const maxNoteBytes = 256 * 1024;
export const maxSignatureLines = 64;

export interface NoteSignature {
  readonly name: string;
  /** Key id, as an unsigned number of 32 bits. */
  readonly id: number;
  /** What follows the key id. */
  readonly octets: Uint8Array;
}

export interface Note {
  /** With its final newline: what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const control = /[\u0000-\u0009\u000b-\u001f\u007f]/;
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/** Each of these and the byte order mark, in one pass. */
const unfit = /[\u0000-\u0009\u000b-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
const nameForm = /^[^\s\u0085\u180e\u200b\u2060\ufeff+]+$/u;

/** Whether a text may be the name of a key: no spaces, no plus, nothing that is not shown. */
export const isKeyName = (name: string): boolean => nameForm.test(name) && name.isWellFormed() && !control.test(name) && !bidi.test(name);

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Strict text of octets: UTF-8, no control characters but the newline, no turning of direction. */
export function readText(octets: Uint8Array, code: string): string {
  let text: string;
  try {
    text = decoder.decode(octets);
  } catch {
    throw new Refusal(code, 'the text is not UTF-8');
  }
  demandShown(text, code);
  return text;
}

/** Refuses a text with control characters but the newline, or with characters that are not shown. */
export function demandShown(text: string, code: string): void {
  if (!unfit.test(text)) return;
  throw new Refusal(code, control.test(text) ? 'a control character stands in the text' : 'the text holds a character that is not shown');
}

function readSignatureLine(line: string): NoteSignature {
  const [mark, name, base64, ...rest] = line.split(' ');
  demand(mark === '—' && name !== undefined && base64 !== undefined && rest.length === 0, 'LOG_NOTE', 'a signature line has another form');
  demand(isKeyName(name), 'LOG_NOTE', 'the name of a key has a character that it may not have');
  const octets = readBase64(base64, 'a signature', 'LOG_NOTE');
  demand(octets.length > 4, 'LOG_NOTE', 'a signature is too short');
  return { name, id: octets.readUInt32BE(0), octets: octets.subarray(4) };
}

/** Signature lines, each with its newline. Refusals: LOG_NOTE. */
export function readSignatureLines(text: string): readonly NoteSignature[] {
  demand(text.endsWith('\n'), 'LOG_NOTE', 'the last line does not end with a newline');
  const lines = text.slice(0, -1).split('\n');
  demand(lines.length <= maxSignatureLines, 'LOG_NOTE', `${lines.length} signature lines; the limit is ${maxSignatureLines}`);
  return lines.map(readSignatureLine);
}

/** Reads a note without trusting it. Refusals: LOG_NOTE. */
export function readNote(octets: Uint8Array): Note {
  demand(octets.length <= maxNoteBytes, 'LOG_NOTE', `${octets.length} bytes; the limit is ${maxNoteBytes}`);
  const whole = readText(octets, 'LOG_NOTE');
  const blank = whole.lastIndexOf('\n\n');
  demand(blank >= 0, 'LOG_NOTE', 'no blank line stands between text and signatures');
  return { text: whole.slice(0, blank + 1), signatures: readSignatureLines(whole.slice(blank + 2)) };
}

/** One signature line with its newline. */
export function writeSignatureLine({ name, id, octets }: NoteSignature): string {
  const key = Buffer.alloc(4);
  key.writeUInt32BE(id);
  return `— ${name} ${writeBase64(Buffer.concat([key, octets]))}\n`;
}

/** The whole note as text. */
export const writeNote = ({ text, signatures }: Note): string => `${text}\n${signatures.map(writeSignatureLine).join('')}`;
