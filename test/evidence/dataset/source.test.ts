/** Where octets come from, which form they are taken for, and what is refused before a record is read. */
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { DataFormat } from '../../../src/contract/dataset.js';
import { EgifError } from '../../../src/errors.js';
import { readDataset } from '../../../src/evidence/dataset/read-dataset.js';
import { read } from './reading.js';

const hostile = new URL('../../../../fixtures/hostile/data/', import.meta.url).pathname;
const silent = { record: (): void => undefined, flaw: (): void => undefined };

const forms: readonly { readonly name: string; readonly content: string; readonly format: DataFormat; readonly why: string }[] = [
  { name: 'x.ndjson', content: '[1]\n', format: 'ndjson', why: 'its name' },
  { name: 'X.JSONL', content: '{}\n', format: 'ndjson', why: 'its name in capitals' },
  { name: 'x.json', content: '{"a":1}\n{"a":2}\n', format: 'ndjson', why: 'a value a line under the name of JSON' },
  { name: 'x.json', content: '{"a":\n1}\n', format: 'json', why: 'one value on lines' },
  { name: 'x.json', content: '[{"a":1},\n{"a":2}]', format: 'json', why: 'an array' },
  { name: 'x.tsv', content: 'a\tb\n', format: 'csv', why: 'its name' },
  { name: 'x.csv', content: '{a\n', format: 'csv', why: 'its name against its content' },
  { name: 'stdin', content: ' <a/>', format: 'xml', why: 'its first mark' },
  { name: 'stdin', content: '\uFEFF[1]', format: 'json', why: 'its first mark behind a byte order mark' },
  { name: 'stdin', content: '{"a":1}\n{}', format: 'ndjson', why: 'its lines' },
  { name: 'stdin', content: 'نام;کد\n1;2\n', format: 'csv', why: 'its first line' },
];

const refused: readonly { readonly why: string; readonly name: string; readonly content: string | Uint8Array; readonly code: string }[] = [
  { why: 'empty', name: 'x.ndjson', content: '', code: 'FILE_EMPTY' },
  { why: 'blank', name: 'x.json', content: ' \n\t\r\n', code: 'FILE_EMPTY' },
  { why: 'blank and long', name: 'x.json', content: '\n'.repeat(5000), code: 'FILE_EMPTY' },
  { why: 'lines that are blank and many', name: 'x.ndjson', content: '\n'.repeat(5000), code: 'FILE_EMPTY' },
  { why: 'rows that are blank and many', name: 'x.csv', content: '\n'.repeat(5000), code: 'FILE_EMPTY' },
  { why: 'packed with gzip', name: 'x.ndjson.gz', content: Buffer.from([0x1f, 0x8b, 8, 0]), code: 'FILE_UNREADABLE' },
  { why: 'a workbook', name: 'x.csv', content: Buffer.from('PK\u0003\u0004xx'), code: 'FILE_UNREADABLE' },
  { why: 'UTF-16 with a mark', name: 'x.csv', content: Buffer.from('\uFEFFa,b\n', 'utf16le'), code: 'FILE_ENCODING' },
  { why: 'UTF-16 without a mark', name: 'x.csv', content: Buffer.from('a,b\n', 'utf16le'), code: 'FILE_ENCODING' },
  { why: 'binary', name: 'x.json', content: Buffer.from([0x7b, 0x01, 0x02]), code: 'FILE_ENCODING' },
  { why: 'a page', name: 'x.json', content: '<!DOCTYPE html><html></html>', code: 'FILE_UNREADABLE' },
  { why: 'a page named XML', name: 'x.xml', content: '\n<HTML lang="fa">', code: 'FILE_UNREADABLE' },
  { why: 'XML named JSON', name: 'x.json', content: '<a/>', code: 'FILE_UNREADABLE' },
  { why: 'of no known form', name: 'notes.txt', content: 'blah blah\n', code: 'FILE_UNREADABLE' },
];

describe('a data file', () => {
  for (const { name, content, format, why } of forms) {
    it(`is taken for ${format} by ${why}`, async () => assert.equal((await read({ name, content })).summary.format, format));
  }

  it('is taken for what it is said to be', async () => {
    assert.equal((await read({ name: 'x.json', content: 'a,b\n1,2\n', format: 'csv' })).summary.format, 'csv');
  });

  for (const { why, name, content, code } of refused) {
    it(`is refused where it is ${why}`, async () => {
      for (const chunk of [1, 65_536]) {
        await assert.rejects(
          read({ name, content, chunk }),
          (error) => error instanceof EgifError && error.code === code && error.mend !== undefined,
        );
      }
    });
  }

  it('is read from disk, digested and counted to its end, also where reading stopped', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'egif-dataset-'));
    const file = join(folder, 'x.json');
    const content = `[1,{"a":"x"y"}${' '.repeat(600_000)}`;
    try {
      await writeFile(file, content);
      const progress: number[] = [];
      const summary = await readDataset({ file }, {}, { ...silent, progress: (octets) => progress.push(octets) });
      assert.equal(summary.sha256, `sha256:${createHash('sha256').update(content).digest('hex')}`);
      assert.equal(summary.octets, content.length);
      assert.equal(summary.stopped?.code, 'json-broken');
      assert.equal(progress.at(-1), content.length);
      await assert.rejects(readDataset({ file: folder }, {}, silent), { code: 'FILE_IS_DIRECTORY' });
      await assert.rejects(readDataset({ file: join(folder, 'absent') }, {}, silent), { code: 'FILE_NOT_FOUND' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is read in bounded work whatever a hostile one says', async () => {
    const found = new Map<string, readonly string[]>();
    for (const name of ['bomb.xml', 'external.xml', 'cut.ndjson', 'open-quote.csv', 'latin.ndjson', 'twice.json']) {
      const codes: string[] = [];
      const summary = await readDataset({ file: `${hostile}${name}` }, {}, { ...silent, flaw: ({ code }) => codes.push(code) });
      found.set(name, [...codes, `${summary.records}`]);
    }
    assert.deepEqual(
      [...found.values()],
      [
        ['xml-doctype', '0'],
        ['xml-doctype', '0'],
        ['record-cut-off', '2'],
        ['csv-quote-open', '3'],
        ['invalid-utf8', '2'],
        ['duplicate-member', '1'],
      ],
    );
  });

  it('passes over a line of 100 MB without holding it', async () => {
    const piece = Buffer.alloc(1024 * 1024, 0x61);
    async function* longLine(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"a":1}\n"');
      for (let left = 100; left > 0; left -= 1) yield piece;
      yield Buffer.from('"\n{"a":2}\n');
    }
    const flaws: string[] = [];
    const values: unknown[] = [];
    const before = process.memoryUsage();
    const summary = await readDataset(
      { stream: longLine(), name: 'x.ndjson' },
      {},
      {
        record: ({ value }) => values.push(value),
        flaw: ({ code, position }) => flaws.push(`${code} ${position.line}`),
      },
    );
    const { external, arrayBuffers } = process.memoryUsage();
    assert.deepEqual(flaws, ['record-too-long 2']);
    assert.deepEqual(values, [{ a: 1 }, { a: 2 }]);
    assert.equal(summary.records, 3);
    assert.ok(external + arrayBuffers - before.external - before.arrayBuffers < 16 * 1024 * 1024);
  });
});
