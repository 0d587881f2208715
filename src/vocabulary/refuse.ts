/**
 * What happens to a schema that says something unknown or malformed in this vocabulary, by the strictness that the user of ajv chose.
 *
 * Room     vocabulary (floor 2). Imports nothing of the house; may be imported by checks and index.
 */
import type { SchemaObjCxt } from 'ajv';

/** Throws in strict mode, as ajv itself does for its own keywords; warns where strict mode is `log`; else is silent. */
export function refuse({ opts, self }: SchemaObjCxt, problem: string): void {
  const strict = opts.strictSchema;
  if (strict === 'log') self.logger.warn(`strict mode: ${problem}`);
  else if (strict !== false) throw new Error(`strict mode: ${problem}`);
}
