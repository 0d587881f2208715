/** `npm run gen`: everything in the tree that is derived from something else. `npm run check` runs it and fails on a difference. */
import { generateContract } from './generate-contract.mjs';

await generateContract();
