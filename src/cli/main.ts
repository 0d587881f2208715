/**
 * The command line: argv → exit status.
 *
 * Room     cli (floor 7). Nothing imports it.
 */
export async function main(_argv: readonly string[]): Promise<void> {
  process.exitCode = 3;
}
