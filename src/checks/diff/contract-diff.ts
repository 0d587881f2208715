/**
 * Compares two versions of a contract: what changed, and whether a consumer of the old one breaks by it. Here OpenAPI; of events in event-diff.ts.
 *
 * Requests may only take more, answers may only promise more; what is gone is breaking, for the law says so (EGIF-TEC-VER-004), save an operation
 * whose end was announced in the old contract (`deprecated: true` with `x-egif-sunset` or `x-sunset`) and is over. What cannot be worked out is
 * `unknown`, never compatible. The work is counted: beyond the limit the comparison is not complete, and says so.
 *
 * Source   EGIF-TEC-VER-004; SemVer 2.0.0 §8; OpenAPI 3.0.4, 3.1.1.
 * Room     checks/diff (floor 3). Door of the room; pure.
 */
import type { Json, LoadedDocument } from '../../contract/api-model.js';
import { memberOf } from '../../contract/json.js';
import type { ContractDiff } from './change.js';
import { collectChanges } from './collect-changes.js';
import { breaksBy, compareOperation } from './compare-operations.js';
import { SchemaComparer } from './compare-schemas.js';
import type { Sides, Tell } from './comparison.js';
import { compareIssuers } from './compare-security.js';
import { eventDiff, isEventContract } from './event-diff.js';
import { isNewMajor } from './major-version.js';
import { reasonOfRemoval } from './announced-end.js';
import { type InterfaceOperation, readOperations, serversOf } from './read-interface.js';
import { Source, Work } from './source.js';

export interface DiffOptions {
  /** The day or instant as of which an announced end is over (RFC 3339). Absent: it cannot be told. */
  readonly asOf?: string;
  /** Steps that the comparison may take. */
  readonly maxWork?: number;
}

/** Base paths that are no longer served: whether the operations are to be had elsewhere is not told by the contract. */
function compareServers(sides: Sides, tell: Tell): string | undefined {
  const [old, now] = [serversOf(sides.old), serversOf(sides.now)];
  if (old.basePaths.size === 1 && now.basePaths.size === 1) return 'whole';
  const gone = [...old.basePaths].filter((path) => !now.basePaths.has(path));
  if (gone.length > 0 && now.basePaths.size > 0) {
    const places = { old: '/servers', new: '/servers', before: gone.join(' '), after: [...now.basePaths].join(' ') };
    tell({ kind: 'server-changed', breaking: 'unknown', reason: 'incomparable', direction: 'neither', where: 'servers', ...places });
  }
  return undefined;
}

interface Interfaces {
  readonly old: ReadonlyMap<string, InterfaceOperation>;
  readonly now: ReadonlyMap<string, InterfaceOperation>;
}

function interfacesOf(sides: Sides, tell: Tell): Interfaces {
  const prefixOf = (source: Source): string => [...serversOf(source).basePaths][0] ?? '';
  const isWhole = compareServers(sides, tell) === 'whole';
  return { old: readOperations(sides.old, isWhole ? prefixOf(sides.old) : ''), now: readOperations(sides.now, isWhole ? prefixOf(sides.now) : '') };
}

function compareAll(sides: Sides, { old, now }: Interfaces, world: { readonly tell: Tell; readonly asOf: string | undefined }): void {
  const { tell, asOf } = world;
  const schemas = new SchemaComparer(sides, tell);
  for (const [key, operation] of old) {
    const is = now.get(key);
    if (is !== undefined) {
      compareOperation({ old: operation, now: is }, { sides, schemas, tell });
      continue;
    }
    const reason = reasonOfRemoval(operation, asOf);
    const base = {
      kind: 'operation-removed',
      direction: 'neither',
      where: operation.name,
      old: operation.at.pointer,
      before: operation.name,
    } as const;
    tell({ ...base, breaking: breaksBy(reason), reason, ...(operation.sunset === undefined ? {} : { after: `sunset ${operation.sunset}` }) });
  }
  for (const [key, operation] of now) {
    if (old.has(key)) continue;
    const base = { kind: 'operation-added', breaking: false, reason: 'compatible', direction: 'neither' } as const;
    tell({ ...base, where: operation.name, new: operation.at.pointer, after: operation.name });
  }
  for (const change of compareIssuers(sides)) tell(change);
  schemas.run();
}

type Documented = Pick<LoadedDocument, 'data'>;

const majorFactsOf = (data: Json, source: Source): Parameters<typeof isNewMajor>[0] => ({
  version: memberOf(memberOf(data, 'info'), 'version'),
  majors: serversOf(source).majors,
});

/** Whether the current contract is of another major version; undefined where the two do not say. */
export function newMajorOf(previous: Documented, current: Documented): boolean | undefined {
  const work = new Work();
  return isNewMajor(majorFactsOf(previous.data, new Source(previous.data, work)), majorFactsOf(current.data, new Source(current.data, work)));
}

/** Compares two contracts, the one that consumers know with the one that is to follow it: both OpenAPI, or both AsyncAPI. */
export function contractDiff(previous: Documented, current: Documented, options: DiffOptions = {}): ContractDiff {
  if (isEventContract(previous) && isEventContract(current)) return eventDiff(previous, current, options);
  const work = new Work(options.maxWork);
  const sides: Sides = { old: new Source(previous.data, work), now: new Source(current.data, work) };
  let operations = 0;
  const { changes, complete } = collectChanges((tell) => {
    const interfaces = interfacesOf(sides, tell);
    operations = interfaces.old.size;
    compareAll(sides, interfaces, { tell, asOf: options.asOf });
  });
  return { changes, operations, newMajor: newMajorOf(previous, current), complete };
}
