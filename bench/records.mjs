/**
 * One way to read a file of records, in a process of its own: `records.mjs <parse|ajv|accept|judge|whole> <file>`.
 *
 * parse    JSON.parse of every line
 * ajv      and ajv with the formats of the suite
 * accept   the octets first, JSON.parse and ajv for the doubts only
 * judge    JSON.parse and the judge of records, every rule and the schema, for every line
 * whole    the octets first, JSON.parse and the judge for the doubts only
 */
import { openSync, readSync } from 'node:fs';

const [, , way, file] = process.argv;
const chunkOctets = 256 * 1024;

/** Hands every line of a file to a function: the chunk, and where the line starts and ends in it. */
function eachLine(path, use) {
  const input = openSync(path, 'r');
  const chunk = Buffer.allocUnsafe(chunkOctets);
  let held = 0;
  for (;;) {
    const read = readSync(input, chunk, held, chunkOctets - held, null);
    const filled = held + read;
    let start = 0;
    for (let end = chunk.indexOf(10, start); end >= 0 && end < filled; end = chunk.indexOf(10, start)) {
      use(chunk, start, end);
      start = end + 1;
    }
    if (read === 0) return;
    chunk.copyWithin(0, start, filled);
    held = filled - start;
  }
}

async function judge() {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const { addEgif } = await import('../dist/src/vocabulary/add-egif.js');
  const { limitLengthsQuickly } = await import('../dist/src/checks/dataset/length-limits.js');
  const { schema } = await import('./records-corpus.mjs');
  const ajv = new Ajv2020({ strict: false, validateSchema: false });
  const { timeFormats } = await import('../dist/src/vocabulary/time-formats.js');
  for (const [name, format] of Object.entries(timeFormats)) ajv.addFormat(name, format);
  limitLengthsQuickly(ajv);
  addEgif(ajv);
  return ajv.compile(schema);
}

/** The judge of data files; with `accept` it is asked of the octets first, once it has judged its first records. */
async function judgeUser(withAccept) {
  const { openJudge } = await import('../dist/src/checks/dataset/open-judge.js');
  const { schema } = await import('./records-corpus.mjs');
  const judge = openJudge({ schema, codelist: () => undefined });
  const judged = (chunk, start, end) => judge.judge(JSON.parse(chunk.utf8Slice(start, end)), false).length === 0;
  if (!withAccept) return judged;
  if (judge.accept === undefined) throw new Error('no acceptor');
  return (chunk, start, end) => judge.accept(chunk, start, end) || judged(chunk, start, end);
}

async function userOf() {
  if (way === 'judge' || way === 'whole') return judgeUser(way === 'whole');
  if (way === 'parse') return (chunk, start, end) => typeof JSON.parse(chunk.utf8Slice(start, end)) === 'object';
  const validate = await judge();
  const judged = (chunk, start, end) => validate(JSON.parse(chunk.utf8Slice(start, end)));
  if (way === 'ajv') return judged;
  const { compileAcceptor } = await import('../dist/src/checks/dataset/acceptor/compile-acceptor.js');
  const { schema } = await import('./records-corpus.mjs');
  const accept = compileAcceptor(schema);
  if (accept === undefined) throw new Error('no acceptor');
  return (chunk, start, end) => accept(chunk, start, end) || judged(chunk, start, end);
}

const use = await userOf();
let lines = 0;
let passed = 0;
eachLine(file, (chunk, start, end) => {
  lines += 1;
  if (use(chunk, start, end)) passed += 1;
});
process.stdout.write(`${JSON.stringify({ lines, passed })}\n`);
