/** A test nation that `egif dev pki` founded, and what its officers and witnesses do, for tests of the command line. */
import { strict as assert } from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { memberOf } from '../../src/contract/json.js';
import { printed, type Ran, repository, type RunOptions, runEgif } from './run-egif.js';

export const program = join(repository, 'bin/egif.js');

export interface Land {
  readonly folder: string;
  /** `--nation FILE` */
  readonly nation: readonly string[];
  at(name: string): string;
  /** Runs egif in the folder, with `--json`. */
  egif(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** The same, which must end with this status; gives what was printed. */
  done(args: readonly string[], status?: number): Promise<unknown>;
  /** Both officers approve; gives the options that name their approvals. */
  approved(wish: Approved, officers?: readonly string[]): Promise<readonly string[]>;
}

export interface Approved {
  readonly act: 'issue' | 'suspend' | 'resume' | 'revoke' | 'supersede';
  readonly subject: string;
  readonly basis: string;
}

/** Two ports in a row that nobody listens at. */
async function freePorts(): Promise<number> {
  const listening = (port: number): Promise<{ readonly port: number; close(): void } | undefined> =>
    new Promise((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(undefined));
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        resolve({ port: typeof address === 'object' && address !== null ? address.port : 0, close: () => void server.close() });
      });
    });
  for (;;) {
    const first = await listening(0);
    assert.ok(first !== undefined);
    const second = first.port < 65_535 ? await listening(first.port + 1) : undefined;
    first.close();
    second?.close();
    if (second !== undefined) return first.port;
  }
}

/** Founds a nation in the folder, over the agency of the statement. */
export async function foundLand(folder: string, statement: string): Promise<Land> {
  const at = (name: string): string => join(folder, name);
  const egif: Land['egif'] = (args, options = {}) => runEgif([...args, '--json'], { directory: folder, timeoutMs: 900_000, ...options });
  const done: Land['done'] = async (args, status = 0) => {
    const ran = await egif(args);
    assert.equal(ran.status, status, `egif ${args.slice(0, 3).join(' ')}: ${ran.stdout.slice(0, 1500)} ${ran.stderr.slice(0, 1500)}`);
    return printed(ran);
  };
  const port = await freePorts();
  const made = await done(['dev', 'pki', 'land', '--agency', statement, '--witness-port', String(port)]);
  let count = 0;
  const approved: Land['approved'] = async ({ act, subject, basis }, officers = ['officer-1', 'officer-2']) => {
    const files: string[] = [];
    for (const officer of officers) {
      count += 1;
      const file = `approval-${count}.json`;
      await done([
        'cert',
        'approve',
        '--act',
        act,
        '--subject',
        subject,
        '--basis',
        basis,
        '--key',
        `file:land/nation/${officer}.pem`,
        '--out',
        file,
      ]);
      files.push('--approval', file);
    }
    return files;
  };
  return { folder, nation: ['--nation', String(memberOf(made, 'nation'))], at, egif, done, approved };
}

export interface RunningWitnesses {
  stop(): Promise<void>;
}

const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once('exit', () => resolve()));

/** Serves the witnesses of a nation in a process of their own. */
export async function openWitnesses({ folder, nation }: Land): Promise<RunningWitnesses> {
  const child = spawn(process.execPath, [program, 'dev', 'witnesses', nation[1] ?? ''], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', () => reject(new Error('the witnesses ended')));
  });
  return {
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const end = ended(child);
      child.kill('SIGTERM');
      await end;
    },
  };
}

/** Codes of what an act was refused for. */
export function refusalsOf(ran: Pick<Ran, 'stdout'>): readonly string[] {
  const refusals = memberOf(printed(ran), 'refusals');
  assert.ok(Array.isArray(refusals), ran.stdout.slice(0, 600));
  return refusals.map((one: unknown) => String(memberOf(one, 'code')));
}
