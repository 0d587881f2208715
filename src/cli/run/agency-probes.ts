/**
 * An agency's own probes (`egif run --probes DIR`): each file of the folder is a mocha suite in a process of its own, with the context `egif`.
 *
 * They run when the run has been judged and its report is written, and what they say stands in the report apart: neither a verdict nor the digest of
 * the verdicts rests on it. What they send goes through a session of its own, with the targets, the consents, the limits and what is left of the budget
 * of the statement. A probe that throws, hangs, ends its process, floods its output or the service harms nobody but itself.
 *
 * Room     cli (floor 7).
 */
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { readBounded } from '../../contract/load-document.js';
import { EgifError } from '../../errors.js';
import type { PreparedCase } from '../../index/cases.js';
import { type AgencyProbes, sha256 } from '../../index/files.js';
import type { EvidenceSession } from '../../index/live.js';
import { askFor } from './agency-probes-ask.js';
import { lineReader, type ProbeFacts, type ProbeTest, saidIn, type Told } from './agency-probes-talk.js';

const childFile = fileURLToPath(new URL('./agency-probes-child.js', import.meta.url));
const maxFiles = 50;
const maxFileOctets = 1024 * 1024;
const maxTests = 1000;
/** Calls of one file that wait for their answer. */
const maxWaiting = 200;
const maxOutput = 4 * 1024 * 1024;
const heapMegabytes = 256;

type FileResult = AgencyProbes['files'][number];

/** The files of a folder of probes, by name. FILE_NOT_FOUND, USAGE. */
export async function probeFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new EgifError('FILE_NOT_FOUND', `there is no folder ${folder}`, { file: folder, mend: 'name the folder with the probes', cause });
  });
  const files = names.filter((name) => name.endsWith('.mjs')).sort();
  if (files.length === 0 || files.length > maxFiles)
    throw new EgifError('USAGE', `${folder} holds ${files.length} files of probes`, { file: folder, mend: `put 1 to ${maxFiles} files *.mjs there` });
  return files;
}

/** Nothing may be written and no process started there; reading is free, since suites import what they need. */
function permissionFlags(): readonly string[] {
  const flags = process.allowedNodeEnvironmentFlags;
  const name = ['--permission', '--experimental-permission'].find((flag) => flags.has(flag));
  return name === undefined ? [] : [name, '--allow-fs-read=*'];
}

interface OneFile {
  readonly folder: string;
  readonly name: string;
  readonly session: EvidenceSession;
  readonly prepared: PreparedCase;
  readonly fileMs: number;
  readonly stop: AbortSignal;
}

type Ending = Pick<FileResult, 'outcome'> & { readonly detail?: string };

const isDuplex = (stream: unknown): stream is Duplex => typeof stream === 'object' && stream !== null && 'write' in stream && 'on' in stream;

/** Runs one file to its end, or to the end of what it may take. Never rejects. */
function runOne({ folder, name, session, prepared, fileMs, stop }: OneFile): Promise<Ending & { readonly tests: readonly ProbeTest[] }> {
  const { subject, settings } = prepared;
  const { id, kind } = subject.environment;
  const facts: ProbeFacts = { baseUrl: subject.baseUrl, service: subject.service.id, environment: { id, kind }, identities: settings.identities };
  const child = spawn(process.execPath, [...permissionFlags(), `--max-old-space-size=${heapMegabytes}`, childFile], {
    cwd: folder,
    // Secrets of the environment are none of a probe's business.
    env: { NO_COLOR: '1', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const tests: ProbeTest[] = [];
  let ending: Ending | undefined;
  let waiting = 0;
  let written = 0;
  const end = (how: Ending): void => {
    ending ??= how;
    child.kill('SIGKILL');
  };
  const pipe: unknown = child.stdio[3];
  const tell = (told: Told): void => {
    if (isDuplex(pipe) && pipe.writable) pipe.write(`${JSON.stringify(told)}\n`);
  };
  const heed = (line: string | undefined): void => {
    const said = line === undefined ? undefined : saidIn(line);
    if (ending !== undefined) return;
    if (said === undefined) end({ outcome: 'flooded', detail: 'it wrote into the pipe of the run' });
    else if (said.say === 'test') {
      tests.push(said.test);
      if (tests.length > maxTests) end({ outcome: 'flooded', detail: `more than ${maxTests} tests` });
    } else if (said.say === 'broken') ending = { outcome: 'broken', detail: said.message };
    else if (said.say === 'done') ending = { outcome: 'completed' };
    else if (waiting >= maxWaiting) end({ outcome: 'flooded', detail: `more than ${maxWaiting} calls at once` });
    else {
      waiting += 1;
      void askFor(said.request, { session, prepared, occasion: `agency probe ${name} ${said.id}` }).then((answer) => {
        waiting -= 1;
        tell({ tell: 'answer', id: said.id, answer });
      });
    }
  };
  const read = lineReader(heed);
  const discard = (chunk: Buffer): void => {
    written += chunk.length;
    if (written > maxOutput) end({ outcome: 'flooded', detail: `more than ${maxOutput} octets of output` });
  };
  child.stdout?.on('data', discard);
  child.stderr?.on('data', discard);
  if (isDuplex(pipe)) {
    pipe.on('data', read);
    pipe.on('error', () => undefined);
  }
  tell({ tell: 'start', file: join(folder, name), facts });
  return new Promise((settle) => {
    const halt = (): void => end({ outcome: 'ended', detail: 'the run was ended' });
    const timer = setTimeout(() => end({ outcome: 'timeout', detail: `${fileMs} ms` }), fileMs);
    stop.addEventListener('abort', halt, { once: true });
    if (stop.aborted) halt();
    child.once('error', () => end({ outcome: 'broken', detail: 'its process could not be started' }));
    child.once('close', (status, signal) => {
      clearTimeout(timer);
      stop.removeEventListener('abort', halt);
      settle({ ...(ending ?? { outcome: 'ended' as const, detail: `its process ended early (${signal ?? String(status)})` }), tests });
    });
  });
}

export interface ProbesInput {
  /** Absolute. */
  readonly folder: string;
  readonly prepared: PreparedCase;
  /** A session of its own, never that of the run. */
  readonly session: EvidenceSession;
  /** The longest that one file may take. */
  readonly fileMs?: number;
  readonly stop?: AbortSignal;
}

const longestFileMs = 120_000;

/** Runs every file of a folder, one after the other. Errors: FILE_*, USAGE, before anything is run. */
export async function runAgencyProbes({ folder, prepared, session, fileMs = longestFileMs, stop }: ProbesInput): Promise<AgencyProbes> {
  const home = resolve(folder);
  const names = await probeFiles(home);
  const digests = new Map<string, string>();
  for (const name of names) digests.set(name, sha256(await readBounded(join(home, name), maxFileOctets)));
  const files: FileResult[] = [];
  for (const name of names) {
    const { tests, ...ending } = await runOne({ folder: home, name, session, prepared, fileMs, stop: stop ?? new AbortController().signal });
    files.push({ file: name, sha256: digests.get(name) ?? '', ...ending, tests: [...tests] });
  }
  const count = (state: ProbeTest['state']): number => files.reduce((sum, { tests }) => sum + tests.filter((test) => test.state === state).length, 0);
  return { requestsSent: session.requestsSent, passed: count('passed'), failed: count('failed'), pending: count('pending'), files };
}
