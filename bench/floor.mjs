/** The floor of a lint: the contract read and parsed with the same YAML library, nothing else. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

parse(readFileSync(process.argv[2], 'utf8'), { uniqueKeys: false });
