/**
 * Compares `oneOf` and `anyOf`: which alternatives belong together, which are gone, which are new.
 *
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import { memberOf, pathOf } from '../../contract/json.js';
import { shown } from './change.js';
import type { Comparison, Sides } from './comparison.js';
import { sameSchema } from './same-schema.js';
import type { Choice } from './schema-node.js';
import type { Located } from './source.js';

const refOf = (option: Located): string | undefined => {
  const reference = memberOf(option.value, '$ref');
  return typeof reference === 'string' ? pathOf(reference.replace(/^[^#]*#/, '')).at(-1) : undefined;
};

interface Matched {
  readonly pairs: readonly (readonly [Located, Located])[];
  readonly removed: readonly Located[];
  readonly added: readonly Located[];
}

/** Alternatives that belong together: of the same name, else those that say the same. */
function matchOptions(old: Choice, now: Choice, sides: Sides): Matched {
  const pairs: [Located, Located][] = [];
  const left = [...now.options];
  const take = (test: (option: Located) => boolean): Located | undefined => {
    const at = left.findIndex(test);
    return at === -1 ? undefined : left.splice(at, 1)[0];
  };
  const unnamed: Located[] = [];
  for (const option of old.options) {
    const name = refOf(option);
    const found = name === undefined ? undefined : take((other) => refOf(other) === name);
    if (found === undefined) unnamed.push(option);
    else pairs.push([option, found]);
  }
  const removed: Located[] = [];
  for (const option of unnamed) {
    const found = take((other) => sameSchema(option, other, sides));
    if (found === undefined) removed.push(option);
    else pairs.push([option, found]);
  }
  return { pairs, removed, added: left };
}

function compareChoice(old: Choice, now: Choice, comparison: Comparison): void {
  const { tell, push, sides } = comparison;
  const { pairs, removed, added } = matchOptions(old, now, sides);
  for (const [a, b] of pairs) push({ old: [a], now: [b] });
  const paired = Math.min(removed.length, added.length);
  // What is left on both sides may be the same alternative, changed: in order, as a guess where there are several.
  for (let index = 0; index < paired; index += 1) {
    const [a, b] = [removed[index], added[index]];
    if (a !== undefined && b !== undefined) push({ old: [a], now: [b], isGuess: removed.length > 1 || added.length > 1 });
  }
  const shownOption = (option: Located): string => refOf(option) ?? shown(option.value);
  for (const option of removed.slice(paired)) tell('alternative-removed', 'narrowed', { old: option.pointer, before: shownOption(option) });
  for (const option of added.slice(paired)) tell('alternative-added', 'widened', { new: option.pointer, after: shownOption(option) });
}

/** One schema that became a choice (or the other way): the choice holds the schema, or it cannot be told. */
function compareLoneChoice(choice: Choice, isNew: boolean, { pair, sides, tell, push }: Comparison): boolean {
  const lone = isNew ? pair.old : pair.now;
  const [only] = lone;
  const within = choice.options.find((option) => {
    if (only === undefined || lone.length !== 1) return false;
    const [a, b] = isNew ? [only, option] : [option, only];
    return (refOf(option) !== undefined && refOf(option) === refOf(only)) || sameSchema(a, b, sides);
  });
  if (within === undefined) {
    tell('composition-changed', 'unknown', isNew ? { after: choice.keyword } : { before: choice.keyword });
    return false;
  }
  tell(
    isNew ? 'alternative-added' : 'alternative-removed',
    isNew ? 'widened' : 'narrowed',
    isNew ? { after: choice.keyword } : { before: choice.keyword },
  );
  if (only !== undefined) push(isNew ? { old: [only], now: [within] } : { old: [within], now: [only] });
  return true;
}

/** Whether the comparison of choices told all that is to be told of the pair. */
export function compareChoices(comparison: Comparison): boolean {
  const { old, now, tell } = comparison;
  const [a, b] = [old.choices, now.choices];
  if (a.length === 0 && b.length === 0) return false;
  const [first] = a;
  const [second] = b;
  if (a.length === b.length) {
    for (const [index, choice] of a.entries()) {
      const other = b[index];
      if (other === undefined) continue;
      // oneOf and anyOf differ only where several fit at once
      if (choice.keyword !== other.keyword) tell('composition-changed', 'unknown', { before: choice.keyword, after: other.keyword });
      compareChoice(choice, other, comparison);
    }
    return false;
  }
  if (a.length === 0 && b.length === 1 && second !== undefined) return compareLoneChoice(second, true, comparison);
  if (b.length === 0 && a.length === 1 && first !== undefined) return compareLoneChoice(first, false, comparison);
  tell('composition-changed', 'unknown', { before: `${a.length} choices`, after: `${b.length} choices` });
  return false;
}
