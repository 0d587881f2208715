/** The message catalogue, whole and in pieces. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import { EgifError, errorCodes } from '../../src/errors.js';
import { loadMessages, type Messages } from '../../src/locale/load-messages.js';
import { messageOf, textOf } from '../../src/locale/message-of.js';
import { words, wordsIn } from '../../src/locale/word-of.js';

const shipped = new URL('../../../reports/messages', import.meta.url).pathname;
const message = 'en: { title: T, cause: C, mend: M }, fa: { title: ت, cause: چ, mend: م }';

async function inFolder<T>(files: Readonly<Record<string, string>>, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'egif-messages-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the shipped message catalogue', () => {
  let messages: Messages;
  before(async () => {
    messages = await loadMessages(shipped);
  });

  it('explains every error code', () => {
    assert.deepEqual(
      Object.keys(errorCodes).filter((code) => messages.origins.get(code) !== 'errors'),
      [],
    );
  });

  it('holds no error code that cannot be thrown', () => {
    const upperCase = [...messages.keys()].filter((code) => messages.origins.get(code) === 'errors' && /^[A-Z]/.test(code));
    assert.deepEqual(
      upperCase.filter((code) => !Object.hasOwn(errorCodes, code)),
      [],
    );
  });

  it('has a term for every word of the contract in both languages', () => {
    for (const lang of ['fa', 'en'] as const) {
      const word = wordsIn(messages, lang);
      const verdicts = words.verdict.map((value) => word('verdict', value));
      assert.equal(new Set(verdicts).size, words.verdict.length, 'no two verdicts share a word');
      for (const [kind, values] of Object.entries(words)) {
        for (const value of values) assert.ok(messages.texts.has(`word-${kind}-${value}`), `word-${kind}-${value}`);
      }
    }
    assert.equal(wordsIn(messages, 'fa')('tier', 'bronze'), 'برنزی (اتصال‌پذیر)');
    assert.equal(wordsIn(messages, 'fa')('level', 'MAY'), 'می‌تواند');
  });

  it('is written with Persian letters and without invisible marks', () => {
    const texts = [...messages.values()].flatMap(({ fa }) => [fa.title, fa.cause, fa.mend]).concat([...messages.texts.values()].map(({ fa }) => fa));
    assert.deepEqual(
      texts.filter((text) => /[\u064A\u0643\u0649\u06C0\u0660-\u0669\u200B\u200E\u200F\u202A-\u202E\uFEFF]/.test(text)),
      [],
    );
    assert.deepEqual(
      texts.filter((text) => !/[\u0600-\u06FF]/.test(text) && !text.includes('{')),
      [],
      'a Persian text holds Persian',
    );
  });

  it('uses the same placeholders in both languages', () => {
    const namesIn = (text: string): string => [...new Set(text.match(/\{[a-z][A-Za-z0-9]*\}/g) ?? [])].sort().join(' ');
    const unlike = [...messages].filter(([, { fa, en }]) => namesIn(fa.title) !== namesIn(en.title)).map(([code]) => code);
    const unlikeTexts = [...messages.texts].filter(([, { fa, en }]) => namesIn(fa) !== namesIn(en)).map(([key]) => key);
    assert.deepEqual([...unlike, ...unlikeTexts], []);
  });
});

describe('a message catalogue', () => {
  const refused: readonly {
    readonly files: Readonly<Record<string, string>>;
    readonly code: string;
    readonly line?: number;
    readonly why: string;
  }[] = [
    {
      files: { 'a.yaml': `x: { ${message} }\n`, 'b.yaml': `y: { ${message} }\nx: { ${message} }\n` },
      code: 'INTERNAL',
      line: 2,
      why: 'a code stands in two files',
    },
    {
      files: { 'a.yaml': `x: { ${message} }\nx: { ${message} }\n` },
      code: 'DOCUMENT_DUPLICATE_KEY',
      line: 2,
      why: 'a code stands twice in one file',
    },
    { files: { 'a.yaml': `x: { ${message.replace(', mend: M', '')} }\n` }, code: 'INTERNAL', line: 1, why: 'a mend is absent' },
    { files: { 'a.yaml': `x: { ${message.replace('mend: م', 'mend: م, note: n')} }\n` }, code: 'INTERNAL', line: 1, why: 'a member is unknown' },
    { files: { 'a.yaml': `x: { ${message.replace('title: ت', 'title: 5')} }\n` }, code: 'INTERNAL', line: 1, why: 'a title is a number' },
    { files: { 'a.yaml': `x: { en: { title: T, cause: C, mend: M } }\n` }, code: 'INTERNAL', line: 1, why: 'a language is absent' },
    { files: { 'a.yaml': `Bad_Code: { ${message} }\n` }, code: 'INTERNAL', line: 1, why: 'a code is neither kebab-case nor an error code' },
    { files: { 'a.yaml': '- x\n' }, code: 'INTERNAL', why: 'the file is a list' },
    { files: { 'ui.yaml': 'x: { fa: ت, en: " " }\n' }, code: 'INTERNAL', line: 1, why: 'a text is blank' },
  ];
  for (const { files, code, line, why } of refused) {
    it(`is refused when ${why}`, () =>
      inFolder(files, async (folder) => {
        const error = await loadMessages(folder).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        assert.ok(error instanceof EgifError);
        assert.equal(error.code, code);
        if (line !== undefined) assert.equal(error.place.line, line);
      }));
  }

  it('is refused when its folder is absent', () => assert.rejects(loadMessages('/nowhere/messages'), { code: 'FILE_NOT_FOUND' }));

  it('gives the code itself where it has no entry, and never throws', () =>
    inFolder({ 'a.yaml': `x: { ${message} }\n` }, async (folder) => {
      const messages = await loadMessages(folder);
      assert.deepEqual(messageOf(messages, 'absent-code', 'fa'), { title: 'absent-code', cause: '', mend: '' });
      assert.deepEqual(messageOf(messages, '__proto__', 'en'), { title: '__proto__', cause: '', mend: '' });
      assert.equal(textOf(messages, 'absent-key', 'en'), 'absent-key');
      assert.equal(messageOf(messages, 'x', 'fa').title, 'ت');
    }));

  it('fills placeholders once, with what is unseen written out', () =>
    inFolder(
      { 'a.yaml': "x:\n  en: { title: '{got} for {want}', cause: C, mend: M }\n  fa: { title: '{got} به جای {want}', cause: چ, mend: م }\n" },
      async (folder) => {
        const messages = await loadMessages(folder);
        const title = (lang: 'fa' | 'en', values: Readonly<Record<string, string | number>>): string => messageOf(messages, 'x', lang, values).title;
        assert.equal(title('en', { got: '{want}', want: 'B' }), '{want} for B', 'braces of a value are no placeholder');
        assert.equal(title('en', { got: 'A' }), 'A for –', 'an absent value is a dash');
        assert.equal(title('en', { got: '$&', want: '$1' }), '$& for $1', 'a value is no replacement pattern');
        assert.equal(title('en', { got: 'x\u202Ey', want: 'سه' }), 'x\\u{202E}y for \u2068سه\u2069');
        assert.equal(title('fa', { got: 'A', want: 'سه' }), '\u2068A\u2069 به جای سه');
        assert.equal(title('fa', { got: 1200, want: 3 }), '۱٬۲۰۰ به جای ۳');
      },
    ));
});
