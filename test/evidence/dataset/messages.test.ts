/** Every code of a flaw has a message, and every message a code. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { loadDocument } from '../../../src/contract/load-document.js';

const root = new URL('../../../../', import.meta.url);

describe('messages of the readers of data files', () => {
  it('exist for every flaw and cause, and for nothing else', async () => {
    const folder = new URL('src/evidence/dataset/', root);
    const texts = readdirSync(folder)
      .map((name) => readFileSync(new URL(name, folder), 'utf8'))
      .join('\n');
    const { data } = await loadDocument(new URL('reports/messages/dataset-forms.yaml', root).pathname);
    const codes = Object.keys(data ?? {});
    const written = new Set([...texts.matchAll(/'([a-z]+(?:-[a-z0-9]+)+|bom)'/g)].map(([, code = '']) => code));
    assert.deepEqual(
      codes.filter((code) => !written.has(code)),
      [],
      'no reader gives these',
    );
    const given = [...texts.matchAll(/(?:code: |#stop\(|HeaderFlaw\w*: )'([a-z0-9-]+)'/g)].map(([, code = '']) => code);
    assert.ok(given.length > 25);
    assert.deepEqual(
      given.filter((code) => !codes.includes(code)),
      [],
      'these have no message',
    );
  });
});
