/**
 * Where findings of a record stand, and what of a value may be shown there.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject, pointerOf } from '../../contract/json.js';
import { placeName } from '../data/instance.js';
import { masked } from '../data/value-check.js';

/** The field of a path: `*` for indexes of arrays and for keys that are data. */
export function fieldOf(path: readonly string[], root: Json): string {
  let value: Json | undefined = root;
  return pointerOf(
    path.map((segment) => {
      const inArray: boolean = Array.isArray(value);
      if (Array.isArray(value)) value = value[Number(segment)];
      else value = isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
      return inArray ? '*' : placeName(segment);
    }),
  );
}

/** A short code of letters, of which no person is known: `IR-32`, `USD`, `U+064A`. Everything else is masked. */
const harmless = /^(?:U\+[0-9A-F]{4,6}|\?{3}|null|[A-Z]{1,4}(?:-?[0-9]{1,3})?|[0-9]{1,4}|true|false)$/;

/** What may be shown of a value, or of what a rule shows of it: masked, unless it can be nobody's. */
export function shown(text: string): string {
  return harmless.test(text) || /^.{0,4}… \([0-9]+\)$/su.test(text) ? text : masked(text);
}
