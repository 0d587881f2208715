/**
 * `egif dev tsa`: a time-stamp authority on the loopback.
 *
 * Room     cli (floor 7). Part of `egif dev`.
 */
import { join } from 'node:path';
import { pemOf } from '../dev/pem.js';
import { createTsaIdentity, startTsa, testTsaPolicy } from '../dev/tsa.js';
import { issueRevocationList } from '../dev/crl.js';
import { writeWhole } from '../index/files.js';
import type { Context } from './command.js';
import type { ExitStatus } from './exit.js';

const weekMs = 7 * 86_400_000;

/** Writes root and revocation list of a fresh authority into the directory, says where it listens, and serves until it is told to end. */
export async function serveTsa(directory: string, port: number | undefined, { world }: Context): Promise<ExitStatus> {
  const now = world.now();
  const tsa = createTsaIdentity(now);
  const [root, list] = [join(directory, 'tsa-root.pem'), join(directory, 'tsa.crl')];
  await writeWhole(root, pemOf('CERTIFICATE', tsa.root));
  const request = { issuer: { certificate: tsa.root, key: tsa.rootKey }, thisUpdate: now, nextUpdate: new Date(now.getTime() + weekMs) };
  await writeWhole(list, issueRevocationList(request));
  const running = await startTsa(tsa, { clock: () => world.now(), ...(port === undefined ? {} : { port }) });
  world.stdout.write(`${JSON.stringify({ ready: true, url: running.url, root, crl: list, policy: testTsaPolicy })}\n`);
  await new Promise<void>((ended) => {
    process.once('SIGTERM', ended);
    process.once('SIGINT', ended);
  });
  await running.close();
  return 0;
}
