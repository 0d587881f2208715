/**
 * Looking a log through from its folder, or from a copy of what it publishes: entries, tiles, checkpoints and leaves, everything computed again.
 *
 * Room     certification (floor 4).
 */
import { join } from 'node:path';
import {
  auditStates,
  auditStatusLists,
  isAbout,
  type LogFinding,
  type PlacedLeaf,
  readLeaves,
  type ShownStatusList,
} from '../attestation/log/leaf-audit.js';
import { bundleOctets, tileOctets, tilePath, tilesBetween, tileWidth } from '../attestation/log/tiles.js';
import { rootOfSize } from '../attestation/log/tree-proof.js';
import type { SignedCheckpoint } from '../attestation/log/witnessed-checkpoint.js';
import { Refusal } from '../attestation/problem.js';
import { EgifError } from '../errors.js';
import { contentOf, type LogContent, type LogView, maxSkewMs, publishedCheckpoint } from './log-content.js';
import { readIfThere, sizesIn } from './log-files.js';
import { checkpointAsOf, seenCheckpoint, type SeenCheckpoint, signedCheckpoint } from './log-history.js';

/** Runs a reader of kept files; what it refuses becomes a finding. */
async function orFinding<T>(findings: LogFinding[], size: number, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    findings.push({ code: error.code, detail: error.message, size });
    return undefined;
  }
}

function rootFinding({ size, root }: SignedCheckpoint, { tree, entries }: LogContent): readonly LogFinding[] {
  if (size > entries.length) return [{ code: 'LOG_ENTRIES', detail: `${entries.length} entries are whole, ${size} are signed`, size }];
  return Buffer.from(rootOfSize(size, tree.nodeAt)).equals(root) ? [] : [{ code: 'LOG_ROOT', detail: `size ${size}`, size }];
}

interface Checkpoints {
  readonly signed: number;
  readonly seen: readonly SeenCheckpoint[];
  readonly findings: readonly LogFinding[];
}

/** Every checkpoint that is kept: signatures, roots, quorums, and times that only go on. */
async function checkpointsOf({ directory, config, now }: LogView, content: LogContent): Promise<Checkpoints> {
  const findings: LogFinding[] = [];
  const sizes = await sizesIn(directory, 'signed');
  for (const size of sizes) {
    const signed = await orFinding(findings, size, () => signedCheckpoint(directory, config, size));
    if (signed !== undefined) findings.push(...rootFinding(signed, content));
  }
  const seen: SeenCheckpoint[] = [];
  for (const size of await sizesIn(directory, 'witnessed')) {
    const one = await orFinding(findings, size, () => seenCheckpoint(directory, config, size));
    if (one === undefined) continue;
    findings.push(...rootFinding(one, content));
    const before = seen.at(-1);
    if (before !== undefined && before.firstWitnessTime > one.firstWitnessTime)
      findings.push({ code: 'LOG_TIME_BACKWARDS', detail: `size ${size} was seen before size ${before.size}`, size });
    if (Math.max(...one.witnessTimes.values()) > now + maxSkewMs) findings.push({ code: 'LOG_WITNESS_FUTURE', detail: `size ${size}`, size });
    seen.push(one);
  }
  return { signed: sizes.length, seen, findings };
}

export interface LogAudit {
  readonly origin: string;
  /** Entries that were looked at. */
  readonly size: number;
  /** Root of them, in hexadecimal. */
  readonly root: string;
  readonly checkpoints: { readonly signed: number; readonly witnessed: number };
  /** Milliseconds at which a quorum had seen the newest checkpoint that was looked at. */
  readonly seenAt?: number;
  /** By type the number of leaves. */
  readonly leaves: Readonly<Record<string, number>>;
  /** Status lists that were held against the log. */
  readonly statusLists: number;
  readonly findings: readonly LogFinding[];
}

export interface AuditOptions {
  /** Milliseconds: look at what stood then. */
  readonly asOf?: number;
  readonly lists?: readonly ShownStatusList[];
}

function countByType(leaves: readonly PlacedLeaf[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { leaf } of leaves) counts.set(leaf.type, (counts.get(leaf.type) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** Looks the whole log through. Errors: LOG_DAMAGED where a checkpoint as of an instant cannot be read. */
export async function auditLog(view: LogView, { asOf, lists = [] }: AuditOptions = {}): Promise<LogAudit> {
  const content = await contentOf(view);
  const { signed, seen, findings } = await checkpointsOf(view, content);
  const found: LogFinding[] = [...findings];
  const open = await orFinding(found, content.entries.length, () => publishedCheckpoint(view));
  if (open !== undefined) found.push(...rootFinding(open, content).filter(({ code }) => !findings.some((each) => each.code === code)));
  const newest = asOf === undefined ? open : await checkpointAsOf(view.directory, view.config, asOf);
  const size = Math.min(asOf === undefined ? content.entries.length : (newest?.size ?? 0), content.entries.length);
  const { leaves, findings: unread } = readLeaves(content.entries.slice(0, size));
  return {
    origin: view.config.origin,
    size,
    root: Buffer.from(rootOfSize(size, content.tree.nodeAt)).toString('hex'),
    checkpoints: { signed, witnessed: seen.length },
    ...(newest === undefined ? {} : { seenAt: newest.firstWitnessTime }),
    leaves: countByType(leaves),
    statusLists: lists.length,
    findings: [...found, ...unread, ...auditStates(leaves), ...auditStatusLists(leaves, lists, size)],
  };
}

export interface LogCheck {
  readonly entries: number;
  readonly tiles: number;
  readonly checkpoints: { readonly signed: number; readonly witnessed: number };
  readonly findings: readonly LogFinding[];
}

/** Compares entries, tiles and checkpoints of a log’s own folder with each other. */
export async function fsckLog(view: LogView): Promise<LogCheck> {
  const content = await contentOf(view);
  const { signed, seen, findings } = await checkpointsOf(view, content);
  const found: LogFinding[] = [...findings];
  if (content.torn > 0) found.push({ code: 'LOG_ENTRIES', detail: `${content.torn} octets after entry ${content.entries.length} are no record` });
  const size = Math.min((await sizesIn(view.directory, 'signed')).at(-1) ?? 0, content.entries.length);
  const tiles = tilesBetween(0, size);
  for (const tile of tiles) {
    const { level, index, width } = tile;
    const wanted =
      level === 'entries'
        ? bundleOctets(content.entries.slice(index * tileWidth, index * tileWidth + width))
        : tileOctets(level, tile, content.tree.nodeAt);
    const there = await readIfThere(join(view.directory, tilePath(tile)));
    if (there === undefined || !there.equals(wanted))
      found.push({ code: 'LOG_TILE', detail: `${tilePath(tile)} is ${there === undefined ? 'absent' : 'another'}` });
  }
  const open = await orFinding(found, size, () => publishedCheckpoint(view));
  const last = seen.at(-1);
  if (last !== undefined && open?.size !== last.size) found.push({ code: 'LOG_PUBLISHED', detail: `size ${open?.size ?? 'none'}, not ${last.size}` });
  return { entries: content.entries.length, tiles: tiles.length, checkpoints: { signed, witnessed: seen.length }, findings: found };
}

/** What a monitor has seen the last time. */
export interface SeenHead {
  readonly origin: string;
  readonly size: number;
  /** In hexadecimal. */
  readonly root: string;
}

export interface LogNews {
  readonly head: SeenHead;
  readonly seenAt: number;
  /** Leaves about the service since the last look. */
  readonly leaves: readonly PlacedLeaf[];
  readonly findings: readonly LogFinding[];
}

export interface Watched {
  readonly service: string;
  /** What was seen the last time. */
  readonly last?: SeenHead;
  readonly lists?: readonly ShownStatusList[];
}

/** What is new about a service under the published checkpoint; undefined where none is published. Errors: LOG_DAMAGED. */
export async function monitorLog(view: LogView, { service, last, lists = [] }: Watched): Promise<LogNews | undefined> {
  const findings: LogFinding[] = [];
  const open = await orFinding(findings, 0, () => publishedCheckpoint(view));
  if (open === undefined && findings.length === 0) return undefined;
  if (open === undefined)
    throw new EgifError('LOG_DAMAGED', `${view.directory} is refused: ${findings[0]?.code} ${findings[0]?.detail}`, {
      file: view.directory,
      mend: 'fetch the log again, and keep this copy as evidence',
    });
  const content = await contentOf(view);
  findings.push(...rootFinding(open, content));
  const from = last?.size ?? 0;
  if (
    last !== undefined &&
    (last.origin !== open.origin ||
      from > open.size ||
      from > content.entries.length ||
      Buffer.from(rootOfSize(from, content.tree.nodeAt)).toString('hex') !== last.root)
  )
    findings.push({ code: 'LOG_FORK', detail: `size ${from} was seen with root ${last.root}`, size: from });
  const { leaves, findings: unread } = readLeaves(content.entries.slice(0, open.size));
  return {
    head: { origin: open.origin, size: open.size, root: Buffer.from(open.root).toString('hex') },
    seenAt: open.firstWitnessTime,
    leaves: leaves.filter((placed) => placed.index >= from && isAbout(placed, service)),
    findings: [
      ...findings,
      ...unread.filter(({ index = 0 }) => index >= from),
      ...auditStatusLists(leaves, lists, Math.min(open.size, content.entries.length)),
    ],
  };
}
