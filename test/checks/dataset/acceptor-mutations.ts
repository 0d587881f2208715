/** What can happen to the octets of a record: a closed table of mutations, each seeded. */
import { below, pick, type Random } from './acceptor-records.js';

export interface Mutation {
  readonly name: string;
  readonly apply: (octets: Buffer, random: Random) => Buffer;
}

const joined = (...parts: readonly (Uint8Array | string)[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)));
const splice = (octets: Buffer, at: number, removed: number, put: Uint8Array | string): Buffer =>
  joined(octets.subarray(0, at), put, octets.subarray(at + removed));

/** JSON values that are wrong somewhere, or right in another way than the record's. */
const values: readonly [string, ...string[]] = [
  ...(['"null"', '"نامشخص"', '"نا\u200cمشخص"', '"-"', '"N/A"', '""', '" "', '"1403/01/01"', '"1403-12-30"', '"1404-12-30"', '"۱۴۰۳-۰۱-۰۱"'] as const),
  ...(['"+989999999999"', '"9811111111"', '"1111111111"', '"0000000000"', '"0"', '"0001-01-01"', '"9999-12-31"', '"2023-02-29"'] as const),
  ...([
    '"2023-05-13T14:14:47Z+0330"',
    '"2023-05-13T14:14:47+04:30"',
    '"2023-05-13T24:00:00Z"',
    '"2016-12-31T23:59:60Z"',
    '"2023-05-13 14:14:47Z"',
  ] as const),
  ...([
    '"علي"',
    '"كتاب"',
    '"خـانه"',
    '"مسئول"',
    '"e\u0301"',
    '"آ"',
    '"\u0627\u0653"',
    '"a\u200cb"',
    '"\u200cالف"',
    '"الف\u200c"',
    '"الف\u200c\u200cب"',
  ] as const),
  ...(['"IR-31"', '"IR-02"', '"23"', '"قم"', '"IRT"', '"toman"', '"ir990990000000000000000001"', '"US"', '"nil"', '"xx"', '"fas"'] as const),
  ...([
    'null',
    'true',
    'false',
    '0',
    '-0',
    '01',
    '1e5',
    '1.0',
    '-1',
    '1.10',
    '0.1',
    '12345678901234567890',
    '9007199254740993',
    '-',
    '+1',
    '.5',
    '5.',
  ] as const),
  ...([
    '[]',
    '{}',
    '[null]',
    '["a"]',
    '{"a":1}',
    '"9990000018"',
    '9990000018',
    '"99999000014"',
    '"9999990000000014"',
    '"1416932790"',
    '"=1+1"',
    '"2023-05-13T14:14:47Z+0330"',
    '"2023-05-13T14:14:47+0330"',
    '"2023-05-13t14:14Z"',
  ] as const),
  ...([
    '"\\u0041"',
    '"\\ud800"',
    '"a\\tb"',
    '"???"',
    '"a?"',
    '"Ø§Ù\u0084"',
    '"\u202eabc"',
    '"\u00a0"',
    '"\ufeffa"',
    '"١٢٣"',
    '"۱۲۳"',
    '"12 ۱۲"',
  ] as const),
];

/** Starts and lengths of the scalars behind member names. */
function scalars(octets: Buffer): readonly (readonly [at: number, length: number])[] {
  const text = octets.toString('latin1');
  return [...text.matchAll(/":\s*("(?:[^"\\]|\\.)*"|[-+.0-9A-Za-z]+)/g)].map(({ index, 0: whole, 1: value = '' }) => [
    index + whole.length - value.length,
    value.length,
  ]);
}

function members(octets: Buffer): readonly string[] {
  const text = octets.toString('latin1');
  return [...text.matchAll(/"[^"\\]*":(?:"[^"\\]*"|[-.0-9a-z]+)/g)].map(([member]) => member);
}

const withScalar = (octets: Buffer, random: Random, change: (value: Buffer) => Uint8Array | string): Buffer => {
  const places = scalars(octets);
  const [at, length] = places[below(random, places.length)] ?? [0, 0];
  return splice(octets, at, length, change(octets.subarray(at, at + length)));
};

const anywhere = (octets: Buffer, random: Random): number => below(random, octets.length + 1);

export const mutations: readonly Mutation[] = [
  { name: 'none', apply: (octets) => octets },
  { name: 'a bit flipped', apply: flipped },
  { name: 'another octet', apply: (octets, random) => splice(octets, anywhere(octets, random), 1, Uint8Array.of(below(random, 256))) },
  { name: 'an octet more', apply: (octets, random) => splice(octets, anywhere(octets, random), 0, Uint8Array.of(below(random, 256))) },
  { name: 'an octet less', apply: (octets, random) => splice(octets, anywhere(octets, random), 1, '') },
  { name: 'a digit changed', apply: changeDigit },
  { name: 'a value replaced', apply: (octets, random) => withScalar(octets, random, () => pick(random, values)) },
  {
    name: 'a value escaped',
    apply: (octets, random) =>
      withScalar(octets, random, (value) => value.toString().replace(/[A-Za-z0-9]/, (one) => `\\u00${one.charCodeAt(0).toString(16)}`)),
  },
  {
    name: 'a value quoted or bare',
    apply: (octets, random) => withScalar(octets, random, (value) => (value[0] === 0x22 ? value.subarray(1, -1) : `"${value}"`)),
  },
  { name: 'a member twice', apply: (octets, random) => splice(octets, 1, 0, joined(Buffer.from(memberOf(octets, random), 'latin1'), ',')) },
  {
    name: 'a member twice at the end',
    apply: (octets, random) => splice(octets, octets.length - 1, 0, joined(',', Buffer.from(memberOf(octets, random), 'latin1'))),
  },
  { name: 'an unknown member', apply: (octets) => splice(octets, 1, 0, '"unheardOf":1,') },
  { name: 'a member of Object', apply: (octets) => splice(octets, 1, 0, '"__proto__":{},') },
  { name: 'members in another order', apply: reordered },
  { name: 'a member less', apply: (octets, random) => Buffer.from(octets.toString('latin1').replace(`${memberOf(octets, random)},`, ''), 'latin1') },
  { name: 'cut off', apply: (octets, random) => octets.subarray(0, below(random, octets.length)) },
  { name: 'garbage behind', apply: (octets, random) => joined(octets, pick(random, ['}', ' ', ',', '{}', '\u0000', '\t', '\r', '\r\r', 'x'])) },
  { name: 'blanks before', apply: (octets, random) => joined(pick(random, [' ', '\t', '\ufeff', '\r', '\u00a0']), octets) },
  {
    name: 'blanks inside',
    apply: (octets, random) =>
      Buffer.from(
        octets
          .toString('latin1')
          .replaceAll(
            pick(random, ['":', ',"', '{"']),
            (pair) => `${pair[0]}${pair[1] === ':' ? ':' : ''}${pick(random, [' ', '  ', '\t', ' '])}${pair[1] === ':' ? '' : pair[1]}`,
          ),
        'latin1',
      ),
  },
  { name: 'a comma too many', apply: (octets) => splice(octets, octets.length - 1, 0, ',') },
];

function flipped(octets: Buffer, random: Random): Buffer {
  const at = below(random, octets.length);
  return splice(octets, at, 1, Uint8Array.of((octets[at] ?? 0) ^ (1 << below(random, 8))));
}

/** The first digit at or behind a random place. */
function changeDigit(octets: Buffer, random: Random): Buffer {
  let at = below(random, octets.length);
  while (at < octets.length && !((octets[at] ?? 0) >= 48 && (octets[at] ?? 0) <= 57)) at += 1;
  return at === octets.length ? octets : splice(octets, at, 1, String(below(random, 10)));
}

function memberOf(octets: Buffer, random: Random): string {
  const found = members(octets);
  return found[below(random, found.length)] ?? '"none":1';
}

/** The first plain member put last. */
function reordered(octets: Buffer, random: Random): Buffer {
  const member = memberOf(octets, random);
  const text = octets.toString('latin1');
  return text.includes(`${member},`) ? Buffer.from(`${text.replace(`${member},`, '').slice(0, -1)},${member}}`, 'latin1') : octets;
}
