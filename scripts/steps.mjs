/** Runs commands one after another with their output, and stops at the first that fails. */
import { spawnSync } from 'node:child_process';

const root = new URL('..', import.meta.url).pathname;

export function run(title, command, args, options = {}) {
  process.stderr.write(`\n── ${title}\n`);
  const started = Date.now();
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error !== undefined) throw error;
  process.stderr.write(`── ${title}: ${status === 0 ? 'ok' : `failed (${signal ?? status})`} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  if (status !== 0) process.exit(status ?? 1);
}

export const node = process.execPath;
export const bin = (name) => new URL(`../node_modules/.bin/${name}`, import.meta.url).pathname;
