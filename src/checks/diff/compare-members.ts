/**
 * Compares the members of objects: what is gone, new, now demanded, or no longer promised.
 *
 * Source   EGIF-TEC-VER-004 (no removed property, no new required input); OpenAPI 3.1.1 §4.8.24 (readOnly and writeOnly).
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import { memberOf } from '../../contract/json.js';
import type { Comparison } from './comparison.js';
import type { Node } from './schema-node.js';
import { type SchemaView, viewOf } from './schema-view.js';
import type { Source } from './source.js';

/** Whether a member travels at all in this direction. */
function travels(node: Node, source: Source, direction: 'request' | 'response'): boolean {
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly';
  return !node.some(({ value, pointer }) => memberOf(value, flag) === true || memberOf(source.object(value, pointer)?.value, flag) === true);
}

function membersOf(view: SchemaView, source: Source, direction: 'request' | 'response'): ReadonlyMap<string, Node> {
  return new Map([...view.properties].filter(([, node]) => travels(node, source, direction)));
}

/** Whether a member whose default is stated may be left out after all. */
const hasDefault = (node: Node | undefined, source: Source): boolean => node !== undefined && viewOf(node, source).defaultValue !== undefined;

function compareRequired(comparison: Comparison, name: string): void {
  const { old, now, sides, pair, tell } = comparison;
  const [was, is] = [old.properties.get(name), now.properties.get(name)];
  const counts = (node: Node | undefined, source: Source): boolean => node === undefined || travels(node, source, pair.direction);
  const before = counts(was, sides.old) ? old.required.get(name) : undefined;
  const after = counts(is, sides.now) ? now.required.get(name) : undefined;
  const isNew = was === undefined || !counts(was, sides.old);
  if (before === undefined && after !== undefined) {
    // A default says what happens where the member is left out; whether it may be is then in doubt.
    const softened = pair.direction === 'request' && hasDefault(is, sides.now) ? ({ breaking: 'unknown', reason: 'incomparable' } as const) : {};
    if (isNew && is !== undefined) tell('required-member-added', 'narrowed', { new: is[0]?.pointer ?? after, after: name, ...softened });
    else tell('member-now-required', 'narrowed', { new: after, after: name, ...softened });
  }
  const isGone = is === undefined && was !== undefined;
  if (before !== undefined && after === undefined && !isGone && counts(is, sides.now))
    tell('member-now-optional', 'widened', { old: before, before: name });
}

function compareAdditional({ old, now, tell, push }: Comparison): void {
  const [before, after] = [old.additional, now.additional];
  if (before === 'none' && after === 'none') return;
  if (after === 'none') tell('other-members-refused', 'narrowed', { after: 'additionalProperties: false' });
  // Consumers must bear members that they do not know (EGIF-TEC-CLI: the tolerant reader).
  else if (before === 'none')
    tell('other-members-allowed', 'widened', { breaking: false, reason: 'compatible', before: 'additionalProperties: false' });
  else if (before !== 'any' || after !== 'any') {
    const anything = (view: SchemaView): Node => [{ value: {}, pointer: view.pointer }];
    push({ old: before === 'any' ? anything(old) : before, now: after === 'any' ? anything(now) : after });
  }
}

/** Compares the members of two views that both permit objects. */
export function compareMembers(comparison: Comparison): void {
  const { old, now, sides, pair, tell, push } = comparison;
  if (!old.types.has('object') || !now.types.has('object')) return;
  const before = membersOf(old, sides.old, pair.direction);
  const after = membersOf(now, sides.now, pair.direction);
  for (const [name, node] of before) {
    const is = after.get(name);
    if (is !== undefined) push({ old: node, now: is });
    else if (pair.direction === 'request' && now.properties.has(name)) {
      // Now read-only: whether the service ignores or refuses it is not said.
      tell('member-removed', 'unknown', { old: node[0]?.pointer ?? '', before: name, after: 'readOnly' });
    } else if (isNamedElsewhere(now, name, sides.now)) tell('composition-changed', 'unknown', { old: node[0]?.pointer ?? '', before: name });
    else tell('member-removed', 'changed', { old: node[0]?.pointer ?? '', before: name, reason: 'gone' });
  }
  for (const [name, node] of after) {
    if (before.has(name) || now.required.has(name)) continue;
    tell('member-added', 'widened', { new: node[0]?.pointer ?? '', after: name, breaking: false, reason: 'compatible' });
  }
  for (const name of new Set([...old.required.keys(), ...now.required.keys()])) compareRequired(comparison, name);
  compareAdditional(comparison);
}

/** Whether a member moved into an alternative of the object. */
function isNamedElsewhere({ choices }: SchemaView, name: string, source: Source): boolean {
  return choices.some(({ options }) => options.some((option) => viewOf([option], source).properties.has(name)));
}
