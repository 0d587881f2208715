/**
 * Files that the suite itself is made of (rulesets, profiles, message catalogues), by their path below the package: read once, bounded and parsed.
 *
 * Room     contract (floor 2). May be imported by every room above, the pure ones too: these files are part of the suite, like its code.
 */
import { readFileSync } from 'node:fs';
import { EgifError } from '../errors.js';
import type { LoadedDocument } from './api-model.js';
import { parseLoaded } from './load-document.js';

const root = new URL('../../../', import.meta.url);

/** A file of the suite, `rulesets/openapi.yaml` for one. Errors: INTERNAL (not there), DOCUMENT_*. */
export function readSuiteFile(ref: string): LoadedDocument {
  let octets: Buffer;
  try {
    octets = readFileSync(new URL(ref, root));
  } catch (cause) {
    throw new EgifError('INTERNAL', `${ref} is missing from the installation`, { file: ref, mend: 'install the suite again', cause });
  }
  return parseLoaded(ref, octets);
}
