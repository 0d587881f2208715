/**
 * The text of an XML document by its byte order mark: UTF-8, or UTF-16 of either order.
 *
 * Source   XML 1.0 (5th ed.) §4.3.3 (UTF-16 begins with a byte order mark), appendix F; WS-I Basic Profile 1.1 R4003.
 * Room     evidence/document (floor 3). `encodedForms` may be imported by suite.
 */
import { decodeText } from '../../contract/load-document.js';
import { EgifError } from '../../errors.js';

/** How the octets of a text are to be read. */
export type XmlEncoding = 'UTF-8' | 'UTF-16';

const refused = (file: string, what: string, cause?: unknown): EgifError =>
  new EgifError('FILE_ENCODING', `${file} ${what}`, { file, mend: 'save the file as UTF-8, and declare no other encoding', cause });

/** What the declaration says of octets that are ASCII so far; undefined where it says nothing. */
function declaredIn(octets: Uint8Array): string | undefined {
  const [, name] =
    /^(?:\u00EF\u00BB\u00BF)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(
      Buffer.from(octets.subarray(0, 400)).toString('latin1'),
    ) ?? [];
  return name;
}

function decodeUtf16(octets: Uint8Array, file: string, label: 'utf-16le' | 'utf-16be'): string {
  let text: string;
  try {
    text = new TextDecoder(label, { fatal: true }).decode(octets);
  } catch (cause) {
    throw refused(file, 'has the byte order mark of UTF-16, but is not UTF-16', cause);
  }
  if (text.includes('\u0000')) throw refused(file, 'holds the character U+0000, or is UTF-32');
  return text;
}

/** The text, without a byte order mark. Errors: FILE_ENCODING (another encoding, named where the file names it), FILE_EMPTY. */
export function decodeXml(octets: Uint8Array, file: string): { readonly text: string; readonly encoding: XmlEncoding } {
  const [first, second] = octets;
  if (first === 0xff && second === 0xfe) return { text: decodeUtf16(octets, file, 'utf-16le'), encoding: 'UTF-16' };
  if (first === 0xfe && second === 0xff) return { text: decodeUtf16(octets, file, 'utf-16be'), encoding: 'UTF-16' };
  if ((first === 0x3c && second === 0) || (first === 0 && second === 0x3c)) throw refused(file, 'is UTF-16 without a byte order mark');
  try {
    return { text: decodeText(octets, file), encoding: 'UTF-8' };
  } catch (error) {
    const declared = declaredIn(octets);
    if (!(error instanceof EgifError) || error.code !== 'FILE_ENCODING' || declared === undefined || /^utf-?8$/i.test(declared)) throw error;
    throw refused(file, `is ${declared} by its own declaration; UTF-8 and UTF-16 are read`, error);
  }
}

/** The octets that a text without its byte order mark was read from, in every way that they may have been written. */
export function* encodedForms(text: string): Generator<Uint8Array> {
  yield Buffer.from(text);
  yield Buffer.from(`\uFEFF${text}`);
  const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
  yield little;
  yield Buffer.from(little).swap16();
}
