/**
 * Which file beside a document a location in it means: inside the document's folder, or none.
 *
 * Source   RFC 3986 §5.2.4 (remove dot segments).
 * Room     contract (floor 2). May be imported by every room above.
 */
import { posix } from 'node:path';

/** Path from the main document's folder, or undefined where the location leads elsewhere. `from` is the path of the file that names it. */
export function neighbourPath(location: string, from = ''): string | undefined {
  const plain = location.replace(/#.*$/, '');
  if (plain === '' || /^[a-z][a-z0-9+.-]*:|^[\\/]|[\\\0?]/i.test(plain)) return undefined;
  let decoded: string;
  try {
    decoded = decodeURIComponent(plain);
  } catch {
    return undefined;
  }
  const path = posix.normalize(posix.join(posix.dirname(from), decoded));
  return path === '..' || path.startsWith('../') || path.startsWith('/') || decoded.includes('\0') ? undefined : path;
}
