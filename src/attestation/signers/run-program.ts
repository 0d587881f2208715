/**
 * Runs a program that signs or reads a token: no shell, octets in, octets out, bounded in time and size.
 *
 * Room     attestation (floor 3). Only within signers/.
 */
import { spawn } from 'node:child_process';
import { EgifError } from '../../errors.js';

export interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
  readonly input?: Uint8Array;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
}

const timeoutMs = 60_000;
const maxOutput = 1024 * 1024;
const maxWords = 300;

/** What a program says in one line, without control characters: it may quote what it was given, but never a PIN, which it gets by its environment. */
const saidBy = (octets: Buffer): string =>
  octets
    .toString('utf8')
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, maxWords);

/** What the program writes to standard output. Error: SIGNER_UNAVAILABLE, where it cannot be started, fails, says too much or takes more than a minute. */
export function runProgram({ program, args, input, environment, directory }: ProgramCall): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const fail = (why: string, said = ''): void => {
      reject(
        new EgifError('SIGNER_UNAVAILABLE', `${program}: ${said === '' ? why : `${why}: ${said}`}`, {
          mend: 'call the program by hand with the same token, key and PIN, and see that it works',
        }),
      );
    };
    // A group of its own, so that what the program has started ends with it.
    const child = spawn(program, args, { cwd: directory, env: { ...environment }, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    const end = (): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // it has ended by itself
      }
    };
    const out: Buffer[] = [];
    const said: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(end, timeoutMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      fail(`it cannot be started (${'code' in error ? String(error.code) : error.message})`);
    });
    // A program that does not read its input is told by its status.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    child.stdout.on('data', (octets: Buffer) => {
      size += octets.length;
      if (size > maxOutput) end();
      else out.push(octets);
    });
    child.stderr.on('data', (octets: Buffer) => {
      if (said.length < 64) said.push(octets);
    });
    child.once('close', (status, signal) => {
      clearTimeout(timer);
      if (size > maxOutput) fail(`it wrote more than ${maxOutput} bytes`);
      else if (signal !== null) fail(`it was ended by ${signal}; a signature may take ${timeoutMs / 1000} seconds`);
      else if (status !== 0) fail(`it failed with status ${String(status)}`, saidBy(Buffer.concat(said)));
      else resolve(Buffer.concat(out));
    });
  });
}
