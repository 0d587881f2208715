/**
 * The commands by name, each loaded only when it is called: a light table keeps start-up short.
 *
 * Room     cli (floor 7).
 */
import type { CommandDefinition, OptionTable } from './command.js';

interface Entry {
  readonly name: string;
  readonly describe: { readonly en: string; readonly fa: string };
  load(): Promise<{ readonly command: CommandDefinition<OptionTable> }>;
}

const entry = (name: string, en: string, fa: string, load: Entry['load']): Entry => ({ name, describe: { en, fa }, load });

export const commands: readonly Entry[] = [];
export { entry, type Entry };
