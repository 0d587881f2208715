/**
 * URLs by their text: the same few are looked at again and again on the way of one request, and those of the targets with every request.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */

const mostRemembered = 64;
const remembered = new Map<string, URL | undefined>();

/** The URL that a text is, or undefined. It is shared: nobody changes it. */
export function parsedUrl(text: string): URL | undefined {
  const known = remembered.get(text);
  if (known !== undefined || remembered.has(text)) return known;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(text, url);
  return url;
}
