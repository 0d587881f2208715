/**
 * A file that says whom to believe, for commands that cannot go on without it: a freshness pack (`.egiftrust`) or a signed trust list.
 *
 * Room     cli (floor 7).
 */
import { readBounded } from '../../index/files.js';
import type { OpenedPack } from '../../index/seals.js';
import { kindOf } from './trust-input.js';
import { usageError } from '../usage-error.js';

const maxBytes = 256 * 1024 * 1024;

/** Errors: FILE_*; TRUST_REFUSED, with the code of the rule that is broken. */
export async function openTrustFile(file: string, at: Date): Promise<OpenedPack> {
  const octets = await readBounded(file, maxBytes);
  const { openPack, packMediaType, readPack, Refusal } = await import('../../index/seals.js');
  try {
    const pack = kindOf(octets) === 'pack' ? readPack(octets) : { mediaType: packMediaType, trustList: octets.toString('utf8') };
    return openPack(pack, { at: at.getTime() });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw usageError(
      { en: `${file} is not to be believed: ${error.code}: ${error.message}`, fa: `${file} قابل اعتماد نیست: ${error.code}: ${error.message}` },
      {
        en: `egif explain ${error.code} tells more; get a newer freshness pack`,
        fa: `egif explain ${error.code} بیشتر می‌گوید؛ بستهٔ تازهٔ اعتماد بگیرید`,
      },
      'TRUST_REFUSED',
    );
  }
}
