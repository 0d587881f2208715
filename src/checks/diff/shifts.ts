/**
 * How the values that a schema permits changed between two views, keyword by keyword.
 *
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import type { ChangeKind, Shift } from './change.js';
import { shown } from './change.js';
import type { TypeName } from './schema-node.js';
import { bounds, lowerBounds, type SchemaView } from './schema-view.js';

/** One keyword's change. */
export interface SchemaShift {
  readonly kind: ChangeKind;
  readonly shift: Shift;
  /** Says whether it breaks, where direction alone does not. */
  readonly breaking?: false | 'unknown';
  readonly before?: string;
  readonly after?: string;
}

const listed = (types: ReadonlySet<TypeName>): string => [...types].filter((name) => !(name === 'integer' && types.has('number'))).join(', ');

/** Types whose values are texts where everything is. */
const spoken: ReadonlySet<TypeName> = new Set(['boolean', 'integer', 'number']);

function typeShift(old: SchemaView, now: SchemaView, asText: boolean): readonly SchemaShift[] {
  const lost = [...old.types].filter((name) => !now.types.has(name));
  if (old.typedByChoice && now.typedByChoice) return [];
  const gained = [...now.types].filter((name) => !old.types.has(name));
  if (lost.length === 0 && gained.length === 0) return [];
  const texts = { before: old.typed ? listed(old.types) : 'any', after: now.typed ? listed(now.types) : 'any' };
  const isWidened = asText && now.types.has('string') && lost.every((name) => spoken.has(name));
  const isNarrowed = asText && old.types.has('string') && gained.every((name) => spoken.has(name));
  if (lost.length > 0 && gained.length > 0 && isWidened !== isNarrowed) {
    return [isWidened ? { kind: 'type-widened', shift: 'widened', ...texts } : { kind: 'type-narrowed', shift: 'narrowed', ...texts }];
  }
  if (gained.length === 0) return [{ kind: 'type-narrowed', shift: 'narrowed', ...texts }];
  if (lost.length === 0) return [{ kind: 'type-widened', shift: 'widened', ...texts }];
  return [{ kind: 'type-changed', shift: 'changed', ...texts }];
}

/** A list that was told to be open may grow; one that is opened with its first new value was not told so. */
function growthOf(old: SchemaView, now: SchemaView): Pick<SchemaShift, 'breaking'> {
  if (old.extensible) return { breaking: false };
  return now.extensible ? { breaking: 'unknown' } : {};
}

function enumShifts(old: SchemaView, now: SchemaView): readonly SchemaShift[] {
  const { values: before } = old;
  const { values: after } = now;
  if (before === undefined && after === undefined) return [];
  if (before === undefined)
    return [{ kind: 'enum-value-removed', shift: 'narrowed', before: 'any', after: [...(after?.keys() ?? [])].map(shown).join(', ') }];
  if (after === undefined) {
    return [{ kind: 'enum-value-added', shift: 'widened', before: [...before.keys()].map(shown).join(', '), after: 'any', ...growthOf(old, now) }];
  }
  // null is a type here, told of once
  const isTyped = (key: string): boolean => key === 'null' && old.types.has('null') !== now.types.has('null');
  const removed = [...before.keys()].filter((key) => !after.has(key) && !isTyped(key));
  const added = [...after.keys()].filter((key) => !before.has(key) && !isTyped(key));
  return [
    ...removed.map((key): SchemaShift => ({ kind: 'enum-value-removed', shift: 'narrowed', before: shown(before.get(key)) })),
    ...added.map((key): SchemaShift => ({ kind: 'enum-value-added', shift: 'widened', after: shown(after.get(key)), ...growthOf(old, now) })),
  ];
}

/** Bounds that hold for values of some types only. */
const boundTypes: Readonly<Record<string, readonly TypeName[]>> = {
  Length: ['string'],
  Items: ['array'],
  Contains: ['array'],
  Properties: ['object'],
};

function concerns(keyword: string, { types }: SchemaView): boolean {
  const suffix = Object.keys(boundTypes).find((name) => keyword.endsWith(name));
  const wanted = suffix === undefined ? (['integer', 'number'] as const) : (boundTypes[suffix] ?? []);
  return wanted.some((name) => types.has(name));
}

/** The bound, where a plain and an exclusive one stand beside each other the stricter; of counts, 0 is no bound. */
function boundIn(view: SchemaView, keyword: string): number | undefined {
  const value = view.numbers.get(keyword);
  return value === 0 && /^min[LIPC]/.test(keyword) ? undefined : value;
}

function boundShift(keyword: string, old: SchemaView, now: SchemaView): readonly SchemaShift[] {
  if (!concerns(keyword, old) || !concerns(keyword, now)) return [];
  const before = boundIn(old, keyword);
  const after = boundIn(now, keyword);
  if (before === after) return [];
  const texts = { before: `${keyword} ${before ?? 'absent'}`, after: `${keyword} ${after ?? 'absent'}` };
  const isTighter = before === undefined || (after !== undefined && (lowerBounds.has(keyword) ? after > before : after < before));
  return [isTighter ? { kind: 'bound-tightened', shift: 'narrowed', ...texts } : { kind: 'bound-loosened', shift: 'widened', ...texts }];
}

/** A bound whose form changed (plain to exclusive) is one change: it is compared as a pair. */
function pairShifts(plain: string, exclusive: string, old: SchemaView, now: SchemaView): readonly SchemaShift[] {
  const sides = [old, now].map((view) => [view.numbers.get(plain), view.numbers.get(exclusive)] as const);
  const [[a, b], [c, d]] = [sides[0] ?? [], sides[1] ?? []];
  const isCrossed =
    (a !== undefined && c === undefined && d !== undefined && b === undefined) ||
    (b !== undefined && d === undefined && c !== undefined && a === undefined);
  if (!isCrossed) return [...boundShift(plain, old, now), ...boundShift(exclusive, old, now)];
  if (!concerns(plain, old) || !concerns(plain, now)) return [];
  const before = a ?? b ?? 0;
  const after = c ?? d ?? 0;
  const rises = lowerBounds.has(plain);
  const isTighter = before === after ? d !== undefined : rises ? after > before : after < before;
  const texts = { before: `${a === undefined ? exclusive : plain} ${before}`, after: `${c === undefined ? exclusive : plain} ${after}` };
  // over whole numbers alone > 0 and ≥ 1 are the same
  if (
    isSameForIntegers(
      { plain, before: a === undefined ? before + (rises ? 1 : -1) : before, after: c === undefined ? after + (rises ? 1 : -1) : after },
      old,
      now,
    )
  )
    return [];
  return [isTighter ? { kind: 'bound-tightened', shift: 'narrowed', ...texts } : { kind: 'bound-loosened', shift: 'widened', ...texts }];
}

function isSameForIntegers(
  { before, after }: { readonly plain: string; readonly before: number; readonly after: number },
  old: SchemaView,
  now: SchemaView,
): boolean {
  return !old.types.has('number') && !now.types.has('number') && Number.isInteger(before) && before === after;
}

function boundShifts(old: SchemaView, now: SchemaView): readonly SchemaShift[] {
  return [
    ...pairShifts('minimum', 'exclusiveMinimum', old, now),
    ...pairShifts('maximum', 'exclusiveMaximum', old, now),
    ...bounds.filter((name) => !/imum$/i.test(name)).flatMap((name) => boundShift(name, old, now)),
  ];
}

/** Formats of which the first is a part of the second. */
const containedFormats: ReadonlySet<string> = new Set([
  'int32 int64',
  'float double',
  'idn-email email',
  'uri iri',
  'uri uri-reference',
  'hostname idn-hostname',
]);
/** Formats that say how to show or keep a value, not which values there are. */
const shownFormats: ReadonlySet<string> = new Set(['password']);

function formatShift(old: SchemaView, now: SchemaView): readonly SchemaShift[] {
  const [before, after] = [old, now].map((view) => (view.texts.get('format') ?? []).filter((name) => !shownFormats.has(name)).join(' '));
  if (before === after || before === undefined || after === undefined) return [];
  if (before === '') return [{ kind: 'format-added', shift: 'narrowed', after }];
  if (after === '') return [{ kind: 'format-removed', shift: 'widened', before }];
  const shift = containedFormats.has(`${before} ${after}`) ? 'widened' : containedFormats.has(`${after} ${before}`) ? 'narrowed' : 'changed';
  return [{ kind: 'format-changed', shift, before, after }];
}

function patternShift(old: SchemaView, now: SchemaView): readonly SchemaShift[] {
  if (!old.types.has('string') || !now.types.has('string')) return [];
  const [before = [], after = []] = [old.texts.get('pattern'), now.texts.get('pattern')];
  const removed = before.filter((pattern) => !after.includes(pattern)).map(shown);
  const added = after.filter((pattern) => !before.includes(pattern)).map(shown);
  if (removed.length === 0 && added.length === 0) return [];
  if (removed.length === 0) return [{ kind: 'pattern-added', shift: 'narrowed', after: added.join(' ') }];
  if (added.length === 0) return [{ kind: 'pattern-removed', shift: 'widened', before: removed.join(' ') }];
  // listed values decide, whatever the pattern
  if (old.values !== undefined && now.values !== undefined) return [];
  return [{ kind: 'pattern-changed', shift: 'unknown', before: removed.join(' '), after: added.join(' ') }];
}

function multipleShift(old: SchemaView, now: SchemaView): readonly SchemaShift[] {
  const [before, after] = [old, now].map((view) =>
    view.others
      .get('multipleOf')
      ?.map(({ value }) => Number(value))
      .reduce((a, b) => Math.max(a, b)),
  );
  if (before === after) return [];
  const texts = { before: `multipleOf ${before ?? 'absent'}`, after: `multipleOf ${after ?? 'absent'}` };
  const isPart = (whole: number, step: number): boolean => Number.isInteger(whole / step);
  if (before === undefined || (after !== undefined && isPart(after, before))) return [{ kind: 'multiple-changed', shift: 'narrowed', ...texts }];
  if (after === undefined || isPart(before, after)) return [{ kind: 'multiple-changed', shift: 'widened', ...texts }];
  return [{ kind: 'multiple-changed', shift: 'changed', ...texts }];
}

function uniqueShift(old: SchemaView, now: SchemaView): readonly SchemaShift[] {
  const [before, after] = [old, now].map(({ others }) => others.has('uniqueItems'));
  if (before === after) return [];
  return [
    { kind: 'constraint-changed', shift: after === true ? 'narrowed' : 'widened', before: `uniqueItems ${before}`, after: `uniqueItems ${after}` },
  ];
}

/** Every shift of the keywords that hold for the value itself, not for its parts. */
export function shiftsOf(old: SchemaView, now: SchemaView, asText = false): readonly SchemaShift[] {
  const types = typeShift(old, now, asText);
  // where no value is of a common type the keywords of each say nothing of the other
  if (types.length > 0 && ![...old.types].some((name) => name !== 'null' && now.types.has(name))) return types;
  return [
    ...types,
    ...enumShifts(old, now),
    ...boundShifts(old, now),
    ...formatShift(old, now),
    ...patternShift(old, now),
    ...multipleShift(old, now),
    ...uniqueShift(old, now),
  ];
}
