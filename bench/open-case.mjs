/** Opens a case as `egif run` does (law, statement, profile, contracts, plan), sends nothing. */
import { openCase } from '../dist/src/cli/run/open-case.js';
import { thisWorld } from '../dist/src/cli/world.js';

await openCase(
  { _: [process.argv[2]], profile: 'three-layers', offline: true, seed: 'bench', 'max-safety': 'S4', 'allow-network': [], only: undefined },
  thisWorld(),
  { judges: false },
);
