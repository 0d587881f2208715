/**
 * Reads the file `.egifcert`: a certificate with its proof and its status lists. Nothing of it is trusted yet.
 *
 * Room     attestation (floor 3).
 */
import type { CertificateBundle, StapledStatusList } from '../../contract/documents.js';
import { isObject } from '../../contract/json.js';
import { demand } from '../problem.js';
import { parseStrictJson } from '../strict-json.js';
import { bundleMediaType } from './words.js';

const bounds = { maxBytes: 24 * 1024 * 1024, maxDepth: 6 };
const maxLists = 8;
const limits = { credential: 200_000, logProof: 400_000, url: 300, list: 6_000_000 } as const;

function textOf(value: unknown, name: string, most: number): string {
  demand(typeof value === 'string' && value.length <= most, 'BUNDLE_MEMBER', `the member ${name} is absent, no text, or too long`);
  return value;
}

function demandKnown(value: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  for (const name of Object.keys(value)) demand(known.includes(name), 'BUNDLE_MEMBER', `the member “${name.slice(0, 40)}” is not allowed`);
}

function proofOf(value: Readonly<Record<string, unknown>>): { readonly logProof?: string } {
  return Object.hasOwn(value, 'logProof') ? { logProof: textOf(value['logProof'], 'logProof', limits.logProof) } : {};
}

/** One stapled status list. Refusal: BUNDLE_MEMBER. */
export function stapledOf(value: unknown): StapledStatusList {
  demand(isObject(value), 'BUNDLE_MEMBER', 'a status list is no object');
  demandKnown(value, ['url', 'credential', 'logProof']);
  return {
    url: textOf(value['url'], 'url', limits.url),
    credential: textOf(value['credential'], 'credential', limits.list),
    ...proofOf(value),
  };
}

/** Three parts, none empty, between two full stops. */
function isCompact(text: string): boolean {
  const first = text.indexOf('.');
  const second = text.indexOf('.', first + 1);
  return first > 0 && second > first + 1 && second < text.length - 1 && !text.includes('.', second + 1);
}

/** The parts of a bundle. Refusals: JSON_*, BUNDLE_MEDIATYPE, BUNDLE_MEMBER, BUNDLE_CREDENTIAL. */
export function readBundle(octets: Uint8Array): CertificateBundle {
  const value = parseStrictJson(octets, bounds);
  demand(isObject(value) && value['mediaType'] === bundleMediaType, 'BUNDLE_MEDIATYPE', 'this is no bundle of a certificate');
  demandKnown(value, ['mediaType', 'credential', 'logProof', 'statusLists']);
  const { credential, statusLists } = value;
  const fits = typeof credential === 'string' && credential.length <= limits.credential && isCompact(credential);
  demand(fits, 'BUNDLE_CREDENTIAL', 'the bundle holds no compact certificate');
  demand(Array.isArray(statusLists) && statusLists.length <= maxLists, 'BUNDLE_MEMBER', 'the member statusLists is absent, no list, or too long');
  return { mediaType: bundleMediaType, credential, ...proofOf(value), statusLists: statusLists.map(stapledOf) };
}
