/**
 * Whether two schemas say the same: references followed, words for people passed over. Two places that lead back to themselves are the same.
 *
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../contract/json.js';
import type { Located, Source } from './source.js';

/** Words that say nothing of which values there are. */
const annotations: ReadonlySet<string> = new Set(
  'title description summary example examples externalDocs deprecated readOnly writeOnly $comment xml default'.split(' '),
);

/** Members whose own members are names that the author chose. */
const nameMaps: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas', 'dependentRequired', '$defs', 'definitions']);
const values: ReadonlySet<string> = new Set(['enum', 'const', 'required', 'type']);

interface Pair {
  readonly old: Located;
  readonly now: Located;
  readonly isMap: boolean;
}

function followed(at: Located, source: Source): Located | undefined {
  let found: Located | undefined = at;
  for (let hop = 0; hop < 32 && found !== undefined; hop += 1) {
    const reference: Json | undefined = memberOf(found.value, '$ref');
    if (typeof reference !== 'string' || (!source.is30 && isObject(found.value) && Object.keys(found.value).length > 1)) return found;
    found = source.target(reference);
  }
  return found;
}

const meaningful = (names: readonly string[], isMap: boolean): readonly string[] =>
  isMap ? names : names.filter((name) => !annotations.has(name) && !name.startsWith('x-'));

/** Order means nothing in lists of values. */
function sameValues(old: Json, now: Json): boolean {
  const texts = [old, now].map((value) => JSON.stringify(Array.isArray(value) ? value.map((item) => JSON.stringify(item)).sort() : value));
  return texts[0] === texts[1];
}

/** Whether both schemas permit the same, told by their text alone: false says only that it cannot be told. */
export function sameSchema(old: Located, now: Located, sources: { readonly old: Source; readonly now: Source }): boolean {
  const open: Pair[] = [{ old, now, isMap: false }];
  const seen = new Set<string>();
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    sources.old.work.spend(1);
    const a = pair.isMap ? pair.old : followed(pair.old, sources.old);
    const b = pair.isMap ? pair.now : followed(pair.now, sources.now);
    if (a === undefined || b === undefined) return false;
    const key = `${a.pointer} ${b.pointer}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (Array.isArray(a.value) && Array.isArray(b.value)) {
      if (a.value.length !== b.value.length) return false;
      for (const [index, value] of a.value.entries()) {
        const other: Json | undefined = b.value[index];
        if (other !== undefined)
          open.push({ old: { value, pointer: `${a.pointer}/${index}` }, now: { value: other, pointer: `${b.pointer}/${index}` }, isMap: false });
      }
    } else if (isObject(a.value) && isObject(b.value)) {
      const names = meaningful(Object.keys(a.value), pair.isMap);
      if (names.length !== meaningful(Object.keys(b.value), pair.isMap).length) return false;
      for (const name of names) {
        const value = memberOf(a.value, name);
        const other = memberOf(b.value, name);
        if (value === undefined || other === undefined) return false;
        if (!pair.isMap && values.has(name)) {
          if (!sameValues(value, other)) return false;
          continue;
        }
        const step = pointerOf([name]);
        open.push({
          old: { value, pointer: a.pointer + step },
          now: { value: other, pointer: b.pointer + step },
          isMap: !pair.isMap && nameMaps.has(name),
        });
      }
    } else if (a.value !== b.value) return false;
  }
  return true;
}
