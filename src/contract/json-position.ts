/**
 * Line and column of a value in a JSON text, found by one scan and only when somebody asks.
 *
 * Room     contract (floor 2).
 */

interface Scan {
  readonly text: string;
  at: number;
}

const skipBlank = (scan: Scan): void => {
  while (/\s/.test(scan.text.charAt(scan.at)) && scan.at < scan.text.length) scan.at += 1;
};

/** Passes over a string that starts here; gives its value. */
function readString(scan: Scan): string {
  const start = scan.at;
  scan.at += 1;
  while (scan.at < scan.text.length && scan.text.charAt(scan.at) !== '"') scan.at += scan.text.charAt(scan.at) === '\\' ? 2 : 1;
  scan.at += 1;
  return JSON.parse(scan.text.slice(start, scan.at)) as string;
}

/** Passes over any value that starts here, without recursion. */
function skipValue(scan: Scan): void {
  let depth = 0;
  do {
    skipBlank(scan);
    const unit = scan.text.charAt(scan.at);
    if (unit === '"') {
      readString(scan);
    } else if (unit === '{' || unit === '[') {
      depth += 1;
      scan.at += 1;
    } else if (unit === '}' || unit === ']') {
      depth -= 1;
      scan.at += 1;
    } else if (unit === ',' || unit === ':') {
      scan.at += 1;
    } else {
      while (scan.at < scan.text.length && !/[\s,\]}]/.test(scan.text.charAt(scan.at))) scan.at += 1;
    }
  } while (depth > 0 && scan.at < scan.text.length);
}

/** Moves to the child of the object or array here; false if it has none of that name. On success `keyAt` is where its name or itself starts. */
function enter(scan: Scan, segment: string): number | undefined {
  skipBlank(scan);
  const opening = scan.text.charAt(scan.at);
  if (opening !== '{' && opening !== '[') return undefined;
  scan.at += 1;
  for (let index = 0; ; index += 1) {
    skipBlank(scan);
    if (scan.at >= scan.text.length || /[}\]]/.test(scan.text.charAt(scan.at))) return undefined;
    const start = scan.at;
    const name = opening === '{' ? readString(scan) : String(index);
    if (opening === '{') {
      skipBlank(scan);
      scan.at += 1;
      skipBlank(scan);
    }
    if (name === segment) return start;
    skipValue(scan);
    skipBlank(scan);
    if (scan.text.charAt(scan.at) === ',') scan.at += 1;
  }
}

/** Position (from 1) of the member at a path, or of its nearest ancestor that exists. */
export function jsonPosition(text: string, path: readonly string[]): { readonly line: number; readonly column: number } {
  const scan: Scan = { text, at: 0 };
  skipBlank(scan);
  let offset = scan.at;
  for (const segment of path) {
    const start = enter(scan, segment);
    if (start === undefined) break;
    offset = start;
  }
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: offset - lastBreak };
}
