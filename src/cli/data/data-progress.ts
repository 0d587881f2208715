/**
 * How far the reading of data files is, on stderr and only where that is a terminal.
 *
 * Room     cli (floor 7).
 */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Context } from '../command.js';

export interface DataProgress {
  file(name: string): void;
  /** Octets read and records met so far in this file. */
  read(octets: number, records: number): void;
  end(): void;
}

const silent: DataProgress = { file: () => undefined, read: () => undefined, end: () => undefined };
const everyMs = 100;
const width = 24;

function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${String(Math.floor(share * 100)).padStart(3)}%`;
}

function sizeOf(file: string): number | undefined {
  try {
    const facts = statSync(file);
    return facts.isFile() && facts.size > 0 ? facts.size : undefined;
  } catch {
    return undefined;
  }
}

const mebibytes = (octets: number): string => `${(octets / 1024 / 1024).toFixed(1)} MiB`;

/** A one-line display of the file at hand: share of its octets, records, records a second. */
export function startDataProgress({ world, lang }: Context): DataProgress {
  if (world.stderr.isTTY !== true) return silent;
  const words = lang === 'fa' ? { records: 'رکورد', rate: 'رکورد در ثانیه' } : { records: 'records', rate: 'records/s' };
  let name = '';
  let size: number | undefined;
  let startedMs = 0;
  let shownMs = 0;
  return {
    file(next) {
      name = next;
      size = next === '-' ? undefined : sizeOf(resolve(world.directory, next));
      startedMs = world.now().getTime();
      shownMs = 0;
    },
    read(octets, records) {
      const nowMs = world.now().getTime();
      if (nowMs - shownMs < everyMs) return;
      shownMs = nowMs;
      const rate = Math.round((records * 1000) / Math.max(1, nowMs - startedMs));
      const share = size === undefined ? mebibytes(octets) : bar(octets / size);
      world.stderr.write(`\r\u001b[2K${share} ${name.slice(-40)} ${records} ${words.records} ${rate} ${words.rate}`);
    },
    end() {
      world.stderr.write('\r\u001b[2K');
    },
  };
}
