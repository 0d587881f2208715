/** RFC 6902 operations add, remove, replace and move on a JSON value: how a fixture twin differs from the base. */
import type { Json } from '../../../src/contract/api-model.js';
import { isObject, memberOf, pathOf } from '../../../src/contract/json.js';

export type PatchOperation = { readonly op: string; readonly path: string; readonly from?: string; readonly value?: Json };

function change(value: Json, path: readonly string[], edit: (parent: Json, key: string) => Json): Json {
  const [key = '', ...rest] = path;
  if (rest.length === 0) return edit(value, key);
  if (Array.isArray(value)) return value.map((item: Json, index) => (String(index) === key ? change(item, rest, edit) : item));
  const inner = memberOf(value, key);
  if (inner === undefined || !isObject(value)) throw new Error(`no ${key} on the way`);
  return { ...value, [key]: change(inner, rest, edit) };
}

function present(parent: Json, key: string): Json {
  const value = Array.isArray(parent) ? parent[Number(key)] : memberOf(parent, key);
  if (value === undefined) throw new Error(`nothing at ${key}`);
  return value;
}

const add = (root: Json, path: readonly string[], value: Json): Json =>
  change(root, path, (parent, key) => {
    if (Array.isArray(parent)) return key === '-' ? [...parent, value] : parent.toSpliced(Number(key), 0, value);
    if (!isObject(parent)) throw new Error(`${key} has no parent`);
    return { ...parent, [key]: value };
  });

const remove = (root: Json, path: readonly string[]): Json =>
  change(root, path, (parent, key) => {
    present(parent, key);
    if (Array.isArray(parent)) return parent.toSpliced(Number(key), 1);
    return Object.fromEntries(Object.entries(parent ?? {}).filter(([name]) => name !== key));
  });

function valueIn(root: Json, path: readonly string[]): Json {
  return path.reduce((value, key) => present(value, key), root);
}

/** The value after one operation. Throws where the path leads nowhere. */
export function applyOperation(root: Json, { op, path, from, value }: PatchOperation): Json {
  const target = pathOf(path);
  if (op === 'add' && value !== undefined) return add(root, target, value);
  if (op === 'remove') return remove(root, target);
  if (op === 'replace' && value !== undefined) {
    valueIn(root, target);
    return change(root, target, (parent, key) =>
      Array.isArray(parent) ? parent.with(Number(key), value) : isObject(parent) ? { ...parent, [key]: value } : parent,
    );
  }
  if (op === 'move' && from !== undefined) return add(remove(root, pathOf(from)), target, valueIn(root, pathOf(from)));
  throw new Error(`unknown operation ${op}`);
}
