/** Generates src/contract/generated/{types,schemas}.ts from the contract document. Run by scripts/generate.mjs. */
import { readFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';
import { writeFiles } from './generated-files.mjs';

const contract = new URL('../src/contract/egif.openapi.yaml', import.meta.url);
const banner = '// Generated from src/contract/egif.openapi.yaml by `npm run gen`. Do not edit.\n';

/** The generated sources by their path in the tree. */
export async function contractFiles() {
  const text = await readFile(contract, 'utf8');
  const types = astToString(await openapiTS(text, { immutable: true, alphabetize: false }));
  const schemas = parse(text).components.schemas;
  const definitions = JSON.stringify(schemas, null, 1).replaceAll('#/components/schemas/', '#/$defs/');
  return new Map([
    ['src/contract/generated/types.ts', banner + types],
    ['src/contract/generated/schemas.ts', `${banner}export const definitions: Readonly<Record<string, object>> = ${definitions};\n`],
  ]);
}

/** Writes the generated sources. Returns the paths that changed. */
export async function generateContract() {
  return writeFiles(await contractFiles());
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const changed = await generateContract();
  process.stdout.write(`${changed.length} files changed\n`);
}
