/**
 * Names the file that was written.
 *
 * Room     cli (floor 7).
 */
import type { World } from '../world.js';

/** Its path in a line, or as `{"file": …}`. */
export function sayWritten(file: string, json: boolean, { stdout }: World): void {
  stdout.write(json ? `${JSON.stringify({ file })}\n` : `${file}\n`);
}
