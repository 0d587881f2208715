/**
 * The reader of objects: which member comes next is guessed from the record before, and looked up where the guess is wrong.
 *
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import { comma, octetsOf, space, type OctetReader, type Window } from './octet-reader.js';
import { openTrie } from './octet-trie.js';

export interface MemberReader {
  readonly name: string;
  readonly read: OctetReader;
  readonly required: boolean;
}

/** Two members whose kept numbers are compared when the object is through; indexes of members and of slots. */
export interface KeptPair {
  readonly left: number;
  readonly right: number;
  readonly leftSlot: number;
  readonly rightSlot: number;
  readonly needsRight: boolean;
}

/** What an object is read by. */
export interface ObjectPlan {
  readonly members: readonly MemberReader[];
  /** Of each choice, one group of members must be there as a whole. */
  readonly choices: readonly (readonly (readonly string[])[])[];
  readonly pairs: readonly KeptPair[];
  readonly kept: Int32Array;
  readonly window: Window;
}

/** The four-octet words of a key, the last one overlapping where the length is no multiple of four. */
interface Key {
  readonly length: number;
  readonly words: Int32Array;
  /** Distance of the last word from the start. */
  readonly last: number;
}

function keyOf(octets: Uint8Array): Key {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const last = octets.length - 4;
  const starts = Array.from({ length: Math.ceil(octets.length / 4) }, (_, index) => Math.min(index * 4, last));
  return { length: octets.length, words: Int32Array.from(starts, (start) => view.getInt32(start, true)), last };
}

/** Whether a key stands at a position: four octets at a time, for keys are half of a record. */
function standsAt({ words, last }: Key, view: DataView, at: number): boolean {
  const final = words.length - 1;
  for (let index = 0; index < final; index += 1) if (view.getInt32(at + index * 4, true) !== words[index]) return false;
  return view.getInt32(at + last, true) === words[final];
}

const openBrace = 0x7b;
const closeBrace = 0x7d;

/** A reader of objects, or undefined: the names are too long for a table, or one is empty. */
export function objectReader({ members, choices, pairs, kept, window }: ObjectPlan): OctetReader | undefined {
  const texts = members.map(({ name }) => octetsOf(`"${name}":`));
  const trie = openTrie(texts);
  // A word has four octets; so has the shortest key, but for that of the empty name.
  if (trie === undefined || texts.some(({ length }) => length < 4)) return undefined;
  const keys = texts.map(keyOf);
  const readers = members.map(({ read }) => read);
  const required = Uint8Array.from(members, (member) => (member.required ? 1 : 0));
  const requiredCount = members.filter((member) => member.required).length;
  const groups = choices.map((choice) => choice.map((names) => names.map((name) => members.findIndex((member) => member.name === name))));
  /** In which reading a member was met last. */
  const met = new Int32Array(members.length);
  /** The member that followed each one last; the last place is that of the first member. */
  const followers = new Int32Array(members.length + 1);
  let reading = 0;
  const isMet = (index: number): boolean => index >= 0 && met[index] === reading;
  const agrees = ({ left, right, leftSlot, rightSlot, needsRight }: KeptPair): boolean => {
    if (!isMet(left)) return true;
    return isMet(right) ? kept[leftSlot] === kept[rightSlot] : !needsRight;
  };
  const isWhole = (): boolean =>
    (pairs.length === 0 || pairs.every(agrees)) && (groups.length === 0 || groups.every((choice) => choice.some((group) => group.every(isMet))));
  /** The member whose name stands at a position. */
  const memberAt = (octets: Uint8Array, at: number, before: number): number => {
    const guess = followers[before] ?? 0;
    const key = keys[guess];
    if (key === undefined) return -1;
    const { view } = window;
    if (at + key.length <= view.byteLength && standsAt(key, view, at)) return guess;
    const found = trie.find(octets, at);
    if (found >= 0) followers[before] = found;
    return found;
  };
  return (octets, start) => {
    if (octets[start] !== openBrace) return -1;
    // Before the count could come round to an old one, it starts again.
    if (reading === 0x7fff_fffe) {
      reading = 0;
      met.fill(0);
    }
    reading += 1;
    let at = start + 1;
    let before = members.length;
    let requiredMet = 0;
    for (;;) {
      const index = memberAt(octets, at, before);
      if (index < 0 || met[index] === reading) return -1;
      met[index] = reading;
      requiredMet += required[index] ?? 0;
      at += keys[index]?.length ?? 0;
      if (octets[at] === space) at += 1;
      at = readers[index]?.(octets, at) ?? -1;
      if (at < 0) return -1;
      const behind = octets[at];
      if (behind === closeBrace) return requiredMet === requiredCount && isWhole() ? at + 1 : -1;
      if (behind !== comma) return -1;
      at += octets[at + 1] === space ? 2 : 1;
      before = index;
    }
  };
}
