/**
 * What a time stamp says: TSTInfo.
 *
 * Source   RFC 3161 §2.4.2.
 * Room     attestation (floor 3).
 */
import { demand } from '../problem.js';
import { type Element, flagOf, integerOf, type Members, onlyMemberOf, oidOf, sequenceOf, smallIntegerOf, soleElement, tags } from '../x509/der.js';
import { fineTimeOf } from '../x509/der-time.js';
import { readExtensionList } from '../x509/extension-list.js';
import type { Hash } from '../x509/signature-algorithm.js';
import { hashOf } from './imprint.js';

export interface TimeStampInfo {
  readonly policy: string;
  readonly imprint: { readonly hash: Hash; readonly digest: Uint8Array };
  /** Hex. */
  readonly serial: string;
  /** Milliseconds. */
  readonly time: number;
  /** Milliseconds by which the time may be wrong either way, rounded up. */
  readonly accuracyMs?: number;
  readonly ordering: boolean;
  /** Hex. */
  readonly nonce?: string;
  /** DER of the directory name that the authority calls itself by. */
  readonly authority?: Uint8Array;
}

const hexOf = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');
const digestLengths: Readonly<Record<Hash, number>> = { sha256: 32, sha384: 48, sha512: 64 };

/** Accuracy ::= SEQUENCE { seconds INTEGER, millis [0] 1..999, micros [1] 1..999 }, each optional. */
function accuracyOf(element: Element): number {
  const parts = sequenceOf(element);
  const read = (tag: number): number => {
    const part = parts.optional(tag);
    return part === undefined ? 0 : smallIntegerOf(part, tag);
  };
  const [seconds, millis, micros] = [read(tags.integer), read(0x80), read(0x81)];
  parts.end();
  demand(millis < 1000 && micros < 1000, 'TST_FORMAT', 'the accuracy of a time stamp is out of range');
  return seconds * 1000 + millis + Math.ceil(micros / 1000);
}

function imprintOf(element: Element): TimeStampInfo['imprint'] {
  const parts = sequenceOf(element);
  const hash = hashOf(parts.next(tags.sequence));
  const digest = parts.next(tags.octetString).content;
  parts.end();
  demand(hash !== undefined, 'TST_IMPRINT_ALG', 'the imprint of a time stamp is not made with SHA-256, SHA-384 or SHA-512');
  demand(digest.length === digestLengths[hash], 'TST_FORMAT', 'the imprint of a time stamp has not the length of its hash');
  return { hash, digest };
}

/** The end of a TSTInfo: name of the authority and extensions. */
function authorityIn(parts: Members): Uint8Array | undefined {
  const name = parts.optional(0xa0);
  const extensions = parts.optional(0xa1);
  parts.end();
  if (extensions !== undefined) {
    const list = readExtensionList({ ...extensions, tag: tags.sequence });
    const critical = list.find((extension) => extension.critical);
    demand(critical === undefined, 'TST_FORMAT', `the critical extension ${critical?.oid ?? ''} of a time stamp is unknown`);
  }
  if (name === undefined) return undefined;
  const general = soleElement(name.content);
  return general.tag === 0xa4 ? onlyMemberOf(general, 0xa4).octets : undefined;
}

/** Reads a TSTInfo. Refusals: DER_*, TST_FORMAT, TST_IMPRINT_ALG. */
export function readTimeStampInfo(octets: Uint8Array): TimeStampInfo {
  const parts = sequenceOf(soleElement(octets));
  demand(smallIntegerOf(parts.next(tags.integer)) === 1, 'TST_FORMAT', 'a time stamp is not of version 1');
  const policy = oidOf(parts.next(tags.oid));
  const imprint = imprintOf(parts.next(tags.sequence));
  const serial = hexOf(integerOf(parts.next(tags.integer)));
  const time = fineTimeOf(parts.next(tags.generalizedTime));
  const accuracy = parts.optional(tags.sequence);
  const ordering = flagOf(parts.optional(tags.boolean));
  const nonce = parts.optional(tags.integer);
  const authority = authorityIn(parts);
  return {
    policy,
    imprint,
    serial,
    time,
    ...(accuracy === undefined ? {} : { accuracyMs: accuracyOf(accuracy) }),
    ordering,
    ...(nonce === undefined ? {} : { nonce: hexOf(integerOf(nonce)) }),
    ...(authority === undefined ? {} : { authority }),
  };
}
