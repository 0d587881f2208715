/**
 * The probes of discovery, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../../contract/check.js';
import { apiCatalogue } from './api-catalogue.js';
import { changelog } from './changelog.js';
import { sheetPublished } from './sheet-published.js';

export const discoveryProbes: readonly CheckDefinition[] = [apiCatalogue, changelog, sheetPublished];
