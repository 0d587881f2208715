/** Runs `egif lint FILE --json` for each file in this one process, and prints what each would have ended with, a line of JSON a file. */
import { writeSync } from 'node:fs';
import { main } from '../../src/cli/main.js';

type Write = typeof process.stdout.write;

/** What a stream was given, instead of the stream. */
function caught(stream: NodeJS.WriteStream): { readonly texts: string[]; restore(): void } {
  const texts: string[] = [];
  const own: Write = stream.write.bind(stream);
  const write = (chunk: string | Uint8Array): boolean => {
    texts.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    return true;
  };
  Object.assign(stream, { write });
  return { texts, restore: () => Object.assign(stream, { write: own }) };
}

for (const file of process.argv.slice(2)) {
  const [out, err] = [caught(process.stdout), caught(process.stderr)];
  process.exitCode = undefined;
  await main(['lint', file, '--json']);
  out.restore();
  err.restore();
  const status = process.exitCode ?? 0;
  writeSync(1, `${JSON.stringify({ file, status, stdout: out.texts.join('').slice(0, 4000), stderr: err.texts.join('').slice(0, 4000) })}\n`);
}
process.exitCode = 0;
