/**
 * The message catalogue as the build has read and judged it: a line that tells which codes stand in which file, and the entries of each file as JSON,
 * parsed with the first code that is asked for. Named by the digest of all files of the folder, so that a changed, added or absent file is never passed over.
 *
 * Room     locale (floor 3). For load-messages.ts and the build.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../contract/canonical.js';
import { compiledMessages } from '../contract/compiled-files.js';
import type { BilingualText } from '../contract/documents.js';
import { isObject, parseJson } from '../contract/json.js';
import type { Message, Messages } from './messages.js';

/** Files that hold texts; every other holds messages. */
export const textFiles: ReadonlySet<string> = new Set(['ui', 'sentences']);

/** Digest of the names and octets of all `*.yaml` of a folder; undefined where one of them cannot be read: the long way tells why. */
export function digestOfMessages(directory: string): string | undefined {
  try {
    const names = readdirSync(directory).filter((file) => file.endsWith('.yaml'));
    const parts = names.sort().flatMap((name) => {
      const octets = readFileSync(join(directory, name));
      return [Buffer.from(`${name}\0${octets.length}\0`), octets];
    });
    return sha256(Buffer.concat(parts));
  } catch {
    return undefined;
  }
}

/** What the build writes of a catalogue that it has read. */
export function compiledForm(messages: Messages): string {
  const files = new Map<string, Record<string, Message | BilingualText>>();
  for (const [code, origin] of messages.origins) {
    const entry = messages.get(code) ?? messages.texts.get(code);
    if (entry === undefined) continue;
    const entries = files.get(origin) ?? {};
    entries[code] = entry;
    files.set(origin, entries);
  }
  const bodies = [...files].map(([origin, entries]) => ({ origin, codes: Object.keys(entries), body: Buffer.from(JSON.stringify(entries)) }));
  const head = bodies.map(({ origin, codes, body }) => [origin, body.length, ...codes]);
  return `${JSON.stringify(head)}\n${bodies.map(({ body }) => body.toString()).join('')}`;
}

/** A map whose keys are known and whose values are read with their file. */
class LateMap<V> implements ReadonlyMap<string, V> {
  readonly #files: ReadonlyMap<string, string>;
  readonly #read: (file: string, key: string) => V | undefined;

  constructor(files: ReadonlyMap<string, string>, read: (file: string, key: string) => V | undefined) {
    this.#files = files;
    this.#read = read;
  }

  get size(): number {
    return this.#files.size;
  }

  has(key: string): boolean {
    return this.#files.has(key);
  }

  get(key: string): V | undefined {
    const file = this.#files.get(key);
    return file === undefined ? undefined : this.#read(file, key);
  }

  #whole(): ReadonlyMap<string, V> {
    const whole = new Map<string, V>();
    for (const [key, file] of this.#files) {
      const value = this.#read(file, key);
      if (value !== undefined) whole.set(key, value);
    }
    return whole;
  }

  keys(): MapIterator<string> {
    return this.#files.keys();
  }

  values(): MapIterator<V> {
    return this.#whole().values();
  }

  entries(): MapIterator<[string, V]> {
    return this.#whole().entries();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(call: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.#whole()) call(value, key, this);
  }
}

// what the build wrote has been judged by it
const isMessage = (value: unknown): value is Message => isObject(value);
const isText = (value: unknown): value is BilingualText => isObject(value);

/** Which codes stand in which file, and where the entries of a file begin and end. */
function headOf(line: string): { readonly origins: ReadonlyMap<string, string>; readonly lengths: ReadonlyMap<string, number> } {
  const origins = new Map<string, string>();
  const lengths = new Map<string, number>();
  const rows = parseJson(line)?.value;
  for (const row of Array.isArray(rows) ? rows : []) {
    const [origin, length, ...codes]: readonly unknown[] = Array.isArray(row) ? row : [];
    lengths.set(String(origin), Number(length));
    for (const code of codes) origins.set(String(code), String(origin));
  }
  return { origins, lengths };
}

/** The catalogue of a folder as the build has read it; undefined where the folder is not what the build has read. */
export function openCompiled(directory: string): Messages | undefined {
  const digest = digestOfMessages(directory);
  const octets = digest === undefined ? undefined : compiledMessages(digest);
  if (octets === undefined) return undefined;
  const start = octets.indexOf(0x0a) + 1;
  const { origins, lengths } = headOf(octets.toString('latin1', 0, start));
  const bodies = new Map<string, unknown>();
  let from = start;
  const places = new Map<string, readonly [number, number]>();
  for (const [origin, length] of lengths) {
    places.set(origin, [from, from + length]);
    from += length;
  }
  const entry = (file: string, key: string): unknown => {
    if (!bodies.has(file)) bodies.set(file, parseJson(octets.toString('utf8', ...(places.get(file) ?? [0, 0])))?.value);
    const entries = bodies.get(file);
    return isObject(entries) ? entries[key] : undefined;
  };
  const only = (wanted: (file: string) => boolean): ReadonlyMap<string, string> => new Map([...origins].filter(([, file]) => wanted(file)));
  const messages = new LateMap(
    only((file) => !textFiles.has(file)),
    (file, key) => {
      const found = entry(file, key);
      return isMessage(found) ? found : undefined;
    },
  );
  const texts = new LateMap(
    only((file) => textFiles.has(file)),
    (file, key) => {
      const found = entry(file, key);
      return isText(found) ? found : undefined;
    },
  );
  return Object.assign(messages, { texts, origins });
}
