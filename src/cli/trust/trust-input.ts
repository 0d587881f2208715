/**
 * What `--trust` names: PEM roots, a trust list, or a freshness pack; told apart by what stands in the file.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { isObject, parseJson } from '../../contract/json.js';
import { readBounded } from '../../index/files.js';
import type { OpenedPack, Refusal } from '../../index/seals.js';
import type { FreshnessPack, TrustState } from '../../contract/documents.js';
import type { Context } from '../command.js';
import { usageError } from '../usage-error.js';

const maxBytes = 256 * 1024 * 1024;

/** What a file is, by its members: the reading itself is strict and comes later. */
export type SignedKind = 'certificate' | 'pack' | 'trust-list' | 'payload' | 'report';

export function kindOf(octets: Uint8Array): SignedKind | undefined {
  const found = parseJson(Buffer.from(octets).toString('utf8'))?.value;
  if (!isObject(found)) return undefined;
  const { mediaType } = found;
  if (typeof mediaType === 'string') return mediaType.startsWith('application/vnd.egif.trust+json') ? 'pack' : 'certificate';
  if (Object.hasOwn(found, 'signatures')) return 'trust-list';
  return found['egif'] === 'trust-list/v1' ? 'payload' : 'report';
}

/** Reads a signed file whole. Errors: FILE_*. */
export const readSigned = (file: string): Promise<Buffer> => readBounded(file, maxBytes);

export interface TrustInput {
  /** Files that are no list and no pack: they should be PEM. */
  readonly pem: readonly string[];
  /** Those of them that hold no PEM. */
  readonly notPem: readonly string[];
  /** The list or pack among them, believed. */
  readonly pack?: OpenedPack;
  /** Why it is not believed. */
  readonly refusal?: Refusal;
}

/** Opens what `--trust` names. Errors: USAGE, FILE_*. */
export async function openTrust(
  names: readonly string[] | undefined,
  { world }: Context,
  given: { readonly at: number; readonly state?: TrustState },
): Promise<TrustInput> {
  if (names === undefined || names.length === 0) {
    throw usageError(
      { en: 'no trusted root is named', fa: 'هیچ ریشهٔ مورد اعتمادی نام برده نشده است' },
      {
        en: 'give --trust FILE: the root certificate, the trust list or the freshness pack that you trust',
        fa: '--trust FILE را بدهید: گواهی ریشه، فهرست اعتماد یا بستهٔ تازگی مورد اعتماد',
      },
    );
  }
  const files = names.map((name) => resolve(world.directory, name));
  const read = await Promise.all(files.map(async (file) => ({ file, octets: await readSigned(file) })));
  const lists = read.filter(({ octets }) => ['pack', 'trust-list'].includes(kindOf(octets) ?? ''));
  const others = read.filter((each) => !lists.includes(each));
  const named = {
    pem: others.map(({ file }) => file),
    notPem: others.filter(({ octets }) => !octets.includes('-----BEGIN ')).map(({ file }) => file),
  };
  const [first, second] = lists;
  if (first === undefined) return named;
  if (second !== undefined)
    throw usageError(
      { en: 'two trust lists are named', fa: 'دو فهرست اعتماد نام برده شده است' },
      { en: 'name one, the newest', fa: 'تنها تازه‌ترین را نام ببرید' },
    );
  const seals = await import('../../index/seals.js');
  try {
    const parts: FreshnessPack =
      kindOf(first.octets) === 'pack' ? seals.readPack(first.octets) : { mediaType: seals.packMediaType, trustList: first.octets.toString('utf8') };
    return { ...named, pack: seals.openPack(parts, given) };
  } catch (error) {
    if (!(error instanceof seals.Refusal)) throw error;
    return { ...named, refusal: error };
  }
}
