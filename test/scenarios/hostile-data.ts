/** Data files that are cut, broken, huge or malicious, written into a folder. Codes in them are synthetic. */
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const good = '{"nationalCode":"9990000018","familyName":"نمونه‌ای"}';
const wrong = '{"nationalCode":"9990000019","familyName":"نمونه‌ای"}';
const mebibyte = 1024 * 1024;

const bomb = [
  '<!DOCTYPE people [<!ENTITY a "aaaaaaaaaa">',
  ...[...'bcdefgh'].map((name, at) => `<!ENTITY ${name} "${`&${'abcdefg'[at] ?? 'a'};`.repeat(10)}">`),
  ']>',
];
const person = '<person><nationalCode>9990000018</nationalCode></person>';
const wrongPerson = '<person><nationalCode>9990000019</nationalCode></person>';

/** Small ones, by name. `url` is a server that must never be asked. */
const made = (url: string): Readonly<Record<string, string | Uint8Array>> => ({
  'good.ndjson': `${good}\n`,
  'cut-last.ndjson': `${good}\n${wrong}\n${good.slice(0, 20)}`,
  'cut-middle.ndjson': `${good}\n${good.slice(0, 20)}\n${wrong}\n`,
  'bad-utf8.ndjson': Buffer.concat([Buffer.from(`${good}\n{"familyName":"`), Buffer.from([0xd9, 0x28]), Buffer.from(`"}\n${wrong}\n`)]),
  'bom.ndjson': `\uFEFF${good}\n`,
  'empty.ndjson': '',
  'blank.ndjson': '\n\n',
  'binary.json': Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256)),
  'page.json': '<!doctype html><html><body>log in</body></html>',
  'unknown.ndjson': '{}\n{}\n',
  'none.json': '[]\n',
  'broken.json': `{"data":[${good},${wrong},{"nationalCode":}]}`,
  'open-quote.csv': `nationalCode,familyName\r\n9990000018,"never closed\r\n9990000019,x\r\n9990000026,x\r\n`,
  'fields.csv': 'nationalCode,familyName\r\n9990000018,x,y\r\n9990000019,x\r\n',
  'semicolon.csv': 'nationalCode;familyName\r\n9990000018;x\r\n',
  'bomb.xml': `<?xml version="1.0"?>${bomb.join('')}<people><person><familyName>&h;</familyName></person></people>`,
  'entity.xml': `<?xml version="1.0"?><!DOCTYPE people [<!ENTITY x SYSTEM "${url}/x"><!ENTITY y SYSTEM "file:///etc/hostname">]><people><person><familyName>&x;&y;</familyName></person></people>`,
  'ill-formed.xml': `<people>${wrongPerson}${person}<person></people>`,
  'person.schema.json': JSON.stringify({ type: 'object', required: ['nationalCode'], properties: { nationalCode: { type: 'string' } } }),
  'remote.schema.json': JSON.stringify({ type: 'object', properties: { nationalCode: { $ref: `${url}/schema.json` } } }),
  'broken.schema.json': JSON.stringify({ type: 'object', properties: { nationalCode: { type: 'no-such-type' } } }),
});

function* longLine(): Generator<Buffer> {
  yield Buffer.from(`${good}\n{"familyName":"`);
  for (let at = 0; at < 100; at += 1) yield Buffer.alloc(mebibyte, 0x61);
  yield Buffer.from(`"}\n${wrong}\n`);
}

function* manyLines(): Generator<Buffer> {
  const block = Buffer.from(`${good}\n`.repeat(2000));
  for (let octets = 0; octets < 8 * mebibyte; octets += block.length) yield block;
}

/** Writes them all; gives the folder. */
export async function writeHostileData(folder: string, url: string): Promise<string> {
  await mkdir(join(folder, 'folder.json'), { recursive: true });
  for (const [name, content] of Object.entries(made(url))) await writeFile(join(folder, name), content);
  await pipeline(longLine, createWriteStream(join(folder, 'long-line.ndjson')));
  await pipeline(manyLines, createWriteStream(join(folder, 'many.ndjson')));
  return folder;
}
