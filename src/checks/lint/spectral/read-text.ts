/**
 * Reads a text as JSON where that is surely the same, as YAML otherwise.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import { readJsonText } from './json-text.js';
import type { Account } from './limits.js';
import type { Modules } from './modules.js';
import type { TextDocument } from './text-document.js';
import { readYamlText } from './yaml-text.js';

/** Reads a text. Throws WorkLimit on aliases that grow without bound. */
export function readText(text: string, modules: Modules, account: Account): TextDocument {
  return readJsonText(text, modules) ?? readYamlText(text, modules, account);
}
