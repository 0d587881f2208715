/**
 * The certificates at hand, verified under one trust: what a decision on budget stands on.
 *
 * Room     cli (floor 7).
 */
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CertificateStanding } from '../../contract/certificate-standing.js';
import { createBatch, openSealed, parseStrictJson, Refusal, type TrustContext, withContradictions } from '../../index/certificates.js';
import { type Directory, isDocument, readBounded, sha256, type TrustUsed } from '../../index/files.js';
import { openTrustFile } from '../trust/trust-file.js';
import { usageError } from '../usage-error.js';

const maxTrustOctets = 256 * 1024 * 1024;
const maxBundleOctets = 32 * 1024 * 1024;

/** A trust that is believed, ready for verification. */
export interface OpenedTrust {
  readonly context: TrustContext;
  readonly used: TrustUsed;
  readonly lists: NonNullable<Parameters<typeof createBatch>[0]['lists']>;
  /** Text of the sealed directory, where the pack holds one. */
  readonly directory?: string;
}

function refused(name: string, error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  return usageError(
    { en: `${name} is not to be believed: ${error.code}: ${error.message}`, fa: `${name} قابل اعتماد نیست: ${error.code}: ${error.message}` },
    {
      en: `egif explain ${error.code} tells more; get a newer freshness pack`,
      fa: `egif explain ${error.code} بیشتر می‌گوید؛ بستهٔ تازهٔ اعتماد بگیرید`,
    },
    'TRUST_REFUSED',
  );
}

/** The trust in a file: a freshness pack or a signed trust list. Errors: TRUST_REFUSED, FILE_*. */
export async function openTrust(name: string, { directory, at }: { readonly directory: string; readonly at: Date }): Promise<OpenedTrust> {
  const pack = await openTrustFile(resolve(directory, name), at);
  const { list, payloadSha256 } = pack.trust;
  const { checkpoint } = pack;
  return {
    context: pack.trust,
    used: {
      id: list.id,
      version: list.version,
      sha256: payloadSha256,
      ...(list.test === true ? { test: true } : {}),
      ...(checkpoint === undefined ? {} : { checkpoint: { origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root } }),
    },
    lists: pack.statusLists,
    ...(pack.directory === undefined ? {} : { directory: pack.directory }),
  };
}

/** The directory of agencies in a file of its own or in the pack, with its digest; its seal must be one of role status. Errors: TRUST_REFUSED. */
export async function openDirectory(
  trust: OpenedTrust,
  { file, at }: { readonly file: string | undefined; readonly at: Date },
): Promise<{ readonly directory: Directory; readonly sha256: string } | undefined> {
  const octets =
    file === undefined ? (trust.directory === undefined ? undefined : Buffer.from(trust.directory)) : await readBounded(file, maxTrustOctets);
  if (octets === undefined) return undefined;
  try {
    const { payload } = openSealed(octets, { type: 'egif-directory+jws', trust: trust.context, role: 'status', at: at.getTime() });
    const value: unknown = parseStrictJson(payload);
    if (!isDocument('Directory', value)) throw new Refusal('SCHEMA', 'the directory breaks its schema');
    if (Date.parse(value.expires) <= at.getTime()) throw new Refusal('TRUST_EXPIRED', `the directory expired at ${value.expires}`, 'indeterminate');
    return { directory: value, sha256: sha256(octets) };
  } catch (error) {
    throw refused(file ?? 'the directory of the pack', error);
  }
}

/** The bundles in a folder and its folders, or one bundle. */
async function bundlesIn(path: string): Promise<readonly string[]> {
  const facts = await stat(path).catch(() => undefined);
  if (facts?.isDirectory() !== true) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => name.endsWith('.egifcert'))
    .sort()
    .map((name) => join(path, name));
}

/** Every certificate of a folder, verified. What cannot be read is told as it is, never left out. Errors: FILE_*. */
export async function verifiedCertificates(path: string, trust: OpenedTrust, at: Date): Promise<readonly CertificateStanding[]> {
  const batch = createBatch({ trust: trust.context, at: at.getTime(), lists: trust.lists });
  const found = [];
  for (const file of await bundlesIn(path)) found.push(batch.add(await readBounded(file, maxBundleOctets)));
  const contradictions = batch.contradictions();
  return found.map((each) => withContradictions(each, contradictions));
}
