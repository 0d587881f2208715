/**
 * What the parts of a comparison hand each other.
 *
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import type { Change, ChangeKind, Reason, Shift } from './change.js';
import type { InterfaceOperation } from './read-interface.js';
import type { Node } from './schema-node.js';
import type { SchemaView } from './schema-view.js';
import type { LocatedObject, Source } from './source.js';

/** Two nodes to compare. */
export interface SchemaPair {
  readonly old: Node;
  readonly now: Node;
  readonly direction: 'request' | 'response';
  /** The operation that led here. */
  readonly where: string;
  /** Whether the values travel as text (parameters, headers), so that a number is a text too. */
  readonly asText?: boolean;
  /** Whether it is uncertain that the two belong together: what breaks is then unknown. */
  readonly isGuess?: boolean;
}

export interface Sides {
  readonly old: Source;
  readonly now: Source;
}

export type Tell = (change: Change) => void;

/** What a pair's comparison needs. */
export interface Comparison {
  readonly pair: SchemaPair;
  readonly old: SchemaView;
  readonly now: SchemaView;
  readonly sides: Sides;
  /** Tells of a change at this pair, or at the places given. */
  tell(kind: Change['kind'], shift: Shift, more?: Partial<Change>): void;
  push(pair: Pick<SchemaPair, 'old' | 'now'> & Partial<SchemaPair>): void;
}

/** What the comparison of two operations needs. */
export interface OperationComparison {
  readonly old: InterfaceOperation;
  readonly now: InterfaceOperation;
  readonly sides: Sides;
  /** The worklist of schemas. */
  readonly schemas: { push(pair: SchemaPair): void };
  readonly name: string;
  /** In which direction what the operation takes travels: a webhook's goes to the consumer. */
  readonly direction: 'request' | 'response';
  tell(kind: ChangeKind, reason: Reason, more: Partial<Change>): void;
  compareContent(old: LocatedObject, now: LocatedObject, direction: 'request' | 'response'): void;
}
