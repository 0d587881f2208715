/** The generated pages of codes: each code has one, none is left over, and they do not change by themselves. */
import { strict as assert } from 'node:assert';
import { before, describe, it } from 'mocha';
import { errorCodes } from '../../src/errors.js';
import { loadMessages, type Messages } from '../../src/locale/load-messages.js';
import { reportsFolder } from './example.js';

async function docsFiles(): Promise<ReadonlyMap<string, string>> {
  const generator: unknown = await import(new URL('../../../scripts/generate-docs.mjs', import.meta.url).href);
  assert.ok(typeof generator === 'object' && generator !== null && 'docsFiles' in generator && typeof generator.docsFiles === 'function');
  const files: unknown = await generator.docsFiles();
  assert.ok(files instanceof Map);
  return files;
}

describe('the generated pages of codes', () => {
  let files: ReadonlyMap<string, string>;
  let messages: Messages;
  before(async () => {
    [files, messages] = await Promise.all([docsFiles(), loadMessages(`${reportsFolder}/messages`)]);
  });

  it('are one a code, an index and the table of errors', () => {
    const wanted = ['docs/errors.md', 'docs/codes/README.md', ...[...messages.keys()].map((code) => `docs/codes/${code}.md`)];
    assert.deepEqual([...files.keys()].sort(), wanted.sort());
  });

  it('name in the table of errors exactly the codes that can be thrown, with their exit status', () => {
    const rows = [...(files.get('docs/errors.md') ?? '').matchAll(/^\| \[`([A-Z_]+)`\]\([^)]*\) \| ([0-9]) \|/gm)].map(([, code, status]) => [
      code,
      Number(status),
    ]);
    assert.deepEqual(Object.fromEntries(rows), { ...errorCodes });
    assert.equal(rows.length, Object.keys(errorCodes).length);
  });

  it('speak both languages', () => {
    for (const [code, { en, fa }] of messages) {
      const page = files.get(`docs/codes/${code}.md`) ?? '';
      assert.ok(page.includes('<div dir="rtl" lang="fa">'), code);
      const [english = '', persian = ''] = [en.mend, fa.mend].map((text) => /^\p{L}+/u.exec(text)?.[0]);
      assert.ok(page.includes(`**How to mend.** ${english}`) && page.includes(`**چاره:** ${persian}`), code);
    }
  });

  it('are the same octets every time', async () => assert.deepEqual(await docsFiles(), files));
});
