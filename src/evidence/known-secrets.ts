/**
 * The secrets of a run, found in texts in the forms in which a server may give them back: as they are, in pieces, in other cases, backwards, in
 * base64, in hexadecimal, percent-encoded.
 *
 * Every form is cut into windows of equal length that are looked up while a text is passed over once; what is found is followed to both sides.
 *
 * Source   RFC 4648 §4, §5, §8; RFC 3986 §2.1.
 * Room     evidence (floor 3). May be imported within evidence only.
 */

/** Part of a text, the end not in it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface KnownSecrets {
  /** Makes a text known; whether it was not known before. */
  learn(secret: string): boolean;
  /** Where secrets stand as a whole and as they are. */
  whole(text: string): readonly Span[];
  /** Where secrets or pieces of them stand in any form. */
  spans(text: string): readonly Span[];
  /** Whether `spans` finds anything in what these octets say as UTF-8; true also where it cannot be told. */
  mayStandIn(octets: Uint8Array): boolean;
}

/** Shorter texts stand in answers by chance. */
const shortestSecret = 8;
/** Length of what is looked up. */
const window = 16;
/** Of a longer form only every eighth window is kept: whatever has 23 characters of it holds one of them. */
const allKeptUpTo = 64;
const step = 8;
const filterBits = 20;
const base = 0x01000193;
/** `base` to the power of the window's length: what the character that leaves it counts for. */
const leaving = Array.from({ length: window }).reduce((power: number) => Math.imul(power, base), 1);

interface Kept {
  readonly form: string;
  readonly at: number;
}

/** ASCII letters in lower case, so that case does not count. */
const lower = Uint8Array.from({ length: 0x100 }, (_each, unit) => (unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit));
/** No form holds what lies beyond. */
const unitOf = (unit: number): number => (unit < 0x100 ? (lower[unit] ?? 0) : 0);
const lowBits = (1 << filterBits) - 1;
/** What each character counted for that leaves the window. */
const gone = Int32Array.from({ length: 0x100 }, (_each, unit) => Math.imul(unit, leaving));

/** The letters of base64 that follow from a text alone, wherever it stands within what was encoded. */
function base64Of(octets: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const letters = Buffer.concat([Buffer.alloc(shift), octets])
      .toString('base64')
      .replace(/=+$/, '');
    const own = letters.slice(shift === 0 ? 0 : shift + 1, letters.length - 1);
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Every form of a secret in lower case. One that is a sentence or an address stands for itself: its parts stand in answers without it. */
function formsOf(secret: string): readonly string[] {
  if (!/^[\x21-\x7e]+$/.test(secret) || secret.includes('://')) return [];
  const octets = Buffer.from(secret);
  const hex = octets.toString('hex');
  const forms = [
    secret,
    [...secret].reverse().join(''),
    hex,
    hex.replaceAll(/../g, '%$&'),
    encodeURIComponent(secret),
    secret.replaceAll(/[^A-Za-z0-9]/g, '-'),
    ...base64Of(octets),
  ];
  return [...new Set(forms.map((form) => form.toLowerCase()))];
}

function found(text: string, secret: string, spans: Span[]): void {
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) spans.push({ start: at, end: at + secret.length });
}

/** In order, those that overlap as one. */
function merged(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.start - other.start || other.end - one.end)) {
    const last = joined.at(-1);
    if (last === undefined || span.start >= last.end) joined.push(span);
    else if (span.end > last.end) joined[joined.length - 1] = { start: last.start, end: span.end };
  }
  return joined;
}

/** Windows of the forms that are kept, and which of them may be where a sum says so. */
class Windows {
  readonly #kept = new Map<string, Kept>();
  #filter: Uint8Array | undefined;

  add(form: string): void {
    if (form.length < window) return;
    const apart = form.length <= allKeptUpTo ? 1 : step;
    this.#filter ??= new Uint8Array(1 << (filterBits - 3));
    for (let at = 0; at + window <= form.length; at += apart) {
      const key = form.slice(at, at + window);
      if (this.#kept.has(key)) continue;
      this.#kept.set(key, { form, at });
      let hash = 0;
      for (let index = 0; index < window; index += 1) hash = (Math.imul(hash, base) + unitOf(key.charCodeAt(index))) | 0;
      const bit = (hash ^ (hash >>> filterBits)) & lowBits;
      this.#filter[bit >> 3] = (this.#filter[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  }

  /** The first place behind a window of a text that may be a kept one, from a place on; -1 where there is none. */
  inText(text: string, from: number): number {
    const filter = this.#filter;
    if (filter === undefined) return -1;
    let hash = 0;
    for (let at = from; at < text.length; at += 1) {
      hash = (Math.imul(hash, base) + unitOf(text.charCodeAt(at))) | 0;
      if (at - from >= window) hash = (hash - (gone[unitOf(text.charCodeAt(at - window))] ?? 0)) | 0;
      const bit = (hash ^ (hash >>> filterBits)) & lowBits;
      if (((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0 && at - from >= window - 1) return at + 1;
    }
    return -1;
  }

  /** The same of octets. Written out a second time: this is passed by every octet of every answer. */
  inOctets(octets: Uint8Array, from: number): number {
    const filter = this.#filter;
    if (filter === undefined) return -1;
    const { length } = octets;
    let hash = 0;
    for (let at = from; at < length; at += 1) {
      hash = (Math.imul(hash, base) + (lower[octets[at] ?? 0] ?? 0)) | 0;
      if (at - from >= window) hash = (hash - (gone[lower[octets[at - window] ?? 0] ?? 0] ?? 0)) | 0;
      const bit = (hash ^ (hash >>> filterBits)) & lowBits;
      if (((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0 && at - from >= window - 1) return at + 1;
    }
    return -1;
  }

  /** The kept window that ends at a place, followed to both sides. */
  spanAt(text: string, end: number): Span | undefined {
    const kept = this.#kept.get(text.slice(end - window, end).toLowerCase());
    if (kept === undefined) return undefined;
    const { form, at } = kept;
    const same = (place: number, index: number): boolean =>
      place >= 0 && index >= 0 && place < text.length && index < form.length && unitOf(text.charCodeAt(place)) === form.charCodeAt(index);
    let before = 0;
    while (same(end - window - before - 1, at - before - 1)) before += 1;
    let after = 0;
    while (same(end + after, at + window + after)) after += 1;
    return { start: end - window - before, end: end + after };
  }
}

/** Opens the knowledge of one run; nothing is known yet. */
export function openKnownSecrets(): KnownSecrets {
  const secrets = new Set<string>();
  /** Wholes that are looked for as they are: secrets without other forms, and what is too short for a window. */
  const short = new Set<string>();
  const shortOctets: Buffer[] = [];
  /** Of what has no UTF-8 form nothing can be told by octets. */
  let untold = false;
  const windows = new Windows();

  const whole = (text: string): readonly Span[] => {
    const spans: Span[] = [];
    for (const secret of secrets) found(text, secret, spans);
    return merged(spans);
  };
  return {
    learn(secret) {
      if (secret.length < shortestSecret || secrets.has(secret)) return false;
      secrets.add(secret);
      untold ||= !secret.isWellFormed();
      const forms = formsOf(secret);
      const own = forms.length === 0 || secret.length < window ? [secret] : [];
      for (const form of [...own, ...forms.filter(({ length }) => length >= shortestSecret && length < window)]) {
        short.add(form);
        shortOctets.push(Buffer.from(form));
      }
      for (const form of forms) windows.add(form);
      return true;
    },
    whole,
    spans(text) {
      if (secrets.size === 0) return [];
      const spans: Span[] = [];
      for (const secret of short) found(text, secret, spans);
      for (let from = 0; from + window <= text.length; ) {
        const end = windows.inText(text, from);
        if (end < 0) break;
        const span = windows.spanAt(text, end);
        if (span !== undefined) spans.push(span);
        from = span === undefined ? end - window + 1 : span.end;
      }
      return spans.length === 0 ? spans : merged(spans);
    },
    mayStandIn(octets) {
      if (secrets.size === 0) return false;
      if (untold) return true;
      const all = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
      if (shortOctets.some((secret) => all.includes(secret))) return true;
      for (let from = 0; from + window <= octets.length; ) {
        const end = windows.inOctets(octets, from);
        if (end < 0) return false;
        if (windows.spanAt(all.toString('latin1', end - window, end), window) !== undefined) return true;
        from = end - window + 1;
      }
      return false;
    },
  };
}
