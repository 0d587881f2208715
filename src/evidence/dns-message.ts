/**
 * DNS messages: one question as octets, and a strict reading of what came back.
 *
 * Everything in an answer is bounded: names by the 255 octets of the protocol, pointers to earlier octets only, records by their number. What does
 * not hold gives undefined.
 *
 * Source   RFC 1035 §3.1, §4.1; RFC 3596 §2.2 (AAAA); RFC 8659 §4.1 (CAA); RFC 6891 §6.1 (EDNS); RFC 4035 §3.2 (DO, AD).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { DnsRecord, DnsType } from '../contract/evidence.js';

export interface DnsQuestion {
  readonly name: string;
  readonly type: DnsType;
  /** 16 bits. */
  readonly id: number;
}

/** A read answer. `truncated`: it is to be asked for again over TCP. */
export interface DnsReply {
  readonly truncated: boolean;
  readonly rcode: number;
  readonly authenticated: boolean;
  readonly records: readonly DnsRecord[];
}

const typeNumbers: Readonly<Record<DnsType, number>> = { A: 1, AAAA: 28, CAA: 257 };
const cname = 5;
const typeNames: ReadonlyMap<number, string> = new Map([
  ...Object.entries(typeNumbers).map(([name, number]) => [number, name] as const),
  [cname, 'CNAME'],
]);
const internet = 1;
const headOctets = 12;
const udpOctets = 1232;
const maxNameOctets = 255;
const maxRecords = 256;

/** Flags of the head. */
const response = 0x8000;
const opcode = 0x7800;
const truncation = 0x0200;
const authentic = 0x0020;
const recursionDesired = 0x0100;

/** A host name as labels, or undefined where it is none that DNS can bear. */
export function encodeName(name: string): Buffer | undefined {
  if (name === '.') return Buffer.of(0);
  const labels = name.replace(/\.$/, '').split('.');
  if (labels.some((label) => label.length === 0 || label.length > 63 || /[^\x21-\x7e]/.test(label))) return undefined;
  const octets = Buffer.concat([...labels.map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label, 'latin1')])), Buffer.of(0)]);
  return octets.length > maxNameOctets ? undefined : octets;
}

/** The message of a question: recursion desired, AD wanted, EDNS with DO so that a validating resolver says what it found. */
export function encodeQuestion({ name, type, id }: DnsQuestion): Buffer | undefined {
  const labels = encodeName(name);
  if (labels === undefined) return undefined;
  const head = Buffer.alloc(headOctets);
  head.writeUInt16BE(id, 0);
  head.writeUInt16BE(recursionDesired | authentic, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(1, 10);
  const tail = Buffer.alloc(4);
  tail.writeUInt16BE(typeNumbers[type], 0);
  tail.writeUInt16BE(internet, 2);
  // Root name, OPT, payload size, extended code and version, DO, no options.
  const options = Buffer.from([0, 0, 41, udpOctets >> 8, udpOctets & 0xff, 0, 0, 0x80, 0, 0, 0]);
  return Buffer.concat([head, labels, tail, options]);
}

interface ReadName {
  readonly name: string;
  readonly next: number;
}

/** The name at a place; pointers lead strictly backwards, so that none can lead in a circle. */
function nameAt(octets: Buffer, start: number): ReadName | undefined {
  const labels: string[] = [];
  let size = 1;
  let at = start;
  let next: number | undefined;
  let lowest = start;
  for (;;) {
    const length = octets[at];
    if (length === undefined) return undefined;
    if (length === 0) return { name: labels.join('.').toLowerCase(), next: next ?? at + 1 };
    if (length >= 0xc0) {
      const low = octets[at + 1];
      const target = low === undefined ? lowest : ((length & 0x3f) << 8) | low;
      if (target >= lowest) return undefined;
      next ??= at + 2;
      lowest = target;
      at = target;
    } else {
      size += length + 1;
      if (length > 63 || size > maxNameOctets || at + 1 + length > octets.length) return undefined;
      labels.push(octets.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
  }
}

/** Eight groups as RFC 5952 would not shorten them, which is enough to compare; the longest run of zeros is left to the reader. */
const ipv6Text = (data: Buffer): string => Array.from({ length: 8 }, (_each, index) => data.readUInt16BE(index * 2).toString(16)).join(':');

function dataText(type: string, octets: Buffer, at: { readonly start: number; readonly end: number }): string | undefined {
  const data = octets.subarray(at.start, at.end);
  if (type === 'A') return data.length === 4 ? data.join('.') : undefined;
  if (type === 'AAAA') return data.length === 16 ? ipv6Text(data) : undefined;
  if (type === 'CNAME') {
    const target = nameAt(octets, at.start);
    return target === undefined || target.next !== at.end ? undefined : target.name;
  }
  if (type === 'CAA') {
    const size = data[1] ?? 0;
    return data.length < 2 || size === 0 || data.length < 2 + size
      ? undefined
      : `${data[0]} ${data.toString('latin1', 2, 2 + size)} ${data.toString('latin1', 2 + size)}`;
  }
  return '';
}

interface ReadRecord {
  readonly record: DnsRecord;
  readonly next: number;
}

function recordAt(octets: Buffer, at: number): ReadRecord | undefined {
  const owner = nameAt(octets, at);
  if (owner === undefined || owner.next + 10 > octets.length) return undefined;
  const number = octets.readUInt16BE(owner.next);
  const start = owner.next + 10;
  const end = start + octets.readUInt16BE(owner.next + 8);
  if (end > octets.length) return undefined;
  const type = octets.readUInt16BE(owner.next + 2) === internet ? (typeNames.get(number) ?? `TYPE${number}`) : `TYPE${number}`;
  const data = dataText(type, octets, { start, end });
  return data === undefined ? undefined : { record: { name: owner.name, type, data }, next: end };
}

/** Whether the message answers this very question: number, kind of message, and the question itself. Gives where the answers begin. */
function answersAt(octets: Buffer, question: DnsQuestion): number | undefined {
  if (octets.length < headOctets || octets.readUInt16BE(0) !== question.id) return undefined;
  const flags = octets.readUInt16BE(2);
  if ((flags & response) === 0 || (flags & opcode) !== 0 || octets.readUInt16BE(4) !== 1) return undefined;
  const asked = nameAt(octets, headOctets);
  if (asked === undefined || asked.name !== question.name.toLowerCase().replace(/\.$/, '') || asked.next + 4 > octets.length) return undefined;
  const same = octets.readUInt16BE(asked.next) === typeNumbers[question.type] && octets.readUInt16BE(asked.next + 2) === internet;
  return same ? asked.next + 4 : undefined;
}

/** The reply to a question, or undefined where the octets are none to it. */
export function readReply(octets: Buffer, question: DnsQuestion): DnsReply | undefined {
  const start = answersAt(octets, question);
  if (start === undefined) return undefined;
  const flags = octets.readUInt16BE(2);
  const head = { truncated: (flags & truncation) !== 0, rcode: flags & 0xf, authenticated: (flags & authentic) !== 0 };
  if (head.truncated) return { ...head, records: [] };
  const count = octets.readUInt16BE(6);
  if (count > maxRecords) return undefined;
  const records: DnsRecord[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    const read = recordAt(octets, at);
    if (read === undefined) return undefined;
    records.push(read.record);
    at = read.next;
  }
  return { ...head, records };
}
