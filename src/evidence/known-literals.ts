/**
 * What became of the literals of JSON bodies that were redacted before, by the octets in which they were written: the same few codes stand in answer
 * after answer, and so they are recognised once.
 *
 * Held in memory alone, and bounded: a subject may make up names and values without end.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { hasDigits } from './json-literals.js';
import type { StringRedactor } from './redact-strings.js';
import { isSecretName } from './secret-names.js';

/** A string or a number under a name, and what stands in its place. */
export interface KnownLiteral {
  /** As it is written, quotes and all. */
  readonly octets: Uint8Array;
  /** Absent: it stays as it is. */
  readonly clean?: Uint8Array;
  readonly redactions: number;
}

/** The name of a member, or of none: what stands at the top, or in an array there. */
export interface KnownName {
  /** As it is written, quotes and all. */
  readonly octets: Uint8Array;
  /** Whether every string and every number under it has to be looked at. */
  readonly wanted: boolean;
  readonly slots: (KnownLiteral | undefined)[];
  /** The names that came after it of late: records of one kind name the same things in the same order, and what comes after the last of a list differs. */
  next: KnownName | undefined;
  other: KnownName | undefined;
}

export interface KnownLiterals {
  /** The name of what has none. */
  readonly nameless: KnownName;
  /** A name by its text; undefined where it is none to be remembered. */
  name(text: string): KnownName | undefined;
  /** Takes over what became of a literal under a name. */
  keep(name: string | undefined, before: string, after: string, redactions: number): void;
  forget(): void;
}

const mostNames = 1024;
const longestName = 128;
const longestLiteral = 64;
/** Literals of one name that are told apart; a power of two. */
const slotCount = 16;

/** The slot of a literal that stands between two places (FNV-1a). */
function slotOf(octets: Uint8Array, start: number, end: number): number {
  let sum = 0x811c9dc5;
  for (let at = start; at < end; at += 1) sum = Math.imul(sum ^ (octets[at] ?? 0), 0x01000193);
  return (sum ^ (sum >>> 15)) & (slotCount - 1);
}

/** Whether a text stands at a place. */
export function standsAt(text: Uint8Array, octets: Uint8Array, start: number): boolean {
  const { length } = text;
  if (start + length > octets.length) return false;
  for (let at = 0; at < length; at += 1) if (text[at] !== octets[start + at]) return false;
  return true;
}

/** What became of the literal between two places; undefined where it is not known. */
export function knownLiteral({ slots }: KnownName, octets: Uint8Array, start: number, end: number): KnownLiteral | undefined {
  if (end - start > longestLiteral) return undefined;
  const known = slots[slotOf(octets, start, end)];
  return known !== undefined && known.octets.length === end - start && standsAt(known.octets, octets, start) ? known : undefined;
}

/** Text and what a name needs an escape for, or what may be replaced in the name itself. */
const isPlain = (name: string, leastDigits: number): boolean =>
  name.length <= longestName && JSON.stringify(name).length === name.length + 2 && !hasDigits(name, leastDigits);

const octetsOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const emptySlots = (): KnownName['slots'] => Array.from({ length: slotCount }, () => undefined);

/** Remembers for one redactor. `forget` whenever it learns a secret: what stayed until then might be one. */
export function rememberLiterals({ isTelling, leastDigits }: Pick<StringRedactor, 'isTelling' | 'leastDigits'>): KnownLiterals {
  const names = new Map<string, KnownName>();
  const nameless: KnownName = { octets: new Uint8Array(), wanted: false, slots: emptySlots(), next: undefined, other: undefined };
  const nameOf = (text: string): KnownName | undefined => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= mostNames || !isPlain(text, leastDigits)) return undefined;
    const name: KnownName = {
      octets: octetsOf(JSON.stringify(text)),
      wanted: isSecretName(text) || isTelling(text),
      slots: emptySlots(),
      next: undefined,
      other: undefined,
    };
    names.set(text, name);
    return name;
  };
  return {
    nameless,
    name: nameOf,
    keep(text, before, after, redactions) {
      if (before.length > longestLiteral) return;
      // What replaced a secret is not worth holding the secret.
      if (after !== before && text !== undefined && isSecretName(text)) return;
      const name = text === undefined ? nameless : nameOf(text);
      const octets = octetsOf(before);
      if (name === undefined || octets.length > longestLiteral) return;
      const known: KnownLiteral = after === before ? { octets, redactions } : { octets, clean: octetsOf(after), redactions };
      name.slots[slotOf(octets, 0, octets.length)] = known;
    },
    forget() {
      for (const { slots } of names.values()) slots.fill(undefined);
      nameless.slots.fill(undefined);
    },
  };
}
