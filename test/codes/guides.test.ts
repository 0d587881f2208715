/** The guides show only commands and options that exist, the same ones in both languages, and link only to pages that exist. */
import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { commonOptions } from '../../src/cli/command.js';
import { commands } from '../../src/cli/commands.js';
import { callOf } from '../../src/verifier/call.js';

const root = new URL('../../../', import.meta.url);
const guides = ['docs/guide.en.md', 'docs/guide.fa.md'] as const;
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Command lines of the fenced blocks, without the choice of a language. */
function linesOf(path: string): readonly string[] {
  const blocks = [...textOf(path).matchAll(/```sh\n([^`]*)```/g)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.trim().split('\n')).map((line) => line.replace(/ --lang fa\b/, ''));
}

describe('the guides', () => {
  for (const path of guides) {
    it(`show only commands and options that exist: ${path}`, async () => {
      const lines = linesOf(path);
      assert.ok(lines.length > 10, `${lines.length} command lines`);
      for (const line of lines) {
        if (line.startsWith('npx egif-verify ')) {
          // throws for an option that it does not know
          assert.ok(typeof callOf(line.split(' ').slice(2), 'en') === 'object', line);
          continue;
        }
        const [, name = '', rest = ''] = /^npx egif ([a-z]+)(.*)$/.exec(line) ?? [];
        const entry = commands.find((each) => each.name === name);
        assert.ok(entry !== undefined, line);
        const { command } = await entry.load();
        for (const [, option = ''] of rest.matchAll(/ --([a-z-]+)/g)) {
          assert.ok(Object.hasOwn(command.options, option) || Object.hasOwn(commonOptions, option), `${line}: --${option}`);
        }
      }
    });

    it(`link only to what is there: ${path}`, () => {
      const links = [...textOf(path).matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
      assert.ok(links.length > 2);
      assert.deepEqual(
        links.filter((target) => !existsSync(new URL(target, new URL('docs/', root)))),
        [],
      );
    });
  }

  it('show the same commands in both languages, in the same order', () => {
    const [english, persian] = guides.map(linesOf);
    assert.deepEqual(persian, english);
  });

  it('keep code from left to right within the Persian text', () => {
    const text = textOf('docs/guide.fa.md');
    assert.ok(text.startsWith('<div dir="rtl" lang="fa">'));
    assert.equal((text.match(/```sh/g) ?? []).length, (text.match(/<div dir="ltr">\n\n```sh/g) ?? []).length);
    assert.equal((text.match(/<div/g) ?? []).length, (text.match(/<\/div>/g) ?? []).length);
  });
});

describe('the Persian terms', () => {
  const barred: readonly { readonly word: RegExp; readonly instead: string }[] = [
    { word: /سرویس(?!‌دهنده|‌گیرنده)/, instead: 'خدمت' },
    { word: /پروفایل|پروفیل/, instead: 'نمایه' },
    { word: /وارسی/, instead: 'آزمون، بررسی' },
    { word: /قضاوت/, instead: 'داوری' },
  ];
  const files = readdirSync(new URL('reports/messages/', root)).filter((name) => name.endsWith('.yaml'));
  for (const { word, instead } of barred) {
    it(`are one each: «${instead}», and nothing else for it`, () => {
      const paths = [...files.map((name) => `reports/messages/${name}`), 'README.fa.md', 'docs/guide.fa.md'];
      const found = paths.flatMap((path) =>
        textOf(path)
          .split('\n')
          .flatMap((line, index) => (word.test(line) ? [`${path}:${index + 1}`] : [])),
      );
      assert.deepEqual(found, []);
    });
  }
});
