/**
 * Where a document leaves its meta-schema, from the errors of the compiled validator: place and words as Spectral gives them.
 *
 * Source   Spectral 6, rule oas3-schema. test/checks/lint/structure.test.ts holds the two against each other.
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { JsonObject } from '../../contract/api-model.js';
import { editDistance } from '../../contract/nearest.js';
import { isObject, valueAt } from '../../contract/json.js';

export interface StructureFlaw {
  readonly message: string;
  readonly path: readonly string[];
}

const memberOfError = (error: object, name: string): unknown => Reflect.get(error, name);

const plainWords = (text: unknown): string => (typeof text === 'string' ? text.replaceAll(/['"]/g, '"').replaceAll('NOT', 'not') : '');

/** The allowed word that takes the fewest edits; none where all of its letters would have to change. */
function nearestOf(value: string, allowed: readonly unknown[]): string | undefined {
  let best: { readonly word: string; readonly edits: number } | undefined;
  for (const word of allowed) {
    if (typeof word !== 'string') continue;
    const edits = editDistance(value, word);
    if (best === undefined || edits < best.edits) best = { word, edits };
  }
  return best !== undefined && (allowed.length === 1 || best.edits < best.word.length) ? best.word : undefined;
}

function enumWords(root: JsonObject, pointer: string, params: object): string {
  const allowed: unknown = Reflect.get(params, 'allowedValues');
  const words: readonly unknown[] = Array.isArray(allowed) ? allowed : [];
  const value = valueAt(root, pointer);
  const near = typeof value === 'string' ? nearestOf(value, words) : undefined;
  return `: ${words.map((word) => JSON.stringify(word)).join(', ')}${near === undefined ? '' : `. Did you mean "${near}"?`}`;
}

const unescaped = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');

function flawOf(root: JsonObject, error: object): StructureFlaw | undefined {
  const keyword = memberOfError(error, 'keyword');
  if (keyword === 'if') return undefined;
  const pointer = String(memberOfError(error, 'instancePath'));
  const segments = pointer === '' ? [] : pointer.slice(1).split('/');
  const given: unknown = memberOfError(error, 'params');
  const params = isObject(given) ? given : {};
  const path = segments.map(unescaped);
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty']);
    return { message: `Property "${name}" is not expected to be here`, path: [...path, unescaped(name)] };
  }
  const words = memberOfError(error, 'message');
  if (keyword === 'errorMessage') return { message: String(words), path };
  const last = segments.at(-1);
  const message = last === undefined ? plainWords(words) : `"${last}" property ${plainWords(words)}`;
  return { message: keyword === 'enum' ? message + enumWords(root, pointer, params) : message, path };
}

/** Flaws in the order of the validator's errors, which are ajv's. */
export function structureFlaws(root: JsonObject, errors: readonly unknown[]): readonly StructureFlaw[] {
  return errors.flatMap((error) => (typeof error === 'object' && error !== null ? (flawOf(root, error) ?? []) : []));
}
