/**
 * The quick walk: whether a record is certainly clean. Every doubt is "no", and the full walk decides.
 *
 * Each field is planned when it is first met: its facts leave a few rules to be run on its values. What is accepted has been looked at by every rule
 * that could have found something, so the full walk would find nothing either.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, pointerOf } from '../../contract/json.js';
import { placeName, type Node } from '../data/instance.js';
import type { LookContext, ValueRule } from '../data/value-check.js';
import { declaredItem, declaredMember, factsOf, type FieldFacts, type FieldPlace } from './field-facts.js';
import { countsAsserted, interestOf, type ValueForm } from './idle-rules.js';
import { plainnessOf } from './plain-text.js';

/** A rule to be run on a field's values; on texts only with a match, where one is given. */
interface Duty {
  readonly rule: ValueRule;
  readonly only?: RegExp;
}

interface Field {
  readonly facts: FieldFacts;
  readonly duties: Readonly<Record<ValueForm, readonly Duty[]>>;
  /** Rules that the schema's own assertion makes on a text of the field. */
  readonly asserted: readonly ValueRule[];
  readonly members: Map<string, Field | undefined>;
  items?: Field | undefined;
  /** Values met before the field is trusted: so many records that have it take the full walk, which counts exactly. */
  untried: number;
}

export interface QuickPlan {
  readonly rules: readonly ValueRule[];
  readonly schema: JsonObject | undefined;
  readonly context: LookContext;
  /** Whether the schema is asserted on every record before the walk. */
  readonly asserting: boolean;
}

const firstSights = 2;
/** Names of members of one object beyond which they are data. */
const mostMembers = 500;
const mostDepth = 40;

/** Words that give parts of a schema another base: then its references are not what they seem. */
const rebasing = /"\$(?:id|anchor|dynamicRef|dynamicAnchor|recursiveRef)":/g;

const always = ['data/utf8', 'data/no-invisible-characters', 'data/no-sentinels'];

/** Checks that look at every text of a field that its schemas hold to be one. */
function surelyOf({ facts, asserted }: Field): readonly string[] {
  return facts.schemas.some((schema) => schema['type'] === 'string') ? [...always, ...asserted.map(({ id }) => id)] : [];
}

const requiredOf = ({ schemas }: FieldFacts): readonly string[] => {
  const names = schemas.flatMap((schema) => schema['required'] ?? []).filter((name) => typeof name === 'string');
  return [...new Set(names)];
};

/** Says of records whether they are certainly clean. */
export class QuickWalk {
  readonly #plan: QuickPlan;
  readonly #asserting: boolean;
  readonly #root: Field | undefined;
  /** Rules that looked at the record in hand, once for each value. */
  #looked: ValueRule[] = [];
  #surely: ReadonlyMap<string, number> | undefined;
  readonly #byText: Readonly<Record<string, ValueRule | undefined>>;

  constructor(plan: QuickPlan) {
    this.#plan = plan;
    const inner = JSON.stringify({ ...plan.schema, $id: undefined });
    this.#asserting = plan.asserting && inner.match(rebasing) === null;
    this.#byText = Object.fromEntries(plan.rules.map((rule) => [rule.id, rule]));
    this.#root = this.#fieldOf({ name: '', pointer: '', declared: plan.schema === undefined ? [] : [plan.schema] });
  }

  /** The rules that have looked at the record, once for each value, or undefined where it is not certainly clean. */
  accept(record: Json): readonly ValueRule[] | undefined {
    this.#looked = [];
    return this.#clean(record, this.#root, []) ? this.#looked : undefined;
  }

  /** How many values of a clean record each rule has at least looked at: those of the members that the schema requires. */
  surelyLooked(): ReadonlyMap<string, number> {
    if (this.#surely !== undefined) return this.#surely;
    const counts = new Map<string, number>();
    const pending = [this.#root];
    let left = mostMembers;
    // Schemas may require themselves: what lies behind the limit is not counted.
    for (let field = pending.shift(); left > 0 && (field !== undefined || pending.length > 0); field = pending.shift()) {
      left -= 1;
      if (field === undefined) continue;
      for (const id of surelyOf(field)) counts.set(id, (counts.get(id) ?? 0) + 1);
      for (const name of requiredOf(field.facts)) pending.push(this.#member(field, name));
    }
    this.#surely = counts;
    return counts;
  }

  #fieldOf(place: FieldPlace): Field | undefined {
    const found = factsOf(place, this.#plan.schema ?? {});
    if (found === undefined) return undefined;
    const facts = this.#asserting ? found : { ...found, asserted: false };
    const { rules } = this.#plan;
    const dutiesOf = (form: ValueForm): readonly Duty[] =>
      rules.flatMap((rule): readonly Duty[] => {
        const interest = interestOf(rule, facts, form);
        if (interest === 'none') return [];
        return [interest === 'all' ? { rule } : { rule, only: interest }];
      });
    return {
      facts,
      duties: { text: dutiesOf('text'), number: dutiesOf('number'), other: dutiesOf('other') },
      asserted: rules.filter((rule) => countsAsserted(rule, facts)),
      members: new Map(),
      untried: firstSights,
    };
  }

  #member(field: Field, name: string): Field | undefined {
    const known = field.members.get(name);
    if (known !== undefined || field.members.has(name) || field.members.size >= mostMembers) return known;
    const pointer = `${field.facts.pointer}${pointerOf([placeName(name)])}`;
    const made = this.#fieldOf({ name, pointer, declared: declaredMember(field.facts, name) });
    field.members.set(name, made);
    return made;
  }

  #item(field: Field): Field | undefined {
    if (!('items' in field))
      field.items = this.#fieldOf({ name: field.facts.name, pointer: `${field.facts.pointer}/*`, declared: declaredItem(field.facts) });
    return field.items;
  }

  #clean(value: Json, field: Field | undefined, parents: readonly JsonObject[]): boolean {
    if (field === undefined || parents.length > mostDepth) return false;
    if (field.untried > 0) {
      field.untried -= 1;
      return false;
    }
    if (typeof value === 'string') return this.#plainText(value, field) && this.#perform(value, field, parents, field.duties.text);
    if (typeof value === 'number') return this.#perform(value, field, parents, field.duties.number);
    if (!this.#perform(value, field, parents, field.duties.other)) return false;
    if (Array.isArray(value)) return value.every((item: Json) => this.#clean(item, this.#item(field), parents));
    if (!isObject(value)) return true;
    const around = [value, ...parents];
    return Object.entries(value).every(([name, inner]) => this.#clean(inner, this.#member(field, name), around));
  }

  #plainText(text: string, { asserted }: Field): boolean {
    const plainness = plainnessOf(text);
    if (plainness === 'doubtful') return false;
    this.#note('data/utf8');
    this.#note('data/no-invisible-characters');
    if (plainness !== 'ascii') this.#note('data/nfc');
    if (plainness === 'persian') this.#note('data/persian-letters');
    this.#looked.push(...asserted);
    return true;
  }

  #note(id: string): void {
    const rule = this.#byText[id];
    if (rule !== undefined) this.#looked.push(rule);
  }

  #perform(value: Json, { facts }: Field, parents: readonly JsonObject[], duties: readonly Duty[]): boolean {
    if (duties.length === 0) return true;
    const node: Node = { pointer: facts.pointer, name: facts.name, value, schemas: facts.schemas, parents };
    for (const { rule, only } of duties) {
      if (only !== undefined && typeof value === 'string' && !only.test(value)) continue;
      const flaws = rule.look(node, this.#plan.context);
      if (flaws === undefined) continue;
      if (flaws.length > 0) return false;
      this.#looked.push(rule);
    }
    return true;
  }
}
