/**
 * Makes the trials of a self-proof in worker processes: a sample agency, its listeners and the client that judges it share nothing with those of another trial.
 *
 * A worker that dies takes its own trial with it and nothing else.
 *
 * Room     cli (floor 7).
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isObject } from '../../contract/json.js';
import { EgifError } from '../../errors.js';

export interface TrialTask {
  readonly kind: string;
  readonly fault?: string;
  readonly only: readonly string[];
}

export interface TrialAnswer {
  readonly failed: readonly string[];
  readonly held: readonly string[];
  readonly elapsedMs: number;
  /** Why nothing was found out, where that is so. */
  readonly trouble?: string;
}

interface Pool<T extends TrialTask> {
  readonly profile: string;
  readonly workers: number;
  /** What stops the pool: trials that are under way are given up. */
  readonly signal: AbortSignal;
  readonly onTried: (task: T, answer: TrialAnswer) => Promise<void>;
}

const program = fileURLToPath(new URL('./self-proof-worker.js', import.meta.url));
const words = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function answerIn(message: unknown): TrialAnswer | undefined {
  if (!isObject(message) || typeof message['elapsedMs'] !== 'number') return undefined;
  const { failed, held, elapsedMs, trouble } = message;
  return { failed: words(failed), held: words(held), elapsedMs, ...(typeof trouble === 'string' ? { trouble } : {}) };
}

interface Served<T> {
  /** Whether the worker came to life. */
  readonly began: boolean;
  /** The task that died with it. */
  readonly lost?: T;
}

/** One place of the pool. Ends when no task is left, the pool is stopped, or its worker dies. */
function serve<T extends TrialTask>(queue: T[], { profile, signal, onTried }: Pool<T>): Promise<Served<T>> {
  return new Promise((resolve, reject) => {
    let began = false;
    const child = fork(program, [profile], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    let current: T | undefined;
    const end = (): void => {
      if (child.connected) child.disconnect();
    };
    const stop = (): void => {
      current = undefined;
      end();
      child.kill();
    };
    const next = (): void => {
      current = signal.aborted ? undefined : queue.shift();
      if (current === undefined) end();
      else child.send(current);
    };
    const take = async (message: unknown): Promise<void> => {
      began = true;
      const answer = answerIn(message);
      if (current !== undefined && answer !== undefined) await onTried(current, answer);
      next();
    };
    signal.addEventListener('abort', stop, { once: true });
    child.on('message', (message: unknown) => {
      take(message).catch((error: unknown) => {
        reject(error);
        stop();
      });
    });
    child.on('error', reject);
    child.on('exit', () => {
      signal.removeEventListener('abort', stop);
      resolve({ began, ...(current === undefined ? {} : { lost: current }) });
    });
  });
}

/** Makes every trial, several at a time; each is told as it is done. A trial whose worker dies is told as one that came to nothing. Error: INTERNAL. */
export async function tryAll<T extends TrialTask>(tasks: readonly T[], pool: Pool<T>): Promise<void> {
  const queue = [...tasks];
  const place = async (): Promise<void> => {
    while (queue.length > 0 && !pool.signal.aborted) {
      const { began, lost } = await serve(queue, pool);
      if (!began && !pool.signal.aborted) throw new EgifError('INTERNAL', 'a worker of the self-proof does not come to life');
      if (lost !== undefined) await pool.onTried(lost, { failed: [], held: [], elapsedMs: 0, trouble: 'the worker ended before it answered' });
    }
  };
  await Promise.all(Array.from({ length: Math.min(pool.workers, tasks.length) }, place));
}
