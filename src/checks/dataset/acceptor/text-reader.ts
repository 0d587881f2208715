/**
 * Readers of strings: codes, times, amounts, closed lists and texts.
 *
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { codeTest, uuidTest } from './code-octets.js';
import { LeftToJudge, numbersOf, textsOf, valuesOf } from './composed-schema.js';
import { companionTest, gregorianTest, instantTest, type DaySlot } from './day-octets.js';
import type { TextRules } from './member-rules.js';
import { isPlain, minus, octetsOf, point, quote, type ContentTest, type GuardedTest, type OctetReader } from './octet-reader.js';
import { openTrie } from './octet-trie.js';
import { patternTest } from './pattern-octets.js';
import { saysSomething, scanText, type TextScan } from './text-octets.js';

/** What a text is read by. */
export interface TextPlace {
  readonly schemas: readonly JsonObject[];
  readonly rules: TextRules;
  /** Codes of a list of the law that are in force, by the reference of the schema. */
  readonly listed: (reference: string) => readonly string[] | undefined;
  /** Where the day of a date, or the row of a table, is left for a comparison. */
  readonly kept?: DaySlot | undefined;
  /** Rows of a table of which the text is one. */
  readonly table?: readonly string[] | undefined;
}

/** Formats that are asserted by a test on octets; a scheme's id is among the schemes of the rules. */
const plainFormats: ReadonlyMap<string, () => GuardedTest> = new Map([
  ['date', gregorianTest],
  ['date-time', () => instantTest],
  ['uuid', () => uuidTest],
]);

const day = gregorianTest();
const either: GuardedTest = {
  shortest: 10,
  longest: 35,
  test: (octets, start, end) => (end - start === 10 ? day.test(octets, start, end) : end - start >= 20 && instantTest.test(octets, start, end)),
};

function behindDigits(octets: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (octets[at] ?? 0) >= 48 && (octets[at] ?? 0) <= 57) at += 1;
  return at;
}

/** A decimal of at most 18 digits and four behind the point. */
const isDecimal: ContentTest = (octets, start, end) => {
  const first = octets[start] === minus ? start + 1 : start;
  const whole = behindDigits(octets, first, end);
  if (whole === first || whole - first > 18) return false;
  if (whole === end) return true;
  const decimals = end - whole - 1;
  return octets[whole] === point && behindDigits(octets, whole + 1, end) === end && decimals >= 1 && decimals <= 4;
};
const decimal: GuardedTest = { test: isDecimal, shortest: 1, longest: 24 };

/** The tests that see every octet: of codes, times and amounts. */
function guardedTests({ schemas, rules, kept }: TextPlace): readonly GuardedTest[] {
  const tests: GuardedTest[] = [];
  const add = (test: GuardedTest): void => void (tests.includes(test) || tests.push(test));
  if (rules.companion) add(companionTest(kept));
  for (const id of rules.schemes) {
    if (id === 'persian-text' || (id === 'jalali-date' && rules.companion)) continue;
    const test = codeTest(id);
    if (test === undefined) throw new LeftToJudge(`codes of the scheme ${id}`);
    add(test);
  }
  if (rules.time === 'date') add(gregorianTest(kept));
  if (rules.time === 'instant') add(instantTest);
  if (rules.time === 'either') add(either);
  if (rules.amount) add(decimal);
  for (const format of textsOf(schemas, 'format')) {
    const test = plainFormats.get(format);
    if (test === undefined && !rules.schemes.some((id) => id === format)) throw new LeftToJudge(`the format ${format}`);
    // Where the name or the format itself was taken for a time already, that test is the same.
    if (test !== undefined && !(format === 'date' && rules.time === 'date')) add(test());
  }
  return tests;
}

const limited =
  (test: GuardedTest): ContentTest =>
  (octets, start, end) =>
    end - start >= test.shortest && end - start <= test.longest && test.test(octets, start, end);

/** All patterns that no form implies. */
function patternTests(schemas: readonly JsonObject[], form: string | undefined): readonly ContentTest[] {
  return [...new Set(textsOf(schemas, 'pattern'))].flatMap((pattern) => {
    const known = patternTest(pattern);
    if (known === undefined) throw new LeftToJudge('a pattern that is not understood');
    return form !== undefined && known.holdsFor(form) ? [] : [known.test];
  });
}

const both = (tests: readonly ContentTest[]): ContentTest | undefined => {
  const [first, second] = tests;
  if (first === undefined) return undefined;
  if (second === undefined) return first;
  return (octets, start, end) => tests.every((test) => test(octets, start, end));
};

function lengthsOf(schemas: readonly JsonObject[]): { readonly least: number; readonly most: number } {
  return { least: Math.max(0, ...numbersOf(schemas, 'minLength')), most: Math.min(Number.POSITIVE_INFINITY, ...numbersOf(schemas, 'maxLength')) };
}

/** A reader of contents that are ASCII of known lengths. */
function guardedReader(tests: readonly [GuardedTest, ...GuardedTest[]], schemas: readonly JsonObject[]): OctetReader {
  const [main, ...others] = tests;
  const { least, most } = lengthsOf(schemas);
  const more = both([...others.map(limited), ...patternTests(schemas, main.form)]);
  const shortest = Math.max(main.shortest, least);
  const longest = Math.min(main.longest, most);
  const { test } = main;
  if (shortest === longest && more === undefined)
    return (octets, at) => {
      const end = at + 1 + shortest;
      return octets[at] === quote && octets[end] === quote && test(octets, at + 1, end) ? end + 1 : -1;
    };
  return (octets, at) => {
    if (octets[at] !== quote) return -1;
    for (let end = at + 1 + shortest; end <= at + 1 + longest; end += 1)
      if (octets[end] === quote) return test(octets, at + 1, end) && (more === undefined || more(octets, at + 1, end)) ? end + 1 : -1;
    return -1;
  };
}

/** A reader of texts. */
function freeReader({ schemas, rules }: TextPlace): OctetReader {
  const { least, most } = lengthsOf(schemas);
  const more = both(patternTests(schemas, undefined));
  const { machine, account } = rules;
  const scan: TextScan = { characters: 0, hasPersianDigits: false };
  return (octets, at) => {
    if (octets[at] !== quote) return -1;
    const end = scanText(octets, at + 1, scan);
    if (end < 0 || !saysSomething(octets, at + 1, end)) return -1;
    if (scan.characters < least || scan.characters > most || (machine && scan.hasPersianDigits)) return -1;
    if (account && scan.characters === 16) return -1;
    return more === undefined || more(octets, at + 1, end) ? end + 1 : -1;
  };
}

/** The values that all closed lists of a place have in common, or undefined: there is none. */
function closedList({ schemas, listed, table }: TextPlace): readonly Json[] | undefined {
  const enums = valuesOf(schemas, 'enum').map((values) => (Array.isArray(values) ? values : []));
  const constants = valuesOf(schemas, 'const').map((value) => [value]);
  const lists = [
    ...(table === undefined ? [] : [table]),
    ...enums,
    ...constants,
    ...textsOf(schemas, 'x-egif-codelist').flatMap((reference) => [listed(reference) ?? []].filter((codes) => codes.length > 0)),
  ];
  const [first, ...rest] = lists;
  return first === undefined ? undefined : [...new Set(first)].filter((value) => rest.every((values) => values.includes(value)));
}

/** A reader of a closed list: its words are judged once, here. */
function listReader(values: readonly Json[], read: OctetReader, { table, kept }: TextPlace): OctetReader {
  const words = values.flatMap((value) => {
    const octets = typeof value === 'string' && isPlain(value) ? octetsOf(`"${value}"`) : undefined;
    return octets !== undefined && read(octets, 0) === octets.length ? [{ octets, row: table?.indexOf(String(value)) ?? -1 }] : [];
  });
  const trie = words.length === 0 ? undefined : openTrie(words.map(({ octets }) => octets));
  if (trie === undefined) throw new LeftToJudge('a list of which nothing can be told, or too much');
  const rows = words.map(({ row }) => row);
  const { lengths } = trie;
  return (octets, at) => {
    const index = trie.find(octets, at);
    if (index < 0) return -1;
    if (kept !== undefined) kept.days[kept.slot] = rows[index] ?? -1;
    return at + (lengths[index] ?? 0);
  };
}

/** A reader of strings. Throws LeftToJudge. */
export function textReader(place: TextPlace): OctetReader {
  const [first, ...rest] = guardedTests(place);
  const read = first === undefined ? freeReader(place) : guardedReader([first, ...rest], place.schemas);
  const values = closedList(place);
  if (values === undefined) return read;
  // A day is read anew in each record.
  if (place.kept !== undefined && place.table === undefined) throw new LeftToJudge('a list of days');
  return listReader(values, read, place);
}
