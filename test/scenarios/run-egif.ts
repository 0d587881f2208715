/**
 * Runs the real command line in a process of its own: exit status, both streams, and the most memory it ever held.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isObject, memberOf, parseJson } from '../../src/contract/json.js';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));
const program = fileURLToPath(new URL('../../../bin/egif.js', import.meta.url));

/**
 * Says on descriptor 3 how much memory the process held at most, in KiB. Linux starts `ru_maxrss` of a program at what the process that called it held,
 * so a test at the end of a long suite would weigh the suite; VmHWM begins anew with the program.
 */
const meter = `import { readFileSync, writeSync } from 'node:fs';
const most = () => {
  try { return /^VmHWM:\\s*(\\d+)/m.exec(readFileSync('/proc/self/status', 'latin1'))[1]; } catch { return String(process.resourceUsage().maxRSS); }
};
process.on('exit', () => { try { writeSync(3, most()); } catch {} });`;
const meterUrl = `data:text/javascript,${encodeURIComponent(meter)}`;

export interface Ran {
  /** `undefined` where a signal ended the process. */
  readonly status: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** 0 where a signal ended the process. */
  readonly peakRssKiB: number;
  readonly elapsedMs: number;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly directory?: string;
  /** The process is killed after this long; a hang must never eat minutes. */
  readonly timeoutMs?: number;
  /** Modules that are loaded before the program, as URLs. */
  readonly preload?: readonly string[];
  /** What stands on standard input; absent: nothing can be read from it. */
  readonly input?: string | Uint8Array;
  /** A signal after so many milliseconds. */
  readonly signalAfter?: readonly [NodeJS.Signals, number];
  /** Told of standard error as it comes, with a way to signal the process. */
  readonly onStderr?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

const environment = (more: RunOptions['env'] = {}): NodeJS.ProcessEnv => {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return { PATH, HOME, LANG: 'C.UTF-8', ...(TMPDIR === undefined ? {} : { TMPDIR }), ...more };
};

/** Runs `egif` with these arguments. */
export function runEgif(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { directory = repository, timeoutMs = 90_000, preload = [] } = options;
  const started = performance.now();
  const imports = [meterUrl, ...preload].flatMap((url) => ['--import', url]);
  const child = spawn(process.execPath, [...imports, program, ...args], {
    cwd: directory,
    env: environment(options.env),
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  // A program that stops reading early is none of our trouble.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.input);
  const [signal, afterMs] = options.signalAfter ?? ['SIGKILL', timeoutMs];
  const timer = setTimeout(() => child.kill(signal), afterMs);
  const texts = ['', '', '', ''];
  for (const fd of [1, 2, 3]) {
    const stream = child.stdio[fd];
    if (stream === null || stream === undefined || !('setEncoding' in stream)) continue;
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      texts[fd] += text;
      if (fd === 2) options.onStderr?.(texts[2] ?? '', (signal) => child.kill(signal));
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => {
      clearTimeout(timer);
      const [, stdout = '', stderr = '', rss = ''] = texts;
      const elapsedMs = Math.round(performance.now() - started);
      resolve({ status: status ?? undefined, signal: signal ?? undefined, stdout, stderr, peakRssKiB: Number(rss) || 0, elapsedMs });
    });
  });
}

/** Whether something that a person reads holds a stack trace of Node. */
export function hasStackTrace({ stdout, stderr }: Pick<Ran, 'stdout' | 'stderr'>): boolean {
  return /^\s+at .*(?:\.js:\d+:\d+|node:internal)/m.test(`${stdout}\n${stderr}`);
}

/** What `--json` printed; undefined where it is no JSON. */
export function printed({ stdout }: Pick<Ran, 'stdout'>): unknown {
  return parseJson(stdout)?.value;
}

/** The code of the error that `--json` printed. */
export function errorCodeOf(ran: Pick<Ran, 'stdout'>): string | undefined {
  const value = parseJson(ran.stdout)?.value;
  const code = isObject(value) ? memberOf(memberOf(value, 'error'), 'code') : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Does work on every item, so many at a time; the results in the order of the items. */
export async function inParallel<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
