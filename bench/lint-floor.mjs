/** The floor of a lint: every JSON contract named is read, parsed and walked once; nothing else. */
import { readFileSync } from 'node:fs';

let values = 0;
const walk = (value) => {
  values += 1;
  if (typeof value === 'object' && value !== null) for (const name in value) walk(value[name]);
};
for (const file of process.argv.slice(2)) walk(JSON.parse(readFileSync(file, 'utf8')));
if (values === 0) throw new Error('nothing was read');
