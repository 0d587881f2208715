/**
 * Standard input, whole and bounded.
 *
 * Room     cli (floor 7).
 */
import { EgifError } from '../errors.js';

/** As much as a contract file may have. */
const maxOctets = 32 * 1024 * 1024;

/** The octets of a stream. Errors: FILE_TOO_LARGE, FILE_UNREADABLE. */
export async function readInput(stream: AsyncIterable<unknown>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const octets = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
    length += octets.length;
    if (length > maxOctets) {
      throw new EgifError('FILE_TOO_LARGE', `standard input has over ${maxOctets} bytes`, { mend: 'split the document' });
    }
    chunks.push(octets);
  }
  return Buffer.concat(chunks);
}
