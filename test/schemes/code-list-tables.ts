/**
 * The tables of src/schemes/generated as text, made from the code lists of profiles/codelists. Run as a program, it writes them:
 * `node dist/test/schemes/code-list-tables.js`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { argv } from 'node:process';

/** The root of the checkout. */
export const root = new URL('../../../', import.meta.url);
export const tablesFile = new URL('src/schemes/generated/tables.ts', root);

/** The rows of a CSV text (RFC 4180) by column name. */
export function readCsv(text: string): readonly Readonly<Record<string, string>>[] {
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''),
    );
  const [head = [], ...rest] = rows;
  return rest.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])));
}

/** The rows of a code list. */
export function codeList(id: string): readonly Readonly<Record<string, string>>[] {
  return readCsv(readFileSync(new URL(`profiles/codelists/${id}.csv`, root), 'utf8'));
}

const tables: readonly { readonly name: string; readonly list: string; readonly columns: readonly string[] }[] = [
  { name: 'provinceRows', list: 'provinces', columns: ['code', 'number', 'name_fa', 'name_en'] },
  { name: 'formerProvinceRows', list: 'provinces-before-2020', columns: ['code', 'current', 'name_fa'] },
  { name: 'countryRows', list: 'countries', columns: ['code', 'alpha3'] },
  { name: 'currencyRows', list: 'currencies', columns: ['code', 'valid_from', 'valid_to'] },
  { name: 'languageRows', list: 'languages', columns: ['code', 'alpha3'] },
  { name: 'clusterRows', list: 'clusters', columns: ['code', 'name_fa', 'aliases_fa'] },
  { name: 'exchangeRows', list: 'exchanges', columns: ['code', 'kind'] },
];

/** The text that the generated file must have. */
export function tablesSource(): string {
  const parts = tables.map(({ name, list, columns }) => {
    const rows = codeList(list).map((row) => `  ${JSON.stringify(columns.map((column) => row[column] ?? ''))},`);
    const type = `readonly (readonly [${columns.map((column) => `${column}: string`).join(', ')}])[]`;
    return `/** profiles/codelists/${list}.csv */\nexport const ${name}: ${type} = [\n${rows.join('\n')}\n];\n`;
  });
  return `/** Generated from profiles/codelists by test/schemes/code-list-tables.ts; not edited by hand. */\n\n${parts.join('\n')}`;
}

if (argv[1] === fileURLToPath(import.meta.url)) writeFileSync(tablesFile, tablesSource());
