/**
 * JSON pointers in the dialect of Spectral's resolver, whose small inconsistencies decide where a finding is reported.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */

/** Characters that stay as they are in the resolver's map of references; the en dashes are its own. */
const encodable = /[^a-zA–Z0–9_.!~*'()/\-\u{D800}-\u{DFFF}]/gu;

const escaped = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');

/** One more segment, as the resolver names places while it crawls: nothing but `~` and `/` is escaped. */
export const below = (pointer: string, key: string): string => `${pointer}/${escaped(key)}`;

/** `#/a/b` as the resolver's map of references names it: other characters are percent-encoded. */
export function mapKeyOf(path: readonly string[]): string {
  if (path.length === 0) return '#';
  return `#/${path.map((segment) => escaped(segment).replace(encodable, encodeURIComponent)).join('/')}`;
}

function decoded(segment: string): string {
  let plain = segment;
  if (segment.includes('%')) {
    try {
      plain = decodeURIComponent(segment);
    } catch {
      plain = segment.replace(/%[0-9a-f]+/gi, (octets) => {
        try {
          return decodeURIComponent(octets);
        } catch {
          return octets;
        }
      });
    }
  }
  return plain.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The path of `#` or `#/…`. */
export function pathOfReference(reference: string): readonly string[] {
  return reference.length === 1 ? [] : reference.slice(2).split('/').map(decoded);
}

/** What the resolver takes for the same segment: where both begin with a number, the numbers count alone. */
export function segmentKey(segment: string): string {
  const number = Number.parseInt(segment, 10);
  return Number.isNaN(number) ? `s${segment}` : `n${number}`;
}
