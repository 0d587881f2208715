/**
 * A narrow door of the house: the code schemes without their acceptors and the validators of others. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { schemes } from '../schemes/registry.js';
