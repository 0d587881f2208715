/**
 * References inside one document, and schemas with references and allOf merged. Nothing outside the document is ever looked for.
 *
 * Work is counted: chains and merges of a hostile document end in WorkLimit, not in a hang.
 *
 * Source   RFC 6901, OpenAPI 3.1.1 §4.8.23, JSON Schema 2020-12 §8.2.
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf, valueAt } from '../../../contract/json.js';
import { WorkLimit, type EffectiveSchema, type WorkShare } from './place.js';

/** Steps that one rule, or the reading of the document, may take. */
const share = 4_000_000;
/** A full share of work. */
export const newShare = (): WorkShare => ({ left: share });

const maxHops = 64;
const maxMergeDepth = 64;

export interface Resolver {
  resolve(ref: string): { readonly value: Json; readonly pointer: string } | undefined;
  effective(value: Json, pointer: string): EffectiveSchema;
  spend(steps: number): void;
  use(work: WorkShare): void;
}

/** Pointer of a `#/…` reference, percent escapes removed; undefined for any other. */
export function pointerOfRef(ref: string): string | undefined {
  if (ref === '#') return '';
  if (!ref.startsWith('#/')) return undefined;
  try {
    return decodeURIComponent(ref.slice(1));
  } catch {
    return undefined;
  }
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
  let anchors: ReadonlyMap<string, string> | undefined;
  const merged = new Map<Json, EffectiveSchema>();
  const spend = (steps: number): void => {
    work.left -= steps;
    if (work.left < 0) throw new WorkLimit(`more than ${share} steps`);
  };

  function locate(ref: string): string | undefined {
    if (ref.startsWith('#') && !ref.startsWith('#/') && ref !== '#') {
      anchors ??= anchorsOf(root);
      return anchors.get(ref.slice(1));
    }
    return pointerOfRef(ref);
  }

  const known = new Map<string, { value: Json; pointer: string } | undefined>();
  function resolve(ref: string): { value: Json; pointer: string } | undefined {
    if (known.has(ref)) return known.get(ref);
    const target = follow(ref);
    known.set(ref, target);
    return target;
  }

  function follow(ref: string): { value: Json; pointer: string } | undefined {
    let next = ref;
    for (let hop = 0; hop < maxHops; hop += 1) {
      spend(1);
      const pointer = locate(next);
      const value = pointer === undefined ? undefined : valueAt(root, pointer);
      if (pointer === undefined || value === undefined) return undefined;
      const further = memberOf(value, '$ref');
      if (typeof further !== 'string' || Object.keys(isObject(value) ? value : {}).length > 1) return { value, pointer };
      next = further;
    }
    return undefined;
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

  function merge(value: Json, depth: number, above: ReadonlySet<Json>): EffectiveSchema {
    if (!isObject(value) || depth > maxMergeDepth || above.has(value)) return {};
    const ready = merged.get(value);
    if (ready !== undefined) return ready;
    const inner = parts(value);
    spend(1 + inner.length);
    const [single] = inner;
    const keywords = Object.keys(value);
    let result: EffectiveSchema;
    if (inner.length === 0) {
      result = value;
    } else if (single !== undefined && keywords.length === 1 && inner.length === 1) {
      result = merge(single, depth + 1, new Set([...above, value]));
    } else {
      const whole: Record<string, Json> = {};
      absorb(whole, value, spend);
      for (const part of inner) absorb(whole, merge(part, depth + 1, new Set([...above, value])), spend);
      result = whole;
    }
    if (depth === 0) merged.set(value, result);
    return result;
  }

  return {
    resolve,
    effective: (value) => merge(value, 0, new Set()),
    spend,
    use: (next) => {
      work = next;
    },
  };
}
