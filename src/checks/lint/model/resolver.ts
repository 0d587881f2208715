/**
 * References inside one document, and schemas with references and allOf merged. Nothing outside the document is ever looked for.
 *
 * Work is counted: chains and merges of a hostile document end in WorkLimit, not in a hang.
 *
 * Source   RFC 6901, OpenAPI 3.1.1 §4.8.23, JSON Schema 2020-12 §8.2.
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf, pointerOfReference, valueAt } from '../../../contract/json.js';
import { WorkLimit, type EffectiveSchema, type WorkShare } from './place.js';

/** Steps that one rule, or the reading of the document, may take. */
const share = 1_000_000;
/** Steps that all rules together may take on one document. */
const pool = 12_000_000;
/** A full share of work. */
export const newShare = (): WorkShare => ({ left: share });

export interface Resolver {
  resolve(ref: string): { readonly value: Json; readonly pointer: string } | undefined;
  effective(value: Json, pointer: string): EffectiveSchema;
  spend(steps: number): void;
  use(work: WorkShare): void;
}

/** `$anchor` names of a document and where they stand. */
function anchorsOf(root: Json): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  const queue: { value: Json; path: readonly (string | number)[] }[] = [
    { value: memberOf(memberOf(root, 'components'), 'schemas') ?? null, path: ['components', 'schemas'] },
  ];
  for (let at = 0; at < queue.length && at < 200_000; at += 1) {
    const item = queue[at];
    if (item === undefined || typeof item.value !== 'object' || item.value === null) continue;
    const anchor = memberOf(item.value, '$anchor');
    if (typeof anchor === 'string') anchors.set(anchor, pointerOf(item.path));
    for (const [key, value] of Object.entries(item.value)) queue.push({ value, path: [...item.path, key] });
  }
  return anchors;
}

const lists: ReadonlySet<string> = new Set(['allOf', '$ref']);

function isNullBranch(branch: Json): boolean {
  const type = memberOf(branch, 'type');
  return type === 'null' || (Array.isArray(type) && type.length === 1 && type[0] === 'null');
}

/** Adds the keywords of `from` that `to` has not; properties and required are united. */
function absorb(to: Record<string, Json>, from: JsonObject, spend: (steps: number) => void): void {
  for (const [keyword, value] of Object.entries(from)) {
    if (lists.has(keyword)) continue;
    const own = to[keyword];
    if (keyword === 'properties' && isObject(value) && isObject(own)) {
      spend(Object.keys(value).length + Object.keys(own).length);
      to[keyword] = { ...value, ...own };
    } else if (keyword === 'required' && Array.isArray(value) && Array.isArray(own)) {
      spend(value.length + own.length);
      to[keyword] = [...new Set([...own, ...value])];
    } else if (own === undefined) {
      Object.defineProperty(to, keyword, { value, enumerable: true, configurable: true, writable: true });
    }
  }
}

/** A resolver for one document. */
export function createResolver(root: Json): Resolver {
  let work = newShare();
  let left = pool;
  let anchors: ReadonlyMap<string, string> | undefined;
  const merged = new Map<Json, EffectiveSchema>();
  const spend = (steps: number): void => {
    work.left -= steps;
    left -= steps;
    if (work.left < 0 || left < 0) throw new WorkLimit(`more than ${share} steps`);
  };

  function locate(ref: string): string | undefined {
    if (ref.startsWith('#') && !ref.startsWith('#/') && ref !== '#') {
      anchors ??= anchorsOf(root);
      return anchors.get(ref.slice(1));
    }
    return pointerOfReference(ref);
  }

  const known = new Map<string, { value: Json; pointer: string } | undefined>();
  function resolve(ref: string): { value: Json; pointer: string } | undefined {
    if (known.has(ref)) return known.get(ref);
    const target = follow(ref);
    known.set(ref, target);
    return target;
  }

  /** Follows a chain of bare references; what each link leads to is kept, so that all chains together are linear. */
  function follow(ref: string): { value: Json; pointer: string } | undefined {
    const links = new Set<string>();
    let next = ref;
    let target: { value: Json; pointer: string } | undefined;
    while (!links.has(next)) {
      spend(1);
      if (known.has(next)) {
        target = known.get(next);
        break;
      }
      links.add(next);
      const pointer = locate(next);
      const value = pointer === undefined ? undefined : valueAt(root, pointer);
      if (pointer === undefined || value === undefined) break;
      const further = memberOf(value, '$ref');
      if (typeof further !== 'string' || Object.keys(isObject(value) ? value : {}).length > 1) {
        target = { value, pointer };
        break;
      }
      next = further;
    }
    for (const link of links) known.set(link, target);
    return target;
  }

  function parts(schema: JsonObject): readonly Json[] {
    const allOf = schema['allOf'];
    const found: Json[] = Array.isArray(allOf) ? [...allOf] : [];
    const ref = schema['$ref'];
    const target = typeof ref === 'string' ? resolve(ref) : undefined;
    if (target !== undefined) found.push(target.value);
    for (const keyword of ['oneOf', 'anyOf']) {
      const branches = schema[keyword];
      if (!Array.isArray(branches) || branches.length !== 2) continue;
      const [only, second] = branches.filter((branch: Json) => !isNullBranch(branch));
      if (only !== undefined && second === undefined) found.push(only, { nullable: true });
    }
    return found;
  }

  /** Takes each part once, in the order of the document: what stands nearer wins. */
  function merge(value: JsonObject): EffectiveSchema {
    const whole: Record<string, Json> = {};
    const seen = new Set<Json>();
    const stack: Json[] = [value];
    for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
      if (!isObject(part) || seen.has(part)) continue;
      seen.add(part);
      const ready = merged.get(part);
      spend(1 + Object.keys(part).length);
      absorb(whole, ready ?? part, spend);
      if (ready === undefined) for (const inner of parts(part).toReversed()) stack.push(inner);
    }
    return whole;
  }

  function effective(value: Json): EffectiveSchema {
    if (!isObject(value)) return {};
    // most schemas are what they say
    if (value['$ref'] === undefined && value['allOf'] === undefined && value['oneOf'] === undefined && value['anyOf'] === undefined) return value;
    const ready = merged.get(value);
    if (ready !== undefined) return ready;
    const inner = parts(value);
    const [single] = inner;
    let result: EffectiveSchema = value;
    if (inner.length === 1 && single !== undefined && Object.keys(value).length === 1 && isObject(single) && parts(single).length === 0)
      result = single;
    else if (inner.length > 0 || value['$ref'] !== undefined || value['allOf'] !== undefined) result = merge(value);
    merged.set(value, result);
    return result;
  }

  return {
    resolve,
    effective,
    spend,
    use: (next) => {
      work = next;
    },
  };
}
