/**
 * Readers of arrays, numbers and booleans.
 *
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import type { JsonObject } from '../../../contract/api-model.js';
import { LeftToJudge, numbersOf, textsOf, valuesOf } from './composed-schema.js';
import { allowNumber } from './member-rules.js';
import { numberReader } from './number-octets.js';
import { comma, octetsOf, space, type OctetReader } from './octet-reader.js';

const openBracket = 0x5b;
const closeBracket = 0x5d;

/** A reader of arrays whose items one reader reads. Throws LeftToJudge. */
export function arrayReader(schemas: readonly JsonObject[], read: OctetReader): OctetReader {
  const least = Math.max(0, ...numbersOf(schemas, 'minItems'));
  const most = Math.min(Number.POSITIVE_INFINITY, ...numbersOf(schemas, 'maxItems'));
  return (octets, start) => {
    if (octets[start] !== openBracket) return -1;
    let at = start + 1;
    if (octets[at] === closeBracket) return least === 0 ? at + 1 : -1;
    for (let count = 1; ; count += 1) {
      at = read(octets, at);
      if (at < 0) return -1;
      const behind = octets[at];
      if (behind === closeBracket) return count >= least && count <= most ? at + 1 : -1;
      if (behind !== comma) return -1;
      at += octets[at + 1] === space ? 2 : 1;
    }
  };
}

/** What a format of numbers leaves (OpenAPI Format Registry). */
function rangeOf(format: string): readonly [least: number, most: number] {
  if (format === 'int32') return [-(2 ** 31), 2 ** 31 - 1];
  if (format === 'int64' || format === 'float' || format === 'double') return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  throw new LeftToJudge(`the format ${format}`);
}

/** A reader of numbers. Throws LeftToJudge. */
export function plainNumberReader(schemas: readonly JsonObject[], path: readonly string[], integer: boolean): OctetReader {
  const name = path.at(-1) ?? '';
  allowNumber(schemas, { name, path, unitBeside: false });
  const ranges = textsOf(schemas, 'format').map(rangeOf);
  const steps = numbersOf(schemas, 'multipleOf');
  if (steps.length > 0 && (!integer || steps.some((step) => !Number.isSafeInteger(step) || step < 1)))
    throw new LeftToJudge('multiples of a fraction');
  const above = numbersOf(schemas, 'exclusiveMinimum');
  const below = numbersOf(schemas, 'exclusiveMaximum');
  return numberReader({
    least: Math.max(Number.NEGATIVE_INFINITY, ...ranges.map(([least]) => least), ...numbersOf(schemas, 'minimum')),
    most: Math.min(Number.POSITIVE_INFINITY, ...ranges.map(([, most]) => most), ...numbersOf(schemas, 'maximum')),
    above: Math.max(Number.NEGATIVE_INFINITY, ...above),
    below: Math.min(Number.POSITIVE_INFINITY, ...below),
    steps,
    integer,
  });
}

const isTrue = octetsOf('true');
const isFalse = octetsOf('false');
const stands = (octets: Uint8Array, at: number, word: Uint8Array): boolean => word.every((octet, place) => octets[at + place] === octet);
/** Reads true or false. */
export const readBoolean: OctetReader = (octets, at) =>
  octets[at] === 0x74 ? (stands(octets, at, isTrue) ? at + 4 : -1) : stands(octets, at, isFalse) ? at + 5 : -1;

/** Keywords that only texts are read by. */
const listKeywords = ['enum', 'const', 'x-egif-codelist'];

/** Closed lists are understood of texts alone. Throws LeftToJudge. */
export function withoutLists(schemas: readonly JsonObject[]): void {
  const found = listKeywords.find((keyword) => valuesOf(schemas, keyword).length > 0);
  if (found !== undefined) throw new LeftToJudge(`${found} of other values than texts`);
}
