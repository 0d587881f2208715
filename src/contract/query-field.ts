/**
 * One field of a URL's query, the rest of it as it was written.
 *
 * A URL parser's own setter writes the whole query anew, as a form: blanks become `+`, commas `%2C`. A service that reads RFC 3986 alone refuses such a
 * query, or finds other values in it, for a reason that has nothing to do with what was altered.
 *
 * Source   RFC 3986 §2.1, §3.4; OpenAPI 3.1.1 §4.8.12.2.
 * Room     contract (floor 2). May be imported by every room above.
 */

/** The name of a field as it is meant; what cannot be decoded is meant as it is written. */
function nameOf(field: string): string {
  const written = (field.split('=')[0] ?? '').replaceAll('+', ' ');
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** The URL with one field of this name and text in its place, or with none where the text is absent. The text has no lone surrogate. */
export function withQueryField(url: string, name: string, text: string | undefined): string {
  const target = new URL(url);
  const own = text === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(text)}`];
  const fields = target.search.slice(1).split('&');
  const at = fields.findIndex((field) => nameOf(field) === name);
  const before = at < 0 ? fields : fields.slice(0, at);
  const after = at < 0 ? [] : fields.slice(at + 1).filter((field) => nameOf(field) !== name);
  const query = [...before, ...own, ...after].filter((field) => field !== '').join('&');
  // Written out: what is assigned to `search` is encoded once more by the parser's own rules.
  return `${target.href.slice(0, target.href.length - target.hash.length - target.search.length).replace(/\?$/, '')}${query === '' ? '' : `?${query}`}`;
}
