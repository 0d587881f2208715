import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { memberOf } from '../../src/contract/json.js';
import { definitions } from '../../src/contract/generated/schemas.js';
import { loadDocument } from '../../src/contract/load-document.js';

const root = new URL('../../../', import.meta.url);
const file = fileURLToPath(new URL('reports/messages/verdict.yaml', root));
const sources = new URL('src/verdict/', root);

/** Every code that the sources of the room write: `code: 'x'` and `return 'waiver-x'`. */
function codesInSources(): ReadonlySet<string> {
  const texts = readdirSync(sources).map((name) => readFileSync(new URL(name, sources), 'utf8'));
  const found = texts.flatMap((text) =>
    [...text.matchAll(/(?:code: |return |undetermined\()'([a-z]+(?:-[a-z]+)+|flaky)'/g)].map(([, code = '']) => code),
  );
  return new Set(found);
}

describe('messages of the room verdict', () => {
  it('exist for every cause and reason that it gives, and for nothing else', async () => {
    const { data } = await loadDocument(file);
    assert.deepEqual(Object.keys(data ?? {}).toSorted(), [...codesInSources()].toSorted());
  });

  it('exist for every reason of a tier that the contract knows', async () => {
    const { data } = await loadDocument(file);
    const known: unknown = JSON.parse(JSON.stringify(definitions['TierReason']));
    const codes = memberOf(memberOf(memberOf(known, 'properties'), 'code'), 'enum');
    assert.ok(Array.isArray(codes) && codes.length > 10);
    for (const code of codes) assert.ok(memberOf(data, String(code)) !== undefined, String(code));
  });

  it('say title, cause and mend in both languages, with Persian letters', async () => {
    const { data } = await loadDocument(file);
    for (const code of Object.keys(data ?? {})) {
      for (const language of ['en', 'fa']) {
        for (const part of ['title', 'cause', 'mend']) {
          const text = memberOf(memberOf(memberOf(data, code), language), part);
          assert.ok(typeof text === 'string' && text.length > 5, `${code} ${language} ${part}`);
          assert.doesNotMatch(text, /[يىك٠-٩]/, code);
          assert.equal(/[\u0600-\u06ff]/.test(text), language === 'fa', `${code} ${language} ${part}`);
        }
      }
    }
  });
});
