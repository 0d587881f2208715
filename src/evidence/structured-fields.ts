/**
 * Structured field values as far as signatures need them: dictionaries of items and inner lists with parameters, read and written canonically.
 *
 * Source   RFC 9651 §3.1.2 (parameters), §3.2 (dictionaries), §4.1 and §4.2 (serialising and parsing).
 * Room     evidence (floor 3). May be imported within evidence only.
 */

/** A bare item: its value, and its canonical text. Byte sequences are octets. */
export interface BareItem {
  readonly value: string | number | boolean | Uint8Array;
  readonly text: string;
}

export interface Item extends BareItem {
  readonly parameters: ReadonlyMap<string, BareItem>;
}

export interface InnerList {
  readonly items: readonly Item[];
  readonly parameters: ReadonlyMap<string, BareItem>;
}

export type Member = Item | InnerList;

const bare: readonly (readonly [form: RegExp, read: (text: string) => BareItem])[] = [
  [/"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"/y, (text) => ({ value: text.slice(1, -1).replace(/\\(["\\])/g, '$1'), text })],
  [
    /:[A-Za-z0-9+/=]*:/y,
    (text) => {
      const value = Buffer.from(text.slice(1, -1), 'base64');
      return { value, text: `:${value.toString('base64')}:` };
    },
  ],
  [/\?[01]/y, (text) => ({ value: text === '?1', text })],
  [
    /-?[0-9]{1,12}\.[0-9]{1,3}/y,
    (text) => ({ value: Number(text), text: Number.isInteger(Number(text)) ? `${Number(text)}.0` : String(Number(text)) }),
  ],
  [/-?[0-9]{1,15}/y, (text) => ({ value: Number(text), text: String(Number(text)) })],
  [/[A-Za-z*][A-Za-z0-9:/!#$%&'*+.^_`|~-]*/y, (text) => ({ value: text, text })],
];

class Reader {
  readonly #text: string;
  #at = 0;
  constructor(text: string) {
    this.#text = text;
  }

  get ended(): boolean {
    return this.#at >= this.#text.length;
  }

  take(form: RegExp): string | undefined {
    form.lastIndex = this.#at;
    const [found] = form.exec(this.#text) ?? [];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  demand(form: RegExp): string {
    const found = this.take(form);
    if (found === undefined) throw new SyntaxError(`no structured field at ${this.#at}`);
    return found;
  }

  bareItem(): BareItem {
    for (const [form, read] of bare) {
      const found = this.take(form);
      if (found !== undefined) return read(found);
    }
    throw new SyntaxError(`no item at ${this.#at}`);
  }

  parameters(): ReadonlyMap<string, BareItem> {
    const found = new Map<string, BareItem>();
    while (this.take(/; */y) !== undefined) {
      const name = this.demand(/[a-z*][a-z0-9_.*-]*/y);
      const value = this.take(/=/y) === undefined ? { value: true, text: '?1' } : this.bareItem();
      // The last of a name counts, in the place of the last (§3.1.2).
      found.delete(name);
      found.set(name, value);
    }
    return found;
  }

  item(): Item {
    const own = this.bareItem();
    return { ...own, parameters: this.parameters() };
  }

  member(): Member {
    if (this.take(/\(/y) === undefined) return this.item();
    const items: Item[] = [];
    for (;;) {
      this.take(/ +/y);
      if (this.take(/\)/y) !== undefined) return { items, parameters: this.parameters() };
      items.push(this.item());
    }
  }
}

/** A dictionary by its keys, or undefined where the text is none. */
export function readDictionary(text: string): ReadonlyMap<string, Member> | undefined {
  const reader = new Reader(text.trim());
  const found = new Map<string, Member>();
  try {
    while (!reader.ended) {
      const key = reader.demand(/[a-z*][a-z0-9_.*-]*/y);
      const flag = (): Item => ({ value: true, text: '?1', parameters: reader.parameters() });
      const member = reader.take(/=/y) === undefined ? flag() : reader.member();
      found.delete(key);
      found.set(key, member);
      reader.take(/[ \t]+/y);
      if (!reader.ended) reader.demand(/,[ \t]*(?=.)/y);
    }
    return found;
  } catch {
    return undefined;
  }
}

export const isInnerList = (member: Member | undefined): member is InnerList => member !== undefined && 'items' in member;

const parametersText = (parameters: ReadonlyMap<string, BareItem>): string =>
  [...parameters].map(([name, { value, text }]) => (value === true ? `;${name}` : `;${name}=${text}`)).join('');

/** The canonical text of an item with its parameters. */
export const itemText = ({ text, parameters }: Item): string => `${text}${parametersText(parameters)}`;

/** The canonical text of a member. */
export const memberText = (member: Member): string =>
  isInnerList(member) ? `(${member.items.map(itemText).join(' ')})${parametersText(member.parameters)}` : itemText(member);

/** A string as an item; undefined where it cannot stand in one (§4.1.6). */
export function stringText(value: string): string | undefined {
  return /^[\x20-\x7e]*$/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : undefined;
}
