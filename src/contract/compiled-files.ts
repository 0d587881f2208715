/**
 * What the build made of files that the suite ships: their data as JSON, the message catalogue, and validators of the contract's schemas as code.
 *
 * Parsing YAML costs about a second a megabyte and compiling schemas some tenths of a second, the same at every start. So the build does both once
 * (scripts/compile.mjs, into `compiled/` beside the compiled code). Everything there is named by the digest of what it was made from: a source that
 * changed has another name and is read as it stands. Nothing here is needed; without it the suite gives the same answers later.
 *
 * Room     contract (floor 2). For load-document.ts and validate.ts.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Json } from './api-model.js';

const folder = new URL('../compiled/', import.meta.url);
const require = createRequire(import.meta.url);

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'MODULE_NOT_FOUND');

/** The data of a document, by the digest of its octets (`sha256:…`); a copy of its own for every caller. */
export function compiledData(digest: string): { readonly data: Json } | undefined {
  try {
    return { data: JSON.parse(readFileSync(new URL(`documents/${digest.replace(':', '-')}.json`, folder), 'utf8')) as Json };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** The message catalogue as the build has read it, by the digest of its folder; see locale/compiled-messages.ts. */
export function compiledMessages(digest: string): Buffer | undefined {
  try {
    return readFileSync(new URL(`messages/${digest.replace(':', '-')}`, folder));
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Whether a value is certainly right. It stops at the first trouble and tells nothing of it: what it does not accept is for ajv to judge. */
export type Acceptor = (value: unknown) => boolean;

/** The compiled validator of one schema of the contract, by the digest of all its schemas. */
export function compiledValidator(digest: string, name: string): Acceptor | undefined {
  try {
    return require(fileURLToPath(new URL(`validators/${digest.replace(':', '-')}/${name}.cjs`, folder))) as Acceptor;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Whether the build has checked the ruleset with this digest of its octets (`sha256:…`) and found nothing wrong. */
export function isCheckedRuleset(digest: string): boolean {
  return existsSync(new URL(`rulesets/${digest.replace(':', '-')}`, folder));
}
