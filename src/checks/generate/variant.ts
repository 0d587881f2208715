/**
 * One change of a value that keeps its schema, and the keywords that both kinds of change look at.
 *
 * Room     checks (floor 3). May be imported within checks/generate only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { memberOf } from '../../contract/json.js';
import type { PlacedNode } from '../data/instance.js';

/** One change of one place. */
export interface Variant {
  /** The class that is counted: `required`, `maxLength`, `type` … */
  readonly class: string;
  /** Path of the place that was changed. */
  readonly path: readonly string[];
  /** What was done there, in English, without the value. */
  readonly way: string;
  /** The whole value with the change. */
  readonly value: Json;
}

/** The strictest value of a numeric keyword among the schemas of a place. */
export function bound({ schemas }: Pick<PlacedNode, 'schemas'>, keyword: string, pick: 'greatest' | 'least'): number | undefined {
  const values = schemas.map((schema) => memberOf(schema, keyword)).filter((value): value is number => typeof value === 'number');
  if (values.length === 0) return undefined;
  return pick === 'greatest' ? Math.max(...values) : Math.min(...values);
}

/** All values of a keyword that is a list, of every schema of a place. */
export function listsOf(schemas: readonly JsonObject[], keyword: string): readonly Json[] {
  return schemas.flatMap((schema) => {
    const value = memberOf(schema, keyword);
    return Array.isArray(value) ? value : [];
  });
}

/** Code points of a text. */
export const lengthOf = (text: string): number => [...text].length;
