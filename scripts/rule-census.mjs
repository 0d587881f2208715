/**
 * `node scripts/rule-census.mjs FOLDER… [--json FILE]`: how many places each lint rule examined over a folder of contracts, in how many documents, and
 * what it found. A rule that never examines anything over contracts of its kind is dead: exit 1.
 */
import { writeFileSync } from 'node:fs';
import { contractFilesIn } from './lint-corpora.mjs';

const args = process.argv.slice(2);
const out = args.includes('--json') ? args[args.indexOf('--json') + 1] : undefined;
const folders = args.filter((word, index) => !word.startsWith('--') && args[index - 1] !== '--json');
if (folders.length === 0) {
  process.stderr.write('usage: node scripts/rule-census.mjs FOLDER… [--json FILE]\n');
  process.exit(3);
}

const { lintContract, lintRules, loadDocument } = await import('../dist/src/index.js');
const census = new Map(lintRules().map(({ id, kinds }) => [id, { rule: id, kinds, ran: 0, documents: 0, places: 0, findings: 0, undetermined: 0 }]));
let linted = 0;
let refused = 0;
for (const file of folders.flatMap(contractFilesIn)) {
  try {
    const results = await lintContract(await loadDocument(file));
    linted += 1;
    for (const { check, judgement } of results) {
      const row = census.get(check);
      if (row === undefined) continue;
      row.ran += 1;
      row.places += judgement.examined;
      row.findings += judgement.findings.length;
      if (judgement.examined > 0) row.documents += 1;
      if (judgement.cause !== undefined) row.undetermined += 1;
    }
  } catch (error) {
    if (typeof error?.exitStatus !== 'number') throw error;
    refused += 1;
  }
}
const rows = [...census.values()].sort((a, b) => a.places - b.places || (a.rule < b.rule ? -1 : 1));
const dead = rows.filter(({ ran, places, findings }) => ran > 0 && places === 0 && findings === 0);
for (const { rule, places, documents, findings, undetermined } of rows) {
  process.stdout.write(
    `${String(places).padStart(9)} places ${String(documents).padStart(5)} documents ${String(findings).padStart(8)} findings ${String(undetermined).padStart(4)} cannot tell  ${rule}\n`,
  );
}
process.stdout.write(
  `${linted} documents, ${refused} refused, ${rows.length} rules, ${dead.length} of them dead${dead.map(({ rule }) => ` ${rule}`).join('')}\n`,
);
if (out !== undefined) writeFileSync(out, JSON.stringify({ linted, refused, rows, dead: dead.map(({ rule }) => rule) }, null, 1));
process.exit(dead.length > 0 ? 1 : 0);
