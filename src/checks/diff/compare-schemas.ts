/**
 * Compares schemas in the direction that their values travel: a worklist of pairs, each compared once, so that the work is that of the text.
 *
 * Source   EGIF-TEC-VER-004; JSON Schema 2020-12.
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { type Change, effectOf, shown } from './change.js';
import { compareChoices } from './compare-choices.js';
import { compareMembers } from './compare-members.js';
import type { Comparison, SchemaPair, Sides, Tell } from './comparison.js';
import { sameSchema } from './same-schema.js';
import type { Node } from './schema-node.js';
import { type SchemaView, viewOf } from './schema-view.js';
import { shiftsOf } from './shifts.js';
import type { Located, Source } from './source.js';

const namedMeanings = ['x-egif-type', 'x-egif-codelist', 'x-egif-calendar', 'x-egif-concept'] as const;

function meaningOf(view: SchemaView, name: string): Json | undefined {
  return view.parts.map(({ value }) => memberOf(value, name)).find((value) => value !== undefined);
}

/** What the words of the framework say of the value: another code list or calendar is another meaning. */
function compareMeaning({ old, now, tell }: Comparison): void {
  for (const name of namedMeanings) {
    const [before, after] = [meaningOf(old, name), meaningOf(now, name)];
    if (before === undefined || after === undefined || shown(before) === shown(after)) continue;
    tell('meaning-changed', 'unknown', { before: `${name} ${shown(before)}`, after: `${name} ${shown(after)}` });
  }
}

/** A value that an absent input stands for. */
function compareDefault({ old, now, pair, tell }: Comparison): void {
  const [before, after] = [old.defaultValue, now.defaultValue];
  if (pair.direction === 'response' || (before === undefined && after === undefined) || JSON.stringify(before) === JSON.stringify(after)) return;
  const texts = { before: before === undefined ? 'absent' : shown(before), after: after === undefined ? 'absent' : shown(after) };
  if (before === undefined) tell('default-added', 'unknown', texts);
  else tell('default-changed', 'changed', texts);
}

function compareDiscriminator({ old, now, tell }: Comparison): void {
  const [before, after] = [old, now].map(
    ({ parts }) =>
      parts.map(({ value }) => memberOf(memberOf(value, 'discriminator'), 'propertyName')).find((name) => typeof name === 'string') ?? 'absent',
  );
  if (before === after) return;
  const shift = before === 'absent' || after === 'absent' ? 'unknown' : 'changed';
  tell('discriminator-changed', shift, { before: shown(before), after: shown(after) });
}

/** Keywords whose effect is not worked out: the same, or it cannot be told. Those with a comparison of their own are passed over. */
function compareOthers({ old, now, sides, tell }: Comparison): void {
  const own = new Set(['uniqueItems', 'multipleOf', 'unevaluatedProperties']);
  for (const name of new Set([...old.others.keys(), ...now.others.keys()])) {
    if (own.has(name)) continue;
    const [before = [], after = []] = [old.others.get(name), now.others.get(name)];
    const isSame =
      before.length === after.length && before.every((each, index) => after[index] !== undefined && sameSchema(each, after[index] ?? each, sides));
    if (isSame) continue;
    const [a, b] = [before[0], after[0]];
    tell('constraint-changed', 'unknown', {
      ...(a === undefined ? {} : { old: a.pointer }),
      ...(b === undefined ? {} : { new: b.pointer }),
      before: before.length === 0 ? 'absent' : name,
      after: after.length === 0 ? 'absent' : name,
    });
  }
}

function compareItems({ old, now, push, tell }: Comparison): void {
  if (!old.types.has('array') || !now.types.has('array')) return;
  const length = Math.max(old.prefixItems.length, now.prefixItems.length);
  if (old.prefixItems.length !== now.prefixItems.length) tell('constraint-changed', 'unknown', { before: 'prefixItems', after: 'prefixItems' });
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [old.prefixItems[index], now.prefixItems[index]];
    if (a !== undefined && b !== undefined) push({ old: a, now: b });
  }
  const anything = (view: SchemaView): Node => (view.items.length === 0 ? [{ value: {}, pointer: view.pointer }] : view.items);
  if (old.items.length > 0 || now.items.length > 0) push({ old: anything(old), now: anything(now) });
}

/** A reference that leads out of the contract, or nowhere on one side alone: a place that is missing on both sides says nothing of either. */
function incomparableReference({ unresolved }: SchemaView, other: SchemaView): string | undefined {
  return unresolved.find((reference) => !reference.startsWith('#') || !other.unresolved.includes(reference));
}

function comparePair(comparison: Comparison): void {
  const { old, now, tell } = comparison;
  const [before, after] = [old, now].map((view, index) => incomparableReference(view, index === 0 ? now : old));
  if (before !== undefined || after !== undefined) {
    tell('reference-unresolved', 'unknown', { before: shown(before ?? 'resolved'), after: shown(after ?? 'resolved') });
    return;
  }
  if (compareChoices(comparison)) return;
  for (const { kind, shift, breaking, before, after } of shiftsOf(old, now, comparison.pair.asText === true)) {
    const effect = effectOf(shift, comparison.pair.direction);
    const softened: Partial<Change> =
      breaking === undefined || effect.breaking !== true ? {} : { breaking, reason: breaking === false ? 'compatible' : 'incomparable' };
    tell(kind, shift, { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }), ...softened });
  }
  compareMeaning(comparison);
  compareDefault(comparison);
  compareDiscriminator(comparison);
  compareOthers(comparison);
  compareItems(comparison);
  compareMembers(comparison);
  if (!old.deprecated && now.deprecated) tell('member-deprecated', 'narrowed', { breaking: false, reason: 'compatible' });
}

const keyOf = ({ old, now, direction, isGuess, asText }: SchemaPair): string =>
  [
    direction,
    asText === true ? 'text' : 'json',
    isGuess === true ? '?' : '!',
    ...old.map(({ pointer }) => pointer),
    '|',
    ...now.map(({ pointer }) => pointer),
  ].join(' ');

/** The node's one place that is worth showing: its own, or where its only reference leads. */
function placeOf(node: Node, source: Source): string {
  const [only] = node;
  if (only === undefined) return '';
  return source.object(isObject(only.value) ? only.value : undefined, only.pointer)?.pointer ?? only.pointer;
}

/** A worklist of pairs of schemas. */
export class SchemaComparer {
  readonly #open: SchemaPair[] = [];
  #next = 0;
  readonly #seen = new Set<string>();
  readonly #sides: Sides;
  readonly #tell: Tell;

  constructor(sides: Sides, tell: Tell) {
    this.#sides = sides;
    this.#tell = tell;
  }

  push(pair: SchemaPair): void {
    this.#open.push(pair);
  }

  /** Compares all that was pushed, and whatever that leads to. */
  run(): void {
    for (; this.#next < this.#open.length; this.#next += 1) {
      const pair = this.#open[this.#next];
      if (pair !== undefined) this.#compare(pair);
    }
  }

  #compare(pair: SchemaPair): void {
    const { old: oldSource, now: nowSource } = this.#sides;
    oldSource.work.spend(1);
    const placed = { old: pair.old.map((at) => resolved(at, oldSource)), now: pair.now.map((at) => resolved(at, nowSource)) };
    const key = keyOf({ ...pair, ...placed });
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const places = { old: placeOf(pair.old, oldSource), new: placeOf(pair.now, nowSource) };
    comparePair({
      pair: { ...pair, ...placed },
      old: viewOf(placed.old, oldSource),
      now: viewOf(placed.now, nowSource),
      sides: this.#sides,
      tell: (kind, shift, more = {}) => {
        const effect = effectOf(shift, pair.direction);
        const change = { kind, ...effect, direction: pair.direction, where: pair.where, ...places, ...more };
        const guessed = pair.isGuess === true && change.breaking === true;
        this.#tell(guessed ? { ...change, breaking: 'unknown', reason: 'incomparable' } : change);
      },
      push: (next) =>
        this.push({
          direction: pair.direction,
          where: pair.where,
          ...(pair.asText === true ? { asText: true } : {}),
          ...(pair.isGuess === true ? { isGuess: true } : {}),
          ...next,
        }),
    });
  }
}

/** A bare reference is the schema that it leads to, so that the same schema is compared once however it is reached. */
function resolved(at: Located, source: Source): Located {
  if (!isObject(at.value) || typeof memberOf(at.value, '$ref') !== 'string') return at;
  if (!source.is30 && Object.keys(at.value).length > 1) return at;
  return source.object(at.value, at.pointer) ?? at;
}
