/**
 * The part that all paths of a contract begin with: generators write the base path there where the server's address has none.
 *
 * Source   OpenAPI 3.1.1 §4.8.5 (a server's URL and the paths below it are one address).
 * Room     contract (floor 2). May be imported by every room above.
 */

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');

/** `/api/v1` of `/api/v1/people` and `/api/v1/status`; empty where the paths share none, or where there is one path alone. */
export function sharedLead(paths: readonly string[]): string {
  const [first = [], ...others] = [...new Set(paths)].map(segmentsOf);
  if (others.length === 0) return '';
  const isShared = (segment: string, index: number): boolean =>
    !segment.startsWith('{') && others.every((other) => other[index] === segment && other.length > index + 1) && first.length > index + 1;
  const end = first.findIndex((segment, index) => !isShared(segment, index));
  return first
    .slice(0, end)
    .map((segment) => `/${segment}`)
    .join('');
}
