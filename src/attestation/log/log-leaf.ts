/**
 * Leaves of the certification log: short texts that name what was done, by digest, without anything about a person.
 *
 * The text is `egif-log/v1`, the type, then one line `name value` for each member in a fixed order, each with its newline. A leaf has one form only: who holds
 * the object that it is about can write the same octets and prove them. A certificate’s `sha256` is that of its whole compact JWS, signature included.
 *
 * Source   the trust design §4 (types of leaves); format of the suite’s own.
 * Room     attestation (floor 3).
 */
import { demand, Refusal } from '../problem.js';
import { readDecimal } from './checkpoint.js';
import { readText } from './note-text.js';

export const certificateStates = ['valid', 'suspended', 'revoked', 'superseded'] as const;
export type CertificateState = (typeof certificateStates)[number];
export const keyEvents = ['added', 'retired', 'compromised'] as const;
export type KeyEvent = (typeof keyEvents)[number];

interface Named {
  /** Identifier of what the leaf is about. */
  readonly id: string;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

interface OfService extends Named {
  /** National legal id of the agency. */
  readonly agency: string;
  readonly service: string;
}

export interface IssueLeaf extends OfService {
  readonly type: 'issue';
}
/** `sha256` is that of the decision; `list` and `index` name the bit that the change sets or clears. */
export interface StatusChangeLeaf extends OfService {
  readonly type: 'status-change';
  readonly from: CertificateState;
  readonly to: CertificateState;
  readonly reason: string;
  readonly decision: string;
  readonly list: string;
  readonly index: number;
}
/** `id` is the URL of the list. */
export interface StatusListLeaf extends Named {
  readonly type: 'status-list';
  readonly sequence: number;
}
export interface ReceiptLeaf extends OfService {
  readonly type: 'report-received' | 'challenge-issued';
}
export interface ReleaseLeaf extends Named {
  readonly type: 'profile-release' | 'harness-release' | 'trust-list';
  readonly version: string;
}
/** `id` and `sha256` name the key or its certificate. */
export interface KeyEventLeaf extends Named {
  readonly type: 'key-event';
  readonly role: string;
  readonly event: KeyEvent;
}
export type LogLeaf = IssueLeaf | StatusChangeLeaf | StatusListLeaf | ReceiptLeaf | ReleaseLeaf | KeyEventLeaf;
export type LeafType = LogLeaf['type'];

const firstLine = 'egif-log/v1';
export const maxLeafBytes = 4096;

const ofService = ['id', 'sha256', 'agency', 'service'] as const;
const release = ['id', 'sha256', 'version'] as const;

/** The lines of each type, in their order. */
const lines: Readonly<Record<LeafType, readonly string[]>> = {
  issue: ofService,
  'status-change': [...ofService, 'from', 'to', 'reason', 'decision', 'list', 'index'],
  'status-list': ['id', 'sha256', 'sequence'],
  'report-received': ofService,
  'challenge-issued': ofService,
  'profile-release': release,
  'harness-release': release,
  'trust-list': release,
  'key-event': ['id', 'sha256', 'role', 'event'],
};

const isType = (text: string): text is LeafType => Object.hasOwn(lines, text);
const isState = (text: string): text is CertificateState => certificateStates.some((state) => state === text);
const isKeyEvent = (text: string): text is KeyEvent => keyEvents.some((event) => event === text);

/** What a line may hold: printable ASCII without spaces unless a row here says less. */
const forms: Readonly<Record<string, RegExp>> = {
  sha256: /^[0-9a-f]{64}$/,
  agency: /^[0-9]{11}$/,
  reason: /^[A-Za-z0-9._-]{1,64}$/,
  role: /^[a-z][a-z-]{0,31}$/,
  version: /^[A-Za-z0-9._+-]{1,64}$/,
};
const plain = /^[\u0021-\u007e]{1,512}$/;

type Members = Readonly<Record<string, string>>;

function wordOf(members: Members, name: string): string {
  const value = members[name] ?? '';
  demand((forms[name] ?? plain).test(value), 'LOG_LEAF', `the line ${name} has no value that it may have`);
  return value;
}

function numberOf(members: Members, name: string): number {
  const value = readDecimal(wordOf(members, name));
  demand(value !== undefined, 'LOG_LEAF', `the line ${name} is no whole number`);
  return value;
}

function oneOf<T extends string>(members: Members, name: string, isOne: (text: string) => text is T): T {
  const value = wordOf(members, name);
  if (!isOne(value)) throw new Refusal('LOG_LEAF', `the line ${name} has no value that it may have`);
  return value;
}

const named = (members: Members) => ({ id: wordOf(members, 'id'), sha256: wordOf(members, 'sha256') });
const serviceOf = (members: Members) => ({ ...named(members), agency: wordOf(members, 'agency'), service: wordOf(members, 'service') });

function typed(type: LeafType, members: Members): LogLeaf {
  switch (type) {
    case 'issue':
      return { type, ...serviceOf(members) };
    case 'report-received':
    case 'challenge-issued':
      return { type, ...serviceOf(members) };
    case 'status-change':
      return {
        type,
        ...serviceOf(members),
        from: oneOf(members, 'from', isState),
        to: oneOf(members, 'to', isState),
        reason: wordOf(members, 'reason'),
        decision: wordOf(members, 'decision'),
        list: wordOf(members, 'list'),
        index: numberOf(members, 'index'),
      };
    case 'status-list':
      return { type, ...named(members), sequence: numberOf(members, 'sequence') };
    case 'key-event':
      return { type, ...named(members), role: wordOf(members, 'role'), event: oneOf(members, 'event', isKeyEvent) };
    default:
      return { type, ...named(members), version: wordOf(members, 'version') };
  }
}

/** The leaf of its octets. Refusals: LOG_LEAF. */
export function readLogLeaf(octets: Uint8Array): LogLeaf {
  demand(octets.length <= maxLeafBytes, 'LOG_LEAF', `${octets.length} bytes; the limit is ${maxLeafBytes}`);
  const text = readText(octets, 'LOG_LEAF');
  demand(text.endsWith('\n'), 'LOG_LEAF', 'the last line does not end with a newline');
  const [head, typeLine = '', ...rest] = text.slice(0, -1).split('\n');
  demand(head === firstLine, 'LOG_LEAF', `the first line is not ${firstLine}`);
  const type = typeLine.startsWith('type ') ? typeLine.slice('type '.length) : '';
  demand(isType(type), 'LOG_LEAF', 'the type is not known');
  const names = lines[type];
  demand(rest.length === names.length, 'LOG_LEAF', `${rest.length} lines, not ${names.length}`);
  const members = names.map((name, at): [string, string] => {
    const line = rest[at] ?? '';
    demand(line.startsWith(`${name} `), 'LOG_LEAF', `the line ${name} is not at its place`);
    return [name, line.slice(name.length + 1)];
  });
  return typed(type, Object.fromEntries(members));
}

/** The octets of a leaf. Refusals: LOG_LEAF where a value may not stand in a leaf. */
export function writeLogLeaf(leaf: LogLeaf): Buffer {
  const values = new Map(Object.entries(leaf).map(([name, value]) => [name, String(value)]));
  const text = [firstLine, `type ${leaf.type}`, ...lines[leaf.type].map((name) => `${name} ${values.get(name) ?? ''}`)].join('\n');
  const octets = Buffer.from(`${text}\n`);
  readLogLeaf(octets);
  return octets;
}
