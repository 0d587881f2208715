/**
 * A fault of an agency of another kind: how it behaves otherwise than a sound one.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { BilingualText } from '../../contract/documents.js';
import type { Fault } from './fault.js';

/** `requirement` without its prefix. */
export function mannered<Manners>(
  name: string,
  requirement: string,
  { fa, en, manners }: BilingualText & { readonly manners: Manners },
): Fault & { readonly manners: Manners } {
  return { name, layer: 'technical', requirements: [`EGIF-${requirement}`], describe: { fa, en }, hooks: {}, manners };
}
