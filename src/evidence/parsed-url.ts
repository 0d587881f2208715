/**
 * URLs by their text: the same few are looked at again and again on the way of one request, and those of the targets with every request.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */

const mostRemembered = 64;
const remembered = new Map<string, URL | undefined>();
let last: { readonly text: string; readonly url: URL | undefined } = { text: '', url: undefined };

/** Reads the text once where it is a URL, as nearly all are. */
function read(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** The URL that a text is, or undefined. It is shared: nobody changes it. */
export function parsedUrl(text: string): URL | undefined {
  if (text === last.text) return last.url;
  const known = remembered.get(text);
  const url = known !== undefined || remembered.has(text) ? known : read(text);
  last = { text, url };
  if (url === known) return url;
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(text, url);
  return url;
}
