/**
 * A narrow door of the house: Spectral's own rules on contracts. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { spectralRows } from '../checks/lint/spectral/spectral-rows.js';
