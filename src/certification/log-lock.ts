/**
 * One writer to a folder. A lock of a process that died is taken over.
 *
 * Locks are numbered files `lock.1`, `lock.2` …; the highest number counts. A new one is linked into place with its content, which only one process can do
 * for a number, and only over a lock whose holder is gone or has let go; who then finds a higher number gives way. A lock that was let go stays as a mark,
 * so that numbers never begin again.
 *
 * Room     certification (floor 4).
 */
import { randomBytes } from 'node:crypto';
import { link, open, readdir, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isObject, parseJson } from '../contract/json.js';
import { makeFolder } from '../contract/make-folder.js';
import { EgifError } from '../errors.js';
import { writeDurable } from './log-files.js';

export interface FolderLock {
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** What tells this process from a later one of the same number: boot and start, where the system says them. */
  readonly start: string;
  readonly since: string;
}

/** Boot id and start tick of a process; empty where the system does not say them. */
async function startOf(pid: number): Promise<string> {
  const [boot, stat] = await Promise.all(
    ['/proc/sys/kernel/random/boot_id', `/proc/${pid}/stat`].map((file) => readFile(file, 'utf8').catch(() => undefined)),
  );
  // the name of the program, in parentheses, may hold spaces
  const tick = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return boot === undefined || tick === undefined ? '' : `${boot.trim()} ${tick}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function readHolder(text: string): Holder | undefined {
  const value = parseJson(text)?.value;
  if (!isObject(value)) return undefined;
  const { pid, host, start, since } = value;
  return typeof pid === 'number' && typeof host === 'string' && typeof start === 'string' && typeof since === 'string'
    ? { pid, host, start, since }
    : undefined;
}

async function isGone({ pid, host, start }: Holder): Promise<boolean> {
  if (host !== hostname()) return false;
  if (!isAlive(pid)) return true;
  return start !== '' && (await startOf(pid)) !== start;
}

async function numbersIn(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => (/^lock\.[1-9][0-9]{0,14}$/.test(name) ? [Number(name.slice('lock.'.length))] : [])).sort((a, b) => b - a);
}

const fileOf = (folder: string, number: number): string => join(folder, `lock.${number}`);

/** Links a lock into place with its content; false where another was faster. */
async function place(folder: string, number: number, content: string): Promise<boolean> {
  const aside = join(folder, `lock.${randomBytes(6).toString('hex')}.part`);
  const handle = await open(aside, 'wx', 0o644);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(aside, fileOf(folder, number));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function demandFree(folder: string, number: number): Promise<void> {
  const text = await readFile(fileOf(folder, number), 'utf8').catch(() => '');
  const holder = readHolder(text);
  if (holder === undefined || (await isGone(holder))) return;
  throw new EgifError('LOG_BUSY', `${folder} is held by process ${holder.pid} on ${holder.host} since ${holder.since}`, {
    file: folder,
    mend: 'wait until it has ended, or end it',
  });
}

/** Takes a folder for this process; `at` is shown to who finds it held. Errors: LOG_BUSY. */
export async function lockFolder(folder: string, at: Date): Promise<FolderLock> {
  await makeFolder(folder);
  const me: Holder = { pid: process.pid, host: hostname(), start: await startOf(process.pid), since: at.toISOString() };
  for (let tries = 0; tries < 20; tries += 1) {
    const [highest = 0] = await numbersIn(folder);
    if (highest > 0) await demandFree(folder, highest);
    const mine = highest + 1;
    if (!(await place(folder, mine, JSON.stringify(me)))) continue;
    const [now = 0, ...older] = await numbersIn(folder);
    if (now > mine) {
      await rm(fileOf(folder, mine), { force: true });
      continue;
    }
    for (const number of older) await rm(fileOf(folder, number), { force: true });
    return { release: () => writeDurable(fileOf(folder, mine), JSON.stringify({ released: true })) };
  }
  throw new EgifError('LOG_BUSY', `${folder} is wanted by many processes at once`, { file: folder, mend: 'try again' });
}
