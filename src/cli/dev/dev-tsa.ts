/**
 * `egif dev tsa`: a time-stamp authority on the loopback.
 *
 * Room     cli (floor 7). Part of `egif dev`.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { pemOf } from '../../dev/pem.js';
import { createTsaIdentity, startTsa, testTsaPolicy, type TsaIdentity } from '../../dev/tsa.js';
import type { TsaKey } from '../../dev/tsa-token.js';
import { issueRevocationList } from '../../dev/crl.js';
import { EgifError } from '../../errors.js';
import { readBounded, writeWhole } from '../../index/files.js';
import type { Context } from '../command.js';
import type { ExitStatus } from '../exit.js';

const listMs = 30 * 86_400_000;

const maxBytes = 1024 * 1024;

/** The authority of a test nation, where the directory is one. */
async function foundedIn(directory: string): Promise<TsaKey | undefined> {
  const file = join(directory, 'tsa.pem');
  try {
    const text = (await readBounded(file, maxBytes)).toString('utf8');
    return { key: createPrivateKey(text), certificate: new X509Certificate(text).raw, intermediates: [] };
  } catch (error) {
    if (error instanceof EgifError && error.code === 'FILE_NOT_FOUND') return undefined;
    throw error instanceof EgifError
      ? error
      : new EgifError('KEY_UNREADABLE', `${file} holds neither a key nor a certificate`, {
          file,
          mend: 'name a PEM file with a key or with certificates',
        });
  }
}

/** The revocation list of a root of time-stamp authorities, DER: empty and good for 30 days. */
export function revocationsOfTsa({ root, rootKey }: Pick<TsaIdentity, 'root' | 'rootKey'>, now: Date): Buffer {
  return issueRevocationList({ issuer: { certificate: root, key: rootKey }, thisUpdate: now, nextUpdate: new Date(now.getTime() + listMs) });
}

async function freshIn(directory: string, now: Date): Promise<TsaKey> {
  const tsa = createTsaIdentity(now);
  await writeWhole(join(directory, 'tsa-root.pem'), pemOf('CERTIFICATE', tsa.root));
  await writeWhole(join(directory, 'tsa.crl'), revocationsOfTsa(tsa, now));
  return tsa;
}

/** Serves the authority of a test nation, or a fresh one whose root and revocation list it writes into the directory; says where it listens. */
export async function serveTsa(directory: string, port: number | undefined, { world }: Context): Promise<ExitStatus> {
  const tsa = (await foundedIn(directory)) ?? (await freshIn(directory, world.now()));
  const [root, list] = [join(directory, 'tsa-root.pem'), join(directory, 'tsa.crl')];
  const running = await startTsa(tsa, { clock: () => world.now(), ...(port === undefined ? {} : { port }) });
  world.stdout.write(`${JSON.stringify({ ready: true, url: running.url, root, crl: list, policy: testTsaPolicy })}\n`);
  await new Promise<void>((ended) => {
    process.once('SIGTERM', ended);
    process.once('SIGINT', ended);
  });
  await running.close();
  return 0;
}
