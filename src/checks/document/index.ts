/**
 * The document checks, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../contract/check.js';
import { agreements } from './agreements.js';
import { backwardCompatible } from './backward-compatible.js';
import { codeGeneratable } from './code-generatable.js';
import { legalBasis } from './legal-basis.js';
import { namedOwners } from './named-owners.js';
import { serviceSheet } from './service-sheet.js';

export const documentChecks: readonly CheckDefinition[] = [agreements, backwardCompatible, codeGeneratable, legalBasis, namedOwners, serviceSheet];
