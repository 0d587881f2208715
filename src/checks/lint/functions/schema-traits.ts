/**
 * What a schema has that functions look for, told once for all of them: most schemas have nothing of what most functions are about.
 *
 * Room     checks/lint/functions (floor 3).
 */
import type { JsonObject } from '../../../contract/api-model.js';
import { isObject } from '../../../contract/json.js';
import type { Concern } from '../lint-function.js';
import type { Place } from '../model/place.js';
import { mainType, permitsType } from './read-schema.js';

/**
 * A letter for each: `o` permits objects, `b` booleans, `a` is an array, `e` lists its values, `c` has alternatives, `x` examples; `r` may require
 * members, by itself or by a part of it.
 */
function traitsOf({ value }: Pick<Place, 'value'>): string | undefined {
  if (!isObject(value)) return undefined;
  const alternatives = Array.isArray(value['oneOf']) || Array.isArray(value['anyOf']);
  let traits = '';
  if (permitsType(value, 'object')) traits += 'o';
  if (permitsType(value, 'boolean')) traits += 'b';
  if (mainType(value) === 'array') traits += 'a';
  if (Array.isArray(value['enum'])) traits += 'e';
  if (alternatives) traits += 'c';
  if (value['example'] !== undefined || value['examples'] !== undefined) traits += 'x';
  if (value['required'] !== undefined || (value['$ref'] === undefined && (alternatives || value['allOf'] !== undefined))) traits += 'r';
  return traits;
}

/** For functions that are undefined for every schema with none of some traits. */
export const withTrait = (wanted: (options: JsonObject) => string): Concern => ({
  of: traitsOf,
  isAbout: (options) => {
    const letters = [...wanted(options)];
    return (word) => letters.some((letter) => word.includes(letter));
  },
});
