/** Generates src/contract/generated/{types,schemas}.ts from the contract's documents (src/contract/*.openapi.yaml). Run by scripts/generate.mjs. */
import { readdir, readFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';
import { writeFiles } from './generated-files.mjs';

const folder = new URL('../src/contract/', import.meta.url);
const main = 'egif.openapi.yaml';
const banner = '// Generated from src/contract/*.openapi.yaml by `npm run gen`. Do not edit.\n';

/** One document of all: the main one with the schemas of the others beside its own; references between the files become references inside. */
async function contractDocument() {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.openapi.yaml') && name !== main).sort();
  const read = async (name) => parse((await readFile(new URL(name, folder), 'utf8')).replace(/'[\w.-]+\.openapi\.yaml(?=#)/g, "'"));
  const document = await read(main);
  const { schemas } = document.components;
  for (const name of names) {
    for (const [schema, value] of Object.entries((await read(name)).components.schemas)) {
      if (Object.hasOwn(schemas, schema)) throw new Error(`${name}: the schema ${schema} stands in another document of the contract too`);
      schemas[schema] = value;
    }
  }
  return document;
}

/** The generated sources by their path in the tree. */
export async function contractFiles() {
  const document = await contractDocument();
  // openapi-typescript may write into what it is handed.
  const types = astToString(await openapiTS(structuredClone(document), { immutable: true, alphabetize: false }));
  const { schemas } = document.components;
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
