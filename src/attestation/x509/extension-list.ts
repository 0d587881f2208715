/**
 * A list of extensions as certificates, revocation lists, their entries and time stamps have it.
 *
 * Source   RFC 5280 §4.1 (Extensions), §5.1.2.7, §5.3.
 * Room     attestation (floor 3).
 */
import { demand } from '../problem.js';
import { contentOf, type Element, flagOf, membersOf, oidOf, sequenceOf, tags } from './der.js';

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** DER of the value. */
  readonly value: Uint8Array;
}

/** The extensions of a SEQUENCE, none of them twice. Refusals: DER_*, X509_DUPLICATE_EXTENSION. */
export function readExtensionList(list: Element | undefined): readonly Extension[] {
  const seen = new Set<string>();
  const members = membersOf(list, tags.sequence);
  demand(members.length > 0, 'DER_VALUE', 'a list of extensions is empty');
  return members.map((member) => {
    const parts = sequenceOf(member);
    const oid = oidOf(parts.next(tags.oid));
    const critical = flagOf(parts.optional(tags.boolean));
    const value = contentOf(parts.next(tags.octetString), tags.octetString);
    parts.end();
    demand(!seen.has(oid), 'X509_DUPLICATE_EXTENSION', `the extension ${oid} stands twice`);
    seen.add(oid);
    return { oid, critical, value };
  });
}
