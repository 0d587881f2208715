/** Generates src/contract/generated/{types,schemas}.ts from the contract document. Run by scripts/generate.mjs. */
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

const contract = new URL('../src/contract/egif.openapi.yaml', import.meta.url);
const target = new URL('../src/contract/generated/', import.meta.url);
const banner = '// Generated from src/contract/egif.openapi.yaml by `npm run gen`. Do not edit.\n';

export async function generateContract() {
  const text = await readFile(contract, 'utf8');
  const types = astToString(await openapiTS(text, { immutable: true, alphabetize: false }));
  const schemas = parse(text).components.schemas;
  const definitions = JSON.stringify(schemas, null, 1).replaceAll('#/components/schemas/', '#/$defs/');
  await mkdir(target, { recursive: true });
  await writeFile(new URL('types.ts', target), banner + types);
  await writeFile(new URL('schemas.ts', target), `${banner}export const definitions: Readonly<Record<string, object>> = ${definitions};\n`);
  return Object.keys(schemas);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const names = await generateContract();
  process.stdout.write(`${names.length} schemas\n`);
}
