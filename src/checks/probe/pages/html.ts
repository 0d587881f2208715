/**
 * The elements of a page as they stand in its text, for checks that need no tree: names, attributes, and what stands between start and end.
 *
 * Source   HTML, WHATWG, §13.2.5 (tokenization), as far as tags, comments and raw text go.
 * Room     checks (floor 3). May be imported by probes only.
 */

export interface HtmlElement {
  /** Lower case. */
  readonly name: string;
  /** Names in lower case, values with character references undone; a name without a value has the empty one. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Octets of text between this start tag and the next end tag of its name; empty where there is none. */
  readonly content: string;
  /** Where the start tag begins, and where that end tag does. */
  readonly start: number;
  readonly end: number;
}

const startTag = /<([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const references: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", nbsp: ' ' };

const unescaped = (text: string): string => text.replace(/&(amp|lt|gt|quot|apos|#39|nbsp);/g, (whole, name: string) => references[name] ?? whole);
/** Blanks of the same length, so that places stay. */
const blank = (text: string): string => ' '.repeat(text.length);

/** Comments and the content of scripts and styles are no elements. */
function withoutRaw(text: string): string {
  return text
    .replace(/<!--[\s\S]*?-->/g, blank)
    .replace(
      /(<(script|style|template|noscript)\b(?:[^>"']|"[^"]*"|'[^']*')*>)([\s\S]*?)(?=<\/\2\s*>)/gi,
      (_whole, tag: string, _name, raw: string) => tag + blank(raw),
    );
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', ...values] of text.matchAll(attribute)) {
    const key = name.toLowerCase();
    // The first of two counts (§13.2.5.33).
    if (!attributes.has(key)) attributes.set(key, unescaped(values.find((value) => value !== undefined) ?? ''));
  }
  return attributes;
}

/** All elements of a page in the order of their start tags. */
export function elementsOf(html: string): readonly HtmlElement[] {
  const text = withoutRaw(html);
  const lower = text.toLowerCase();
  return [...text.matchAll(startTag)].map((match) => {
    const [tag, name = '', attributes = ''] = match;
    const start = match.index;
    const from = start + tag.length;
    const close = lower.indexOf(`</${name.toLowerCase()}`, from);
    const end = close < 0 ? from : close;
    return { name: name.toLowerCase(), attributes: attributesOf(attributes), content: text.slice(from, end), start, end };
  });
}

/** Text of a piece of a page without its tags. */
export function plainText(html: string): string {
  return unescaped(html.replace(/<[^>]*>/g, ' '))
    .replace(/[\s\u200c\u200e\u200f]+/g, ' ')
    .trim();
}
