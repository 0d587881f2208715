/**
 * What a caller of `egif verify` demands of a certificate, read from the options.
 *
 * Room     cli (floor 7).
 */
import type { TrustState } from '../../contract/documents.js';
import { isObject, parseJson } from '../../contract/json.js';
import type { Expectations, OpenedPack } from '../../index/seals.js';
import { readSigned, type TrustInput } from './trust-input.js';
import { usageError } from '../usage-error.js';

interface Options {
  readonly agency: string | undefined;
  readonly service: string | undefined;
  readonly origin: string | undefined;
  readonly contract: string | undefined;
  readonly 'require-profile': string | undefined;
  readonly tier: string | undefined;
  readonly assurance: string | undefined;
  readonly kind: string;
}

const isKind = (word: string): word is NonNullable<Expectations['kind']> => word === 'interoperability' || word === 'participation';
const isTier = (word: string | undefined): word is NonNullable<Expectations['tier']> => word === 'bronze' || word === 'silver' || word === 'gold';
const isAssurance = (word: string | undefined): word is NonNullable<Expectations['assurance']> => word === 'L2' || word === 'L3';

/** The expectations among the options. */
export function expectationsOf({ agency, service, origin, contract, 'require-profile': profile, tier, assurance, kind }: Options): Expectations {
  return {
    ...(isKind(kind) ? { kind } : {}),
    ...(agency === undefined ? {} : { agency }),
    ...(service === undefined ? {} : { service }),
    ...(origin === undefined ? {} : { origin }),
    ...(contract === undefined ? {} : { contract }),
    ...(profile === undefined ? {} : { profile }),
    ...(isTier(tier) ? { tier } : {}),
    ...(isAssurance(assurance) ? { assurance } : {}),
  };
}

/** The trust list, which a certificate needs. Error: USAGE. */
export function demandPack({ pack, pem, notPem }: TrustInput): OpenedPack {
  if (pack !== undefined) return pack;
  const [other] = notPem;
  if (pem.length > 0 && other !== undefined) {
    throw usageError(
      { en: `${other} is no trust list, no freshness pack and no PEM file`, fa: `${other} نه فهرست اعتماد است، نه بستهٔ تازگی و نه پروندهٔ PEM` },
      { en: 'give --trust FILE with the trust list or the freshness pack', fa: '--trust FILE را با فهرست اعتماد یا بستهٔ تازگی بدهید' },
    );
  }
  throw usageError(
    { en: 'a certificate is held against a trust list, not against roots alone', fa: 'گواهی‌نامه با فهرست اعتماد سنجیده می‌شود نه با ریشهٔ تنها' },
    { en: 'give --trust FILE with the trust list or the freshness pack', fa: '--trust FILE را با فهرست اعتماد یا بستهٔ تازگی بدهید' },
  );
}

const signedMembers = ['payload', 'protected', 'signature', 'signatures', 'mediaType', 'credential', 'trustList'];

/** Refuses what never was a signed object, such as a login page; one that was cut or edited is none of these, and is judged. Errors: FILE_EMPTY, FILE_UNREADABLE. */
export function demandSigned(octets: Uint8Array, file: string): void {
  if (octets.length === 0) {
    throw usageError({ en: `${file} is empty`, fa: `${file} تهی است` }, { en: 'fetch the file again', fa: 'پرونده را دوباره بگیرید' }, 'FILE_EMPTY');
  }
  const text = Buffer.from(octets).toString('utf8');
  const found = parseJson(text)?.value;
  const isOther = found === undefined ? !/^\uFEFF?\s*\{/.test(text) : !isObject(found) || !signedMembers.some((name) => Object.hasOwn(found, name));
  if (!isOther) return;
  throw usageError(
    {
      en: `${file} is no signed report, no certificate and no decision`,
      fa: `${file} نه گزارش امضاشده است، نه گواهی‌نامه و نه تصمیم`,
    },
    { en: 'name report.jws.json, an .egifcert or decision.jws.json', fa: 'report.jws.json یا یک ‎.egifcert یا decision.jws.json را نام ببرید' },
    'FILE_UNREADABLE',
  );
}

/** The file of what was seen; an empty one where there is none yet. Errors: FILE_*, USAGE. */
export async function readState(file: string): Promise<{ readonly file: string; readonly seen: TrustState }> {
  const { emptyState, readTrustState, Refusal } = await import('../../index/seals.js');
  try {
    return { file, seen: readTrustState(await readSigned(file)) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'FILE_NOT_FOUND') return { file, seen: emptyState };
    if (!(error instanceof Refusal)) throw error;
    throw usageError(
      { en: `${file} does not hold what was seen: ${error.message}`, fa: `${file} پروندهٔ دیده‌ها نیست` },
      { en: 'restore the file', fa: 'پرونده را بازگردانید' },
    );
  }
}
