/**
 * Watching: another round whenever something changes, until the user ends it.
 *
 * Folders are watched, not files: an editor that writes aside and renames leaves a watched file behind, never a watched folder. A slow look at the files
 * themselves goes beside it, for file systems that tell nothing.
 *
 * Room     cli (floor 7).
 */
import { type FSWatcher, watch } from 'node:fs';
import { resolve } from 'node:path';

/** After the last change of a burst. */
const quietMs = 120;
const lookMs = 2_000;

export interface Watching {
  readonly directory: string;
  /** A round: the folders to watch from now on, or undefined where nothing had changed. */
  round(): Promise<readonly string[] | undefined>;
}

function sameWatchers(watchers: Map<string, FSWatcher>, folders: ReadonlySet<string>, changed: () => void): void {
  for (const [folder, watcher] of watchers) {
    if (folders.has(folder)) continue;
    watcher.close();
    watchers.delete(folder);
  }
  for (const folder of folders) {
    if (watchers.has(folder)) continue;
    try {
      const watcher = watch(folder, changed);
      watcher.on('error', () => {
        watcher.close();
        watchers.delete(folder);
      });
      watchers.set(folder, watcher);
    } catch {
      // A folder that is gone is looked for by the slow look.
    }
  }
}

/** Rounds until SIGINT or SIGTERM; a round that is under way is ended first. */
export async function watchRounds({ directory, round }: Watching): Promise<void> {
  const watchers = new Map<string, FSWatcher>();
  let over = false;
  let wake: () => void = () => undefined;
  let quiet: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(quiet);
    quiet = setTimeout(() => wake(), quietMs);
  };
  const end = (): void => {
    over = true;
    wake();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const look = setInterval(() => wake(), lookMs);
  try {
    while (!over) {
      const woken = new Promise<void>((done) => {
        wake = done;
      });
      const folders = await round();
      if (folders !== undefined) sameWatchers(watchers, new Set(folders.map((folder) => resolve(directory, folder))), changed);
      if (!over) await woken;
    }
  } finally {
    clearInterval(look);
    clearTimeout(quiet);
    for (const watcher of watchers.values()) watcher.close();
    process.removeListener('SIGINT', end);
    process.removeListener('SIGTERM', end);
  }
}
