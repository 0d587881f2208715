/**
 * Lints many files, in this process or in workers. What is told of a file, and the order, do not depend on how many workers there are.
 *
 * A worker that dies takes nothing with it but its own answer: its file is told as `cantTell` with the cause `harness`, and another worker goes on.
 *
 * Room     cli (floor 7).
 */
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { isObject } from '../../contract/json.js';
import { type LintedFile, noFindings } from '../../index/lint.js';
import { lintOne } from './lint-one.js';
import type { LintSettings, LintSource } from './lint-source.js';

export interface LintPool {
  readonly settings: LintSettings;
  /** 1: this process. */
  readonly workers: number;
  /** Called for each file in the order of the files, as soon as it and all before it are done. */
  onFile?(linted: LintedFile): void;
  /** The program of a worker, where it is not lint-worker.js. */
  readonly program?: URL;
  /** MiB that a worker may hold. Default: as much as this process may. */
  readonly maxMemory?: number;
}

const mebibyte = 1024 * 1024;
/** As deep as the main thread of Node may call (V8's 984 KiB and the 192 KiB that Node keeps back), so that no document is judged by its thread. */
const stackMebibytes = (984 + 192) / 1024;

function lost(file: string, detail: string): LintedFile {
  return { file, rules: [], findings: [], counts: noFindings, errors: [], cause: { code: 'harness', detail } };
}

function isLinted(value: unknown): value is LintedFile {
  return isObject(value) && typeof value['file'] === 'string' && Array.isArray(value['rules']) && Array.isArray(value['findings']);
}

/** Hands results on in the order of the files. */
function inOrder(
  count: number,
  onFile: LintPool['onFile'],
): { readonly results: readonly LintedFile[]; put(index: number, linted: LintedFile): void } {
  const waiting = new Map<number, LintedFile>();
  const results: LintedFile[] = [];
  return {
    results,
    put(index, linted) {
      waiting.set(index, linted);
      for (let next = waiting.get(results.length); next !== undefined && results.length < count; next = waiting.get(results.length)) {
        waiting.delete(results.length);
        results.push(next);
        onFile?.(next);
      }
    },
  };
}

/** Why a worker ended, in a sentence. */
function endOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the worker ended before it answered';
  const code = 'code' in error ? String(error.code) : '';
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'the worker ran out of memory' : `the worker ended before it answered: ${error.message}`;
}

interface Queue {
  next(): { readonly index: number; readonly source: LintSource } | undefined;
  put(index: number, linted: LintedFile): void;
}

/** A worker at work. */
interface Hand {
  ask(source: LintSource): Promise<unknown>;
  end(): Promise<unknown>;
}

function hire({ settings, program, maxMemory }: LintPool): Hand {
  const limit = maxMemory ?? Math.ceil(getHeapStatistics().heap_size_limit / mebibyte);
  const worker = new Worker(program ?? new URL('./lint-worker.js', import.meta.url), {
    workerData: settings,
    resourceLimits: { maxOldGenerationSizeMb: limit, stackSizeMb: stackMebibytes },
  });
  let trouble: unknown;
  let over = false;
  let answer: (value: unknown) => void = () => undefined;
  worker.on('message', (value: unknown) => answer(value));
  worker.on('error', (error: unknown) => {
    trouble = error;
  });
  worker.on('exit', () => {
    over = true;
    answer(trouble);
  });
  return {
    ask: (source) =>
      new Promise((resolve) => {
        answer = resolve;
        if (over) resolve(trouble);
        else worker.postMessage(source);
      }),
    end: () => worker.terminate(),
  };
}

/** One place of the pool: a worker, and the next one where it dies. Ends when no file is left. */
async function serve(queue: Queue, pool: LintPool): Promise<void> {
  let hand: Hand | undefined;
  for (let task = queue.next(); task !== undefined; task = queue.next()) {
    hand ??= hire(pool);
    const answer = await hand.ask(task.source);
    if (isLinted(answer)) queue.put(task.index, answer);
    else {
      queue.put(task.index, lost(task.source.file, endOf(answer)));
      await hand.end();
      hand = undefined;
    }
  }
  await hand?.end();
}

/** Lints every file. Never throws for a file. */
export async function lintFiles(sources: readonly LintSource[], pool: LintPool): Promise<readonly LintedFile[]> {
  const { results, put } = inOrder(sources.length, pool.onFile);
  const rest = sources.entries();
  const width = Math.min(pool.workers, sources.length);
  const queue: Queue = {
    next() {
      const { value, done } = rest.next();
      return done === true ? undefined : { index: value[0], source: value[1] };
    },
    put,
  };
  if (pool.workers > 1 && width > 0) await Promise.all(Array.from({ length: width }, () => serve(queue, pool)));
  else for (const [index, source] of sources.entries()) put(index, await lintOne(source, pool.settings));
  return results;
}
