/**
 * The walk: every rule that may have a say, over every value of a record.
 *
 * It gives what asking every rule of every value would give, in the same order; what is known of a place before a value is seen is worked out once.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import type { RecordFinding } from '../../contract/dataset.js';
import { isObject, pointerOf } from '../../contract/json.js';
import { maxDepth, maxNodes, type Node } from '../data/instance.js';
import type { Flaw, LookContext, ValueRule } from '../data/value-check.js';
import { FieldTree, type Field, type Place } from './field.js';
import type { Duty, IndexedRule } from './duties.js';
import { mustLook, notMine } from './glances.js';
import { shown } from './places.js';
import { plainnessOf } from './plain-text.js';

/** What a walk gives. */
export interface WalkResult {
  readonly findings: readonly RecordFinding[];
  /** Pointers at which a rule of codes has looked: what it has not found wrong there is right. Empty where nobody asked for them. */
  readonly judgedCodes: ReadonlySet<string>;
  /** False where the record was too deep or too large to be walked to its end. */
  readonly whole: boolean;
}

export interface WalkPlan {
  readonly rules: readonly ValueRule[];
  readonly schema: JsonObject | undefined;
  readonly context: LookContext;
  /** Whether the schema is asserted on every record. */
  readonly asserting: boolean;
}

const noFindings: readonly RecordFinding[] = [];
const noCodes: ReadonlySet<string> = new Set();
const clean: WalkResult = { findings: noFindings, judgedCodes: noCodes, whole: true };

/** Walks records of one schema. */
export class RecordWalk {
  readonly tree: FieldTree;
  readonly #context: LookContext;
  readonly #rules: readonly ValueRule[];
  /** Values that each rule has looked at. */
  readonly #counts: Float64Array;
  readonly #utf8: number;
  readonly #invisible: number;
  readonly #letters: number;
  readonly #nfc: number;
  #path: (string | number)[] = [];
  #findings: RecordFinding[] = [];
  #codes: Set<string> | undefined;
  #nodes = 0;
  #whole = true;

  constructor({ rules, schema, context, asserting }: WalkPlan) {
    this.#rules = rules;
    this.#context = context;
    this.#counts = new Float64Array(rules.length + 1);
    const indexOf = (id: string): number => {
      const index = rules.findIndex((rule) => rule.id === id);
      return index < 0 ? rules.length : index;
    };
    this.#utf8 = indexOf('data/utf8');
    this.#invisible = indexOf('data/no-invisible-characters');
    this.#letters = indexOf('data/persian-letters');
    this.#nfc = indexOf('data/nfc');
    const indexed: readonly IndexedRule[] = rules.map((rule, index) => ({ rule, index }));
    this.tree = new FieldTree(schema, indexed, asserting);
  }

  /** Everything that the rules find in a record; where `codes`, also the places of codes that were judged. */
  walk(record: Json, codes: boolean): WalkResult {
    this.#path = [];
    this.#findings = [];
    this.#codes = codes ? new Set() : undefined;
    this.#nodes = 0;
    this.#whole = true;
    this.#value(record, this.tree.top, []);
    if (this.#nodes >= maxNodes) this.#whole = false;
    if (this.#findings.length === 0 && this.#codes === undefined && this.#whole) return clean;
    return { findings: distinctOf(this.#findings), judgedCodes: this.#codes ?? noCodes, whole: this.#whole };
  }

  /** How many values each rule has looked at so far; rules that have looked at none are left out. */
  counts(): ReadonlyMap<string, number> {
    return new Map(this.#rules.map(({ id }, index) => [id, this.#counts[index] ?? 0] as const).filter(([, count]) => count > 0));
  }

  #value(value: Json, place: Place, parents: readonly JsonObject[]): void {
    if (this.#nodes >= maxNodes) return;
    this.#nodes += 1;
    const field = place.only ?? this.tree.fieldAt(place, value);
    const { duties } = field;
    if (typeof value === 'string') this.#text(value, field, parents);
    else if (typeof value === 'number') this.#perform(value, field, parents, duties.number);
    else if (typeof value === 'boolean') this.#perform(value, field, parents, duties.boolean);
    else if (value === null) this.#perform(value, field, parents, duties.null);
    else if (Array.isArray(value)) this.#array(value, field, parents);
    else if (isObject(value)) this.#object(value, field, parents);
  }

  #array(items: readonly Json[], field: Field, parents: readonly JsonObject[]): void {
    this.#perform(items, field, parents, field.duties.array);
    if (this.#isTooDeep()) return;
    for (let index = 0; index < items.length; index += 1) {
      this.#path.push(index);
      this.#value(items[index] ?? null, this.tree.itemOf(field, index), parents);
      this.#path.pop();
    }
  }

  #object(value: JsonObject, field: Field, parents: readonly JsonObject[]): void {
    // Members are met before the object's own rules are run: some of these wait for them. Records are plain objects: all that is listed is their own.
    for (const name in value) if (!field.members.has(name)) this.tree.memberOf(field, name);
    this.#perform(value, field, parents, field.duties.object);
    if (this.#isTooDeep()) return;
    const around = parents.length === 0 ? [value] : [value, ...parents];
    for (const name in value) {
      this.#path.push(name);
      this.#value(value[name] ?? null, field.members.get(name) ?? this.tree.memberOf(field, name), around);
      this.#path.pop();
    }
  }

  /** Whether what is below is left out. */
  #isTooDeep(): boolean {
    if (this.#path.length < maxDepth) return false;
    this.#whole = false;
    return true;
  }

  #count(index: number): void {
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
  }

  #text(text: string, field: Field, parents: readonly JsonObject[]): void {
    const { duties } = field;
    const plainness = plainnessOf(text);
    const isAscii = plainness === 'ascii';
    if (!isAscii && plainness !== 'persian') {
      this.#perform(text, field, parents, duties.text);
      return;
    }
    this.#count(this.#utf8);
    this.#count(this.#invisible);
    if (!isAscii) {
      this.#count(this.#nfc);
      if (duties.isPersian) this.#count(this.#letters);
    }
    let node: Node | undefined;
    for (const duty of duties.plain) {
      const glimpse = duty.glance === undefined ? mustLook : duty.glance(text, isAscii);
      if (glimpse === notMine) continue;
      if (glimpse === mustLook) {
        node ??= nodeOf(text, field, parents);
        this.#look(duty, node, field);
      } else this.#looked(duty);
    }
  }

  #perform(value: Json, field: Field, parents: readonly JsonObject[], duties: readonly Duty[]): void {
    if (duties.length === 0) return;
    const node = nodeOf(value, field, parents);
    for (const duty of duties) this.#look(duty, node, field);
  }

  #looked({ rule, index }: Duty): void {
    this.#count(index);
    if (this.#codes !== undefined && rule.kinds !== undefined) this.#codes.add(pointerOf(this.#path));
  }

  #look(duty: Duty, node: Node, { pointer }: Field): void {
    const flaws = duty.rule.look(node, this.#context);
    if (flaws === undefined) return;
    this.#looked(duty);
    for (const flaw of flaws) this.#findings.push(findingOf(duty.rule, { path: this.#path, pointer }, flaw));
  }
}

function nodeOf(value: Json, { pointer, name, schemas, known }: Field, parents: readonly JsonObject[]): Node {
  return { pointer, name, value, schemas, parents, known };
}

/** A rule's flaw at a value as a finding. */
function findingOf(rule: ValueRule, place: { readonly path: readonly (string | number)[]; readonly pointer: string }, flaw: Flaw): RecordFinding {
  const { code, got, want, detail, member } = flaw;
  const below = member === undefined ? [] : [member];
  return {
    check: rule.id,
    code,
    pointer: pointerOf([...place.path, ...below]),
    field: `${place.pointer}${pointerOf(below)}`,
    ...(got === undefined ? {} : { got: shown(got) }),
    ...(want === undefined ? {} : { want }),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** Findings once for each code and place: a text with ten Arabic letters is one flaw of that text. */
function distinctOf(findings: readonly RecordFinding[]): readonly RecordFinding[] {
  if (findings.length < 2) return findings;
  const seen = new Set<string>();
  return findings.filter(({ code, pointer }) => {
    const key = `${code} ${pointer}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
