/**
 * What `--trust` names: PEM roots, a trust list, or a freshness pack; told apart by what stands in the file.
 *
 * Room     verifier (floor 7).
 */
import { type OpenedPack, openPack, packMediaType, readPack } from '../attestation/trust/freshness-pack.js';
import { claimedPart } from '../contract/claimed-jws.js';
import type { FreshnessPack, TrustState } from '../contract/documents.js';
import { isObject, memberOf, parseJson } from '../contract/json.js';
import { UsageTrouble } from './call.js';

export type FileKind = 'certificate' | 'pack' | 'trust-list' | 'decision' | 'report';

/** What a file is, by its members: the reading itself is strict and comes later. */
export function kindOf(octets: Uint8Array): FileKind {
  const found = parseJson(Buffer.from(octets).toString('utf8'))?.value;
  if (!isObject(found)) return 'report';
  const { mediaType } = found;
  if (typeof mediaType === 'string') return mediaType.startsWith('application/vnd.egif.trust+json') ? 'pack' : 'certificate';
  if (Object.hasOwn(found, 'signatures')) return 'trust-list';
  return memberOf(claimedPart(found['protected']), 'typ') === 'egif-decision+jws' ? 'decision' : 'report';
}

const pemBlock = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g;

/** DER of the certificates in a PEM text; `file` names it. Throws UsageTrouble where there is none. */
export function certificatesIn(octets: Uint8Array, file: string): readonly Uint8Array[] {
  const found = [...Buffer.from(octets).toString('latin1').matchAll(pemBlock)].map(([, text = '']) => Buffer.from(text, 'base64'));
  if (found.length === 0)
    throw new UsageTrouble({
      en: `${file} holds no freshness pack, trust list or PEM certificate`,
      fa: `${file} نه بستهٔ تازگی است، نه فهرست اعتماد و نه گواهی PEM`,
    });
  return found;
}

export interface Trust {
  /** DER of roots that stand in PEM files. */
  readonly roots: readonly Uint8Array[];
  readonly pack?: OpenedPack;
}

export interface TrustFile {
  readonly file: string;
  readonly octets: Uint8Array;
}

/** Opens what is to be trusted. Throws UsageTrouble; refuses as `readPack` and `openPack` do. */
export function openTrust(
  files: readonly TrustFile[],
  { at, pin, state }: { readonly at: number; readonly pin?: string; readonly state?: TrustState },
): Trust {
  const lists = files.filter(({ octets }) => ['pack', 'trust-list'].includes(kindOf(octets)));
  const roots = files.filter((each) => !lists.includes(each)).flatMap(({ octets, file }) => certificatesIn(octets, file));
  const [first, second] = lists;
  if (second !== undefined)
    throw new UsageTrouble({ en: 'two trust lists are named: name the newest', fa: 'دو فهرست اعتماد نام برده شده است: تازه‌ترین را نام ببرید' });
  if (first === undefined) return { roots };
  const text = Buffer.from(first.octets).toString('utf8');
  const pack: FreshnessPack = kindOf(first.octets) === 'pack' ? readPack(first.octets) : { mediaType: packMediaType, trustList: text };
  const given = { at, ...(pin === undefined ? {} : { pin: { sha256: pin } }), ...(state === undefined ? {} : { state }) };
  return { roots, pack: openPack(pack, given) };
}
