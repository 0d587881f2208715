/**
 * A schema without what some values do not touch, so that ajv compiles little and still says the same. Only for schemas known to compile.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import { isObject } from '../../../contract/json.js';
import { isRelaxed, type Relaxation, type Schema } from './schema-verdict.js';

/** Keywords that neither decide nor word anything. */
const silent = new Set(['description', 'example', 'examples', 'externalDocs', 'xml', 'default', 'discriminator', 'deprecated', '$comment']);

const objectsOf = (values: readonly unknown[]): readonly Schema[] => values.filter(isObject);

function membersOf(values: readonly unknown[], wanted: (name: string) => boolean): readonly unknown[] {
  return objectsOf(values).flatMap((value) => Object.keys(value).flatMap((name) => (wanted(name) ? [value[name]] : [])));
}

class Pruner {
  readonly #relaxation: Relaxation;

  constructor(relaxation: Relaxation) {
    this.#relaxation = relaxation;
  }

  prune(schema: unknown, values: readonly unknown[], relaxed: boolean): unknown {
    if (!isObject(schema)) return schema;
    const entries = Object.entries(schema).flatMap(([name, value]) => {
      if (silent.has(name) || name.startsWith('x-')) return [];
      const kept = this.#keyword(schema, name, { values, relaxed });
      return kept === undefined && value !== undefined ? [] : [[name, kept] as const];
    });
    return Object.fromEntries(entries);
  }

  #keyword(schema: Schema, name: string, { values, relaxed }: { readonly values: readonly unknown[]; readonly relaxed: boolean }): unknown {
    const value = schema[name];
    const declared: Schema = isObject(schema['properties']) ? schema['properties'] : {};
    switch (name) {
      case 'properties':
        return this.#properties(declared, values, relaxed);
      case 'required': {
        if (!Array.isArray(value) || !relaxed) return value;
        const left = value.filter((member) => !(Object.hasOwn(declared, String(member)) && isRelaxed(declared[String(member)], this.#relaxation)));
        return left.length === 0 && left.length < value.length ? undefined : left;
      }
      case 'additionalProperties':
        return this.prune(
          value,
          membersOf(values, (member) => !Object.hasOwn(declared, member)),
          relaxed,
        );
      case 'items':
        return this.prune(
          value,
          values.flatMap((item) => (Array.isArray(item) ? item : [])),
          relaxed,
        );
      case 'not':
        return this.prune(value, values, false);
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        return Array.isArray(value) ? value.map((part) => this.prune(part, values, relaxed)) : value;
      default:
        return value;
    }
  }

  /** Members that no value has stay as names alone: they still are declared. */
  #properties(declared: Schema, values: readonly unknown[], relaxed: boolean): Schema {
    const objects = objectsOf(values);
    return Object.fromEntries(
      Object.keys(declared).map((name) => {
        const present = objects.filter((value) => Object.hasOwn(value, name)).map((value) => value[name]);
        return [name, present.length === 0 ? {} : this.prune(declared[name], present, relaxed)] as const;
      }),
    );
  }
}

/** The schema pruned for one value, with the names taken off that relaxation takes off. */
export function pruneSchema(schema: unknown, value: unknown, relaxation: Relaxation): unknown {
  return new Pruner(relaxation).prune(schema, [value], true);
}
